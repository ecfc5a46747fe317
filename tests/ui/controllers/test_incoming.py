"""Files, pictures and cells that are pasted or dropped where texts are written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QContextMenuEvent, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.clipboard import is_file_address, text_of_cells
from pia_desktop.assessment.document import Document
from tests.strategies import PNG
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
PASTE = (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
LINE, TEXT = "cover.name", "cover.remarks"


def files(*paths: Path) -> QMimeData:
    """What file managers hand over: addresses, and the same as text."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mime.setText("\n".join(QUrl.fromLocalFile(str(path)).toString() for path in paths))
    return mime


def cells(text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(text)
    mime.setHtml('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table></table></html>')
    return mime


def paste(hands: Hands, address: str, mime: QMimeData) -> QWidget:
    hands.window.go_to(address)
    widget = QApplication.focusWidget()
    assert widget is not None
    QApplication.clipboard().setMimeData(mime)
    QTest.keyClick(widget, *PASTE)
    return widget


def notice(hands: Hands, address: str) -> str:
    label = hands.window.findChild(QLabel, f"notice:{address}")
    return label.text() if label is not None and label.isVisible() else ""


def dropped(target: QWidget, mime: QMimeData) -> bool:
    """Drag over a widget and let go; whether anybody took it."""
    place, none = QPointF(5, 5), Qt.KeyboardModifier.NoModifier
    actions, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(place.toPoint(), actions, mime, left, none)
    widget: QWidget | None = target
    while widget is not None:
        enter.ignore()
        if widget.acceptDrops():
            QApplication.sendEvent(widget, enter)
            if enter.isAccepted():
                QApplication.sendEvent(widget, QDropEvent(place, actions, mime, left, none))
                return True
        widget = widget.parentWidget()
    return False


@pytest.mark.parametrize("address", [LINE, TEXT])
@pytest.mark.parametrize("name", ["図.png", "メモ.txt"])
def test_a_pasted_file_leaves_no_address_in_a_text(
    open_window: Open, empty4: Document, tmp_path: Path, address: str, name: str
) -> None:
    (tmp_path / name).write_bytes(PNG)
    hands = open_window(empty4)
    paste(hands, address, files(tmp_path / name))
    assert hands.get(address) is None
    assert notice(hands, address)


@pytest.mark.parametrize("address", [LINE, TEXT])
def test_a_file_s_address_as_text_is_refused_too(
    open_window: Open, empty4: Document, address: str
) -> None:
    mime = QMimeData()
    mime.setText("file:///C:/Users/tanaka/%E5%9B%B3.png\n")
    hands = open_window(empty4)
    paste(hands, address, mime)
    assert hands.get(address) is None
    assert "ファイルの場所" in notice(hands, address)


def test_an_address_among_words_is_a_text() -> None:
    assert not is_file_address("詳しくは file:///x を見る")
    assert not is_file_address("")


def test_a_picture_goes_to_the_figures_of_the_page(
    open_window: Open, small: Document, tmp_path: Path
) -> None:
    (tmp_path / "流れ.png").write_bytes(PNG)
    hands = open_window(small)
    paste(hands, "process.notes", files(tmp_path / "流れ.png"))
    assert [figure["file"] for figure in hands.get("process.figures")] == ["流れ.png"]
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    mime = QMimeData()
    mime.setImageData(image)
    paste(hands, "process.notes", mime)
    assert len(hands.get("process.figures")) == 2
    assert hands.get("process.notes") is None


def test_a_picture_without_a_place_is_refused_in_a_sentence(
    open_window: Open, empty4: Document
) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    mime = QMimeData()
    mime.setImageData(image)
    hands = open_window(empty4)
    paste(hands, TEXT, mime)
    assert "図の欄" in notice(hands, TEXT)


@pytest.mark.parametrize("name", ["cover.name", "cover.remarks", "process.figures"])
def test_a_dropped_assessment_opens_wherever_it_is_dropped(
    qtbot: QtBot, open_window: Open, empty4: Document, small: Document, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "a.pia"
    pia_file.save(small.assessment, path)
    hands = open_window(empty4)
    hands.window.go_to(name)
    box = hands.find(QWidget, name)
    target = box.viewport() if isinstance(box, QPlainTextEdit) else box
    assert dropped(target, files(path))
    qtbot.waitUntil(lambda: hands.document.path == path)


def test_a_dropped_workbook_is_offered_for_import(
    qtbot: QtBot,
    open_window: Open,
    empty4: Document,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = tmp_path / "去年.xlsx"
    book.write_bytes(b"")
    hands = open_window(empty4)
    offered: list[Path] = []
    monkeypatch.setattr(hands.window.controllers.import_upgrade, "import_file", offered.append)
    assert dropped(hands.find(QLineEdit, LINE), files(book))
    qtbot.waitUntil(lambda: offered == [book])
    assert hands.get(LINE) is None


def test_what_is_no_file_of_ours_is_refused_in_the_status_bar(
    open_window: Open, empty4: Document, tmp_path: Path
) -> None:
    hands = open_window(empty4)
    assert dropped(hands.find(QLineEdit, LINE), files(tmp_path / "メモ.txt"))
    assert "メモ.txt" in hands.window.statusBar().currentMessage()


def test_a_dropped_text_goes_where_it_is_dropped(open_window: Open, empty4: Document) -> None:
    mime = QMimeData()
    mime.setText("文")
    hands = open_window(empty4)
    assert dropped(hands.find(QLineEdit, LINE), mime)
    assert hands.get(LINE) == "文"


@pytest.mark.parametrize(
    "text,wanted",
    [
        ('"一行目\n二行目 ""引用"""\r\n', '一行目\n二行目 "引用"'),
        ("一つのセル\r\n", "一つのセル"),
        ("一\r\n二\r\n", "一\n二"),
        ("一\t二\r\n三\t四\r\n", "一　二\n三　四"),
    ],
)
def test_cells_lose_what_only_the_clipboard_needs(
    open_window: Open, empty4: Document, text: str, wanted: str
) -> None:
    hands = open_window(empty4)
    paste(hands, TEXT, cells(text))
    assert hands.get(TEXT) == wanted


@pytest.mark.parametrize(
    "text,wanted",
    [
        ('"一\n二"\r\n', "一\n二"),
        ('"引用"', '"引用"'),
        ('"引用"と、本文', '"引用"と、本文'),
        ("一行\r\n", "一行"),
        ("一\n二\n", "一\n二\n"),
        ("字下げ\t文", "字下げ\t文"),
    ],
)
def test_a_text_that_no_sheet_put_there_keeps_its_marks(text: str, wanted: str) -> None:
    assert text_of_cells(text) == wanted


@pytest.mark.parametrize("text", ["3.5", "-5", "12人くらい", "1,23", "9" * 30, "三"])
def test_what_is_no_count_is_refused(open_window: Open, small: Document, text: str) -> None:
    address = "files[0].outsourcing_count"
    small.set(address, 7)
    hands = open_window(small)
    mime = QMimeData()
    mime.setText(text)
    hands.window.go_to(address)
    hands.find(QLineEdit, address).selectAll()
    widget = paste(hands, address, mime)
    assert hands.get(address) == 7
    assert widget.text() == "7"  # type: ignore[attr-defined]
    assert notice(hands, address)


@pytest.mark.parametrize("text,count", [("1,234\r\n", 1234), ("１２", 12), ("5件", 5)])
def test_a_pasted_count_is_read(open_window: Open, small: Document, text: str, count: int) -> None:
    address = "files[0].outsourcing_count"
    hands = open_window(small)
    mime = QMimeData()
    mime.setText(text)
    paste(hands, address, mime)
    assert hands.get(address) == count


def test_cut_copy_and_paste_stand_in_the_menu(
    open_window: Open, empty4: Document, qapp: QApplication
) -> None:
    hands = open_window(empty4)
    hands.window.go_to(LINE)
    QTest.keyClicks(QApplication.focusWidget(), "abc")
    for action in ("action_select_all", "action_cut"):
        hands.trigger(action)
    assert hands.get(LINE) is None
    hands.window.go_to(TEXT)
    for action in ("action_paste", "action_select_all", "action_copy"):
        hands.trigger(action)
    assert hands.get(TEXT) == "abc"
    assert qapp.clipboard().text() == "abc"


def test_the_context_menu_is_japanese_and_has_the_window_s_undo(
    open_window: Open, empty4: Document, qapp: QApplication
) -> None:
    from ui.app import speak_japanese

    assert speak_japanese(qapp)
    hands = open_window(empty4)
    shown: list[list[str]] = []

    def look() -> None:
        menu = qapp.activePopupWidget()
        if menu is not None:
            shown.append([action.text() for action in menu.actions() if action.isVisible()])
            next(a for a in menu.actions() if a.objectName() == "edit-paste").trigger()
            menu.close()

    timer = QTimer()
    timer.setInterval(10)
    timer.timeout.connect(look)
    timer.start()
    for address in (LINE, TEXT):
        hands.window.go_to(address)
        box = hands.find(QWidget, address)
        QApplication.clipboard().setText("貼り付けた文")
        target = box.viewport() if isinstance(box, QPlainTextEdit) else box
        place = target.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, target.mapToGlobal(place))
        QApplication.sendEvent(target, event)
        assert hands.get(address) == "貼り付けた文"
    timer.stop()
    assert len(shown) == 2
    for texts in shown:
        words = [text for text in texts if text]
        assert words[0].startswith("元に戻す")
        assert any(text.startswith("貼り付け") for text in words)
        assert all(any(letter > "\u3000" for letter in text) for text in words), words
