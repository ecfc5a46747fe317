"""Rows across the page: headings, risks, labelled boxes, boxes of full width, tables, pictures."""

from __future__ import annotations

import math
from typing import Any

from pia_desktop.assessment.pictures import picture_size
from pia_desktop.forms.model import Item
from pia_desktop.sheets import grid
from pia_desktop.sheets.blocks import ANSWER_ROWS, Answered, fitting, tick_cells
from pia_desktop.sheets.model import UNIT_PT, Block, Cell, Look, Part, Role, SheetRow

FRAME = "tblr"
LABEL_LOOKS = (Look.LABEL, Look.LABEL_SMALL, Look.LABEL_TIGHT)

# A picture stands over rows of at most this height, for a workbook's rows can't be higher than 409.
PICTURE_ROW = 200.0
PICTURE_HEIGHT = 600.0
NATURAL_SCALE = 72 / 96  # points a pixel: a picture is never shown larger than on a screen


def full_row(text: str, look: Look, *, borders: str = FRAME, address: str = "") -> SheetRow:
    """One cell across the page; an answer runs on."""
    part = Part.TEXT if address else Part.FIRST
    return SheetRow(
        (Cell(0, grid.PORTRAIT_WIDTH, text, look, borders, address=address, part=part),)
    )


def heading_row(
    title: str, ticks: tuple[Answered, ...], mark: tuple[int, str] | None = None
) -> Block:
    """A shaded row with the heading's single checks at its right end."""
    unit = grid.TICK_UNIT
    edge = grid.PORTRAIT_WIDTH - len(ticks) * unit
    cells = [Cell(0, edge, title, Look.HEADING)]
    for number, tick in enumerate(ticks):
        left = edge + number * unit
        cells += tick_cells(left, tick.label, unit, tick.value is True, tick.address)
    return Block(tuple(grid.boxed([cells], 0, grid.PORTRAIT_WIDTH)), keep_next=True, mark=mark)


def bar_row(text: str) -> Block:
    """「システム2～5」, 「システム1」: a lightly shaded row."""
    return Block((full_row(text, Look.BAR),), keep_next=True)


def empty_row(names: str) -> Block:
    """「システム6～20　（記載なし）」: what paper shows of occurrences in which nothing stands."""
    return Block((full_row(f"{names}　（記載なし）", Look.GROUP),))


def labelled_rows(
    answered: Answered, *, indented: bool, has_children: bool, strip: str, strip_begins: bool
) -> Block:
    """An item's row: its label in the left quarter, the answer at the right.

    A sub-item's label stands one step inside its parent's, whose strip runs on down; so the
    parent's label has no rule below it. `strip` is a label at the far left that spans several rows.
    """
    rows = grid.boxed(
        ANSWER_ROWS[answered.item.kind](answered), grid.LABEL_WIDTH, grid.PORTRAIT_WIDTH
    )
    count = len(rows)
    left = grid.STRIP if strip else 0
    before: list[Cell] = []
    if strip:
        text = strip if strip_begins else ""
        borders = "tlr" if strip_begins else "lr"
        strip_cell = Cell(0, grid.STRIP, text, Look.STRIP, borders, count, reads_as=Role.LABEL)
        before.append(strip_cell)
    if indented:
        indent = Cell(left, grid.INDENT, "", Look.LABEL, "l", count, reads_as=Role.LABEL)
        before.append(indent)
        left += grid.INDENT
    borders = "tlr" if has_children else FRAME
    width = grid.LABEL_WIDTH - left
    look = fitting(answered.label, width, LABEL_LOOKS)
    label = Cell(left, width, answered.label, look, borders, count, reads_as=Role.LABEL)
    first = SheetRow((*before, label, *rows[0].cells))
    return Block((first, *rows[1:]))


def bare_rows(answered: Answered) -> Block:
    """An answer across the page, for an item that the heading above it already names."""
    return Block((full_row(answered.value or "", Look.ANSWER, address=answered.address),))


