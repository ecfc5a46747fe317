"""The registry of blocks: how an item of each kind stands in the answer area of its row.

A block function gives the rows of cells right of the label (grid 9 to 36). What is around it,
labels and strips, is the same for every kind and stands in `boxes`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from pia_desktop.assessment.value_text import value_as_text
from pia_desktop.forms.kinds import Kind, KindTable
from pia_desktop.forms.model import Item, Option
from pia_desktop.sheets import grid
from pia_desktop.sheets.line_breaks import fits_on_a_line
from pia_desktop.sheets.model import PADDING_X, UNIT_PT, Cell, Look, Part, Role

CIRCLE = "○"

# What is said of an option that is ticked, of one that isn't, and of a choice that is open.
CHOSEN, NOT_CHOSEN = "選択", "選択なし"

_CHOSEN = (Look.CHOSEN, Look.CHOSEN_SMALL, Look.CHOSEN_SMALLER, Look.CHOSEN_TIGHT)


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
        [
            Cell(
                grid.LABEL_WIDTH,
                grid.ANSWER,
                text,
                Look.ANSWER,
                address=answered.address,
                part=Part.TEXT,
            )
        ]
    ]


def _fixed_rows(answered: Answered) -> CellRows:
    return [[Cell(grid.LABEL_WIDTH, grid.ANSWER, answered.item.text, Look.ANSWER)]]


def _choice_rows(answered: Answered) -> CellRows:
    """「[」, the chosen text, 「]」; at the right <選択肢> and the numbered options, two a row."""
    options = [option.label for option in answered.item.options]
    close, right = _option_rows(options)
    count = len(right)
    width = close - grid.CHOSEN
    text = answered.value or ""
    chosen = Cell(
        grid.CHOSEN,
        width,
        text,
        fitting(text, width, _CHOSEN),
        rows=count,
        address=answered.address,
        choices=tuple(options),
    )
    spoken = f"{_spoken_label(answered)}：{text or NOT_CHOSEN}"
    left = [
        Cell(grid.OPEN, 1, "[", Look.BRACKET, rows=count, spoken=spoken, spoken_cells=3),
        chosen,
        Cell(close, 1, "]", Look.BRACKET, rows=count),
    ]
    rows = [[*left, *right[0]], *right[1:]]
    for beside in answered.beside:
        rows.append(_beside_row(answered, beside))
    return rows


def _yes_no_rows(answered: Answered) -> CellRows:
    """A choice of はい and いいえ."""
    value = answered.value
    text = "" if value is None else value_as_text(answered.item, value)
    return _choice_rows(replace(answered, value=text))


def _option_rows(options: list[str]) -> tuple[int, CellRows]:
    """Where the closing bracket stands, and right of it <選択肢> and the options."""
    numbered = [f"{number}) {option}" for number, option in enumerate(options, 1)]
    second, look = _two_a_row(numbered)
    if not second:
        left, width = grid.WIDE_OPTIONS, grid.PORTRAIT_WIDTH - grid.WIDE_OPTIONS
        longest = max(numbered, key=len)
        look = fitting(longest, width, (Look.OPTION, Look.OPTION_SMALL))
        lines = ["<選択肢>", *numbered]
        cells = [[Cell(left, width, text, look, reads_as=Role.OPTION)] for text in lines[1:]]
        return grid.WIDE_CLOSE, [[Cell(left, width, lines[0], look)], *cells]
    rows = [[Cell(grid.OPTIONS, grid.PORTRAIT_WIDTH - grid.OPTIONS, "<選択肢>", Look.OPTION)]]
    for first in range(0, len(numbered), 2):
        left, width = grid.OPTIONS, second - grid.OPTIONS
        row = [Cell(left, width, numbered[first], look, reads_as=Role.OPTION)]
        row += [
            Cell(second, grid.PORTRAIT_WIDTH - second, text, look, reads_as=Role.OPTION)
            for text in numbered[first + 1 : first + 2]
        ]
        rows.append(row)
    return grid.CLOSE, rows


def _two_a_row(numbered: list[str]) -> tuple[int, Look]:
    """Where the second of two options in a row begins, 0 where two don't fit, and their look."""
    for look in (Look.OPTION, Look.OPTION_SMALL):
        for second in grid.SECOND_OPTIONS:
            left, right = second - grid.OPTIONS, grid.PORTRAIT_WIDTH - second
            if all(_fits(text, left, look) for text in numbered[::2]) and all(
                _fits(text, right, look) for text in numbered[1::2]
            ):
                return second, look
    return 0, Look.OPTION


