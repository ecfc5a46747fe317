"""Workbooks as municipalities have them: the official file's 方眼紙, and what was made of it.

Made out of the form's definition alone, by other ways than the program's own export, so that
reading and filling are not tested with what that happens to write.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from openpyxl import Workbook

from pia_desktop.assessment import Answers
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.model import Form, Heading, Item, Section
from tests.excel.grid_blocks import BLOCKS, Asked, Pen, tick
from tests.excel.grid_sheet import Habits, Paper, Styles, broken, wide

# Columns of a label at the left, of a strip, and of a sub-item's indent; rows of a figure's box.
LABEL_SHARE = 0.27
STRIP = 3
INDENT = 2
FIGURE_ROWS = 20
EMPTY_TABLE_ROWS = 5

_NUMBER = re.compile("^([①-⑳]|[０-９]+．)")


def grid_paper(
    form: Form,
    answers: Answers | None,
    rng: random.Random,
    *,
    files: int = 1,
    systems: int = 5,
    outsourcing: int = 5,
    provisions: int = 5,
    transfers: int = 5,
    habits: Habits | None = None,
) -> Workbook:
    """The form on 方眼紙, filled in with the answers or blank, laid out as `rng` chooses, or after
    these habits.

    `files` to `transfers` say how many blocks are printed; more if there are more answers.
    """
    printed = {
        "files[]": files,
        "systems[]": systems,
        "files[].outsourcing[]": outsourcing,
        "files[].provisions[]": provisions,
        "files[].transfers[]": transfers,
    }
    return _Book(form, answers or Answers(form), habits or Habits.of(rng), rng, printed).drawn()


class _Book:
    """Drawing one workbook, section by section."""

    def __init__(
        self,
        form: Form,
        answers: Answers,
        habits: Habits,
        rng: random.Random,
        printed: dict[str, int],
    ) -> None:
        self._form = form
        self._answers = answers
        self._habits = habits
        self._rng = rng
        self._printed = printed
        self._book = Workbook()
        self._styles = Styles(self._book.active)

    def drawn(self) -> Workbook:
        """The workbook, not yet saved."""
        for repeated, run in groupby(self._form.sections, lambda section: bool(section.repeat)):
            sections = list(run)
            if repeated and self._habits.file_by_file:
                self._file_by_file(sections)
            else:
                for section in sections:
                    self._section(section)
        self._book.remove(self._book.worksheets[0])
        return self._book

    # -- sheets ------------------------------------------------------------------------------

    def _section(self, section: Section) -> None:
        """A section on a sheet of its own; one that repeats on one for each file, or on one for
        all.
        """
        if not section.repeat:
            self._sheet(section, [()])
        elif _lists_files(section):
            self._list_of_files(section)
        elif self._habits.together:
            self._sheet(section, [(number,) for number in self._files(section)])
        else:
            for number in self._files(section):
                self._sheet(section, [(number,)])

    def _file_by_file(self, sections: list[Section]) -> None:
        """Each file with all its sheets, then the sheets for all files."""
        for number in self._files(sections[0]):
            for section in sections:
                if not _lists_files(section):
                    self._sheet(section, [(number,)])
        for section in sections:
            if _lists_files(section):
                self._list_of_files(section)

    def _files(self, section: Section) -> range:
        return range(self._count(section.repeat, ()))

    def _sheet(self, section: Section, parts: list[tuple[int, ...]]) -> None:
        """One sheet with the section once for each of the parts."""
        alone = len(parts) == 1 and parts[0] and len(self._files(section)) > 1
        part = self._part(section, f"({parts[0][0] + 1})" if alone else "")
        for position, numbers in enumerate(parts):
            if position == 0 or self._habits.title_again:
                part.title()
            part.draw(numbers)
            part.paper.advance()
        part.finish()

    def _list_of_files(self, section: Section) -> None:
        """One sheet on which each file's text stands below its name."""
        part = self._part(section)
        part.title()
        for number in self._files(section):
            part.paper.line(self._name_of_file(section, number), "heading")
            part.items([i for h in section.headings for i in h.items], (number,))
        part.finish()

    def _name_of_file(self, section: Section, number: int) -> str:
        name = self._answers.get(address_of(f"{section.repeat}.name", (number,)))
        printed = wide(self._form.by_id[section.repeat].name_at((number,)))
        mark = self._habits.file_mark.format(n=wide(str(number + 1)))
        return f"{mark}{name}" if name else printed

    def _sheet_name(self, section: Section) -> str:
        if not self._habits.short_names:
            return section.sheet
        return (
            section.title.partition(" ")[0].translate(str.maketrans("123()", "１２３　　")).strip()
        )

    def _count(self, repeat: str, numbers: tuple[int, ...]) -> int:
        """How many blocks of a repeat are printed."""
        address = address_of(repeat, numbers).removesuffix("[]")
        return max(self._answers.count(address), self._printed[repeat], 1)

    def _part(self, section: Section, mark: str = "") -> _Part:
        name = self._sheet_name(section)
        paper = Paper(self._book, f"{name}{mark}", self._styles, self._habits.columns)
        pen = Pen(paper, self._habits, self._rng)
        return _Part(self._form, section, self._answers, pen, self._count)


