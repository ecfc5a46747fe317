"""Workbooks of several files: Ⅲ goes to the file that it is about, in whatever order it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.excel.importer import ImportedWorkbook, read_workbook
from tests.excel.leaves import leaves
from tests.excel.workbook_edits import texts
from tests.office_printing import reopened, sample
from tests.shared_outputs import SharedOutputs

# Ⅲ1 is changed by some of the edits.
FILE_NAME = ".risk.file_name"
TITLE = "Ⅲ"
LABEL = "特定個人情報ファイル名"


def risk_sheets(book: Workbook) -> list[Worksheet]:
    """Ⅲ of each file."""
    return [sheet for sheet in book if str(next(texts(sheet)).value).startswith(TITLE)]


def name_cell(sheet: Worksheet) -> Cell:
    """Ⅲ1's answer."""
    cells = list(texts(sheet))
    return cells[next(n for n, cell in enumerate(cells) if LABEL in str(cell.value)) + 1]


def turned_about(book: Workbook) -> None:
    """Ⅲ of the last file first."""
    risks = risk_sheets(book)
    first = min(book.index(sheet) for sheet in risks)
    for sheet in risks:
        book.move_sheet(sheet, first - book.index(sheet))


def without_names(book: Workbook) -> None:
    """Nothing but the sheets' names says to which file Ⅲ belongs."""
    for sheet in risk_sheets(book):
        name_cell(sheet).value = None
    turned_about(book)


def with_other_names(book: Workbook) -> None:
    """Ⅲ1 in words that are only like Ⅱ1's, on sheets whose names say nothing."""
    for sheet in risk_sheets(book):
        cell = name_cell(sheet)
        cell.value = str(cell.value).replace("個人", "").replace("ファイル", "の情報")
    for number, sheet in enumerate(book):
        sheet.title = f"シート{chr(ord('A') + number)}"
    turned_about(book)


def with_swapped_sheet_names(book: Workbook) -> None:
    """The sheets' names say another file than Ⅲ1."""
    sheets = risk_sheets(book)
    titles = [sheet.title for sheet in sheets]
    for sheet in sheets:
        sheet.title += "旧"
    for sheet, title in zip(sheets, reversed(titles), strict=True):
        sheet.title = title


def without_any_sign(book: Workbook) -> None:
    """Neither names nor sheets say it."""
    without_names(book)
    for number, sheet in enumerate(book):
        sheet.title = f"シート{chr(ord('A') + number)}"


def risks(answers: Any) -> dict[str, Any]:
    """The answers but for Ⅲ1."""
    read = leaves(answers).items()
    return {address: value for address, value in read if not address.endswith(FILE_NAME)}


Read = Callable[..., ImportedWorkbook]


@pytest.fixture
def read_edited(tmp_path: Path, shared_outputs: SharedOutputs) -> Read:
    """Reads the sample's workbook after an edit."""

    def read(edit: Callable[[Workbook], None], **options: Any) -> ImportedWorkbook:
        path = tmp_path / "評価書.xlsx"
        if not path.exists():
            book = reopened(shared_outputs.short_workbook("youshiki4"))
            edit(book)
            book.save(path)
        return read_workbook(path, **options)

    return read


@pytest.mark.parametrize("edit", [turned_about, without_names, with_other_names])
def test_each_file_gets_its_own(read_edited: Read, edit: Callable[[Workbook], None]) -> None:
    imported = read_edited(edit)
    assert risks(imported.assessment.answers) == risks(sample("youshiki4").answers)
    assert all(decision.certain for decision in imported.decisions)
    notes = [note for note in imported.notes if "並び順ではなく" in note]
    assert len(notes) == len(imported.decisions)


def test_signs_that_disagree_are_said(read_edited: Read) -> None:
    imported = read_edited(with_swapped_sheet_names)
    assert risks(imported.assessment.answers) == risks(sample("youshiki4").answers)
    assert not any(decision.certain for decision in imported.decisions)
    assert any(
        "特定個人情報ファイル名ではファイル1" in note
        and "シート名ではファイル2" in note
        and note.endswith("確かめてください。")
        for note in imported.notes
    )


def test_the_order_alone_is_uncertain_until_a_person_decides(read_edited: Read) -> None:
    imported = read_edited(without_any_sign)
    assert not any(decision.certain for decision in imported.decisions)
    assert any("並び順だけにより" in note for note in imported.notes)
    last = len(imported.decisions) - 1
    chosen = {d.key: last - number for number, d in enumerate(imported.decisions)}
    again = read_edited(without_any_sign, chosen_files=chosen)
    assert risks(again.assessment.answers) == risks(sample("youshiki4").answers)
    assert all(decision.certain for decision in again.decisions)


def test_sheets_in_order_need_no_remark(read_edited: Read) -> None:
    imported = read_edited(lambda book: None)
    assert imported.notes == []
    assert all(decision.certain for decision in imported.decisions)
