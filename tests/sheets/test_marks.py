"""Marked stretches: none is lost or moved when a text is broken into lines and torn over pages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.pdf.fonts import new_measure
from pia_desktop.sheets import Block, Cell, Look, Part, Sheet, SheetRow
from pia_desktop.sheets.marks import clip_marks, render_marks, split_marked
from pia_desktop.sheets.model import Span
from pia_desktop.sheets.office_fonts import office_measure
from pia_desktop.sheets.pagination import paginate

OFFICE = office_measure(400.0)
MEASURES = {"office": OFFICE, "embedded": new_measure()}


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    """A text of a few pages at most, and stretches of it in order and apart from each other."""
    part = draw(st.text(st.sampled_from("あ漢、。\nab 1（"), min_size=1, max_size=40))
    text = part * draw(st.integers(1, 100))
    ends = sorted(draw(st.sets(st.integers(0, len(text)), max_size=40)))
    return text, tuple(zip(ends[::2], ends[1::2], strict=False))


def marked_characters(cells: list[Cell]) -> list[tuple[str, bool]]:
    """Each character of the cells' joined text, with whether it is marked."""
    return [
        (char, marked)
        for c in cells
        for part, marked in split_marked(c.text, c.marks)
        for char in part
    ]


@given(st.lists(marked_texts(), min_size=1, max_size=3), st.sampled_from(list(MEASURES)))
def test_every_marked_character_stays_marked_over_pages_and_lines(
    texts: list[tuple[str, tuple[Span, ...]]], font: str
) -> None:
    measure = MEASURES[font]
    blocks = [
        Block((SheetRow((Cell(0, 21, text, Look.NEW, "tblr", part=Part.TEXT, marks=spans),)),))
        for text, spans in texts
    ]
    pages = paginate(Sheet("t", (0, 21), tuple(blocks), landscape=True), measure)
    for block, (text, spans) in zip(blocks, texts, strict=True):
        cells = [row.row.cells[0] for page in pages for row in page if row.block is block]
        wanted = [(c, any(a <= n < b for a, b in spans)) for n, c in enumerate(text)]
        assert marked_characters(cells) == wanted
        printed = [
            (char, marked)
            for cell in cells
            for line in measure.lines(cell)
            for part, marked in split_marked(
                cell.text[line.start : line.end], clip_marks(cell.marks, line.start, line.end)
            )
            for char in part
        ]
        assert printed == [(c, m) for c, m in wanted if c != "\n"]


@given(marked_texts(), st.data())
def test_what_lies_within_a_cut_is_counted_from_its_beginning(
    marked: tuple[str, tuple[Span, ...]], data: st.DataObject
) -> None:
    text, spans = marked
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    kept = {n for a, b in spans for n in range(a, b) if start <= n < end}
    assert {start + n for a, b in clip_marks(spans, start, end) for n in range(a, b)} == kept


@pytest.mark.parametrize(
    "text, span, seen",
    [
        ("改行を\n加えた", (3, 4), "を\n加"),
        ("空白を 加えた", (3, 4), "を 加"),
        ("\n\n先頭", (0, 2), "\n\n先"),
        ("末尾\n\n", (2, 4), "尾\n\n"),
        ("　", (0, 1), "　"),
        ("葛\U000e0100城", (1, 2), "葛\U000e0100城"),
        ("葛\U000e0100城", (0, 1), "葛\U000e0100"),
        ("か\u3099き", (0, 1), "か\u3099"),
        ("ふつうの語", (1, 3), "つう"),
    ],
)
def test_a_mark_takes_in_what_makes_it_visible_and_tears_no_character(
    text: str, span: Span, seen: str
) -> None:
    assert [text[slice(*found)] for found in render_marks(text, [span])] == [seen]


def test_marks_that_grow_into_each_other_are_one() -> None:
    assert render_marks("あ\nい\nう", [(1, 2), (3, 4)]) == ((0, 5),)


@given(marked_texts())
def test_visible_marks_hold_the_given_ones_in_order_and_apart(
    marked: tuple[str, tuple[Span, ...]],
) -> None:
    text, spans = marked
    found = render_marks(text, spans)
    for begin, end in spans:
        assert any(a <= begin and end <= b for a, b in found)
    assert all(a < b for a, b in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
