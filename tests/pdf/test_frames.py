"""No box is left open where a page ends, and what is drawn smaller for a few lines stays whole."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from pia_desktop.pdf.fonts import new_measure
from pia_desktop.pdf.page_writer import draw_pages
from pia_desktop.sheets.model import Block, Cell, Look, Part, PrintedPages, Sheet, SheetRow
from tests.sheets.printed_page import printable_height

_LINE = re.compile(rb"(-?[\d.]+) (-?[\d.]+) m (-?[\d.]+) (-?[\d.]+) l")
_NEAR = 0.03


def drawn(*blocks: Block) -> bytes:
    """The PDF of one sheet of these blocks."""
    sheet = Sheet("表", (0, 36), blocks)
    return draw_pages(PrintedPages("題", "様式", "版", sheets=[sheet]), new_measure())


def open_ends(data: bytes) -> list[tuple[int, float, float]]:
    """The pages and places where an upright rule ends at no level one."""
    ends = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            lines = [tuple(map(float, m)) for m in _LINE.findall(page.Contents.read_bytes())]
            level = [line for line in lines if line[1] == line[3]]
            for x, low, _, high in (line for line in lines if line[0] == line[2]):
                for y in (low, high):
                    if not any(
                        abs(at - y) < _NEAR and left - _NEAR <= x <= right + _NEAR
                        for left, at, right, _ in level
                    ):
                        ends.append((number, x, y))
    return ends


def parent(rows: int) -> Block:
    """A label beside so many rows, open below for what stands indented under it."""
    label = Cell(0, 9, "見出し", Look.LABEL, "tlr", rows)
    answers = [Cell(9, 27, "", Look.ANSWER, "tblr") for _ in range(rows)]
    first, *rest = (SheetRow((cell,), height=30.0) for cell in answers)
    return Block((SheetRow((label, *first.cells), height=30.0), *rest))


def child(height: float) -> Block:
    """An indented label and its answer."""
    cells = (
        Cell(0, 1, "", Look.LABEL, "l"),
        Cell(1, 8, "下", Look.LABEL, "tblr"),
        Cell(9, 27, "", Look.ANSWER, "tblr"),
    )
    return Block((SheetRow(cells, height=height),))


@pytest.mark.parametrize("rows", [1, 2, 4])
def test_a_page_that_ends_between_a_label_and_what_is_under_it_is_closed(rows: int) -> None:
    above = Block((SheetRow((Cell(0, 36, "", Look.ANSWER, "tblr"),), height=600.0),))
    below = Block((SheetRow((Cell(0, 36, "", Look.ANSWER, "tblr"),)),))
    data = drawn(above, parent(rows), child(200.0), below)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 2
    assert open_ends(data) == []


def test_a_page_for_one_line_more_is_drawn_smaller_above_its_number() -> None:
    text = "\n".join(f"第{n}" for n in range(57))
    data = drawn(Block((SheetRow((Cell(0, 36, text, Look.ANSWER, "tblr", part=Part.TEXT),)),)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (page,) = pdf.pages
        content = page.Contents.read_bytes()
    (scale,) = (float(m) for m in re.findall(rb"(0?\.\d+) 0 0 0?\.\d+ [\d.]+ [\d.]+ cm", content))
    lines = [tuple(map(float, m)) for m in _LINE.findall(content)]
    height = max(line[1] for line in lines) - min(line[1] for line in lines)
    assert 0.96 <= scale < 1
    assert height * scale == pytest.approx(printable_height(Sheet("", (0, 36), ())), abs=0.1)
    assert content.index(b"Q\n", content.index(b" cm")) < content.index(b"/Footer")
