"""Workbooks that other people's programs and offices have made: nothing is misplaced in silence.

The given cases are made from a real assessment and stand outside the repository.
"""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Assessment
from pia_desktop.assessment.model import from_json
from pia_desktop.errors import UncertainFormError
from pia_desktop.excel.importer import ImportedWorkbook, read_workbook
from tests.excel.foreign_kinds import (
    EDITS,
    END,
    MARK,
    STRUCK,
    TOWN,
    as_strict,
    sheet_with,
    with_furigana,
)
from tests.excel.grid_paper import grid_paper
from tests.excel.grid_sheet import Habits
from tests.excel.leaves import leaves
from tests.excel.workbook_edits import texts
from tests.excel.workbook_texts import lost_lines
from tests.locations import CASES, REAL
from tests.office_printing import reopened, sample

SOURCE = REAL / "kumagaya-boshihoken.json"

# What isn't in a case's workbook at all.
ABSENT = {"change-table-on-narrow-sheet": ".procedure.threshold", "no-cover": ".cover."}

KINDS = (
    "change-date-merged",
    "change-table-on-narrow-sheet",
    "contents-list",
    "head-and-foot-lines",
    "label-old-wording",
    "no-cover",
    "strict-ooxml",
    "struck-through",
)


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Path:
    """The workbook of a kind."""
    path: Path = CASES / "excel-in" / f"{request.param}.xlsx"
    if not path.is_file() or not SOURCE.is_file():
        pytest.skip(f"no case {path}")
    return path


@pytest.mark.parametrize("case", KINDS, indirect=True)
def test_a_given_case_is_read_whole(case: Path) -> None:
    imported = read_workbook(case)
    absent = ABSENT.get(case.stem, " ")
    written = leaves(from_json(SOURCE).answers).items()
    expected = {address: value for address, value in written if not address.startswith(absent)}
    assert imported.assessment.form.id == "youshiki3-2025-05"
    assert leaves(imported.assessment.answers) == expected
    assert lost_lines(case, imported) == []


# -- the same kinds, made from the sample --------------------------------------------------------


@cache
def sheets_of_squares(name: str, *, numbers_apart: bool = False) -> bytes:
    """The sample in a workbook of narrow columns."""
    original = sample(name)
    out = io.BytesIO()
    chance = random.Random(3)  # noqa: S311
    habits = replace(
        Habits.of(chance),
        listing="cells",
        ticks="cells",
        short_names=False,
        numbers_apart=numbers_apart,
    )
    few = {"systems": 2, "outsourcing": 2, "transfers": 2, "provisions": 6}
    grid_paper(original.form, original.answers, chance, **few, habits=habits).save(out)
    return out.getvalue()


Edited = Callable[[str, str], tuple[Path, ImportedWorkbook]]


