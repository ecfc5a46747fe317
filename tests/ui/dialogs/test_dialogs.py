"""Find and replace, findings, export, print, manual, settings."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QFileInfo, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QFileIconProvider,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from pia_desktop.errors import PiaError
from pia_desktop.pdf import PrintOptions
from pia_desktop.task_progress import ProgressCallback, TaskCancelled
from tests.ui.conftest import Hands
from ui.app import speak_japanese
from ui.dialogs import progress
from ui.dialogs.progress import run_with_progress
from ui.settings import RECENT, TEXT_SIZE, Settings

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton


def _list(dialog: QDialog, name: str) -> QListWidget:
    found = dialog.findChild(QListWidget, name)
    assert found is not None
    return found


def _button(dialog: QWidget, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    return found


def _text(dialog: QWidget, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found.text()


def _click_row(qtbot: QtBot, rows: QListWidget, row: int) -> None:
    rows.scrollToItem(rows.item(row))
    where = rows.visualItemRect(rows.item(row)).center()
    qtbot.mouseClick(rows.viewport(), LEFT, pos=where)


def test_check_lists_what_is_wrong_too(qtbot: QtBot, open_window: Open, small: Document) -> None:
    small.set("cover.publication_date", "令和7年2月30日")
    hands = open_window(small)
    hands.trigger("action_check")
    rows = hands.find(QListWidget, "findings")
    assert any("2月30日" in rows.item(row).text() for row in range(rows.count()))
    small.set("cover.publication_date", "令和7年2月28日")
    qtbot.waitUntil(
        lambda: not any("2月30日" in rows.item(row).text() for row in range(rows.count()))
    )


def test_export_writes_and_says_what_is_empty(
    qtbot: QtBot, open_window: Open, small: Document, tmp_path: Path, in_dialog: Any
) -> None:
    hands = open_window(small)
    hands.files.path = tmp_path / "a.xlsx"
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        said.extend((_text(dialog, "exported_path"), _text(dialog, "exported_empty")))
        _button(dialog, "button_close").click()

    in_dialog("dialog_exported", read)
    hands.trigger("action_export_xlsx")
    assert hands.files.path.read_bytes().startswith(b"PK")
    assert str(tmp_path) in said[0]
    assert "まだ記入されていない項目" in said[1]


def test_the_pdf_with_a_stamp_page(
    qtbot: QtBot,
    open_window: Open,
    small: Document,
    tmp_path: Path,
    in_dialog: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pia_desktop.pdf

    asked: list[tuple[tuple[str, ...], PrintOptions]] = []

    def write(
        assessment: object,
        approval: tuple[str, ...],
        progress: ProgressCallback,
        options: PrintOptions,
    ) -> bytes:
        asked.append((approval, options))
        return b"%PDF-1.7"

    monkeypatch.setattr(pia_desktop.pdf, "write_pdf", write)
    hands = open_window(small)
    hands.files.path = tmp_path / "a.pdf"

    def stamp(dialog: QDialog) -> None:
        wanted = dialog.findChild(QCheckBox, "approval_wanted")
        titles = dialog.findChild(QLineEdit, "approval_titles")
        assert wanted is not None
        assert titles is not None
        wanted.click()
        titles.setText("")
        assert not _button(dialog, "button_ok").isEnabled()
        titles.setText("部長、課長，係長")
        for name, text in (
            ("approval_consulted", "財政課長、総務課長"),
            ("approval_proposal", "公表してよいか伺います。"),
            ("approval_number", "青総第12号"),
            ("approval_drafter", "青空花子"),
        ):
            line = dialog.findChild(QLineEdit, name)
            assert line is not None
            line.setText(text)
        for name in ("compact", "named_foot", "titled_draft"):
            option = dialog.findChild(QCheckBox, f"approval_{name}")
            assert option is not None
            option.click()
        in_dialog("dialog_exported", lambda d: _button(d, "button_close").click())
        _button(dialog, "button_ok").click()

    in_dialog("dialog_approval", stamp)
    hands.trigger("action_export_pdf")
    (given, options), *more = asked
    assert more == []
    assert given == ("部長", "課長", "係長")
    assert options.compact
    assert options.named_foot
    assert options.titled_draft
    assert not options.draft
    assert options.consulted == ("財政課長", "総務課長")
    assert options.proposal == "公表してよいか伺います。"
    typed = {name: text for name, text in options.entries.items() if text}
    assert typed == {"number": "青総第12号", "drafter": "青空花子"}
    assert hands.files.path.read_bytes() == b"%PDF-1.7"


def test_a_refused_export_writes_nothing(
    open_window: Open,
    small: Document,
    tmp_path: Path,
    in_dialog: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import pia_desktop.excel
    from pia_desktop.errors import ExportError

    def refuse(assessment: object, progress: ProgressCallback) -> bytes:
        raise ExportError(
            "長すぎます。", "短くしてください。", item="cover.name", item_name="評価書名"
        )

    monkeypatch.setattr(pia_desktop.excel, "write_workbook", refuse)
    hands = open_window(small)
    hands.window.go_to("systems")
    hands.files.path = tmp_path / "a.xlsx"
    in_dialog("dialog_error", lambda d: _button(d, "button_go").click())
    hands.trigger("action_export_xlsx")
    assert not hands.files.path.exists()
    assert hands.title() == "表紙"


def test_long_work_can_be_called_off(
    qtbot: QtBot, in_dialog: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 20)
    parent = QWidget()
    qtbot.addWidget(parent)

    def endless(progress: ProgressCallback) -> None:
        while True:
            progress(0.5)
            time.sleep(0.001)

    seen = in_dialog("dialog_work", lambda d: _button(d, "button_cancel").click())
    with pytest.raises(TaskCancelled):
        run_with_progress("作成", endless, parent)
    assert seen == ["dialog_work"]


def test_short_work_shows_no_dialog(qtbot: QtBot, in_dialog: Any) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    assert run_with_progress("作成", lambda progress: 7, parent) == 7

    def fail(progress: ProgressCallback) -> None:
        raise PiaError("だめです。", "直してください。")

    with pytest.raises(PiaError, match="だめです"):
        run_with_progress("作成", fail, parent)


def test_the_manual_opens(qtbot: QtBot, open_window: Open, in_dialog: Any) -> None:
    hands = open_window()
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        chapters = _list(dialog, "manual_chapters")
        text = dialog.findChild(QTextBrowser, "manual_text")
        assert text is not None
        for row in range(chapters.count()):
            chapters.setCurrentRow(row)
            said.append(text.toPlainText())
        _button(dialog, "button_close").click()

    in_dialog("dialog_manual", read)
    qtbot.keyClick(hands.window, Qt.Key.Key_F1)
    assert len(said) >= 8
    assert all(len(text) > 100 for text in said)
    # the ends of the source's lines leave no gaps between Japanese letters
    assert not [gap for text in said for gap in re.findall("[ぁ-ん] [ぁ-ん一-龠]", text)]


def test_about_names_the_licences(open_window: Open, in_dialog: Any) -> None:
    hands = open_window()
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        text = dialog.findChild(QTextBrowser, "licences")
        assert text is not None
        said.append(text.toPlainText())
        _button(dialog, "button_close").click()

    in_dialog("dialog_about", read)
    hands.trigger("action_about")
    assert "MIT" in said[0]
    assert "Open Font License" in said[0]


def test_settings_survive_nonsense(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings(path)
    settings.set(TEXT_SIZE, 150)
    settings.add_recent(tmp_path / "a.pia")
    settings.save()
    assert Settings(path).get(TEXT_SIZE) == 150
    path.write_text('{"text_size": "huge", "recent": [1], "width": true}', "utf-8")
    again = Settings(path)
    assert again.get(TEXT_SIZE) == 100
    assert again.get(RECENT) == []
    path.write_bytes(b"\xff{")
    assert Settings(path).get(TEXT_SIZE) == 100
    with pytest.raises(ValueError, match="text_size"):
        again.set(TEXT_SIZE, 117)


def test_text_size_keeps_the_page(qtbot: QtBot, open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.window.go_to("systems[1]")
    qtbot.keyClick(hands.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert hands.window.settings.get(TEXT_SIZE) == 125
    assert hands.window.wizard is not None
    assert hands.window.wizard.page.occurrence == "systems[1]"
    qtbot.keyClick(hands.window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert hands.window.settings.get(TEXT_SIZE) == 100


def test_enter_calls_no_work_off_that_is_watched(
    qtbot: QtBot, open_window: Open, empty4: Document, in_dialog: Callable[..., list[str]]
) -> None:
    hands = open_window(empty4)
    done: list[bool] = []

    def work(progressed: ProgressCallback) -> str:
        while not done:
            time.sleep(0.01)
            progressed(0.5)
        return "done"

    def hurry(dialog: QDialog) -> None:
        bar = dialog.focusWidget()
        qtbot.keyClick(bar, Qt.Key.Key_Return)
        done.append(True)

    seen = in_dialog("dialog_work", hurry)
    assert run_with_progress("試し", work, hands.window) == "done"
    assert seen == ["dialog_work"]


def test_the_file_dialog_that_qt_draws_is_japanese(qapp: QApplication, tmp_path: Path) -> None:
    assert speak_japanese(qapp)
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    assert "場所(&I)：" in texts
    assert not [text for text in texts if re.search("[A-Za-z]{2}", text)]
    kinds = QFileIconProvider()
    assert kinds.type(QFileInfo(str(tmp_path))) == "フォルダー"
    dialog.close()
