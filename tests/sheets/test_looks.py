"""What a reader notices on the page: lines that break well, room used, headings that stand out."""

import re
from itertools import pairwise

import pytest

from pia_desktop.assessment import new_assessment
from pia_desktop.forms.model import Item, Option
from pia_desktop.pdf.fonts import new_measure
from pia_desktop.sheets import Cell, Look, SheetRow, lay_out
from pia_desktop.sheets.blocks import ANSWER_ROWS, Answered
from pia_desktop.sheets.boxes import FRAME
from pia_desktop.sheets.grid import PORTRAIT_WIDTH
from pia_desktop.sheets.office_fonts import office_measure

FORMS = ("youshiki3-2018-05", "youshiki3-2025-05", "youshiki4-2018-05", "youshiki4-2025-05")
OFFICE = office_measure(400.0)
MEASURES = {"workbook": OFFICE, "pdf": new_measure()}

# Longer than the room beside its list of options, even set small.
TOO_LONG = ("義務付けられ", "表計算ファイル等")


def rows_of(form: str, answers: dict[str, object] | None = None) -> list[SheetRow]:
    assessment = new_assessment(form)
    assessment.answers.fill(answers or {})
    return [row for block in lay_out(assessment, folded=False).blocks() for row in block.rows]


def cells_of(form: str, answers: dict[str, object] | None = None) -> list[Cell]:
    return [cell for row in rows_of(form, answers) for cell in row.cells]


@pytest.mark.parametrize("printed", MEASURES)
@pytest.mark.parametrize("form", FORMS)
def test_titles_options_and_table_heads_stay_on_one_line(form: str, printed: str) -> None:
    heads = (Look.SECTION, Look.SECTION_SMALL, Look.TABLE_HEAD, Look.TABLE_HEAD_SMALL)
    broken = {
        cell.text
        for cell in cells_of(form)
        if (cell.look in heads or re.match(r"\d+\) ", cell.text))
        and len(MEASURES[printed].lines(cell)) > 1
    }
    assert [text for text in broken if "義務付けられ" not in text] == []


@pytest.mark.parametrize("printed", MEASURES)
@pytest.mark.parametrize("form", FORMS)
def test_every_choice_stays_on_one_line_when_chosen(form: str, printed: str) -> None:
    items = [item for item in new_assessment(form).form.by_id.values() if item.kind == "choice"]
    broken = set()
    for item in items:
        for option in item.options:
            rows = ANSWER_ROWS["choice"](Answered(item, item.id, item.label, option.label))
            (cell,) = (cell for row in rows for cell in row if cell.address)
            if len(MEASURES[printed].lines(cell)) > 1:
                broken.add(option.label)
    assert [text for text in broken if not any(part in text for part in TOO_LONG)] == []


def test_options_stand_two_a_row_where_they_fit() -> None:
    rows = rows_of("youshiki4-2025-05")
    first = next(n for n, row in enumerate(rows) if row.cells[0].text == "②対象となる本人の数")
    shown = [[cell.text for cell in row.cells if ") " in cell.text] for row in rows[first:][:4]]
    assert [len(texts) for texts in shown] == [0, 2, 2, 1]
    assert [text[0] for texts in shown for text in texts] == ["1", "2", "3", "4", "5"]


def test_ticks_leave_no_row_half_empty_before_a_further_one() -> None:
    rows = rows_of("youshiki3-2025-05")
    looks = (Look.CHECK_LABEL, Look.CHECK_LABEL_SMALL)
    ticks = [[c.text for c in row.cells if c.look in looks] for row in rows]
    first = next(n for n, labels in enumerate(ticks) if "情報提供ネットワークシステム" in labels)
    assert ticks[first : first + 3] == [
        ["情報提供ネットワークシステム", "庁内連携システム"],
        ["住民基本台帳ネットワークシステム", "既存住民基本台帳システム"],
        ["宛名システム等", "税務システム"],
    ]


def test_three_short_ticks_stand_in_one_row() -> None:
    words = ("紙", "電子メール", "専用線")
    options = tuple(Option(id=word, label=word) for word in words)
    item = Item(id="x", kind="checks", label="方法", options=options)
    (row,) = ANSWER_ROWS["checks"](Answered(item, "x", "方法", {}))
    assert tuple(cell.text for cell in row if cell.look is Look.CHECK_LABEL) == words
    assert row[-1].right == PORTRAIT_WIDTH
    assert all(left.right == right.left for left, right in pairwise(row))


@pytest.mark.parametrize("form", FORMS)
def test_cover_declaration_has_a_shaded_framed_heading(form: str) -> None:
    rows = rows_of(form, {"cover": {"declaration": "守ることを宣言する。"}})
    number = next(n for n, row in enumerate(rows) if row.cells[0].text.endswith("保護の宣言"))
    (heading,), (declaration,) = rows[number].cells, rows[number + 1].cells
    assert heading.look.style.ground
    assert heading.look.style.bold
    assert (heading.width, heading.borders) == (PORTRAIT_WIDTH, FRAME)
    assert declaration.text == "守ることを宣言する。"
    assert (declaration.width, declaration.borders) == (PORTRAIT_WIDTH, FRAME)
