"""新旧対照表 as pages: every changed item under its section, whole texts, what differs marked."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pia_desktop.assessment import Answers, Assessment, from_json, new_assessment
from pia_desktop.forms import load_form_by_id
from pia_desktop.pdf.fonts import new_measure
from pia_desktop.sheets.comparison_table import (
    IMPORTANT_MARK,
    NO_ENTRY,
    comparison_pages,
    comparison_sheet,
)
from pia_desktop.sheets.marks import split_marked
from pia_desktop.sheets.model import Cell, Look, Sheet
from pia_desktop.sheets.pagination import paginate
from tests.effort import effort
from tests.office_printing import sample
from tests.sheets.printed_page import printable_height
from tests.strategies import FORM_IDS, PNG, answers
from tests.workbook_comparison import NEW, OLD, changed_copy, compared, copy_of


@pytest.fixture(scope="module")
def before() -> Assessment:
    return sample("youshiki4")


def rows_of(sheet: Sheet) -> list[tuple[Cell, Cell, Cell]]:
    """The rows of items: name, old text, new text."""
    sides = (Look.OLD, Look.NEW, Look.ABSENT)
    found = [row.cells for block in sheet.blocks for row in block.rows if len(row.cells) == 3]
    return [(name, old, new) for name, old, new in found if old.look in sides and new.look in sides]


def marked(cell: Cell) -> list[str]:
    return [piece for piece, is_marked in split_marked(cell.text, cell.marks) if is_marked]


def only_row(old: Assessment, new: Assessment) -> tuple[Cell, Cell, Cell]:
    (row,) = rows_of(comparison_sheet(compared(old, new)))
    return row


def test_each_changed_item_is_a_row_with_both_texts_whole(before: Assessment) -> None:
    comparison = compared(before, changed_copy(before, 2))
    rows = rows_of(comparison_sheet(comparison))
    assert len(rows) == len(comparison.changed) > 40
    for entry, (name, old, new) in zip(comparison.changed, rows, strict=True):
        assert old.text == (entry.was or old.text)
        assert new.text == (entry.now or new.text)
        assert (IMPORTANT_MARK in name.text) == entry.important
        assert entry.parts[-1] in name.text
        assert marked(old) or marked(new)


def test_real_assessments_keep_both_texts_whole(real_file: Path) -> None:
    old = from_json(real_file)
    comparison = compared(old, changed_copy(old))
    pages = paginate(comparison_sheet(comparison), new_measure())
    placed = [row.row.cells for page in pages for row in page if len(row.row.cells) == 3]
    for column, texts in (
        (1, [entry.was for entry in comparison.changed if entry.was]),
        (2, [entry.now for entry in comparison.changed if entry.now]),
    ):
        cells = [c[column] for c in placed if c[column].look in (Look.OLD, Look.NEW)]
        assert "".join(cell.text for cell in cells) == "".join(texts)


def test_section_and_heading_stand_as_bars_above_their_items(before: Assessment) -> None:
    new = copy_of(before)
    new.answers.set("business.content", "書き改めた事務の内容。")
    matter = "files[0].outsourcing[0]"
    contractor = f"{matter}.contractor"
    new.answers.set(contractor, "別の委託先")
    sheet = comparison_sheet(compared(before, new))
    bars = [
        block.rows[0].cells[0].text
        for block in sheet.blocks
        if block.rows[0].cells[0].look in (Look.HEADING, Look.BAR)
    ]
    titles = {place.address: (place.section, place.heading) for place in new.answers.places()}
    wanted = []
    for address in ("business.content", contractor):
        section, heading = titles[address]
        wanted += [section.title, heading.title.replace("※", "").strip()]
    assert [bar.startswith(title) for bar, title in zip(bars, wanted, strict=True)] == [True] * 4
    assert all(block.keep_next for block in sheet.blocks if block.rows[0].cells[0].text in bars)
    marks = [block.mark for block in sheet.blocks if block.mark]
    assert marks[0] == (0, "新旧対照表")
    assert [title for level, title in marks[1:]] == bars[::2]
    assert {level for level, _ in marks[1:]} == {1}


def test_only_the_changed_words_are_marked_on_either_side() -> None:
    old, new = (new_assessment("youshiki3-2025-05") for _ in range(2))
    old.answers.set("business.content", "市民課で住民票を作成する。保存する。")
    new.answers.set("business.content", "市民課で戸籍を作成する。保存する。")
    _, before, after = only_row(old, new)
    assert (marked(before), marked(after)) == (["住民票"], ["戸籍"])
    assert (before.look, after.look) == (Look.OLD, Look.NEW)


def test_a_line_break_that_was_added_is_seen() -> None:
    old, new = (new_assessment("youshiki3-2025-05") for _ in range(2))
    old.answers.set("business.content", "甲の事務乙の事務")
    new.answers.set("business.content", "甲の事務\n乙の事務")
    _, _, after = only_row(old, new)
    assert marked(after) == ["務\n乙"]


def test_an_empty_side_says_so(before: Assessment) -> None:
    new = copy_of(before)
    new.answers.set("cover.remarks", None)
    _, old, after = only_row(before, new)
    assert (after.text, after.look, after.marks) == ("（記載なし）", Look.ABSENT, ())
    assert marked(old) == [before.answers.get("cover.remarks")]


def test_an_occurrence_that_came_or_went_says_so() -> None:
    old = new_assessment("youshiki4-2025-05")
    new = copy_of(old)
    old.answers.set("systems", [{"name": "旧い台帳"}, {"name": "残る基盤"}])
    new.answers.set(
        "systems", [{"name": "残る基盤"}, {"name": "申請の受付", "functions": "受け付ける"}]
    )
    rows = rows_of(comparison_sheet(compared(old, new)))
    said = {(o.text, n.text) for _, o, n in rows}
    assert said == {
        ("旧い台帳", "（削除）"),
        ("（新規）", "申請の受付"),
        ("（新規）", "受け付ける"),
    }
    assert "システム1（削除）" in next(name.text for name, _, new in rows if new.text == "（削除）")


def test_nothing_different_is_said_in_one_row(before: Assessment) -> None:
    sheet = comparison_sheet(compared(before, copy_of(before)))
    assert [cell.text for cell in sheet.blocks[-1].rows[0].cells] == [NO_ENTRY]
    assert rows_of(sheet) == []


def test_everything_holds_what_stayed_without_marks(before: Assessment) -> None:
    new = copy_of(before)
    new.answers.set("cover.remarks", "別の特記事項")
    comparison = compared(before, new, everything=True)
    rows = rows_of(comparison_sheet(comparison))
    assert len(rows) == len(comparison.entries) > 100
    stayed = [row for entry, row in zip(comparison.entries, rows, strict=True) if not entry.changed]
    assert all(old.text == new.text and not old.marks and not new.marks for _, old, new in stayed)
    assert not any(IMPORTANT_MARK in name.text for name, _, _ in stayed)


def test_the_head_names_both_states_and_the_sheet_lies_across_the_page(before: Assessment) -> None:
    comparison = compared(before, changed_copy(before))
    sheet = comparison_sheet(comparison)
    assert sheet.landscape
    assert sheet.head in sheet.blocks
    texts = [cell.text for cell in sheet.head.rows[0].cells]
    assert texts == ["項目", f"旧　{OLD}", f"新　{NEW}"]
    about = sheet.blocks[1].rows[0].cells[0].text
    assert f"変更した項目 {len(comparison.changed)}件" in about
    assert f"{len(comparison.important)}件）" in about
    pages = comparison_pages(comparison)
    assert before.answers.get("cover.name") in pages.title


def picture(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (600, 400), colour).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_picture_that_was_replaced_under_its_name_is_said_and_shown() -> None:
    old = new_assessment("youshiki4-2025-05")
    old.figures = {"流れ.png": picture("red")}
    old.answers.set("process.figures", [{"file": "流れ.png", "caption": "事務の流れ"}])
    new = copy_of(old)
    new.figures = {"流れ.png": picture("blue")}
    sheet = comparison_sheet(compared(old, new))
    ((_, before, after),) = rows_of(sheet)
    assert "流れ.png" in before.text
    assert "事務の流れ" in before.text
    assert after.text.startswith(before.text)
    assert marked(after) == ["\n（図「流れ.png」の内容を差し替え）"]
    shown = [
        c.picture for block in sheet.blocks for row in block.rows for c in row.cells if c.picture
    ]
    assert shown == [picture("red"), picture("blue")]


def test_no_page_is_fuller_than_full_and_three_hundred_changes_are_all_there() -> None:
    old = new_assessment("youshiki4-2025-05")
    old.answers.set(
        "systems", [{"name": f"システムの{n}番", "functions": "旧" * (n + 1)} for n in range(150)]
    )
    old.answers.set("business.content", "一文である。" * 3500)
    new = copy_of(old)
    systems = old.answers.get("systems")
    new.answers.set(
        "systems",
        [{**s, "name": f"{s['name']}号", "functions": f"{s['functions']}新"} for s in systems],
    )
    new.answers.set(
        "business.content", "一文である。" * 1700 + "書き足した文。" + "一文である。" * 1800
    )
    comparison = compared(old, new)
    sheet = comparison_sheet(comparison)
    assert len(rows_of(sheet)) == len(comparison.changed) == 301
    measure = new_measure()
    head = sum(measure.row_heights(sheet.head.rows))
    for number, page in enumerate(paginate(sheet, measure)):
        height = sum(row.height for row in page) + (head if number else 0)
        assert height <= printable_height(sheet)


def test_a_comparison_of_two_forms_holds_what_only_the_old_one_has() -> None:
    old, new = new_assessment("youshiki4-2025-05"), new_assessment("youshiki3-2025-05")
    for state in (old, new):
        state.answers.set("cover.name", "同じ名前の評価書")
    only_old = next(
        item
        for item in old.form.items
        if item.id not in new.form.by_id and item.kind in ("line", "text") and not item.repeats
    )
    old.answers.set(only_old.id, "様式4だけの記載")
    _, before, after = only_row(old, new)
    assert (before.text, after.text) == ("様式4だけの記載", "（記載なし）")


@settings(max_examples=effort(10, 200))
@given(st.data(), st.sampled_from(FORM_IDS), st.sampled_from(FORM_IDS))
def test_whatever_two_states_say_stands_whole_on_both_sides(
    data: st.DataObject, old_form: str, new_form: str
) -> None:
    old, new = (
        Assessment(
            Answers.read(load_form_by_id(form_id), data.draw(answers(form_id))),
            {"図.png": PNG, "a b.png": PNG},
        )
        for form_id in (old_form, new_form)
    )
    comparison = compared(old, new)
    sheet = comparison_sheet(comparison)
    cells = [row.row.cells for page in paginate(sheet, new_measure()) for row in page]
    for column, look, side in ((1, Look.OLD, "was"), (2, Look.NEW, "now")):
        found = [row[column].text for row in cells if len(row) == 3 and row[column].look is look]
        assert "".join(found) == "".join(getattr(entry, side) for entry in comparison.changed)
