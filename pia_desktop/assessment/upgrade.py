"""Carrying an assessment to another edition or to the other form, with nothing lost on the way.

What both forms have goes to the same address; what the new one has no place for becomes a leftover,
and finds its way back if the assessment comes back to a form that has the place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.model import Assessment, name_at
from pia_desktop.assessment.notes import carried
from pia_desktop.assessment.value_text import options_to_ids, options_to_labels, value_as_text
from pia_desktop.errors import AnswersError, UpgradeError
from pia_desktop.forms import Form, Item, load_form_by_id, outline
from pia_desktop.forms.addresses import address_of, indices, item_id
from pia_desktop.forms.conditions import is_required
from pia_desktop.forms.places import Place, item_addresses
from pia_desktop.forms.values import is_empty

_BETWEEN = " › "


@dataclass(frozen=True)
class UpgradeRemark:
    """A carried answer that a person should look at again, and why."""

    place: Place
    reason: str


@dataclass(frozen=True)
class UpgradeResult:
    """The assessment in its new form. `carried`: how many boxes came along; `new`: what the new
    form asks for and the old one did not have; `review`: what came along but may read differently.
    """

    assessment: Assessment
    carried: int
    new: list[Place]
    review: list[UpgradeRemark]


def upgrade(assessment: Assessment, form_id: str) -> UpgradeResult:
    """The assessment in another edition or form; the given one is left as it is."""
    form = load_form_by_id(form_id)
    if form.id == assessment.form.id:
        raise UpgradeError(
            f"この評価書は、すでに{form.display_name}です。", "別の様式か版を選んでください。"
        )
    way = _Way(assessment.answers, form)
    way.go()
    still_left = way.bring_back(assessment.leftovers)
    upgraded = Assessment(
        way.target,
        versions=list(assessment.versions),
        reviews=list(assessment.reviews),
        generated=list(assessment.generated),
        leftovers=[*still_left, *way.leftovers],
        notes=carried(assessment.notes, form, lambda address: name_at(assessment, address)),
        confirmations=list(assessment.confirmations),
    )
    upgraded.figures = {
        name: assessment.figures[name]
        for name in upgraded.picture_names()
        if name in assessment.figures
    }
    return UpgradeResult(upgraded, way.carried, list(_new(way)), list(_to_review(way)))


class _Way:
    """One way from answers to another form: what was carried, what was left, what lies near."""

    def __init__(self, source: Answers, form: Form) -> None:
        self.source = source
        self.target = Answers(form)
        self.leftovers: list[Leftover] = []
        self.carried = 0
        # Each place of the source, and the place of the target that it is or stands behind.
        self.nears: dict[str, str] = {}

    def go(self) -> None:
        """Carry everything."""
        for address, count in _lists(self.source):
            if self._takes(self.source.item_at(address)):
                self.target.set(address, [{}] * count)
        near = ""
        for place in answer_boxes(self.source):
            if self._knows(place.item) and place.item.id not in self.source.form.columns:
                near = place.address
            self.nears[place.address] = near
            value = self.source.get(place.address)
            if place.item.features.has_value and not is_empty(value):
                self._carry(place, value)

    def _knows(self, item: Item) -> bool:
        known = self.target.form.by_id
        return item.id in known and all(around in known for around in item.repeats)

    def _takes(self, item: Item) -> bool:
        return self._knows(item) and self.target.form.by_id[item.id].kind == item.kind

    def _carry(self, place: Place, value: Any) -> None:
        taken, rest = None, options_to_ids(place.item, value)
        if self._takes(place.item):
            taken, rest = options_to_labels(self.target.form.by_id[place.item.id], rest)
        if taken is not None:
            self.target.set(place.address, taken)
            self.carried += 1
        if rest is not None:
            self._leave(place, rest)

    def _leave(self, place: Place, rest: Any) -> None:
        own, _ = options_to_labels(place.item, rest)
        words = value_as_text(place.item, own)
        self.leftovers.append(
            Leftover(
                self.source.form.display_name,
                place_in_words(self.source, place),
                words,
                self.nears[place.address],
                place.address,
                None if rest == words else rest,
            )
        )

    def bring_back(self, leftovers: list[Leftover]) -> list[Leftover]:
        """Put back what an earlier change of form left over, where its box is here and empty and
        still belongs to the same occurrences. The others are given back.
        """
        return [
            leftover._replace(near=self.nears.get(leftover.near, ""))
            for leftover in leftovers
            if not self._bring_back(leftover)
        ]

    def _bring_back(self, leftover: Leftover) -> bool:
        address = leftover.address
        item = self.target.form.by_id.get(item_id(address)) if address else None
        if item is None or not item.features.has_value:
            return False
        inside = _occurrences_in_words(self.target, item, indices(address))
        if inside is None or not leftover.place.startswith(inside):
            return False
        taken, rest = options_to_labels(item, leftover.answer)
        here = self.target.get(address)
        if isinstance(taken, dict) and isinstance(here, dict):
            taken = {**taken, **here} if not taken.keys() & here.keys() else None
        elif not is_empty(here):
            return False
        if taken is None or rest is not None:
            return False
        try:
            self.target.set(address, taken)
        except AnswersError:  # a box of another kind by now: it stays a leftover
            return False
        self.carried += 1
        return True


def answer_boxes(answers: Answers) -> Iterator[Place]:
    """Every place in printed order, a table's cells in place of the table."""
    for place in answers.places():
        yield place
        if place.item.features.tabular:
            for index in range(answers.count(place.address)):
                for column in answers.form.tables[place.item.id]:
                    numbers = (*place.numbers, index)
                    address = address_of(column.id, numbers)
                    yield Place(place.section, place.heading, column, address, numbers)


