"""In what two states of an assessment differ, item by item, by their printed names."""

from __future__ import annotations

from dataclasses import dataclass

from pia_desktop.assessment.answers import Answers, Value
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pia_file import to_bytes
from pia_desktop.assessment.upgrade import place_in_words
from pia_desktop.assessment.value_text import value_as_text
from pia_desktop.forms.model import Item
from pia_desktop.forms.places import Place


@dataclass(frozen=True)
class NamedDifference:
    """One box: its printed name, where it stands, and what it says here and there."""

    name: str
    place: str
    here: str
    there: str


def compare_states(here: Assessment, there: Assessment) -> list[NamedDifference]:
    """What two states of one assessment say differently; empty if they say the same."""
    if here.form.id != there.form.id:
        return [_whole("様式", here.form.display_name, there.form.display_name)]
    places = here.answers.differing(there.answers)
    found = [_difference(here.answers, there.answers, place) for place in places]
    if here.leftovers != there.leftovers:
        found.append(_whole("取込記録", f"{len(here.leftovers)}件", f"{len(there.leftovers)}件"))
    if found or to_bytes(here) == to_bytes(there):
        return found
    same = here.answers == there.answers
    return [_whole("図の画像や公表した版" if same else "項目の並び", "", "")]


def _whole(name: str, here: str, there: str) -> NamedDifference:
    """A difference of the assessment as a whole."""
    return NamedDifference(name, name, here, there)


def _difference(here: Answers, there: Answers, place: Place) -> NamedDifference:
    address = place.address
    one, other = here.get(address), there.get(address)
    return NamedDifference(
        place.name.partition("\n")[0],
        place_in_words(there if one is None else here, place),
        _said(place.item, one, other),
        _said(place.item, other, one),
    )


def _said(item: Item, value: Value, other: Value) -> str:
    """What a box says, nothing where it is empty or not there; of a table the rows that the other
    side has not.
    """
    if value is None:
        return ""
    if item.features.tabular:
        rows = (row for row in value if row not in (other or ()))
        return "\n".join("　".join(cell for cell in row.values() if cell) for row in rows)
    return value_as_text(item, value)
