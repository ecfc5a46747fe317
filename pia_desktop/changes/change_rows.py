"""Differences → rows of 変更箇所 in printed order: one an item, or one for a new or removed
occurrence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from pia_desktop.assessment.generated_rows import TableRow
from pia_desktop.assessment.publication import COVER_DATE
from pia_desktop.changes.abbreviation import abridge
from pia_desktop.changes.differences import Difference, Fate
from pia_desktop.changes.item_names import fold_name, plain_title
from pia_desktop.changes.submission_timing import Timing, propose_timing
from pia_desktop.files.limits import TEXT_CHARACTERS
from pia_desktop.forms.places import Place

# A state's own date of publication is another in each: no change that the table would list.
_NOT_LISTED = frozenset({COVER_DATE})

NEW, GONE = "新規", "削除"

# 変更前の記載 and 変更後の記載.
TextPair = tuple[str, str]


@dataclass(frozen=True)
class ChangeRow:
    """A row before it stands in the table. `place` is the item, or the occurrence that came or
    went, which is then `whole`; `within` is that occurrence where the item has a row of its own.
    `before` and `after` are whole texts, `abridged` leaves out what stayed. `important`: an item
    with ※ changed. `brief`: how the row of an occurrence reads that gives its name alone.
    """

    place: Place
    name: str
    before: str
    after: str
    timing: Timing
    abridged: bool = False
    important: bool = False
    whole: bool = False
    within: Place | None = None
    brief: TextPair | None = None

    @property
    def undecided(self) -> bool:
        """Whether a person has yet to say its 提出時期."""
        return not self.timing.decided

    def continues(self, row: TableRow) -> bool:
        """Whether a row that the program wrote before is about this very change."""
        whole = row["after"].partition("\n")[0] in (NEW, GONE)
        return row["item"] == self.name and (whole or not self.whole)

    def texts(self) -> TextPair:
        """変更前の記載 and 変更後の記載 as they are to be written."""
        return self.shortened if self.abridged else (self.before, self.after)

    @cached_property
    def shortened(self) -> TextPair:
        """Only the changed passages of both texts, below the headings that they stand under."""
        return abridge(self.before, self.after)

    @cached_property
    def wordings(self) -> frozenset[TextPair]:
        """Every pair of texts by which a row says this change: whole, abridged, brief."""
        bare = abridge(self.before, self.after, headings=False)
        known = {(self.before, self.after), self.shortened, bare}
        return frozenset(known | ({self.brief} if self.brief else set()))

    def written(self, date: str) -> TableRow:
        """The row of the table, with this 変更日."""
        before, after = self.texts()
        return {
            "date": date,
            "item": self.name,
            "before": before,
            "after": after,
            "timing": self.timing.time,
            "reason": self.timing.reason,
        }


def change_rows(
    differences: Iterable[Difference], *, by_field: bool = False, listed: Collection[str] = ()
) -> list[ChangeRow]:
    """The rows of what differs. An occurrence that came or went is one row 「新規」 or 「削除」
    that has its filled items, or with `by_field` a row for each of them.

    `listed` are names of rows in the table: an occurrence that they list in the one way or the
    other stays so.
    """
    names = {fold_name(name) for name in listed}
    runs: dict[tuple[str, str, str], list[Difference]] = {}
    for difference in differences:
        if difference.changed and difference.place.item.id not in _NOT_LISTED:
            within = difference.within or difference.place
            key = (difference.fate.value, within.address, difference.key)
            runs.setdefault(key, []).append(difference)
    return [row for run in runs.values() for row in _rows_of(run, names, by_field=by_field)]


def _rows_of(run: list[Difference], names: set[str], *, by_field: bool) -> list[ChangeRow]:
    rows = [_row(difference) for difference in run]
    occurrence = run[0].within
    if occurrence is None:
        return rows
    whole = _whole_row(run, occurrence)
    name = fold_name(whole.name)  # which may be that of one of its items, too
    if names & ({fold_name(row.name) for row in rows} - {name}):
        by_field = True
    elif name in names:
        by_field = False
    too_long = max(len(whole.before), len(whole.after)) > TEXT_CHARACTERS
    return rows if by_field or too_long else [whole]


def _whole_row(run: list[Difference], occurrence: Place) -> ChangeRow:
    """The one row of an occurrence that came or went."""
    added = run[0].fate is Fate.ADDED
    names = (f"{occurrence.item.id}.name", f"{occurrence.item.id}.title")
    title = next((entry for entry in run if entry.place.item.id in names), None)
    name = "" if title is None else title.now if added else title.was
    filled = _filled_items(run, added=added)
    important = any(difference.important for difference in run)
    return ChangeRow(
        occurrence,
        run[0].within_name,
        "" if added else filled,
        f"{NEW}\n{filled}" if added else GONE,
        propose_timing(important=important),
        important=important,
        whole=True,
        brief=("", f"{NEW}\n{name}".strip()) if added else (name, GONE),
    )


def _filled_items(run: list[Difference], *, added: bool) -> str:
    """The items of an occurrence, a line or more each: 「①システムの名称：窓口システム」. What
    stands under another heading than the occurrence itself is put under its title.
    """
    titles = _titles(run[0].within or run[0].place)
    lines = []
    for difference in run:
        if _titles(difference.place) != titles:
            titles = _titles(difference.place)
            lines.append(f"【{' '.join(titles)}】")
        text = difference.now if added else difference.was
        label = _label_within(difference)
        lines.append(f"{label}：\n{text}" if "\n" in text else f"{label}：{text}")
    return "\n".join(lines)


def _titles(place: Place) -> tuple[str, str]:
    """Its section and its heading."""
    return plain_title(place.section.title), plain_title(place.heading.title)


def _label_within(difference: Difference) -> str:
    """The name of an item as it is called inside its occurrence."""
    around = (*difference.within_parts, plain_title(difference.place.heading.title))
    inside = [part for part in difference.parts[1:] if part not in around]
    return " ".join(inside) or plain_title(difference.place.name)


def _row(difference: Difference) -> ChangeRow:
    before, after = difference.was, difference.now
    if difference.key and difference.fate is Fate.ADDED:
        after = f"{NEW}\n{after}"
    elif difference.key and difference.fate is Fate.REMOVED:
        after = GONE
    elif difference.place.item.features.drawn:
        before, after = _differing_lines(before, after)
    return ChangeRow(
        difference.place,
        difference.name,
        before,
        after,
        propose_timing(important=difference.important),
        important=difference.important,
        within=difference.within,
    )


def _differing_lines(before: str, after: str) -> TextPair:
    """The boxes and arrows of a diagram that the other one lacks, a line each."""
    old, new = before.splitlines(), after.splitlines()
    gone = [line for line in old if line not in new]
    come = [line for line in new if line not in old]
    return "\n".join(gone), "\n".join(come)
