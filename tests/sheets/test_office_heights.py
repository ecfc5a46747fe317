"""Rows of the workbook, held against a font with the metrics of ＭＳ Ｐゴシック."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from pia_desktop.assessment import Assessment, from_json
from pia_desktop.sheets.line_breaks import wrap
from pia_desktop.sheets.model import PADDING_X, UNIT_PT, Block, Cell, Look, Part, Sheet, SheetRow
from pia_desktop.sheets.office_fonts import office_measure
from pia_desktop.sheets.pagination import PlacedRow, paginate
from tests.effort import LONGEST_CALL_S
from tests.locations import REAL, SAMPLES

# fonts-monapo, whose widths and heights are those of ＭＳ Ｐゴシック.
FAMILY = "Monapo"

# What Excel gives a line of ＭＳ Ｐゴシック, as a share of its size.
PITCH = 1.2

NARROWER, MOST, LONG = 0.92, 1.12, 40

# Widths in grid units of a box beside its label and of one across the page.
WIDTHS = (27, 36)


@dataclass(frozen=True)
class Box:
    """A box with a text, its row's height, and what the real font's lines need."""

    text: str
    lines: int
    height: float
    needed: float
    needed_narrower: float


@cache
def widths() -> dict[int, float]:
    """The advance of each character by its code, as a share of the font's size."""
    command = ["fc-list", f":family={FAMILY}", "file"]
    try:
        out = subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_CALL_S)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no fc-list here to look for a font")
    path = out.stdout.decode().strip().partition(":\n")[0].removesuffix(":").strip()
    if not path:
        pytest.skip(f"the font {FAMILY} (package fonts-monapo) is not installed")
    face = TTFont(FAMILY, path).face
    return {code: width / 1000 for code, width in face.charWidths.items()}


def texts() -> Iterator[str]:
    """Every text of the samples and of real assessments, and one that fills its lines."""
    paths = [*sorted(SAMPLES.glob("youshiki*.json")), *sorted(REAL.glob("*.json"))]
    for path in paths:
        yield from _texts_of(from_json(path))
    yield "個人情報保護評価" * 600


def _texts_of(assessment: Assessment) -> Iterator[str]:
    for place in assessment.answers.places():
        value = assessment.answers.get(place.address)
        if isinstance(value, str):
            yield value


@pytest.fixture(scope="module")
def boxes() -> list[Box]:
    measure, style, known = office_measure(400.0), Look.ANSWER.style, widths()

    def lines(text: str, room: float) -> int:
        return len(wrap(text, room, style.size, lambda char: known.get(ord(char), 1.0)))

    out = []
    for text in texts():
        for units in WIDTHS:
            room = units * UNIT_PT - 2 * PADDING_X
            height = measure.cell_height(Cell(0, units, text, Look.ANSWER, part=Part.TEXT))
            count, more = lines(text, room), lines(text, room * NARROWER)
            pitch = style.size * PITCH
            least = (more - 1) * pitch + style.size  # the last line needs no space below it
            out.append(Box(text, count, height, count * pitch, least))
    return out


def test_rows_have_room_in_narrower_columns(boxes: list[Box]) -> None:
    low = [box for box in boxes if box.height < box.needed_narrower]
    assert [(box.text[:20], box.lines) for box in low] == []


def test_long_boxes_are_little_higher_than_the_font_needs(boxes: list[Box]) -> None:
    long = [box for box in boxes if box.lines >= LONG]
    assert len(long) >= 2
    assert sum(box.height for box in long) <= MOST * sum(box.needed for box in long)
    line = Look.ANSWER.style.size * PITCH
    high = [box for box in long if box.height > MOST * box.needed + line / 2]
    assert [(box.text[:20], box.lines, box.height) for box in high] == []


def pieces_of(text: str, units: int) -> list[list[PlacedRow]]:
    """The pieces of a long text, page by page."""
    cell = Cell(0, units, text, Look.ANSWER, part=Part.TEXT)
    sheet = Sheet("t", (0, units), (Block((SheetRow((cell,)),)),))
    return paginate(sheet, office_measure(400.0))


def test_no_hole_of_more_than_a_line_is_inside_a_text() -> None:
    known, style = widths(), Look.ANSWER.style
    pitch = style.size * PITCH
    holes = []
    for text in [*(text for text in texts() if len(text) > 600), "受け付けて確かめる。\n" * 400]:
        for units in WIDTHS:
            for page in pieces_of(text, units):
                for piece in page[:-1]:
                    (cell,) = piece.row.cells
                    room = units * UNIT_PT - 2 * PADDING_X
                    shown = cell.text.removesuffix("\n")
                    lines = wrap(shown, room, style.size, lambda char: known.get(ord(char), 1.0))
                    holes.append((piece.height - len(lines) * pitch - 2.0) / pitch)
    assert len(holes) > 20
    assert max(holes) <= 1.01
