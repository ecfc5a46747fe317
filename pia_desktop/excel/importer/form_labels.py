"""The form's printed words as a reader of workbooks knows them: in order, and by what is left of
them when digits, brackets and blanks are written this way or that.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from pia_desktop.forms.model import Form, Item

# Longer than any label of the form; longer texts are answers and need not be looked at.
LONGEST_LABEL = 220

# So many characters of a label are words of its own.
_WORD = 3
_HOLDS = 0.75

# What people type for a tick where they have no circle; a tick only where the reader finds it so.
TICK_LETTERS = frozenset("OoXx×✕✖")

EMPTY_SQUARES = "□☐◻"
CIRCLES = frozenset("○〇◯●◎⚪⚫レ✓✔☑☒✅■1")

_ENUMERATOR = re.compile(r"^[(\[]?(\d{1,2})[)\].、:]?")
_RANGE = re.compile(r"^(\D+?)(\d+)[^\d\w]+(\d+)$")
_NUMBERED = re.compile(r"^(\D+?)(\d{1,3})$")
# Behind a bar over occurrences in which nothing stands.
_NOTHING_WRITTEN = "(記載なし)"
CONTINUED = re.compile(r"続き|つづき|続(?=$)")

# Room for a tick in front of its words.
_SIGNS = "".join(sorted(CIRCLES - {"1"})) + EMPTY_SQUARES
_TICK_MARK = re.compile(rf"[\[［(（]\s*[^\[\]［］()（）]?\s*[\]］)）]|[{_SIGNS}]")

_EDITION = re.compile(r"^(令和|平成)(\d+|元)年\d+月様式\d$")


# So many texts are kept with their keys: a workbook says the same ones again and again.
_KEPT = 8_192


@lru_cache(maxsize=_KEPT)
def fold_label(text: str) -> str:
    """The text with the forms of one character made one, and without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=_KEPT)
def label_key(text: str) -> str:
    """What of a label stays the same however it is written: letters and digits alone, with the
    number in front as a number.
    """
    return "".join(filter(str.isalnum, fold_label(text)))


@lru_cache(maxsize=_KEPT)
def strip_number(text: str) -> str:
    """The key without the ①, (1) or 1. in front."""
    plain = fold_label(text).lstrip("※・")
    enumerator = _ENUMERATOR.match(plain)
    return label_key(plain[enumerator.end() :]) if enumerator else ""


def is_number(text: str) -> bool:
    """Whether it is a label's number alone: ①, (1) or 1."""
    return len(text) < 10 and _ENUMERATOR.fullmatch(fold_label(text)) is not None


def label_number(text: str) -> int | None:
    """The number in front of a label: 2 of 「②所属長」, 「(2)」 and 「2.」."""
    enumerator = _ENUMERATOR.match(fold_label(text).lstrip("※・"))
    return int(enumerator[1]) if enumerator else None


def likeness(one_key: str, other_key: str) -> float:
    """How alike the keys of two labels are, from 0 to 1; rather alike where one holds the other."""
    shorter, longer = sorted((one_key, other_key), key=len)
    ratio = SequenceMatcher(None, shorter, longer, autojunk=False).ratio()
    return max(ratio, _HOLDS) if len(shorter) >= _WORD and shorter in longer else ratio


@dataclass(frozen=True, eq=False)
class FormLabel:
    """A printed word of the form at its place in printed order.

    `role`: title (the form's own words, no item's), section, heading, strip, risk, bar (of a
    repeat), item, or column (of a table). `heading` counts the headings of the section. `top` is
    the place in the order with an inner repeat counted as one place. `depth` counts the labels of
    the section before it.
    """

    order: int
    role: str
    text: str
    section: int
    heading: int
    top: int
    depth: int = 0
    repeats: tuple[str, ...] = ()
    item: Item | None = None

    @cached_property
    def key(self) -> str:
        """Its words as `label_key` leaves them."""
        return label_key(self.text)

    @property
    def answered_beside(self) -> bool:
        """Whether the answer stands right of it in the same row."""
        return (
            self.role == "item"
            and self.item is not None
            and self.item.layout == "row"
            and not (self.item.features.single_tick or self.item.features.pictorial)
        )

    @property
    def needed_item(self) -> Item:
        """The item, of a label that has one."""
        if self.item is None:
            raise ValueError(self.text)
        return self.item

    @property
    def opens_box(self) -> bool:
        """Whether what follows it is an answer."""
        return self.item is not None and self.role in ("item", "heading", "section", "column")