def place_in_words(answers: Answers, place: Place) -> str:
    """Where a box stands: its file and occurrence, heading, risk, and printed name."""
    inside = _occurrences_in_words(answers, place.item, place.numbers) or ""
    risk = place.heading.risk_of(place.item)
    parts = (place.heading.title, risk.label if risk else "", place.name)
    return inside + _BETWEEN.join(_one_line(part) for part in parts if part)


def _occurrences_in_words(answers: Answers, item: Item, numbers: tuple[int, ...]) -> str | None:
    """The occurrences around a box by their numbers and names; None where one is not there."""
    words = ""
    for depth, repeat in enumerate(item.repeats):
        around = answers.form.by_id[repeat]
        here = numbers[: depth + 1]
        if answers.get(address_of(repeat, here)) is None:
            return None
        if around.features.tabular:
            title = f"{here[-1] + 1}行目"
        else:
            title = outline.occurrence_title(answers, around, here)
        words += _one_line(title) + _BETWEEN
    return words


def _lists(answers: Answers) -> Iterator[tuple[str, int]]:
    """The address of each list that has entries, and how many; outer ones first."""
    lists = [item for item in answers.form.all_items if item.features.many]
    for item in sorted(lists, key=lambda item: len(item.repeats)):
        for address in item_addresses(item, answers.count):
            if answers.count(address):
                yield address, answers.count(address)


def _new(way: _Way) -> Iterator[Place]:
    before = way.source.form.by_id
    for place in way.target.places():
        item = place.item
        known = item.id in before and before[item.id].kind == item.kind
        empty = way.target.get(place.address) is None
        if known or not empty:
            continue
        if is_required(way.target.form, item, place.numbers, way.target.get):
            yield place


def _to_review(way: _Way) -> Iterator[UpgradeRemark]:
    """A name that names the old form, and options whose words are others now."""
    before, after = way.source.form, way.target.form
    for place in way.target.places():
        value = way.target.get(place.address)
        if value is None:
            continue
        if place.item.id == "cover.name" and before.name != after.name and before.name in value:
            reason = f"「{before.name}」という言葉が入っています。"
            yield UpgradeRemark(place, reason)
        old = before.by_id.get(place.item.id)
        if old is None or not place.item.features.has_options:
            continue
        for option_id in _chosen(place.item, value):
            was, now = old.option_by_id(option_id), place.item.option_by_id(option_id)
            if was is not None and now is not None and was.label != now.label:
                reason = f"選択肢が「{was.key}」から「{now.key}」に変わりました。"
                yield UpgradeRemark(place, reason)


def _chosen(item: Item, value: Any) -> tuple[str, ...]:
    ids = options_to_ids(item, value)
    return (ids,) if isinstance(ids, str) else tuple(ids)


def _one_line(text: str) -> str:
    return " ".join(text.split())
