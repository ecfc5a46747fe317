"""The rows of one section: its title, headings, occurrences and items with their answers."""

from __future__ import annotations

from itertools import groupby
from random import Random
from typing import Any

from pia_desktop.forms import Heading, Item
from pia_desktop.forms.places import Place
from tests.excel.office_book.answer_box import AnswerBox, draw_answer, draw_beside
from tests.excel.office_book.answer_tree import AnswerTree
from tests.excel.office_book.label_text import (
    heading_title,
    item_label,
    occurrence_label,
    section_title,
    upright,
)
from tests.excel.office_book.office_style import OfficeStyle
from tests.excel.office_book.option_text import text_mark
from tests.excel.office_book.sheet_page import SheetPage

_GUIDES = (
    "※記入に当たっては、特定個人情報保護評価指針の解説を参照すること。",
    "※該当する選択肢を選び、具体的に記載すること。",
    "※欄が足りない場合は行を追加すること。",
)
_BANDS = {2: 5, 6: 10, 11: 15, 16: 20}
# Items that an office puts side by side, and the columns that it needs for them.
_SHORT = ("department.name", "department.head_title", "files[].held_since", "files[].department")
_SIDE_BY_SIDE_COLUMNS = 11
# What a repeat and its first item are both called.
_NAMED_BY_AN_ITEM = ("委託事項{n}", "提供先{n}", "移転先{n}")
# From how many characters an answer is long.
_LONG = 150


