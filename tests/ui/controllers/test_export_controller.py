"""ExportController by itself: what is written where, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.excel.importer import read_workbook
from pia_desktop.pdf import write_pdf
from tests.pdf.page_texts import page_texts
from tests.ui.conftest import Answering
from tests.ui.controllers.fake_shell import FakeShell, as_shell, click
from ui.controllers.export import DEFAULT_TITLES, ExportController
from ui.controllers.template_choice import TemplateChooser
from ui.settings import Settings


class Export:
    """The controller, and how often it asked to show what is unfilled."""

    def __init__(
        self, shell: FakeShell, settings: Settings, dialogs: Answering, folder: Path
    ) -> None:
        templates = TemplateChooser(as_shell(shell), settings, dialogs, lambda: folder)
        self.unfilled_shown = 0
        self.in_hand = ""
        self.controller = ExportController(
            as_shell(shell),
            dialogs,
            templates,
            lambda: folder,
            self._show_unfilled,
            lambda: self.in_hand,
            self._show_findings,
        )
        self.findings_shown = 0

    def _show_findings(self) -> None:
        self.findings_shown += 1

    def _show_unfilled(self) -> None:
        self.unfilled_shown += 1


@pytest.fixture
def export(
    shell: FakeShell, settings: Settings, file_dialogs: Answering, tmp_path: Path, small: Document
) -> Export:
    shell.show_document(small)
    return Export(shell, settings, file_dialogs, tmp_path)


def test_the_workbook_is_written_and_what_is_empty_can_be_seen(
    export: Export, file_dialogs: Answering, tmp_path: Path, in_dialog: Any
) -> None:
    file_dialogs.path = tmp_path / "様式.xlsx"
    said: list[str] = []

    def read(dialog: QWidget) -> None:
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        click("button_unfilled")(dialog)

    in_dialog("dialog_exported", read)
    export.controller.export_xlsx()
    imported = read_workbook(file_dialogs.path)
    assert imported.assessment.answers.get("cover.number") == "7"
    assert any("様式.xlsx" in text for text in said)
    assert any("まだ記入されていない項目" in text for text in said)
    assert export.unfilled_shown == 1
    assert [path.parent for path in file_dialogs.asked] == [tmp_path]


def test_the_pdf_has_the_approval_page_that_was_asked_for(
    export: Export, file_dialogs: Answering, tmp_path: Path, in_dialog: Any
) -> None:

    pages = []
    for wanted in (False, True):
        file_dialogs.path = tmp_path / f"{wanted}.pdf"

        def choose(dialog: QWidget, wanted: bool = wanted) -> None:
            box = dialog.findChild(QCheckBox, "approval_wanted")
            assert box is not None
            box.setChecked(wanted)
            in_dialog("dialog_exported", click("button_close"))
            click("button_ok")(dialog)

        in_dialog("dialog_approval", choose)
        export.controller.export_pdf()
        pages.append(len(PdfReader(file_dialogs.path).pages))
    assert pages[1] == pages[0] + 1


def test_who_gives_no_file_gets_none(
    shell: FakeShell, export: Export, file_dialogs: Answering, tmp_path: Path
) -> None:
    file_dialogs.path = None
    export.controller.export_xlsx()
    assert len(file_dialogs.asked) == 1
    assert list(tmp_path.glob("*.xlsx")) == []
    assert shell.errors == []


def test_a_place_that_takes_no_file_is_refused(
    shell: FakeShell, export: Export, file_dialogs: Answering, tmp_path: Path
) -> None:
    file_dialogs.path = tmp_path / "folder.xlsx"
    file_dialogs.path.mkdir()
    export.controller.export_xlsx()
    (error,) = shell.errors
    assert Path(error.file) == file_dialogs.path
    assert list(file_dialogs.path.iterdir()) == []


def test_without_a_document_nothing_is_asked(
    shell: FakeShell, export: Export, file_dialogs: Answering
) -> None:
    shell.show_document(None)
    export.controller.export_xlsx()
    export.controller.export_pdf()
    export.controller.print()
    assert file_dialogs.asked == []


def test_where_nothing_can_be_written_is_said_before_anybody_waits(
    export: Export,
    shell: FakeShell,
    file_dialogs: Answering,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "pia_desktop.excel.write_workbook", lambda *_given, **_named: pytest.fail("worked first")
    )
    file_dialogs.path = tmp_path / "ない" / "様式.xlsx"
    export.controller.export_xlsx()
    (error,) = shell.errors
    assert "フォルダーがありません" in str(error)


@pytest.mark.parametrize("approval", [False, True])
def test_the_preview_opens_at_the_page_of_the_item_in_hand(
    export: Export, shell: FakeShell, in_dialog: Any, approval: bool
) -> None:
    assert shell.document is not None
    shell.document.set("inquiry.contact", "青空町役場 総務課")
    export.in_hand = "inquiry.contact"
    shown: list[int] = []

    def choose(dialog: QWidget) -> None:
        box = dialog.findChild(QCheckBox, "approval_wanted")
        assert box is not None
        box.setChecked(approval)
        click("button_ok")(dialog)

    def look(dialog: Any) -> None:
        shown.append(int(dialog.findChild(QLineEdit, "preview_number").text()))
        dialog.reject()

    in_dialog("dialog_approval", choose)
    in_dialog("dialog_preview", look)
    export.controller.print()
    titles = tuple(DEFAULT_TITLES.split(",")) if approval else ()
    pages = page_texts(write_pdf(shell.document.assessment, titles))
    on = [n for n, page in enumerate(pages, 1) if "青空町役場" in page]
    assert shown == on
