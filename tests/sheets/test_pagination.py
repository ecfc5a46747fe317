"""Paging: every row on a page that has room for it, heads with what they head, texts whole."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.assessment import Assessment, from_json
from pia_desktop.forms import load_form_by_id
from pia_desktop.pdf.fonts import new_measure
from pia_desktop.sheets import Sheet, lay_out
from pia_desktop.sheets.blocks import Answered
from pia_desktop.sheets.boxes import bare_rows, labelled_rows
from pia_desktop.sheets.grid import COLUMNS
from pia_desktop.sheets.model import Block, Cell, Look, Part, SheetRow
from pia_desktop.sheets.office_fonts import office_measure
from pia_desktop.sheets.pagination import PageRows, paginate
from pia_desktop.sheets.text_metrics import Measure
from tests.office_printing import SAMPLES, large_assessment
from tests.sheets.printed_page import DRAWN_IN, printable_height

OFFICE = office_measure(400.0)


def page_heights(sheet: Sheet, pages: list[PageRows], measure: Measure) -> list[float]:
    head = sum(measure.row_heights(sheet.head.rows)) if sheet.head else 0.0
    return [
        sum(row.height for row in page if not row.block.hidden) + (head if number else 0)
        for number, page in enumerate(pages)
    ]


@pytest.fixture(scope="module", params=["youshiki3", "youshiki4", "large"])
def assessment(request: pytest.FixtureRequest) -> Assessment:
    if request.param == "large":
        return large_assessment()
    return from_json(SAMPLES / f"{request.param}.json")


@pytest.mark.parametrize("font", ["office", "embedded"])
def test_no_page_is_fuller_than_full(assessment: Assessment, font: str) -> None:
    measure, drawn_in = (OFFICE, 0.0) if font == "office" else (new_measure(), DRAWN_IN)
    for sheet in lay_out(assessment).sheets:
        for height in page_heights(sheet, paginate(sheet, measure), measure):
            assert height * (1 - drawn_in) <= printable_height(sheet), sheet.name


def test_a_heading_is_never_the_last_on_its_page(assessment: Assessment) -> None:
    for sheet in lay_out(assessment, folded=False).sheets:
        for page in paginate(sheet, new_measure())[:-1]:
            assert not page[-1].block.keep_next, sheet.name


def texts_by_column(rows: Iterable[SheetRow]) -> dict[int, str]:
    """What stands in each column from top to bottom; a text that is cut stays in its column."""
    columns: dict[int, str] = defaultdict(str)
    for row in rows:
        for cell in row.cells:
            columns[cell.left] += cell.text
    return columns


def test_rows_and_their_order_are_those_of_the_layout(assessment: Assessment) -> None:
    for sheet in lay_out(assessment).sheets:
        placed = [row for page in paginate(sheet, OFFICE) for row in page]
        wanted = texts_by_column(row for block in sheet.blocks for row in block.rows)
        assert texts_by_column(row.row for row in placed) == wanted
        assert [r.block for r in placed if r.first] == [b for b in sheet.blocks if b.rows]


TEXT = st.text(st.sampled_from("あ漢、。\nab 1"), max_size=6000)


@given(st.lists(TEXT, min_size=1, max_size=6))
def test_pieces_of_a_text_joined_are_the_text(texts: list[str]) -> None:
    item = load_form_by_id("youshiki3-2025-05").by_id["business.content"]
    blocks = []
    for number, text in enumerate(texts):
        answered = Answered(item, f"t{number}", "見出し", text)
        row = labelled_rows(
            answered, indented=False, has_children=False, strip="", strip_begins=False
        )
        blocks += [row, bare_rows(answered)]
    sheet = Sheet("t", COLUMNS, tuple(blocks))
    pages = paginate(sheet, OFFICE)
    for number, text in enumerate(texts):
        pieces = [
            cell.text
            for page in pages
            for row in page
            for cell in row.row.cells
            if cell.address == f"t{number}"
        ]
        assert "".join(pieces) == text * 2
    for height in page_heights(sheet, pages, OFFICE):
        assert height <= printable_height(sheet)
    assert all(row.height <= 400 for page in pages for row in page)


def test_a_long_text_leaves_no_page_half_empty() -> None:
    """Office rows are at most 400 points high: two of them and a bit fill a page."""
    item = load_form_by_id("youshiki3-2025-05").by_id["business.content"]
    text = "本文は続く。" * 4000
    sheet = Sheet("t", COLUMNS, (bare_rows(Answered(item, "t", "見出し", text)),))
    pages = paginate(sheet, OFFICE)
    for height in page_heights(sheet, pages, OFFICE)[:-1]:
        assert height > printable_height(sheet) * 0.9


FEW = 5 * 13.5  # points: five lines


def test_no_page_of_a_few_lines_is_left_over() -> None:
    """A text that ends just behind a page, below others that could go with it."""
    measure = new_measure()
    for lines in range(30, 60):
        texts = ["一行" for _ in range(12)] + ["\n".join("行" for _ in range(lines))]
        cells = [Cell(0, 36, text, Look.ANSWER, "tblr", part=Part.TEXT) for text in texts]
        blocks = tuple(Block((SheetRow((cell,)),)) for cell in cells)
        pages = paginate(Sheet("a", (0, 36), blocks), measure)
        assert min(sum(placed.height for placed in page) for page in pages) >= FEW
        drawn = "".join(cell.text for page in pages for row in page for cell in row.row.cells)
        assert drawn == "".join(texts)


@pytest.mark.parametrize("before, lines", [(16, 39), (18, 37)])
def test_a_few_lines_take_the_short_piece_before_along(before: int, lines: int) -> None:
    """In a workbook, whose rows are at most 400 points high: the text's second piece fits on the
    page and is too short to be cut, the third is left over.
    """

    def row(text: str) -> SheetRow:
        return SheetRow((Cell(0, 36, text, Look.ANSWER, "tblr", part=Part.TEXT),))

    three = Block(tuple(row(f"{n}") for n in range(3)))
    text = "\n".join(f"第{n}" for n in range(lines))
    blocks = (three, *(Block((row("一行"),)) for _ in range(before)), Block((row(text),)))
    sheet = Sheet("a", (0, 36), blocks)
    pages = paginate(sheet, OFFICE)
    assert min(page_heights(sheet, pages, OFFICE)) >= FEW
    pieces = [placed for page in pages for placed in page if placed.block is blocks[-1]]
    assert "".join(placed.row.cells[0].text for placed in pieces) == text


@given(st.integers(20, 240), st.integers(1, 30), st.booleans())
def test_nothing_a_person_would_call_a_left_over_page(lines: int, before: int, head: bool) -> None:
    """One box that ends behind a page: drawn smaller by 4 % at most, or cut earlier."""
    measure = new_measure()
    texts = [*(f"{n}行" for n in range(before)), "\n".join(f"第{n}" for n in range(lines))]
    cells = [Cell(0, 36, text, Look.ANSWER, "tblr", part=Part.TEXT) for text in texts]
    blocks = tuple(Block((SheetRow((cell,)),)) for cell in cells)
    repeated = Block((SheetRow((Cell(0, 36, "見出し", Look.TABLE_HEAD, "tblr"),)),), keep_next=True)
    sheet = (
        Sheet("a", (0, 36), (repeated, *blocks), head=repeated)
        if head
        else Sheet("a", (0, 36), blocks)
    )
    pages = paginate(sheet, measure)
    for height in page_heights(sheet, pages, measure):
        assert height * (1 - DRAWN_IN) <= printable_height(sheet)
    assert min(sum(placed.height for placed in page) for page in pages) >= min(
        FEW, sum(sum(measure.row_heights(block.rows)) for block in sheet.blocks)
    )
    drawn = [cell.text for page in pages for row in page for cell in row.row.cells]
    assert "".join(drawn) == ("見出し" if head else "") + "".join(texts)


def test_a_label_beside_two_rows_stands_once_however_often_the_first_is_cut() -> None:
    lines = "\n".join(f"第{n}" for n in range(150))
    label = Cell(0, 9, "再委託", Look.LABEL, "tblr", 2)
    text = Cell(9, 27, lines, Look.ANSWER, "tblr", part=Part.TEXT)
    below = Cell(9, 27, "次の行", Look.ANSWER, "tblr", part=Part.TEXT)
    block = Block((SheetRow((label, text)), SheetRow((below,))))
    pages = paginate(Sheet("a", (0, 9, 36), (block,)), OFFICE)
    cells = [cell for page in pages for placed in page for cell in placed.row.cells]
    assert len(pages) > 2
    assert [cell for cell in cells if not cell.left] == [label]
    assert "".join(cell.text for cell in cells if cell.left) == f"{lines}次の行"


def test_a_line_too_many_is_drawn_in_and_its_row_is_one_again() -> None:
    measure = new_measure()
    text = "\n".join(f"第{n}" for n in range(57))
    block = Block((SheetRow((Cell(0, 36, text, Look.ANSWER, "tblr", part=Part.TEXT),)),))
    (page,) = paginate(Sheet("a", (0, 36), (block,)), measure)
    (placed,) = page
    assert placed.row.cells[0].text == text
    assert placed.height > printable_height(Sheet("a", (0, 36), ()))
    office = paginate(Sheet("a", (0, 36), (block,)), OFFICE)
    assert all(
        h <= printable_height(Sheet("a", (0, 36), ()))
        for h in page_heights(Sheet("a", (0, 36), ()), office, OFFICE)
    )


def test_a_short_row_behind_a_full_page_takes_others_along() -> None:
    blocks = tuple(
        Block((SheetRow((Cell(0, 36, str(number), Look.ANSWER, "tblr"),), height=40.0),))
        for number in range(20)
    )
    sheet = Sheet("a", (0, 36), blocks)
    pages = paginate(sheet, new_measure())
    assert [len(page) for page in pages] == [18, 2]


def measured_letters(measure: Measure, length: int) -> int:
    """How many letters are measured to page a text of so many."""
    letters = 0

    def counted(char: str) -> float:
        nonlocal letters
        letters += 1
        return measure.advance(char)

    counting = replace(measure, advance=counted, bold_advance=counted)
    lines = "\n".join(f"{number}行" for number in range(length))[:length]
    cell = Cell(9, 27, lines, Look.ANSWER, "tblr", part=Part.TEXT)
    pages = paginate(Sheet("a", COLUMNS, (Block((SheetRow((cell,)),)),)), counting)
    assert "".join(c.text for page in pages for row in page for c in row.row.cells) == lines
    return letters


@pytest.mark.parametrize("font", ["office", "embedded"])
def test_a_text_ten_times_as_long_needs_ten_times_the_measuring(font: str) -> None:
    """Not a hundred times: all that is left of it isn't measured again for each of its pieces."""
    measure = OFFICE if font == "office" else new_measure()
    short, long = (measured_letters(measure, length) for length in (4_000, 40_000))
    assert long < 11 * short


def test_signs_without_width_end_a_line_too() -> None:
    """A workbook's cell has room for 32,767 characters, whatever they measure."""
    text = "か" + "\u3099" * 150_000
    cell = Cell(9, 27, text, Look.ANSWER, "tblr", part=Part.TEXT)
    pages = paginate(Sheet("a", COLUMNS, (Block((SheetRow((cell,)),)),)), OFFICE)
    pieces = [cell.text for page in pages for row in page for cell in row.row.cells]
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= 32_767
