"""The registry of blocks: how an item of each kind stands in the answer area of its row.

A block function gives the rows of cells right of the label (grid 9 to 36). What is around it,
labels and strips, is the same for every kind and stands in `boxes`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pia_desktop.forms.model import Item, Option
from pia_desktop.sheets import grid
from pia_desktop.sheets.model import UNIT_PT, Cell, Look, Part
from pia_desktop.sheets.wrap import office_advance

CIRCLE = "○"


@dataclass(frozen=True)
class Answered:
    """An item at one place with its value, and the items that stand in the same box."""

    item: Item
    address: str
    label: str
    value: Any
    beside: tuple[Answered, ...] = field(default=())


CellRows = list[list[Cell]]


def _text_rows(answered: Answered) -> CellRows:
    text = str(answered.value if answered.value is not None else "")
    return [
        [Cell(grid.LABEL, grid.ANSWER, text, Look.ANSWER, address=answered.address, part=Part.TEXT)]
    ]


def _fixed_rows(answered: Answered) -> CellRows:
    return [[Cell(grid.LABEL, grid.ANSWER, answered.item.text, Look.ANSWER)]]


def _choice_rows(answered: Answered) -> CellRows:
    """「[」, the chosen text, 「]」; at the right <選択肢> and the numbered options, two a row."""
    options = [option.label for option in answered.item.options]
    right = _option_rows(options)
    count = len(right)
    chosen = Cell(
        grid.CHOSEN,
        grid.CLOSE - grid.CHOSEN,
        answered.value or "",
        Look.CHOSEN,
        rows=count,
        address=answered.address,
        choices=tuple(options),
    )
    left = [
        Cell(grid.OPEN, 1, "[", Look.BRACKET, rows=count),
        chosen,
        Cell(grid.CLOSE, 1, "]", Look.BRACKET, rows=count),
    ]
    rows = [[*left, *right[0]], *right[1:]]
    for beside in answered.beside:
        rows.append(_beside_row(answered, beside))
    return rows


def _option_rows(options: list[str]) -> CellRows:
    width = grid.WIDTH - grid.OPTIONS
    rows = [[Cell(grid.OPTIONS, width, "<選択肢>", Look.OPTION)]]
    numbered = [f"{number}) {option}" for number, option in enumerate(options, 1)]
    half = grid.SECOND_OPTION - grid.OPTIONS
    if all(_fits(text, half, Look.OPTION) for text in numbered):
        for first in range(0, len(numbered), 2):
            row = [Cell(grid.OPTIONS, half, numbered[first], Look.OPTION)]
            if first + 1 < len(numbered):
                row.append(Cell(grid.SECOND_OPTION, half, numbered[first + 1], Look.OPTION))
            rows.append(row)
    else:
        rows += [[Cell(grid.OPTIONS, width, text, Look.OPTION)] for text in numbered]
    return rows


def _beside_row(answered: Answered, beside: Answered) -> list[Cell]:
    """An item in the same box, between its brackets: 「( 2 )件」, 「(手数料額、納付方法: … )」."""
    label = beside.label.removeprefix(answered.label).strip()
    before, _, after = label.rpartition(" )")
    text = "" if beside.value is None else str(beside.value)
    if before == "(":  # a short value between bare brackets stands below the choice's own
        return [
            Cell(grid.OPEN, 1, "(", Look.BRACKET),
            Cell(grid.CHOSEN, 8, text, Look.CHOSEN, address=beside.address),
            Cell(18, 2, f"){after}", Look.BRACKET),
        ]
    return [
        Cell(grid.OPEN, grid.TEXT_OPEN - grid.OPEN, before, Look.OPTION),
        Cell(
            grid.TEXT_OPEN,
            grid.TEXT_CLOSE - grid.TEXT_OPEN,
            text,
            Look.ANSWER,
            address=beside.address,
            part=Part.TEXT,
        ),
        Cell(grid.TEXT_CLOSE, 1, f"){after}", Look.BRACKET, part=Part.LAST),
    ]


def _checks_rows(answered: Answered) -> CellRows:
    """「[○] 紙  [ ] 専用線」 in up to three columns; an option with brackets has its own line."""
    value = answered.value or {}
    rows: CellRows = []
    line: list[Cell] = []
    unit = 0
    for option in answered.item.options:
        if option.heading:
            rows += [line] if line else []
            rows.append([Cell(grid.LABEL, grid.ANSWER, option.heading, Look.GROUP)])
            line, unit = [], 0
        if option.bracket != "none":
            rows += [line] if line else []
            rows.append(_bracket_line(answered, option, value))
            line, unit = [], 0
            continue
        units = _units_for(option.label)
        if unit + units > grid.ANSWER // grid.TICK_UNIT:
            rows.append(line)
            line, unit = [], 0
        left = grid.LABEL + unit * grid.TICK_UNIT
        line += tick_cells(
            left, option.label, units * grid.TICK_UNIT, option.key in value, answered.address
        )
        unit += units
    return [*rows, line] if line else rows


def _units_for(label: str) -> int:
    units = 1
    while units < 3 and not _fits(label, units * grid.TICK_UNIT - grid.TICK, Look.CHECK_LABEL):
        units += 1
    return units


def tick_cells(left: int, label: str, width: int, ticked: bool, address: str) -> list[Cell]:
    """「[」, ○ or nothing, 「]」 and the label, over `width` grid units."""
    mark = CIRCLE if ticked else ""
    return [
        Cell(left, 1, "[", Look.BRACKET),
        Cell(left + 1, 1, mark, Look.BRACKET, address=address, choices=(CIRCLE,)),
        Cell(left + 2, 1, "]", Look.BRACKET),
        Cell(left + grid.TICK, width - grid.TICK, label, Look.CHECK_LABEL),
    ]


def _bracket_line(answered: Answered, option: Option, value: dict[str, Any]) -> list[Cell]:
    ticked = option.key in value
    after = "件" if option.bracket == "count" else ""
    inside = str(value[option.key]) if ticked else ""
    label = tick_cells(
        grid.LABEL, option.key, grid.TEXT_OPEN - grid.LABEL, ticked, answered.address
    )
    if option.bracket == "count":
        return [
            *label,
            Cell(grid.TEXT_OPEN, 1, "(", Look.BRACKET),
            Cell(21, 6, inside, Look.CHOSEN, address=answered.address),
            Cell(27, 2, f"){after}", Look.BRACKET),
        ]
    return [
        *label,
        Cell(grid.TEXT_OPEN, 1, "(", Look.BRACKET),
        Cell(
            grid.TEXT,
            grid.TEXT_CLOSE - grid.TEXT,
            inside,
            Look.ANSWER,
            address=answered.address,
            part=Part.TEXT,
        ),
        Cell(grid.TEXT_CLOSE, 1, f"){after}", Look.BRACKET, part=Part.LAST),
    ]


def _fits(text: str, units: int, look: Look) -> bool:
    """Whether the text stays on one line in so many grid units, in any office font."""
    width = sum(office_advance(char) for char in text) * look.style.size
    return width <= (units * UNIT_PT - 5) * 0.97


AnswerRows = Callable[[Answered], CellRows]

# Kinds that stand beside a label. risk, repeat, check, table and figures span the page: see layout.
ANSWER_ROWS: dict[str, AnswerRows] = {
    "line": _text_rows,
    "text": _text_rows,
    "date": _text_rows,
    "count": _text_rows,
    "choice": _choice_rows,
    "checks": _checks_rows,
    "fixed": _fixed_rows,
}
