"""Working off the 取込記録: which box a leftover may go into, and putting it there."""

from __future__ import annotations

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.forms.places import Place


class LeftoverTargets:
    """The boxes of a document that can take a leftover, as they are at the moment."""

    def __init__(self, answers: Answers) -> None:
        """Look at the places once: there may be hundreds of leftovers."""
        self._places = list(answers.places())
        self._order = {place.address: number for number, place in enumerate(self._places)}

    def all(self, leftover: Leftover) -> list[Place]:
        """Every box that can take it, in printed order: boxes for text, or for pictures."""
        if leftover.figures:
            return [place for place in self._places if place.item.features.pictorial]
        return [place for place in self._places if place.item.features.textual]

    def nearest(self, leftover: Leftover) -> Place | None:
        """The box that it stands nearest to: the very one, else the first for a text of any length
        behind it. None where a person must choose.
        """
        if leftover.figures:
            return next(iter(self.all(leftover)), None)
        here = self.at(leftover.near)
        if here is None:
            return None
        if here.item.features.textual:
            return here
        if here.address == leftover.address:  # an option that this edition does not have
            return None
        after = self._places[self._order[here.address] :]
        behind = (place for place in after if place.section is here.section)
        return next((place for place in behind if place.item.features.multiline), None)

    def at(self, address: str) -> Place | None:
        """The place at an address, or None. A table's cell stands at the table's."""
        number = self._order.get(address, self._order.get(address.rpartition("[")[0]))
        return None if number is None else self._places[number]


def place_leftover(document: Document, leftover: Leftover, address: str) -> None:
    """Put a leftover below what stands in the box, and take it off the list; one step of undo."""
    before = document.answers.get(address)
    with document.step("取込記録からの記入"):
        if leftover.figures:
            document.set(address, [*(before or ()), *leftover.figures])
        else:
            document.set(address, f"{before}\n{leftover.text}" if before else leftover.text)
        _take_off(document, leftover, "取込記録からの記入")


def place_leftovers(document: Document, targets: list[tuple[Leftover, str]]) -> None:
    """Put several leftovers into their boxes; one step of undo."""
    with document.step("取込記録からのまとめての記入"):
        for leftover, address in targets:
            place_leftover(document, leftover, address)


def clear_leftovers_of(document: Document, leftovers: list[Leftover]) -> None:
    """Take several leftovers off the list; one step of undo."""
    rest = list(document.leftovers)
    for leftover in leftovers:
        rest.remove(leftover)
    document.set_leftovers(rest, "取込記録の消去")


def clear_leftover(document: Document, leftover: Leftover) -> None:
    """Take a leftover off the list."""
    _take_off(document, leftover, "取込記録の消去")


def clear_all_leftovers(document: Document) -> None:
    """Take everything off the list."""
    document.set_leftovers([], "取込記録の消去")


def _take_off(document: Document, leftover: Leftover, name: str) -> None:
    rest = list(document.leftovers)
    rest.remove(leftover)
    document.set_leftovers(rest, name)
