"""What a page shows in which order, and on what the folding of its boxes depends."""

from __future__ import annotations

from functools import lru_cache

from pia_desktop.forms.model import Form
from pia_desktop.forms.places import Place


def in_page_order(places: tuple[Place, ...]) -> list[Place]:
    """As the page shows them: the heading row's ticks first, then each box with those beside it."""
    beside: dict[str, list[Place]] = {}
    ids = {place.item.id for place in places}
    for place in places:
        if place.item.beside in ids:
            beside.setdefault(place.item.beside, []).append(place)
    out: list[Place] = []
    rest = [place for place in places if place.item.beside not in ids]
    for place in sorted(rest, key=lambda place: not place.item.features.single_tick):
        out += [place, *beside.get(place.item.id, ())]
    return out


def common_reason(reasons: list[str]) -> str:
    """The one reason why nothing of a page is needed, or nothing."""
    return reasons[0] if len(reasons) > 1 and len(set(reasons)) == 1 else ""


@lru_cache(maxsize=8)
def deciding_items(form: Form) -> frozenset[str]:
    """The items on whose answers it depends whether others are needed."""
    return frozenset(
        leaf.item for item in form.all_items if item.needed for leaf in item.needed.leaves()
    )