class SectionWriter:
    """Writes places of the form onto a page. Labels stand in the columns left of `_answers`."""

    def __init__(self, page: SheetPage, answers: AnswerTree, pick: Random) -> None:
        self.page = page
        self.answers = answers
        self._pick = pick
        self._upright = page.style.strip_upright or page.last < 11
        self._strip = page.column_at(3 if self._upright else 10)
        self._answers = max(
            self._strip + 1, page.column_at(sum(page.widths) * page.style.label_share)
        )

    @property
    def style(self) -> OfficeStyle:
        """The office's habits."""
        return self.page.style

    def write(self, title: str, places: list[Place]) -> None:
        """Write a section: its title and all its headings."""
        page = self.page
        page.helper_note("節")
        page.advance(page.box(0, page.last, section_title(title, self.style.labels), bold=True))
        for heading, group in groupby(places, key=lambda place: place.heading):
            self._write_heading(heading, list(group))
        if self.style.spacer_rows:
            page.advance()

    def write_items(self, places: list[Place]) -> None:
        """Write items that have no heading."""
        beside = [place for place in places if place.item.beside]
        rest = [p for p in places if not p.item.beside and p.item.kind != "check"]
        for strip, group in groupby(rest, key=lambda p: (p.item.strip, p.numbers)):
            members = list(group)
            top = self.page.row
            for position, place in enumerate(members):
                if self._is_beside(members, position):
                    continue
                if self._is_beside(members, position + 1):
                    self._write_side_by_side(members[position : position + 2])
                    continue
                inside = [
                    other
                    for other in beside
                    if other.item.beside == place.item.id and other.numbers == place.numbers
                ]
                self._write_place(place, inside)
            if strip[0] and not self._below(members[0].item, ""):
                self._draw_strip(strip[0], top, self.page.row - top)

    def _is_beside(self, places: list[Place], position: int) -> bool:
        """Whether a short item stands in the same row as the short one before it."""
        pair = places[max(0, position - 1) : position + 1]
        return (
            self.style.side_by_side
            and self.page.last >= _SIDE_BY_SIDE_COLUMNS
            and len(pair) == 2
            and all(place.item.id in _SHORT for place in pair)
        )

    def _write_side_by_side(self, places: list[Place]) -> None:
        """「①部署」 and 「②所属長の役職名」, each with its answer, in one row."""
        page = self.page
        shares = [self.style.label_share, 0.5 - self.style.label_share] * 2
        parts = page.divided(0, page.last, shares)
        rows = 1
        for place, part in zip(places, parts[1::2], strict=True):
            value = self.answers.get(place.address)
            rows = max(rows, draw_answer(AnswerBox(page, *part, place.item, value, self._pick)))
        for place, part in zip(places, parts[::2], strict=True):
            page.box(*part, self._label(place, page.width(*part)), rows=rows)
        page.advance(rows)

    def write_pair(self, places: list[Place]) -> None:
        """Items side by side: the labels in one row, the answers in the next."""
        page = self.page
        parts = page.divided(0, page.last, [1.0, *[3.0] * (len(places) - 1)])
        for part, place in zip(parts, places, strict=True):
            page.box(*part, self._label(place, 0), shaded=True, centred=True)
        page.advance()
        rows = 1
        for part, place in zip(parts, places, strict=True):
            value = self.answers.get(place.address)
            box = AnswerBox(page, *part, place.item, value, self._pick)
            rows = max(rows, draw_answer(box))
        page.advance(rows)

    def _write_heading(self, heading: Heading, places: list[Place]) -> None:
        page = self.page
        ticks = [place for place in places if place.item.kind == "check"]
        if heading.title:
            if self.style.spacer_rows:
                page.advance()
            page.helper_note(heading.title[:2])
            self._write_title(heading_title(heading.title, self.style.labels), ticks)
            if self.style.guides and self._pick.random() < 0.5:
                guide = self._pick.choice(_GUIDES)
                page.advance(page.box(0, page.last, guide, frame=""))
        self.write_items(places)

    def _write_title(self, title: str, ticks: list[Place]) -> None:
        """The heading's row with its single ticks."""
        page = self.page
        pieces = [
            text_mark(self.style, bool(self.answers.get(place.address)))
            + " "
            + item_label(place.item.label, self.style.labels)
            for place in ticks
        ]
        if not pieces or self.style.heading_checks == "in_title":
            text = "　　　".join([title, *pieces])
            page.advance(page.box(0, page.last, text, shaded=True))
            return
        if self.style.heading_checks == "row_below":
            page.advance(page.box(0, page.last, title, shaded=True))
            page.advance(page.box(0, page.last, "　　".join(pieces)))
            return
        if page.last < 8:
            parts = page.divided(0, page.last, [3.0, *[1.0] * len(pieces)])
            rows = max(page.box(*p, piece) for p, piece in zip(parts[1:], pieces, strict=True))
            page.box(*parts[0], title, rows=rows, shaded=True)
            page.advance(rows)
            return
        parts = page.divided(0, page.last, [3.0, *[0.12, 0.12, 0.12, 1.2] * len(pieces)])
        page.box(*parts[0], title, shaded=True)
        for number, place in enumerate(ticks):
            ticked = bool(self.answers.get(place.address))
            label = item_label(place.item.label, self.style.labels)
            for part, text in zip(
                parts[1 + 4 * number :], ("[", "○" if ticked else "", "]", label), strict=False
            ):
                page.box(*part, text, frame="tb", centred=text in "[○]")
        page.advance()

    def _write_place(self, place: Place, beside: list[Place]) -> None:
        item, page = place.item, self.page
        page.helper_note(item.id.rpartition(".")[2][:1].upper() + str(page.row))
        if item.features.drawn:
            return
        if item.features.repeats:
            self._write_occurrence(place)
        elif item.kind == "risk":
            for line in item.label.split("\n") if self.style.spacer_rows else [item.label]:
                page.advance(page.box(0, page.last, item_label(line, self.style.labels), bold=True))
        elif item.kind == "figures":
            page.advance(page.box(0, page.last, "", rows=4))
        elif item.layout == "bare":
            page.advance(draw_answer(self._answer_box(place, 0)))
        elif item.layout == "wide" or self._below(item, self.answers.get(place.address)):
            self._write_below(place, beside)
        else:
            self._write_right(place, beside)

    def _write_occurrence(self, place: Place) -> None:
        """「システム2～5」 before those, and 「システム2」, if no item says so itself."""
        page, number = self.page, place.numbers[-1] + 1
        label = place.item.label
        if place.item.id == "files[]":
            return
        if self.style.bands and number in _BANDS:
            band = label.replace("{n}", f"{number}～{_BANDS[number]}")
            page.advance(page.box(0, page.last, band, shaded=True))
        if label not in _NAMED_BY_AN_ITEM:
            title = occurrence_label(label, number, self.style.labels)
            page.advance(page.box(0, page.last, title, bold=True))

    def _write_below(self, place: Place, beside: list[Place]) -> None:
        page, item = self.page, place.item
        label = self._label(place, 0)
        if item.strip:
            label = f"{item_label(item.strip, self.style.labels)}　{label}"
        elif item.under and self.style.indented:
            label = f"　　{label}"
        page.advance(page.box(0, page.last, label, shaded=item.layout == "titled"))
        page.advance(self._draw(place, 0, beside))

    def _write_right(self, place: Place, beside: list[Place]) -> None:
        page, item = self.page, place.item
        rows = self._draw(place, self._answers, beside)
        indented = bool(item.strip) or (bool(item.under) and self.style.indented)
        first = self._strip if indented else 0
        label = self._label(place, page.width(first, self._answers - 1))
        if rows == 1 or self.style.label_down:
            page.box(first, self._answers - 1, label, rows=rows)
        else:
            page.box(first, self._answers - 1, label, frame="tlr")
            for down in range(1, rows):
                frame = "blr" if down == rows - 1 else "lr"
                page.box(first, self._answers - 1, "", down=down, frame=frame, apart=True)
        if indented and not item.strip:
            for down in range(rows):
                page.box(0, self._strip - 1, "", down=down, frame="lr", apart=True)
        page.advance(rows)

    def _draw(self, place: Place, first: int, beside: list[Place]) -> int:
        rows = draw_answer(self._answer_box(place, first))
        for other in beside:
            rows += draw_beside(self._answer_box(other, first), rows)
        return rows

    def _answer_box(self, place: Place, first: int) -> AnswerBox:
        value = self.answers.get(place.address)
        return AnswerBox(self.page, first, self.page.last, place.item, value, self._pick)

    def _draw_strip(self, strip: str, top: int, rows: int) -> None:
        page = self.page
        text = item_label(strip, self.style.labels)
        row, page.row = page.row, top
        page.box(0, self._strip - 1, upright(text) if self._upright else text, rows=rows)
        page.row = row

    def _below(self, item: Item, value: Any) -> bool:
        """Whether the answer stands below its label. The boxes of a strip stand all alike."""
        long = isinstance(value, str) and len(value) > _LONG and not item.strip
        habit = self.style.answers_below
        return habit == "always" or (habit == "long" and long)

    def _label(self, place: Place, width: float) -> str:
        label = place.item.label
        if "{n}" in label:
            return occurrence_label(label, place.numbers[-1] + 1, self.style.labels)
        return item_label(label, self.style.labels, width)
