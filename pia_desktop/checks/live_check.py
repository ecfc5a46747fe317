"""The findings of an assessment, and keeping them up to date with little work.

Each finder of a rule is asked piece by piece: for the whole, for a file, for a box, for a text.
What a piece reads is noted; after a change only the pieces that read the changed answer are asked
again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any

from pia_desktop.assessment.model import Assessment
from pia_desktop.checks.confirmation import with_confirmations
from pia_desktop.checks.every_rule import RULES
from pia_desktop.checks.registry import Finding, FindingsOf, Scope
from pia_desktop.checks.subject import (
    CHANGES,
    CheckSubject,
    RecordedAnswers,
    WrittenText,
    count_of,
)
from pia_desktop.forms.addresses import indices
from pia_desktop.forms.places import Place
from pia_desktop.forms.terms import TermList, load_terms

_NOTHING: set[str] = set()
_FIGURE = re.compile("[0-9０-９①-⑳]")
_IN_CHANGES = f"{CHANGES}[]."

# One piece: the finder, and the number or the address that it is asked about.
_Piece = tuple[int, Any]


def check(assessment: Assessment, today: date, terms: TermList | None = None) -> list[Finding]:
    """Every finding of every rule, in printed order of the places."""
    return LiveCheck(assessment, today, terms, follow=False).findings


class LiveCheck:
    """The findings of an assessment that somebody is working on."""

    def __init__(
        self,
        assessment: Assessment,
        today: date,
        terms: TermList | None = None,
        *,
        follow: bool = True,
    ) -> None:
        """Look at everything once. `terms`: the words of law to look for; those that are shipped
        and the municipality's own, unless others are given. Without `follow` nothing is noted that
        an update needs: then each of them looks at everything.
        """
        self._follow = follow
        self._assessment = assessment
        self.day = today
        self._terms = load_terms() if terms is None else terms
        self._finders = [finder for each in RULES.values() for finder in each.finders]
        in_texts = [each for each in self._finders if each.scope is Scope.TEXT]
        # When to ask, and what: for texts outside 変更箇所 and for those in it, without and with
        # figures.
        self._text_finders = {
            (in_changes, figures): [
                (finder.trigger or bool, finder.find)
                for finder in in_texts
                if (finder.in_changes or not in_changes) and (figures or not finder.of_figures)
            ]
            for in_changes in (False, True)
            for figures in (False, True)
        }
        self.findings: list[Finding] = []
        # How many pieces were asked the last time.
        self.asked = 0
        self._look_at_all()

    def update(self, addresses: Collection[str], *, structure: bool = False) -> list[Finding]:
        """The findings after these answers have changed. `structure`: occurrences or rows came,
        went or moved, or something beside the answers changed; then everything is looked at.
        """
        if structure or not self._follow:
            self._look_at_all()
            return self.findings
        self.asked = 0
        for known in self._by_text.values():
            known.clear()  # nobody comes back to a half-typed text
        self._subject.forget(addresses)
        for piece in self._pieces_reading(addresses):
            self._ask(piece)
        for address in addresses:
            place = self._subject.by_address.get(address)
            if place is not None and place.item.features.searchable:
                self._ask_texts(place, place.item.id.startswith(_IN_CHANGES))
        self._gather()
        return self.findings

    def update_confirmations(self) -> list[Finding]:
        """The findings after others have been marked 確認済み."""
        self.findings = with_confirmations(
            self._assessment, [finding._replace(confirmed=None) for finding in self.findings]
        )
        return self.findings

    def _look_at_all(self) -> None:
        self._recorded = RecordedAnswers(self._assessment.answers) if self._follow else None
        self._subject = CheckSubject(self._assessment, self.day, self._terms, self._recorded)
        self._order = _PrintedOrder(self._subject)
        self._found: dict[_Piece, list[Finding]] = {}
        self._read: dict[_Piece, set[str]] = {}
        self._readers: dict[str, set[_Piece]] = defaultdict(set)
        self._in_texts: dict[str, list[Finding]] = {}
        # By text, in two groups as `_text_finders`: which finders are worth asking.
        self._by_text: dict[bool, dict[str, list[FindingsOf]]] = {False: {}, True: {}}
        self.asked = 0
        for piece in self._all_pieces():
            self._ask(piece)
        for item, places in self._subject.texts_by_item:
            in_changes = item.id.startswith(_IN_CHANGES)
            for place in places:
                self._ask_texts(place, in_changes)
        self._gather()

    def _all_pieces(self) -> Iterator[_Piece]:
        subject = self._subject
        for number, finder in enumerate(self._finders):
            if finder.scope is Scope.WHOLE:
                yield number, None
            elif finder.scope is Scope.FILE:
                for file in subject.files:
                    yield number, file
            elif finder.scope is Scope.PLACE:
                # What nobody follows is asked only where there is something to ask about.
                trigger = None if self._follow else finder.trigger
                for place in subject.places_of(finder.concerns):
                    if trigger is None or trigger(subject.get(place.address)):
                        yield number, place.address

    def _pieces_reading(self, addresses: Iterable[str]) -> list[_Piece]:
        pieces: set[_Piece] = set()
        for address in addresses:
            for read in (*_around(address), count_of(address)):
                pieces |= self._readers.get(read, set())
        return list(pieces)

    def _ask(self, piece: _Piece) -> None:
        number, about = piece
        finder = self._finders[number]
        subject = self._subject
        if self._recorded is not None:
            self._recorded.addresses_read = set()
        findings: list[Finding] = []
        if finder.scope is Scope.PLACE:
            if finder.trigger is None or finder.trigger(subject.get(about)):
                findings += finder.find(subject, subject.by_address[about])
        elif finder.scope is Scope.FILE:
            findings += finder.find(subject, about)
        else:
            findings += finder.find(subject)
        self.asked += 1
        if findings:
            self._found[piece] = findings
        else:
            self._found.pop(piece, None)
        if self._recorded is not None:
            self._note_reading(piece, self._recorded.addresses_read)

    def _note_reading(self, piece: _Piece, read: set[str]) -> None:
        """Remember which answers the piece has read, in place of those that it read before."""
        before = self._read.get(piece, _NOTHING)
        if before != read:
            self._read[piece] = read
            for address in read - before:
                self._readers[address].add(piece)
            for address in before - read:
                self._readers[address].discard(piece)

    def _ask_texts(self, place: Place, in_changes: bool) -> None:
        subject, address = self._subject, place.address
        value = subject.get(address)
        findings: list[Finding] = []
        if isinstance(value, str):
            self.asked += 1
            if finders := self._worth_asking(value, in_changes):
                box = WrittenText(place, value)
                for find in finders:
                    findings += find(subject, box)
        else:
            for box in subject.texts_at(place):
                self.asked += 1
                for find in self._worth_asking(box.text, in_changes):
                    findings += _in_cell(find(subject, box), box.cell)
        if findings:
            self._in_texts[address] = findings
        elif address in self._in_texts:
            del self._in_texts[address]

    def _worth_asking(self, text: str, in_changes: bool) -> list[FindingsOf]:
        """The finders that may have something to say of a text; many cells of 変更箇所 say the
        same.
        """
        known = self._by_text[in_changes]
        finders = known.get(text)
        if finders is None:
            group = in_changes, _FIGURE.search(text) is not None
            finders = [find for trigger, find in self._text_finders[group] if trigger(text)]
            known[text] = finders
        return finders

    def _gather(self) -> None:
        every = [finding for findings in self._found.values() for finding in findings]
        every += [finding for findings in self._in_texts.values() for finding in findings]
        # By place, and for one place in the order of the rules, however the findings came about.
        every.sort(key=lambda finding: (*self._order.of(finding), finding.message))
        self.findings = with_confirmations(self._assessment, every)


def _in_cell(findings: Iterable[Finding], cell: str) -> Iterable[Finding]:
    """The findings of a text; those in a free table named after their cell."""
    if not cell:
        return findings
    return [finding._replace(name=f"{finding.name} {cell}") for finding in findings]


class _PrintedOrder:
    """Where a finding stands in printed order."""

    def __init__(self, subject: CheckSubject) -> None:
        self._answers = subject.answers
        self._places = subject.places
        self._order = subject.places_in_order
        self._codes = {code: number for number, code in enumerate(RULES)}
        self._known: dict[str, float] = {}

    @cached_property
    def _items(self) -> dict[str, int]:
        return {item.id: number for number, item in enumerate(self._answers.form.all_items)}

    def of(self, finding: Finding) -> tuple[float, int]:
        address = finding.address
        place: float | None = self._order.get(address)
        if place is None:
            if address not in self._known:
                self._known[address] = self._after_last_before(address)
            place = self._known[address]
        return place, self._codes.get(finding.code, -1)

    def _after_last_before(self, address: str) -> float:
        """Behind the last place before a list in which nothing stands."""
        numbers = indices(address)
        item = self._items[self._answers.item_at(address).id]
        before = (
            self._order[place.address]
            for place in self._places
            if self._items[place.item.id] < item and place.numbers[: len(numbers)] == numbers
        )
        return max(before, default=-1) + 0.5


def _around(address: str) -> Iterator[str]:
    """The address, and those of the occurrences and lists that it stands in."""
    yield address
    while "[" in address:
        address = address[: address.rindex("]") + 1]
        yield address
        address = address[: address.rindex("[")]
        yield address