@pytest.fixture(scope="module")
def read_edited(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    """Gives a sample's workbook after something was done to it, and what was read in it."""

    @cache
    def read(name: str, kind: str) -> tuple[Path, ImportedWorkbook]:
        path = tmp_path_factory.mktemp("edited") / "評価書.xlsx"
        book = reopened(sheets_of_squares(name))
        EDITS[kind](book)
        book.save(path)
        return path, read_workbook(path)

    return read


def answered(assessment: Assessment) -> dict[str, Any]:
    """Every answer but the figures, which these workbooks don't have."""
    read = leaves(assessment.answers).items()
    return {address: value for address, value in read if ".figures[" not in address}


FORMS = pytest.mark.parametrize("name", ["youshiki3", "youshiki4"])


@FORMS
@pytest.mark.parametrize(
    "kind", ["contents-list", "label-old-wording", "change-date-merged", "head-and-foot-lines"]
)
def test_a_kind_changes_no_answer(name: str, kind: str, read_edited: Edited) -> None:
    path, imported = read_edited(name, kind)
    assert answered(imported.assessment) == answered(sample(name))
    assert lost_lines(path, imported) == []


@FORMS
def test_page_heads_and_feet_are_on_record(name: str, read_edited: Edited) -> None:
    _path, imported = read_edited(name, "head-and-foot-lines")
    report = Counter(entry.text for entry in imported.assessment.leftovers)
    assert set(report) == {TOWN, MARK, END}
    assert len(set(report.values())) == 1


@FORMS
def test_labels_in_other_words_are_named(name: str, read_edited: Edited) -> None:
    _path, imported = read_edited(name, "label-old-wording")
    note = next(note for note in imported.notes if "「②所属長」" in note)
    assert note.endswith("「②所属長の役職名」として読みました。")
    assert imported.assessment.leftovers == []


def test_a_label_of_more_words_is_known_without_its_number(tmp_path: Path) -> None:
    """All seven letters of the form's are among its thirteen: just alike enough."""
    book = reopened(sheets_of_squares("youshiki3"))
    label = next(c for sheet in book for c in texts(sheet) if c.value == "②所属長の役職名")
    label.value = "所属長のうち役職名の呼び方"
    book.save(tmp_path / "評価書.xlsx")
    imported = read_workbook(tmp_path / "評価書.xlsx")
    assert answered(imported.assessment) == answered(sample("youshiki3"))
    (note,) = [note for note in imported.notes if label.value in note]
    assert note.endswith("「②所属長の役職名」として読みました。")
    assert imported.assessment.leftovers == []


def test_a_heading_in_other_words_is_known_by_the_number_in_the_cell_before(tmp_path: Path) -> None:
    """It joins no answer: the one before stands below its heading, and begins left of its words."""
    book = reopened(sheets_of_squares("youshiki4", numbers_apart=True))
    words = "特定個人情報ファイルを取り扱う理由"
    heading = next(cell for sheet in book for cell in texts(sheet) if cell.value == words)
    heading.value = "特定個人情報ファイルを扱うことの理由"
    book.save(tmp_path / "評価書.xlsx")
    imported = read_workbook(tmp_path / "評価書.xlsx")
    assert answered(imported.assessment) == answered(sample("youshiki4"))
    (note,) = [note for note in imported.notes if heading.value in note]
    assert note.endswith(f"「4. {words}」として読みました。")
    assert imported.assessment.leftovers == []


def test_an_unknown_label_takes_nothing_with_it(tmp_path: Path) -> None:
    book = reopened(sheets_of_squares("youshiki3"))
    cell = next(c for sheet in book for c in texts(sheet) if c.value == "②所属長の役職名")
    cell.value = "②電子決裁の区分"
    book.save(tmp_path / "評価書.xlsx")
    imported = read_workbook(tmp_path / "評価書.xlsx")
    expected = answered(sample("youshiki3"))
    title = expected.pop(".department.head_title")
    assert answered(imported.assessment) == expected
    assert [entry.text for entry in imported.assessment.leftovers] == ["②電子決裁の区分", title]


@FORMS
def test_struck_words_are_on_record_with_their_place(name: str, read_edited: Edited) -> None:
    path, imported = read_edited(name, "struck-through")
    assert answered(imported.assessment) == answered(sample(name))
    assert lost_lines(path, imported) == []
    assert {entry.text for entry in imported.assessment.leftovers} == {STRUCK}
    assert all(entry.place.endswith("の取消線") for entry in imported.assessment.leftovers)


def test_a_struck_cell_is_no_answer(read_edited: Edited) -> None:
    _path, imported = read_edited("youshiki3", "struck-cell")
    expected = answered(sample("youshiki3"))
    title = expected.pop(".department.head_title")
    assert answered(imported.assessment) == expected
    (entry,) = imported.assessment.leftovers
    assert (entry.text, entry.near) == (title, "department.head_title")


@FORMS
def test_the_form_follows_from_the_sections(name: str, read_edited: Edited) -> None:
    _path, imported = read_edited(name, "no-cover")
    expected = answered(sample(name))
    cover = {address for address in expected if address.startswith(".cover.")}
    assert imported.assessment.form.id.startswith(name)
    assert answered(imported.assessment) == {a: v for a, v in expected.items() if a not in cover}
    assert "このExcelにない部分：表紙" in imported.notes


def test_a_form_that_is_uncertain_is_asked_for(tmp_path: Path) -> None:
    """The sections of two forms in one workbook."""
    book = reopened(sheets_of_squares("youshiki3"))
    for sheet in book.worksheets[:]:
        if "対策" not in sheet.title:
            book.remove(sheet)
    other = reopened(sheets_of_squares("youshiki4"))
    copy = book.create_sheet("Ⅳ")
    for sheet in other.worksheets:
        for cell in texts(sheet) if "概要" in sheet.title else ():
            copy.cell(copy.max_row + 1, 2).value = cell.value
    book.save(tmp_path / "評価書.xlsx")
    with pytest.raises(UncertainFormError, match="--form"):
        read_workbook(tmp_path / "評価書.xlsx")
    chosen = read_workbook(tmp_path / "評価書.xlsx", "youshiki3-2025-05")
    assert chosen.assessment.form.id == "youshiki3-2025-05"


@pytest.mark.parametrize("change", [as_strict, with_furigana])
def test_other_ways_to_store_a_workbook(change: Any, tmp_path: Path) -> None:
    path = tmp_path / "評価書.xlsx"
    path.write_bytes(change(sheets_of_squares("youshiki3")))
    imported = read_workbook(path)
    assert answered(imported.assessment) == answered(sample("youshiki3"))
    assert imported.assessment.leftovers == []
    assert lost_lines(path, imported) == []


@pytest.mark.parametrize("label", ["（備考）", "備考"])
def test_the_title_of_the_first_annex_may_be_missing(label: str, tmp_path: Path) -> None:
    """Its 備考 is not that of a file, whether in brackets or not, and there is no further file."""
    book = reopened(sheets_of_squares("youshiki4"))
    sheet = sheet_with(book, "事務の内容")
    title, *_rest = texts(sheet)
    title.value = None
    next(cell for cell in texts(sheet) if "備考" in str(cell.value)).value = label
    sheet.title = "図"
    book.save(tmp_path / "評価書.xlsx")
    imported = read_workbook(tmp_path / "評価書.xlsx")
    assert answered(imported.assessment) == answered(sample("youshiki4"))
    assert lost_lines(tmp_path / "評価書.xlsx", imported) == []


def test_lists_with_page_numbers_and_feet_in_several_lines_are_on_record(tmp_path: Path) -> None:
    book = reopened(sheets_of_squares("youshiki3"))
    contents = book.create_sheet("目次", 1)
    titles = (
        "Ⅰ　基本情報",
        "Ⅱ　特定個人情報ファイルの概要",
        "Ⅲ　リスク対策",
        "Ⅳ　開示請求、問合せ",
    )
    lines = [f"{title}・・・・・・{2 * number + 1}" for number, title in enumerate(titles)]
    for number, line in enumerate(["目　次", *lines]):
        contents.cell(2 + number, 2).value = line
    table = sheet_with(book, "変更箇所")
    bottom = max(area.max_row for area in table.merged_cells.ranges)
    table.cell(bottom + 1, 2).value = "（以上）"
    table.cell(bottom + 2, 20).value = "- 12 -"
    book.save(tmp_path / "評価書.xlsx")
    imported = read_workbook(tmp_path / "評価書.xlsx")
    assert answered(imported.assessment) == answered(sample("youshiki3"))
    report = [entry.text for entry in imported.assessment.leftovers]
    assert report == [*lines, "（以上）", "- 12 -"]
