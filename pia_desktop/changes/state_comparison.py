"""In what two states of one assessment differ, for a person who must tell them apart: item by item
by their printed names, the rows of tables, and what stands beside the answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pia_desktop.assessment.answers import Value
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pia_file import to_bytes
from pia_desktop.assessment.upgrade import place_in_words
from pia_desktop.changes.differences import Comparer, Difference
from pia_desktop.forms.addresses import indices
from pia_desktop.forms.places import Place
from pia_desktop.forms.values import is_empty


@dataclass(frozen=True)
class NamedDifference:
    """One box: its printed name, where it stands, and what it says here and there."""

    name: str
    place: str
    here: str
    there: str


def compare_states(here: Assessment, there: Assessment) -> list[NamedDifference]:
    """What two states of one assessment say differently; empty if they say the same.

    An occurrence that only moved says the same; if that is all, it is one difference of the whole.
    """
    if here.form.id != there.form.id:
        return [_whole("様式", here.form.display_name, there.form.display_name)]
    differences = list(_in_answers(here, there))
    if here.leftovers != there.leftovers:
        counts = (f"{len(state.leftovers)}件" for state in (here, there))
        differences.append(_whole("取込記録", *counts))
    if here.notes != there.notes:
        counts = (f"{len(state.notes)}件" for state in (here, there))
        differences.append(_whole("メモ", *counts))
    if differences or to_bytes(here) == to_bytes(there):
        return differences
    if here.answers == there.answers:
        return [_whole("図の画像や公表した版", "", "")]
    renamed = sorted(here.figure_names()) != sorted(there.figure_names())
    return [_whole("図のファイル名" if renamed else "項目の並び", "", "")]


def _whole(name: str, here: str, there: str) -> NamedDifference:
    """A difference of the assessment as a whole."""
    return NamedDifference(name, name, here, there)


def _in_answers(here: Assessment, there: Assessment) -> Iterator[NamedDifference]:
    """The boxes and tables that differ, in printed order."""
    comparer = Comparer(here, there)
    for place in comparer.places(tables=True, beside=True):
        old, new = comparer.merged.addresses(place.address)
        if place.item.features.tabular:
            before = None if old is None else here.answers.get(old)
            after = None if new is None else there.answers.get(new)
            if before != after:
                words = _rows_without(before, after), _rows_without(after, before)
                yield _named(here, there, place, (old, new), words)
            continue
        entry = comparer.at(place, only_changed=True)
        if entry is not None:
            words = entry.was, entry.now + _replaced_pictures(here, there, entry)
            yield _named(here, there, place, (entry.old, entry.new), words)


def _named(
    here: Assessment,
    there: Assessment,
    place: Place,
    addresses: tuple[str | None, str | None],
    words: tuple[str, str],
) -> NamedDifference:
    """A difference with the place's name in the state that says something there."""
    old, new = addresses
    state, address = (there, new) if old is None or here.answers.get(old) is None else (here, old)
    own_place = place._replace(address=address or "", numbers=indices(address or ""))
    return NamedDifference(
        own_place.name.partition("\n")[0], place_in_words(state.answers, own_place), *words
    )


def _rows_without(rows: Value, others: Value) -> str:
    """The rows of a table that the other side has not."""
    lost = (row for row in rows or () if row not in (others or ()))
    return "\n".join("　".join(cell for cell in row.values() if cell) for row in lost)


def _replaced_pictures(here: Assessment, there: Assessment, entry: Difference) -> str:
    """A line for each picture that shows something else under the same name."""
    if not entry.place.item.features.pictorial or is_empty(entry.before) or is_empty(entry.after):
        return ""
    before = {figure["file"] for figure in entry.before}
    names = [figure["file"] for figure in entry.after if figure["file"] in before]
    other = (name for name in names if here.figures.get(name) != there.figures.get(name))
    return "".join(f"\n（図「{name}」の内容が違います）" for name in other)
