"""The 別紙 behind the form: each on sheets of its own, upright or across as its table needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pia_desktop.assessment.model import Assessment
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.model import Item, Section
from pia_desktop.forms.outline import occurrence_number, occurrence_title, own_number
from pia_desktop.sheets import boxes, grid
from pia_desktop.sheets.blocks import fitting
from pia_desktop.sheets.grid_columns import GridColumns, fit_columns
from pia_desktop.sheets.model import Block, Cell, Look, Part, Sheet, SheetRow

# What no worksheet's name may hold, and the characters that it may have; a number may follow.
_UNNAMEABLE = re.compile(r"[\[\]:*?/\\'\s]")
_NAME_LENGTH = 26

_TITLE_HEIGHT = 28.0
# Points between a text and what stands below it.
_GAP = 15.0


def annex_sheets(
    assessment: Assessment, section: Section
) -> Iterator[tuple[int, tuple[Sheet, ...]]]:
    """The sheets of a free section: for each occurrence its number and one sheet, and a second one
    for its pictures where they stand behind a table.
    """
    answers = assessment.answers
    repeat = assessment.form.by_id[section.repeat]
    names: set[str] = set()
    for number in range(answers.count(section.repeat.removesuffix("[]"))):
        name = _free_name(occurrence_number(answers, repeat, (number,)), names)
        yield number, tuple(_Annex(assessment, section, repeat, number).sheets(name))


def area_name(section: Section, item: Item) -> str:
    """The name of an item's cells in the workbook: 「別紙_表」."""
    return f"{section.title}_{item.label}"


def number_area_name(section: Section) -> str:
    """The name of the cell that says which occurrence it is, where its title doesn't."""
    return f"{section.title}_番号"


def caption_area_name(section: Section) -> str:
    """The name of the cell above pictures on a worksheet of their own."""
    return f"{section.title}_見出し"


def _free_name(wanted: str, taken: set[str]) -> str:
    """A worksheet's name that no other has, which Excel compares without regard to case."""
    plain = _UNNAMEABLE.sub("", wanted)[:_NAME_LENGTH]
    name, number = plain, 2
    while name.casefold() in taken:
        name, number = f"{plain}({number})", number + 1
    taken.add(name.casefold())
    return name


class _Annex:
    """Laying out one occurrence of a free section."""

    def __init__(self, assessment: Assessment, section: Section, repeat: Item, number: int) -> None:
        self._assessment = assessment
        self._section = section
        self._repeat = repeat
        self._number = number
        self._items = [
            item
            for heading in section.headings
            for item in heading.items
            if item.repeats == (repeat.id,)
        ]

    def sheets(self, name: str) -> Iterator[Sheet]:
        table = next(filter(None, map(self._grid, self._items)), None)
        columns = fit_columns(table) if table else GridColumns((0, grid.PORTRAIT_WIDTH), False)
        # LibreOffice shows a worksheet of one wide column beyond the page's margins.
        edges = columns.edges if len(columns.edges) > 2 else grid.COLUMNS
        blocks = self._title(columns.width)
        pictures: list[Block] = []
        head = None
        for item in self._items:
            value = self._value(item)
            if item.features.pictorial:
                pictures += self._pictures(item, value or [])
            elif item.features.gridded and value:
                below = self._table(item, value, columns)
                head = below[0]
                blocks += below
            elif item.features.multiline and value:
                row = SheetRow((self._text(item, value, columns.width),))
                gap = SheetRow((Cell(0, columns.width),), height=_GAP)
                blocks += [Block((row,), area=area_name(self._section, item)), Block((gap,), True)]
        if pictures and not table:
            blocks += pictures
        yield Sheet(name, edges, tuple(blocks), landscape=columns.landscape, head=head)
        if pictures and table:
            title = occurrence_title(self._assessment.answers, self._repeat, (self._number,))
            above = Cell(0, grid.PORTRAIT_WIDTH, title, Look.GROUP)
            head_line = Block(
                (SheetRow((above,), height=_TITLE_HEIGHT),),
                keep_next=True,
                area=caption_area_name(self._section),
            )
            yield Sheet(f"{name}の図", grid.COLUMNS, (head_line, *pictures))

    def _value(self, item: Item) -> Any:
        return self._assessment.answers.get(self._address(item))

    def _address(self, item: Item) -> str:
        return address_of(item.id, (self._number,))

    def _grid(self, item: Item) -> Any:
        return self._value(item) if item.features.gridded else None

    def _title(self, width: int) -> list[Block]:
        """The title across the page. One that doesn't say which 別紙 it is stands below that."""
        item = next(i for i in self._items if i.features.textual and not i.features.multiline)
        answers, title = self._assessment.answers, self._value(item) or ""
        numbers = (self._number,)
        mark = (0, " ".join(occurrence_title(answers, self._repeat, numbers).split()))
        blocks = []
        if not own_number(self._repeat, title):
            look = Look.GROUP if title else Look.SECTION
            number = Cell(0, width, self._repeat.name_at(numbers), look)
            row = SheetRow((number,), height=0 if title else _TITLE_HEIGHT)
            blocks = [Block((row,), keep_next=True, area=number_area_name(self._section))]
        if title:
            look = fitting(title, width, (Look.SECTION, Look.SECTION_SMALL))
            cell = Cell(0, width, title, look, address=self._address(item), part=Part.TEXT)
            row = SheetRow((cell,), height=_TITLE_HEIGHT)
            blocks.append(Block((row,), keep_next=True, area=area_name(self._section, item)))
        blocks[0] = replace(blocks[0], mark=mark)
        return blocks

    def _text(self, item: Item, text: str, width: int) -> Cell:
        return Cell(0, width, text, Look.ANSWER, address=self._address(item), part=Part.TEXT)

    def _table(self, item: Item, value: Any, columns: GridColumns) -> list[Block]:
        """The head, which every page repeats, and the rows."""
        area, address = area_name(self._section, item), self._address(item)
        head = self._row(value["columns"], columns, columns.head, address)
        blocks = [Block((head,), keep_next=bool(value["rows"]), area=area)]
        for cells in value["rows"]:
            blocks.append(Block((self._row(cells, columns, columns.look, address),), area=area))
        return blocks

    @staticmethod
    def _row(texts: list[str], columns: GridColumns, look: Look, address: str) -> SheetRow:
        edges = columns.edges
        return SheetRow(
            tuple(
                Cell(
                    edges[at],
                    edges[at + 1] - edges[at],
                    text,
                    look,
                    boxes.FRAME,
                    address=address,
                    part=Part.TEXT,
                )
                for at, text in enumerate(texts)
            )
        )

    def _pictures(self, item: Item, figures: list[dict[str, str]]) -> Iterator[Block]:
        area = area_name(self._section, item)
        for number, figure in enumerate(figures):
            data = self._assessment.figures[figure["file"]]
            address = f"{self._address(item)}[{number}]"
            for block in boxes.picture_row(data, figure["file"], figure["caption"], address):
                yield replace(block, area=area)