def _beside_row(answered: Answered, beside: Answered) -> list[Cell]:
    """An item in the same box, between its brackets: 「( 2 )件」, 「(手数料額、納付方法: … )」."""
    label = beside.label.removeprefix(answered.label).strip()
    before, _, after = label.rpartition(" )")
    text = "" if beside.value is None else str(beside.value)
    if before == "(":  # a short value between bare brackets stands below the choice's own
        return [
            Cell(grid.OPEN, 1, "(", Look.BRACKET, spoken=_said(text)),
            Cell(
                grid.CHOSEN,
                grid.CLOSE - grid.CHOSEN,
                text,
                Look.CHOSEN,
                address=beside.address,
            ),
            Cell(grid.CLOSE, 2, f"){after}", Look.BRACKET, spoken=_said(text)),
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
    """Ticks in three columns, or in two where that takes fewer rows, if need be set smaller; an
    option with brackets has its own line.
    """
    second = grid.LABEL_WIDTH + grid.TICK_UNIT
    three = (grid.LABEL_WIDTH, second, second + grid.TICK_UNIT)
    two = (grid.LABEL_WIDTH, grid.SECOND_TICK)
    ways = ((three, Look.CHECK_LABEL), (two, Look.CHECK_LABEL), (two, Look.CHECK_LABEL_SMALL))
    return min((_checks_in(answered, lefts, look) for lefts, look in ways), key=len)


def _checks_in(answered: Answered, lefts: tuple[int, ...], look: Look) -> CellRows:
    """The options in columns that begin at `lefts`; a long label takes up several of them."""
    value = answered.value or {}
    rows: CellRows = []
    line: list[Cell] = []
    column = 0
    edges = (*lefts, grid.PORTRAIT_WIDTH)
    for option in answered.item.options:
        if option.heading:
            rows += [line] if line else []
            rows.append([Cell(grid.LABEL_WIDTH, grid.ANSWER, option.heading, Look.GROUP)])
            line, column = [], 0
        if option.bracket != "none":
            rows += [line] if line else []
            rows.append(_bracket_line(answered, option, value))
            line, column = [], 0
            continue
        end = _end_column(option.label, column, edges, look)
        if not end:
            rows.append(line)
            line, column = [], 0
            end = _end_column(option.label, 0, edges, look) or len(lefts)
        line += tick_cells(
            edges[column],
            option.label,
            edges[end] - edges[column],
            option.key in value,
            answered.address,
            look,
        )
        column = end
    return [*rows, line] if line else rows


def _end_column(label: str, column: int, edges: tuple[int, ...], look: Look) -> int:
    """The column before which a label from `column` on ends; 0 where it has no room."""
    for end in range(column + 1, len(edges)):
        if _fits(label, edges[end] - edges[column] - grid.TICK, look):
            return end
    return 0


def tick_cells(
    left: int,
    label: str,
    width: int,
    ticked: bool,
    address: str,
    look: Look = Look.CHECK_LABEL,
) -> list[Cell]:
    """「[」, ○ or nothing, 「]」 and the label, over `width` grid units."""
    mark = CIRCLE if ticked else ""
    spoken = f"{label}：{CHOSEN if ticked else NOT_CHOSEN}"
    option = Role.OPTION
    return [
        Cell(left, 1, "[", Look.BRACKET, reads_as=option, spoken=spoken, spoken_cells=4),
        Cell(left + 1, 1, mark, Look.BRACKET, address=address, choices=(CIRCLE,)),
        Cell(left + 2, 1, "]", Look.BRACKET),
        Cell(left + grid.TICK, width - grid.TICK, label, look),
    ]


def _bracket_line(answered: Answered, option: Option, value: dict[str, Any]) -> list[Cell]:
    ticked = option.key in value
    after = "件" if option.bracket == "count" else ""
    inside = str(value[option.key]) if ticked else ""
    width = grid.TEXT_OPEN - grid.LABEL_WIDTH
    look = fitting(option.key, width - grid.TICK, (Look.CHECK_LABEL, Look.CHECK_LABEL_SMALL))
    label = tick_cells(grid.LABEL_WIDTH, option.key, width, ticked, answered.address, look)
    silent = _said(inside)
    if option.bracket == "count":
        return [
            *label,
            Cell(grid.TEXT_OPEN, 1, "(", Look.BRACKET, spoken=silent),
            Cell(21, 6, inside, Look.CHOSEN, address=answered.address),
            Cell(27, 2, f"){after}", Look.BRACKET, spoken=silent),
        ]
    return [
        *label,
        Cell(grid.TEXT_OPEN, 1, "(", Look.BRACKET, spoken=silent),
        Cell(
            grid.TEXT,
            grid.TEXT_CLOSE - grid.TEXT,
            inside,
            Look.ANSWER,
            address=answered.address,
            part=Part.TEXT,
        ),
        Cell(grid.TEXT_CLOSE, 1, f"){after}", Look.BRACKET, part=Part.LAST, spoken=silent),
    ]


def _said(inside: str) -> str | None:
    """Brackets around nothing are for the eye alone."""
    return None if inside else ""


def _spoken_label(answered: Answered) -> str:
    """The label in one line, without its mark."""
    return " ".join(answered.label.replace("※", "").split())


def fitting(text: str, units: int, looks: tuple[Look, ...]) -> Look:
    """The first of the looks in which the text stays on one line; the first of all where none
    does.
    """
    return next((look for look in looks if _fits(text, units, look)), looks[0])


def _fits(text: str, units: int, look: Look) -> bool:
    return fits_on_a_line(text, units * UNIT_PT - 2 * PADDING_X, look.style.size)


AnswerRows = Callable[[Answered], CellRows]


def _stands_beside_label(kind: Kind) -> bool:
    """Lists, tables, pictures, ticks in a heading and lines across the page are laid out by
    `layout`.
    """
    elsewhere = kind.many or kind.pictorial or kind.gridded or kind.drawn
    return not (elsewhere or kind.single_tick or kind.divides)


ANSWER_ROWS: KindTable[AnswerRows] = KindTable(
    "sheets.blocks",
    _stands_beside_label,
    {
        "line": _text_rows,
        "text": _text_rows,
        "date": _text_rows,
        "count": _text_rows,
        "choice": _choice_rows,
        "yes_no": _yes_no_rows,
        "checks": _checks_rows,
        "fixed": _fixed_rows,
    },
)
