"""An assessment as printed pages: the sheets in their order, and in each the form's own order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import COVER_DATE
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.conditions import why_not_needed
from pia_desktop.forms.model import Item, Section
from pia_desktop.forms.outline import occurrence_title
from pia_desktop.forms.wareki import parse_date
from pia_desktop.sheets import boxes, grid
from pia_desktop.sheets.annex_sheets import annex_sheets
from pia_desktop.sheets.blocks import Answered, fitting
from pia_desktop.sheets.drawn_sheets import drawn_sheet
from pia_desktop.sheets.model import Block, Cell, Look, Part, PrintedPages, Sheet, SheetRow

# A form always prints this many occurrences of a repeat, folded away from the second on while
# empty.
PRINTED_OCCURRENCES = 20

IMPORTANT_LEGEND = "※の項目の変更は、重要な変更の対象です（特定個人情報保護評価指針）。"


def lay_out(assessment: Assessment, *, folded: bool = True) -> PrintedPages:
    """Every sheet of the assessment in printed order.

    With `folded`, the empty occurrences that a workbook holds folded away are there as well.
    """
    form = assessment.form
    pages = PrintedPages(
        title=assessment.title or form.title,
        subject=form.title,
        edition=f"{form.edition} {form.form}",
        author=assessment.answers.get("cover.agency") or "",
        day=parse_date(assessment.answers.get(COVER_DATE) or ""),
    )
    for section in form.sections:
        pages.sheets.extend(_Section(assessment, section, folded).sheets())
    for section in form.free_sections:
        for _number, sheets in annex_sheets(assessment, section):
            pages.sheets.extend(sheets)
    return pages


class _Section:
    """Laying out one section, once for each file where the section repeats."""

    def __init__(self, assessment: Assessment, section: Section, folded: bool) -> None:
        self._assessment = assessment
        self._folded = folded
        self._answers = assessment.answers
        self._form = assessment.form
        self._section = section

    def sheets(self) -> Iterator[Sheet]:
        section = self._section
        tables = [item for heading in section.headings for item in heading.items]
        if tables[0].features.tabular:
            yield self._table(tables[0])
        elif not section.repeat:
            yield from self._drawn_sheets()
            blocks = [*self._title(section.title), *self._headings(())]
            if section.id == self._form.sections[0].id:
                blocks = self._cover()
            yield Sheet(section.sheet, grid.COLUMNS, tuple(blocks))
        elif self._one_sheet_for_all():
            blocks = [*self._title(section.title)]
            for number in self._occurrences(section.repeat, ()):
                blocks += self._file_part(number)
            yield Sheet(section.sheet, grid.COLUMNS, tuple(blocks))
        else:
            numbers = list(self._occurrences(section.repeat, ()))
            for number in numbers:
                name = section.sheet if len(numbers) == 1 else f"{section.sheet}({number + 1})"
                mark = f"{section.title}　{self._occurrence_name(number)}"
                blocks = [*self._title(section.title, mark), *self._headings((number,))]
                yield Sheet(name, grid.COLUMNS, tuple(blocks))

    def _drawn_sheets(self) -> Iterator[Sheet]:
        """The section's diagrams, each on a sheet of its own before the section's."""
        for heading in self._section.headings:
            for item in heading.items:
                value = self._answers.get(item.id) if item.features.drawn else None
                if value:
                    name = f"{self._section.title.partition(' ')[0]}{item.label}"
                    yield drawn_sheet(self._section.title, name, item.label, item.id, value)

    def _has_drawing(self) -> bool:
        items = [item for heading in self._section.headings for item in heading.items]
        return any(item.features.drawn and self._answers.get(item.id) for item in items)

    def _one_sheet_for_all(self) -> bool:
        """A section without titled headings (記録項目) puts all files on one sheet."""
        return not any(heading.title for heading in self._section.headings)

    def _occurrences(self, repeat: str, numbers: tuple[int, ...]) -> range:
        """At least one: the form prints the first occurrence also when it is empty."""
        address = address_of(repeat, numbers).removesuffix("[]")
        return range(max(self._answers.count(address), 1))

    def _occurrence_name(self, number: int) -> str:
        item = self._form.by_id[self._section.repeat]
        return occurrence_title(self._answers, item, (number,))

    def _title(self, title: str, mark: str = "") -> list[Block]:
        look = fitting(title, grid.PORTRAIT_WIDTH, (Look.SECTION, Look.SECTION_SMALL))
        row = SheetRow((Cell(0, grid.PORTRAIT_WIDTH, title, look),), height=28.0)
        return [Block((row,), keep_next=True, mark=(0, mark or title))]

    def _file_part(self, number: int) -> list[Block]:
        name = self._occurrence_name(number)
        cell = Cell(0, grid.PORTRAIT_WIDTH, name, Look.HEADING, boxes.FRAME, part=Part.TEXT)
        head = Block((SheetRow((cell,)),), keep_next=True, mark=(1, name))
        return [head, *self._headings((number,))]

    def _headings(self, numbers: tuple[int, ...]) -> list[Block]:
        blocks = []
        for heading in self._section.headings:
            if heading.title:
                ticks = tuple(
                    self._answered(item, numbers)
                    for item in heading.items
                    if item.features.single_tick
                )
                blocks.append(boxes.heading_row(heading.title, ticks, (1, heading.title)))
            own = [item for item in heading.items if item.id != self._section.repeat]
            blocks += self._items(own, numbers)
        return blocks

    def _items(self, items: list[Item], numbers: tuple[int, ...]) -> list[Block]:
        """Items in order; those of an inner repeat once for each occurrence."""
        depth = len(numbers)

        def repeat_of(item: Item) -> str:
            if item.features.repeats:
                return item.id
            return item.repeats[depth] if len(item.repeats) > depth else ""

        blocks: list[Block] = []
        for repeat, run in groupby(items, repeat_of):
            inside = list(run)
            if repeat:
                members = [item for item in inside if item.id != repeat]
                blocks += self._repeat(self._form.by_id[repeat], members, numbers)
            else:
                blocks += self._plain_items(inside, numbers)
        return blocks

    def _repeat(self, repeat: Item, members: list[Item], numbers: tuple[int, ...]) -> list[Block]:
        """The first occurrence, then groups 2～5, 6～10 … below their bars; empty ones are
        folded.
        """
        address = address_of(repeat.id, numbers).removesuffix("[]")
        count = self._answers.count(address)
        own_bar = members[0].label != repeat.label
        blocks: list[Block] = []
        total = max(PRINTED_OCCURRENCES, -(-count // 5) * 5)
        shown = total if self._folded else self._last_filled(repeat, numbers, address)
        for index in range(shown):
            if index == 1 or (index > 1 and index % 5 == 0):
                last = 5 if index == 1 else index + 5
                blocks.append(boxes.bar_row(_numbered(repeat, index + 1, last)))
            hidden = bool(index) and not self._answers.get(f"{address}[{index}]")
            if hidden and not self._folded:
                continue
            here = (*numbers, index)
            inside = [boxes.bar_row(repeat.name_at(here))] if own_bar else []
            inside += self._plain_items(members, here)
            level = 1 if index else 0
            blocks += [
                Block(b.rows, b.keep_next, level, hidden, b.mark, b.new_page) for b in inside
            ]
        if shown < total:
            blocks.append(boxes.empty_row(_numbered(repeat, shown + 1, total)))
        return blocks

    def _last_filled(self, repeat: Item, numbers: tuple[int, ...], address: str) -> int:
        """How many occurrences paper shows: up to the last one that is filled in, at least the
        first, unless another answer says that there is none.
        """
        answers = self._answers
        filled = [n for n in range(answers.count(address)) if answers.get(f"{address}[{n}]")]
        if filled:
            return filled[-1] + 1
        return 0 if why_not_needed(self._form, repeat, numbers, answers.get) else 1

    def _plain_items(self, items: list[Item], numbers: tuple[int, ...]) -> list[Block]:
        blocks: list[Block] = []
        parents = {item.under for item in items}
        strip = ""
        waiting: Answered | None = None
        for item in items:
            if item.features.single_tick or item.features.drawn or item.beside:
                continue
            answered = self._answered(item, numbers, items)
            if item.layout == "pair":
                if waiting is None:
                    waiting = answered
                else:
                    blocks += boxes.pair_rows(waiting, answered)
                continue
            if item.features.divides:
                blocks.append(Block((boxes.full_row(item.label, Look.RISK),), keep_next=True))
            elif item.features.pictorial:
                blocks += self._figures(answered)
            elif item.layout == "bare":
                blocks.append(boxes.bare_rows(answered))
            elif item.layout == "wide":
                on_cover = self._section.id == self._form.sections[0].id
                blocks += boxes.wide_rows(answered, Look.BAR if on_cover else Look.LABEL)
            elif item.layout == "titled":
                blocks += boxes.titled_rows(answered)
            else:
                blocks.append(
                    boxes.labelled_rows(
                        answered,
                        indented=bool(item.under),
                        has_children=item.id in parents,
                        strip=item.strip,
                        strip_begins=item.strip != strip,
                    )
                )
            strip = item.strip
        return blocks

    def _answered(
        self, item: Item, numbers: tuple[int, ...], around: list[Item] | None = None
    ) -> Answered:
        address = address_of(item.id, numbers)
        beside = tuple(
            self._answered(other, numbers) for other in around or () if other.beside == item.id
        )
        return Answered(
            item,
            address,
            item.label.replace("{n}", str(numbers[-1] + 1) if numbers else ""),
            self._answers.get(address),
            beside,
        )

    def _figures(self, answered: Answered) -> list[Block]:
        """The pictures with their captions, an empty box where there are none. Under its section's
        title alone (layout `bare`) the form prints no label for them.
        """
        blocks = []
        if answered.item.layout != "bare":
            blocks.append(Block((boxes.full_row(answered.label, Look.LABEL),), keep_next=True))
        for number, figure in enumerate(answered.value or ()):
            name, address = figure["file"], f"{answered.address}[{number}]"
            data = self._assessment.figures[name]
            blocks += boxes.picture_row(data, name, figure["caption"], address)
        if not answered.value and not self._has_drawing():
            blocks.append(boxes.bare_rows(Answered(answered.item, "", "", "")))
        return blocks

    def _table(self, table: Item) -> Sheet:
        columns = self._form.tables[table.id]
        address = table.id.removesuffix("[]")
        title = Cell(0, grid.LANDSCAPE_WIDTH, self._section.title, Look.SECTION)
        blocks = [
            Block(
                (SheetRow((title,), height=28.0),), keep_next=True, mark=(0, self._section.title)
            ),
            boxes.table_head(columns),
        ]
        rows = self._answers.get(address) or [{}]
        for number, row in enumerate(rows):
            blocks.append(boxes.table_row(columns, row, f"{address}[{number}]"))
        return Sheet(
            self._section.sheet,
            boxes.table_columns(columns),
            tuple(blocks),
            landscape=True,
            head=blocks[1],
        )

    def _cover(self) -> list[Block]:
        """The title, the cover's boxes, the edition at the bottom right, and the list of
        sections.
        """
        form = self._form
        title = SheetRow((Cell(0, grid.PORTRAIT_WIDTH, form.title, Look.TITLE),), height=64.0)
        edition = Cell(0, grid.PORTRAIT_WIDTH, f"[{form.edition} {form.form}]", Look.EDITION)
        blocks = [Block((title,), mark=(0, self._section.title))]
        items = [item for heading in self._section.headings for item in heading.items]
        for item, following in zip(items, [*items[1:], None], strict=True):
            if item.layout == "pair" and following is not None and following.layout == "pair":
                blocks += self._plain_items([item, following], ())
            elif item.layout != "pair":
                if item.layout in ("wide", "titled"):
                    blocks.append(_gap())
                blocks += self._plain_items([item], ())
        blocks += [Block((SheetRow((edition,), height=40.0),)), *self._contents()]
        return blocks

    def _contents(self) -> list[Block]:
        """項目一覧: the sections without their ※ notes in a frame, on a page of their own."""
        titles = [(section.plain_title, section.title) for section in self._form.sections[1:]]
        head = SheetRow((Cell(0, grid.PORTRAIT_WIDTH, "項目一覧", Look.TITLE),), height=48.0)
        rows = tuple(
            SheetRow(
                (Cell(0, grid.PORTRAIT_WIDTH, title, Look.CONTENTS, "lr", leads_to=leads_to),),
                height=46.0,
            )
            for title, leads_to in titles
        )
        first = SheetRow((rows[0].cells[0].with_borders("t"),), height=46.0)
        last = SheetRow((rows[-1].cells[0].with_borders("b"),), height=46.0)
        framed = (first, *rows[1:-1], last)
        blocks = [
            Block((head,), keep_next=True, mark=(0, "項目一覧"), new_page=True),
            Block(framed),
        ]
        if not self._folded:  # on paper, where nobody can ask
            legend = Cell(0, grid.PORTRAIT_WIDTH, IMPORTANT_LEGEND, Look.LEGEND)
            blocks.append(Block((SheetRow((legend,), height=24.0),)))
        return blocks


def _numbered(repeat: Item, first: int, last: int) -> str:
    """「システム2～5」."""
    return repeat.label.replace("{n}", f"{first}～{last}")


def _gap() -> Block:
    """Space between the cover's boxes."""
    return Block((SheetRow((Cell(0, grid.PORTRAIT_WIDTH),), height=15.0),))
