"""The PDF for the 決裁: the 新旧対照表 and the assessment in one, and 「案」 across the pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
InDialog = Callable[[str, Callable[[Any], object]], list[str]]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def twice(small: Document) -> Document:
    """Published twice, and changed since."""
    small.publish("令和7年4月1日")
    small.set("cover.number", "8")
    small.publish("令和8年4月1日")
    small.set("cover.name", "青空町 児童手当の評価書")
    return small


def tick(dialog: QDialog, name: str) -> QCheckBox:
    found = dialog.findChild(QCheckBox, name)
    assert found is not None
    return found


def press_ok(qtbot: QtBot, dialog: QDialog) -> None:
    found = dialog.findChild(QPushButton, "button_ok")
    assert found is not None
    qtbot.mouseClick(found, LEFT)


def exported(
    qtbot: QtBot,
    hands: Hands,
    path: Path,
    in_dialog: InDialog,
    choose: Callable[[QDialog], object],
) -> list[str]:
    """The texts of the PDF's pages after `choose` has answered what is asked."""

    def answer(dialog: QDialog) -> None:
        choose(dialog)
        press_ok(qtbot, dialog)

    in_dialog("dialog_approval", answer)
    in_dialog("dialog_exported", lambda dialog: dialog.accept())
    hands.files.path = path
    hands.trigger("action_export_pdf")
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def test_all_in_one_document(
    qtbot: QtBot, open_window: Open, twice: Document, tmp_path: Path, in_dialog: InDialog
) -> None:
    hands = open_window(twice)

    def choose(dialog: QDialog) -> None:
        qtbot.mouseClick(tick(dialog, "approval_bundle"), LEFT)
        wanted = tick(dialog, "approval_wanted")
        assert wanted.isChecked()
        assert not wanted.isEnabled()

    pages = exported(qtbot, hands, tmp_path / "a.pdf", in_dialog, choose)
    assert "決裁" in pages[0]
    assert "変更の概要" in pages[0]
    assert "第2版（令和8年4月1日公表）から 1件" in pages[0]
    assert "新旧対照表" in pages[1]
    assert "青空町 児童手当に関する事務 全項目評価書" in pages[1]
    assert len(pages) > 10


def test_the_state_to_compare_with_can_be_chosen(
    qtbot: QtBot, open_window: Open, twice: Document, tmp_path: Path, in_dialog: InDialog
) -> None:
    hands = open_window(twice)

    def choose(dialog: QDialog) -> None:
        since = dialog.findChild(QComboBox, "approval_since")
        assert since is not None
        assert not since.isEnabled()
        qtbot.mouseClick(tick(dialog, "approval_bundle"), LEFT)
        assert since.isEnabled()
        since.setCurrentText("第1版（令和7年4月1日公表）")

    pages = exported(qtbot, hands, tmp_path / "a.pdf", in_dialog, choose)
    assert "第1版（令和7年4月1日公表）から 2件" in pages[0]


def test_a_draft_is_marked_on_every_page(
    qtbot: QtBot, open_window: Open, small: Document, tmp_path: Path, in_dialog: InDialog
) -> None:
    hands = open_window(small)

    def choose(dialog: QDialog) -> None:
        qtbot.mouseClick(tick(dialog, "approval_draft"), LEFT)

    marked = exported(qtbot, hands, tmp_path / "a.pdf", in_dialog, choose)
    plain = exported(qtbot, hands, tmp_path / "b.pdf", in_dialog, lambda _dialog: None)
    counts = zip(marked, plain, strict=True)
    assert all(with_mark.count("案") == without.count("案") + 1 for with_mark, without in counts)


def test_without_a_published_state_the_reason_is_said(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: InDialog
) -> None:
    hands = open_window(small)
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        assert not tick(dialog, "approval_bundle").isEnabled()
        reason = dialog.findChild(QLabel, "approval_no_version")
        assert reason is not None
        said.append(reason.text())
        dialog.reject()

    in_dialog("dialog_approval", look)
    hands.trigger("action_export_pdf")
    assert "公表版がまだない" in said[0]


def test_the_same_is_shown_before_it_is_printed(
    qtbot: QtBot, open_window: Open, twice: Document, in_dialog: InDialog
) -> None:
    hands = open_window(twice)
    pages: list[str] = []

    def choose(dialog: QDialog) -> None:
        qtbot.mouseClick(tick(dialog, "approval_bundle"), LEFT)
        press_ok(qtbot, dialog)

    def look(dialog: Any) -> None:
        pages.append(dialog.findChild(QLabel, "preview_where").text())
        dialog.reject()

    in_dialog("dialog_approval", choose)
    in_dialog("dialog_preview", look)
    hands.trigger("action_print")
    assert int(pages[0].partition("／")[2].removesuffix("ページ")) > 10