class FormLabels:
    """Every printed word of one form."""

    def __init__(self, form: Form) -> None:
        """Put the definition's words into printed order."""
        self.form = form
        self.all: list[FormLabel] = []
        self._known_candidates: dict[str, tuple[list[FormLabel], int | None]] = {}
        self._section = self._heading = self._top = self._begin = 0
        self._build()

    def _build(self) -> None:
        self._add("title", self.form.title)
        for number, section in enumerate(self.form.sections):
            self._section, self._heading, self._begin = number, 0, len(self.all)
            headings = section.headings
            untitled = not headings[0].title and len(headings) == 1
            bare = headings[0].items[0] if untitled else None
            # The official form prints the pictures' own label nowhere but in the section's title;
            # what this program wrote before 0.2.0 did, and is read as well.
            named = bare is not None and (bare.layout == "bare" or bare.features.pictorial)
            self._add("section", section.title, item=bare if named else None)
            if bare and bare.features.tabular:
                self._add_columns(bare)
                continue
            for heading in headings:
                if heading.title:
                    self._heading += 1
                    bare = next((i for i in heading.items if i.layout == "bare"), None)
                    self._add("heading", heading.title, item=bare)
                strip = ""
                for item in heading.items:
                    if item.strip and item.strip != strip:
                        self._add("strip", item.strip, item.repeats)
                    strip = item.strip
                    self._add_item(item, section.repeat)
        self._section = self._heading = 0
        self._begin = len(self.all)
        self._add("title", f"[{self.form.edition} {self.form.form}]")
        self._add("title", "項目一覧")
        for section in self.form.sections:
            if section.plain_title != section.title:
                self._add("title", section.plain_title)

    def _add_item(self, item: Item, section_repeat: str) -> None:
        bare = item.layout == "bare" and not item.features.pictorial
        if item.beside or bare or item.features.drawn or item.id == section_repeat:
            return
        if item.features.repeats:
            members = [i for i in self.form.items if i.repeats[-1:] == (item.id,)]
            if members[0].label != item.label:
                self._add("bar", item.label, (*item.repeats, item.id), item=item)
            return
        role = "risk" if item.features.divides else "item"
        self._add(role, item.label, item.repeats, item=item)

    def _add_columns(self, table: Item) -> None:
        for column in self.form.tables[table.id]:
            self._add("column", column.label, item=column)

    def _add(
        self,
        role: str,
        text: str,
        repeats: tuple[str, ...] = (),
        item: Item | None = None,
    ) -> None:
        section = self.form.sections[self._section]
        inner = [repeat for repeat in repeats if repeat != section.repeat]
        last = self.all[-1] if self.all else None
        same = last is not None and inner and last.repeats == repeats
        self._top += 0 if same else 1
        self.all.append(
            FormLabel(
                order=len(self.all),
                role=role,
                text=text,
                section=self._section,
                heading=self._heading,
                top=self._top,
                depth=len(self.all) - self._begin,
                repeats=repeats,
                item=item,
            )
        )

    @cached_property
    def _by_key(self) -> dict[str, list[FormLabel]]:
        out: dict[str, list[FormLabel]] = defaultdict(list)
        for label in self.all:
            if "{n}" not in label.text:
                out[label_key(label.text)].append(label)
        for label in self.all:  # the strip that several items share, in one cell with an item
            if label.role == "item" and label.needed_item.strip:
                strip = label.needed_item.strip
                for first in {label_key(strip), strip_number(strip)} - {""}:
                    for words in {label.key, strip_number(label.text)} - {""}:
                        out.setdefault(first + words, []).append(label)
        return out

    @cached_property
    def _without_number(self) -> dict[str, list[FormLabel]]:
        out: dict[str, list[FormLabel]] = defaultdict(list)
        for label in self.all:
            if "{n}" not in label.text:
                key = strip_number(label.text)
                if key:
                    out[key].append(label)
        return out

    @cached_property
    def _repeated(self) -> dict[str, list[FormLabel]]:
        out: dict[str, list[FormLabel]] = defaultdict(list)
        for label in self.all:
            if "{n}" in label.text:
                out[label_key(label.text.replace("{n}", ""))].append(label)
        return out

    @cached_property
    def _checks(self) -> frozenset[str]:
        return frozenset(
            label_key(label.text)
            for label in self.all
            if label.item and label.item.features.single_tick
        )

    @cached_property
    def column_keys(self) -> frozenset[str]:
        """The keys of the heads of every table's columns."""
        return frozenset(label.key for label in self.all if label.role == "column")

    @cached_property
    def column_orders(self) -> frozenset[int]:
        """The places in the order of the heads of tables' columns."""
        return frozenset(label.order for label in self.all if label.role == "column")

    @cached_property
    def option_keys(self) -> frozenset[str]:
        """The keys of every option of the form."""
        return frozenset(label_key(o.key) for item in self.form.items for o in item.options)

    def candidates(self, text: str) -> tuple[list[FormLabel], int | None]:
        """The labels that the text may be, and the occurrence's number that it says."""
        if len(text) > LONGEST_LABEL:
            return [], None
        if text not in self._known_candidates:
            self._known_candidates[text] = self._candidates(text)
        return self._known_candidates[text]

    def _candidates(self, text: str) -> tuple[list[FormLabel], int | None]:
        key = label_key(text)
        if not key:
            return [], None
        head, ticks = self._split_ticks(text)
        if ticks and (len(ticks) > 1 or label_key(head)):
            return self._candidates(head if label_key(head) else ticks[0])
        known = self._by_key.get(key)
        if known:  # its very words, or another label's that has lost its number
            return [*known, *self._without_number.get(key, ())], None
        plain = fold_label(text)
        numbered = _NUMBERED.match(plain)
        if numbered and label_key(numbered[1]) in self._repeated:
            return self._repeated[label_key(numbered[1])], int(numbered[2])
        if key in self._repeated:
            return self._repeated[key], None
        ticked = strip_tick(text)
        if ticked is not None and label_key(ticked[1]) in self._checks:
            return self._by_key[label_key(ticked[1])], None
        if _EDITION.match(key):
            return [label for label in self.all if label.text.startswith("[")][-1:], None
        shorter = strip_number(text)
        if shorter in self._by_key and shorter:
            return self._by_key[shorter], None
        return self._without_number.get(shorter or key, []), None

    def _split_ticks(self, text: str) -> tuple[str, list[str]]:
        """What stands before the single ticks at a text's end, and each of them with its words."""
        pieces: list[str] = []
        key, end = label_key(text), len(text)
        if not any(key.endswith(check) for check in self._checks):
            return text, pieces
        for mark in reversed(list(_TICK_MARK.finditer(text))):
            piece = text[mark.start() : end]
            ticked = strip_tick(piece)
            if ticked is None or label_key(ticked[1]) not in self._checks:
                break
            pieces.insert(0, piece.strip())
            end = mark.start()
        return text[:end], pieces

    def ticks_within(self, label: FormLabel, text: str) -> list[tuple[FormLabel, str]]:
        """The single ticks that stand in the cell of a heading, or several in one cell: 「5. 提供・
        移転　□ 提供・移転しない」; `label` is what the cell was taken for.
        """
        head, pieces = self._split_ticks(text) if len(text) <= LONGEST_LABEL else (text, [])
        if not pieces or (len(pieces) == 1 and not label_key(head)):
            return []
        own = {
            other.key: other
            for other in self.all
            if (other.section, other.heading) == (label.section, label.heading)
            and other.item is not None
            and other.item.features.single_tick
        }
        out = []
        for piece in pieces:
            ticked = strip_tick(piece)
            if ticked is not None and label_key(ticked[1]) in own:
                out.append((own[label_key(ticked[1])], piece))
        return out

    def is_group_bar(self, text: str) -> bool:
        """Whether it is a bar such as 「システム2～5」, or a heading's repetition with 「続き」."""
        if len(text) > LONGEST_LABEL:
            return False
        plain = fold_label(text)
        empty = plain.removesuffix(_NOTHING_WRITTEN)
        ranged = _RANGE.match(empty) or (_NUMBERED.match(empty) if empty != plain else None)
        if ranged and label_key(ranged[1]) in self._repeated:
            return True
        shorter = label_key(CONTINUED.sub("", plain))
        known = self._by_key.get(shorter, ()) if shorter != label_key(plain) else ()
        return any(label.role in ("heading", "section") for label in known)


@lru_cache(maxsize=_KEPT)
def strip_tick(text: str) -> tuple[bool, str] | None:
    """A tick and the words after it, out of one cell: 「[○]紙」, 「[ ] 紙」, 「○ 紙」.

    None if there is no room for a tick in front. A letter between brackets is no tick by itself.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    tick = re.match(r"^[\[(](.?)[\])](.+)$", re.sub(r"\s+", "", plain))
    counted = plain.startswith("(") and (not tick or tick[1] == "1")  # (1) is a number
    if tick and not counted and (not tick[1] or tick[1] in CIRCLES | TICK_LETTERS):
        return tick[1] in CIRCLES, tick[2]
    if plain[:1] in CIRCLES - {"1"} and len(plain) > 1:
        return True, plain[1:]
    if plain[:1] in EMPTY_SQUARES and len(plain) > 1:
        return False, plain[1:]
    return None