def _lists_files(section: Section) -> bool:
    """Whether all files stand on its sheet: a section without headings (記録項目)."""
    return not any(heading.title for heading in section.headings)


class _Part:
    """Drawing one section on a sheet."""

    def __init__(
        self, form: Form, section: Section, answers: Answers, pen: Pen, count_of: Any
    ) -> None:
        self.paper = pen.paper
        self._form = form
        self._section = section
        self._answers = answers
        self._pen = pen
        self._count = count_of
        self._label = round(self.paper.width * LABEL_SHARE)

    def finish(self) -> None:
        """The sheet is done."""
        first = self._section.headings[0].items[0]
        self.paper.finish(landscape=first.kind == "table")

    def title(self) -> None:
        """The section's title, or the form's own on the cover."""
        cover = self._section is self._form.sections[0]
        text = self._form.title if cover else self._section.title
        text = wide(text).replace("）　", "）", 1) if text.startswith("(") else wide(text)
        self.paper.put(0, self.paper.width, text, "title" if cover else "section", rows=2)
        self.paper.advance(2)

    def draw(self, numbers: tuple[int, ...]) -> None:
        """The section below its title."""
        for heading in self._section.headings:
            if heading.title:
                self._heading(heading, numbers)
            self.items([i for i in heading.items if i.id != self._section.repeat], numbers)
        if self._section is self._form.sections[0]:
            self._contents()

    def _contents(self) -> None:
        """The edition at the bottom right, and the list of sections."""
        form, width = self._form, self.paper.width
        edition = f"［{wide(form.edition)}　{wide(form.form)}］"
        self.paper.put(width - 14, width, edition, "right")
        self.paper.advance(2)
        self.paper.line("項目一覧", "title", "")
        for section in form.sections[1:]:
            self.paper.line(wide(section.title), "answer", "lrtb")

    def _heading(self, heading: Heading, numbers: tuple[int, ...]) -> None:
        """A shaded row with the heading's single checks at its right end."""
        checks = [item for item in heading.items if item.kind == "check"]
        unit = 12 if len(checks) < 3 else 10
        edge = self.paper.width - unit * len(checks)
        title = broken(wide(heading.title), edge)
        self._named(0, edge, title, "heading", sides="tbl")
        for number, item in enumerate(checks):
            left = edge + number * unit
            ticked = self._value(item, numbers) is True
            tick(self._pen, left, left + unit, wide(item.label), ticked)
        self.paper.advance(height=36.0 if "\n" in title else 18.0)

    def _named(
        self, left: int, right: int, text: str, look: str, *, rows: int = 1, sides: str
    ) -> None:
        """A label, its number in a cell of its own where that is the habit."""
        found = _NUMBER.match(text) if self._pen.habits.numbers_apart else None
        if found:
            self.paper.put(left, left + 2, found[0], look, rows=rows, sides=sides)
            left, text = left + 2, text[found.end() :]
        self.paper.put(left, right, text, look, rows=rows, sides=sides)

    # -- items -------------------------------------------------------------------------------

    def items(self, items: Sequence[Item], numbers: tuple[int, ...]) -> None:
        """Items in order; a repeat's as often as it is printed."""
        depth = len(numbers)

        def repeat_of(item: Item) -> str:
            around = (*item.repeats, item.id) if item.kind in ("repeat", "table") else item.repeats
            return around[depth] if len(around) > depth else ""

        for repeat, run in groupby(items, repeat_of):
            members = [item for item in run if item.id != repeat]
            if repeat in self._form.tables:
                self._table(self._form.by_id[repeat])
            elif repeat:
                self._blocks(self._form.by_id[repeat], members, numbers)
            else:
                self._plain(members, numbers)

    def _blocks(self, repeat: Item, members: list[Item], numbers: tuple[int, ...]) -> None:
        """The first block, then 「システム２～５」 and the like with the rest folded away."""
        address = address_of(repeat.id, numbers).removesuffix("[]")
        paper = self.paper
        for index in range(self._count(repeat.id, numbers)):
            if index == 1 or (index > 1 and index % 5 == 0):
                last = 5 if index == 1 else index + 5
                span = repeat.label.replace("{n}", f"{index + 1}～{last}")
                paper.line(wide(span), "heading")
            paper.level = 1 if index else 0
            paper.hidden = not self._answers.get(f"{address}[{index}]")
            if members[0].label != repeat.label:
                paper.line(wide(repeat.name_at((index,))), "label")
            self._plain(members, (*numbers, index))
            paper.level = 0

    def _plain(self, items: list[Item], numbers: tuple[int, ...]) -> None:
        shown = [item for item in items if not (item.beside or item.kind in ("check", "diagram"))]
        pairs = [item for item in shown if item.layout == "pair"]
        for strip, run in groupby(shown, lambda item: item.strip):
            begin = self.paper.row
            for item in run:
                if item.layout != "pair":
                    self._item(item, numbers)
                elif item is pairs[-1]:
                    self._pair(pairs, numbers)
            if strip:
                rows, self.paper.row = self.paper.row - begin, begin
                self.paper.put(
                    0, STRIP, broken(wide(strip), STRIP), "label", rows=rows, sides="tblr"
                )
                self.paper.row += rows

    def _item(self, item: Item, numbers: tuple[int, ...]) -> None:
        paper, label = self.paper, wide(item.label.replace("{n}", str(sum(numbers[-1:]) + 1)))
        if item.features.drawn:
            return  # the official form prints no box for it
        if item.kind == "risk":
            paper.put(0, paper.width, label, "label", rows=label.count("\n") + 1, sides="tblr")
            paper.advance(label.count("\n") + 1)
        elif item.kind == "figures":
            if self._pen.habits.figure_label:
                paper.line(label, "label")
            paper.put(0, paper.width, "", rows=FIGURE_ROWS, sides="tblr")
            paper.advance(FIGURE_ROWS)
        elif item.layout in ("wide", "titled", "bare"):
            if item.layout != "bare":
                paper.line(label, "label")
            paper.advance(BLOCKS[item.kind](self._pen, 0, self._asked(item, numbers)))
        else:
            self._row(item, label, numbers)

    def _row(self, item: Item, label: str, numbers: tuple[int, ...]) -> None:
        """The label at the left, its rows merged; the answer beside it."""
        paper = self.paper
        left = (STRIP if item.strip else 0) + (INDENT if item.under else 0)
        text = broken(label, self._label - left)
        asked = self._asked(item, numbers, text.count("\n") + 1)
        rows = BLOCKS[item.kind](self._pen, self._label, asked)
        if item.under:
            paper.put(left - INDENT, left, "", "label", rows=rows, sides="l")
        self._named(left, self._label, text, "label", rows=rows, sides="tblr")
        paper.advance(rows)

    def _pair(self, pair: list[Item], numbers: tuple[int, ...]) -> None:
        """Two labels side by side, and their boxes below."""
        paper, middle = self.paper, self.paper.width // 4
        edges = [(0, middle), (middle, paper.width)]
        for item, (left, right) in zip(pair, edges, strict=True):
            paper.put(left, right, wide(item.label), "label", sides="tblr")
            value = self._value(item, numbers)
            paper.put(left, right, value, "centred", at=1, rows=2, sides="tblr")
        paper.advance(3)

    def _asked(self, item: Item, numbers: tuple[int, ...], least: int = 1) -> Asked:
        beside = tuple(
            Asked(other, self._value(other, numbers))
            for other in self._form.items
            if other.beside == item.id
        )
        return Asked(item, self._value(item, numbers), least, beside)

    def _value(self, item: Item, numbers: tuple[int, ...]) -> Any:
        return self._answers.get(address_of(item.id, numbers))

    # -- tables ------------------------------------------------------------------------------

    def _table(self, table: Item) -> None:
        """The head row and the rows; some empty ones where nothing is filled in."""
        columns = self._form.tables[table.id]
        edges = list(_edges(columns, self.paper.width))
        rows = self._answers.get(table.id.removesuffix("[]")) or [{}] * EMPTY_TABLE_ROWS
        head = {column.id.rpartition(".")[2]: wide(column.label) for column in columns}
        for number, row in enumerate([head, *rows]):
            for column, left, right in zip(columns, edges, edges[1:], strict=False):
                text = row.get(column.id.rpartition(".")[2])
                look = "answer" if number else "label"
                self.paper.put(left, right, text, look, sides="tblr")
            self.paper.advance(height=54.0 if number else 18.0)


def _edges(columns: Sequence[Item], width: int) -> Iterator[int]:
    """Where a table's columns begin, by their widths in percent, and where the last one ends."""
    total = 0.0
    for column in columns:
        yield round(total / 100 * width)
        total += column.width
    yield width