def wide_rows(answered: Answered, look: Look = Look.LABEL) -> list[Block]:
    """A label across the page and the answer below it."""
    return [
        Block((full_row(answered.label, look),), keep_next=True),
        bare_rows(answered),
    ]


def titled_rows(answered: Answered) -> list[Block]:
    """As `wide`, with a shaded label and the answer in the middle: the cover's boxes."""
    answer = Cell(
        0,
        grid.PORTRAIT_WIDTH,
        answered.value or "",
        Look.CENTRED,
        FRAME,
        address=answered.address,
        part=Part.TEXT,
    )
    return [
        Block((full_row(answered.label, Look.BAR),), keep_next=True),
        Block((SheetRow((answer,), height=26.0),)),
    ]


def pair_rows(left: Answered, right: Answered) -> list[Block]:
    """Two items side by side under their labels: 評価書番号 and 評価書名."""
    labels, answers = [], []
    for answered, start, width in (
        (left, 0, grid.LABEL_WIDTH),
        (right, grid.LABEL_WIDTH, grid.ANSWER),
    ):
        labels.append(Cell(start, width, answered.label, Look.BAR, FRAME))
        answers.append(
            Cell(
                start,
                width,
                answered.value or "",
                Look.LARGE,
                FRAME,
                address=answered.address,
                part=Part.TEXT,
            )
        )
    return [
        Block((SheetRow(tuple(labels)),), keep_next=True),
        Block((SheetRow(tuple(answers), height=36.0),)),
    ]


def picture_row(data: bytes, name: str, caption: str, address: str) -> list[Block]:
    """A picture in its natural size, smaller where the page is, and its caption below it."""
    width, height = picture_size(data)
    room = (grid.PORTRAIT_WIDTH - 2) * UNIT_PT
    scale = min(room / width, PICTURE_HEIGHT / height, NATURAL_SCALE)
    shown = height * scale + 12
    count = max(math.ceil(shown / PICTURE_ROW), 1)
    first = Cell(
        0,
        grid.PORTRAIT_WIDTH,
        "",
        Look.CENTRED,
        "tlr",
        rows=count,
        picture=data,
        picture_name=name,
        spoken=f"図「{caption or name}」",
    )
    rows = [SheetRow((first,), height=shown / count)]
    rows += [SheetRow((), height=shown / count) for _ in range(count - 1)]
    below = SheetRow(
        (
            Cell(
                0,
                grid.PORTRAIT_WIDTH,
                caption,
                Look.CENTRED,
                "blr",
                address=address,
                part=Part.TEXT,
            ),
        )
    )
    return [Block(tuple(rows), keep_next=True), Block((below,))]


def table_columns(columns: tuple[Item, ...]) -> tuple[int, ...]:
    """Where a table's columns begin on the landscape page, by their widths in percent."""
    edges = [0]
    total = 0.0
    for column in columns:
        total += column.width
        edges.append(round(total * grid.LANDSCAPE_WIDTH / 100))
    edges[-1] = grid.LANDSCAPE_WIDTH
    return tuple(edges)


def table_head(columns: tuple[Item, ...]) -> Block:
    """The row of column names that every page of the table repeats."""
    edges = table_columns(columns)
    cells = []
    for i, column in enumerate(columns):
        width = edges[i + 1] - edges[i]
        look = fitting(column.label, width, (Look.TABLE_HEAD, Look.TABLE_HEAD_SMALL))
        cells.append(Cell(edges[i], width, column.label, look, FRAME))
    return Block((SheetRow(tuple(cells)),), keep_next=True)


def table_row(columns: tuple[Item, ...], row: dict[str, Any], address: str) -> Block:
    """One row of a table; it may be longer than a page."""
    edges = table_columns(columns)
    cells = []
    for i, column in enumerate(columns):
        key = column.id.rpartition(".")[2]
        cells.append(
            Cell(
                edges[i],
                edges[i + 1] - edges[i],
                row.get(key, ""),
                Look.TABLE,
                FRAME,
                address=f"{address}.{key}",
                choices=tuple(option.label for option in column.options),
                part=Part.TEXT,
            )
        )
    return Block((SheetRow(tuple(cells)),))
