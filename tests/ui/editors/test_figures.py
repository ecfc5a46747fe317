"""Pictures: from files, dropped, pasted; in order, with captions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from ui.editors.pictures import png_of

ADDRESS = "process.figures"
TWO = [{"file": "a.png", "caption": "あ"}, {"file": "b.png", "caption": ""}]


def image(colour: str = "#88aacc") -> QImage:
    made = QImage(64, 32, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


@pytest.fixture
def page(open_page: Callable[..., Any]) -> Any:
    opened = open_page(ADDRESS)
    opened.added = []
    opened.editor.picture_added.connect(lambda name, data: opened.added.append((name, data)))
    return opened


def press(page: Any, qtbot: QtBot, name: str) -> None:
    button = page.child(QPushButton, name)
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def refusals(page: Any) -> str:
    labels = page.editor.findChildren(QLabel)
    return "".join(x.text() for x in labels if x.property("look") == "error" and x.isVisible())


def test_a_file_is_chosen(
    page: Any, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad, gone = tmp_path / "流れ.png", tmp_path / "図.gif", tmp_path / "ない.png"
    good.write_bytes(png_of(image()))
    bad.write_bytes(b"GIF89a")
    names = [str(path) for path in (good, bad, gone)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: (names, ""))
    press(page, qtbot, f"add:{ADDRESS}")
    assert page.added == [("流れ.png", good.read_bytes())]
    assert "図.gif" in refusals(page)
    assert "PNGかJPEG" in refusals(page)
    assert "ない.png" in refusals(page)


def test_files_are_dropped(page: Any, qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png_of(image()))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.editor.dropEvent(drop)
    assert page.added == [("a.png", path.read_bytes())]


def test_an_image_is_pasted_as_png(page: Any, qtbot: QtBot, qapp: QApplication) -> None:
    qapp.clipboard().setImage(image())
    press(page, qtbot, f"paste:{ADDRESS}")
    assert page.added[0][0].endswith(".png")
    assert page.added[0][1].startswith(b"\x89PNG")
    page.added.clear()
    qapp.clipboard().setText("文字だけ")
    press(page, qtbot, f"paste:{ADDRESS}")
    assert page.added == []
    assert "画像がありません" in refusals(page)
    qapp.clipboard().clear()
    press(page, qtbot, f"paste:{ADDRESS}")
    assert page.added == []


def test_captions_order_and_removal(page: Any, qtbot: QtBot) -> None:
    page.editor.set_pictures({"a.png": png_of(image()), "b.png": png_of(image("#ccaa88"))})
    page.editor.set_value(TWO)
    caption = page.child(QPlainTextEdit, f"{ADDRESS}[1].caption")
    page.type_text(caption, "い")
    assert page.editor.value()[1] == {"file": "b.png", "caption": "い"}
    page.editor.set_value(page.editor.value())
    assert page.child(QPlainTextEdit, f"{ADDRESS}[1].caption") is caption
    press(page, qtbot, f"up:{ADDRESS}[1]")
    assert [each["file"] for each in page.editor.value()] == ["b.png", "a.png"]
    asked: list[str] = []
    page.editor.confirm = lambda text: asked.append(text) is None
    QApplication.processEvents()
    press(page, qtbot, f"remove:{ADDRESS}[0]")
    assert "b.png" in asked[0]
    assert "い" in asked[0]
    assert page.editor.value() == [{"file": "a.png", "caption": "あ"}]
    assert len(page.changes) == 3


def test_a_picture_is_enlarged_by_keyboard(page: Any, qtbot: QtBot) -> None:
    page.editor.set_value(TWO)
    missing = page.child(QPushButton, f"preview:{ADDRESS}[0]")
    assert not missing.isEnabled()
    page.editor.set_pictures({"a.png": png_of(image())})
    assert missing.isEnabled()
    missing.setFocus()
    qtbot.keyClick(missing, Qt.Key.Key_Space)
    dialog = page.child(QDialog, "enlarged")
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_read_only_pictures_stay(page: Any) -> None:
    page.editor.set_value(TWO)
    page.editor.set_read_only(True)
    assert not page.child(QPushButton, f"add:{ADDRESS}").isVisible()
    assert not page.child(QPushButton, f"remove:{ADDRESS}[0]").isVisible()
    assert page.child(QPlainTextEdit, f"{ADDRESS}[0].caption").isReadOnly()


@pytest.mark.parametrize("choice,width", [("小さくして入れる", 2008), ("そのまま入れる", 4000)])
def test_a_picture_with_more_pixels_than_paper_needs_is_offered_smaller(
    page: Any,
    qapp: QApplication,
    tmp_path: Path,
    in_dialog: Callable[[str, Callable[[Any], object]], list[str]],
    choice: str,
    width: int,
) -> None:
    photograph = tmp_path / "庁舎.png"
    photograph.write_bytes(png_of(image().scaled(4000, 1000)))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photograph))])
    said: list[str] = []

    def answer(dialog: Any) -> None:
        said.append(dialog.text())
        next(button for button in dialog.buttons() if button.text() == choice).click()

    in_dialog("ask_to_shrink", answer)
    page.editor.take(mime)
    assert "庁舎.png" in said[0]
    assert "4,000×1,000画素 → 2,008×502画素" in said[0]
    [(_name, data)] = page.added
    taken = QImage.fromData(data)
    assert (taken.width(), taken.height()) == (width, width // 4)
