"""What differs from a published state while the answers are being changed.

Looking at everything takes longer than a letter may take to appear. So a change of one box looks
at that box alone, and all is looked at anew only when occurrences came, went, moved, or are other
ones than before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pia_desktop.assessment.document import Change, Document
from pia_desktop.changes.differences import Comparer, Difference
from pia_desktop.changes.grid_differences import split_grids
from pia_desktop.changes.state_reference import AssessmentState
from pia_desktop.forms.addresses import address_of, indices
from pia_desktop.forms.outline import occurrence_title
from pia_desktop.forms.places import Place
from pia_desktop.forms.values import is_empty


@dataclass(frozen=True)
class RemovedOccurrence:
    """An occurrence that only the state has. `old` is its address there and `title` its name;
    in the present list `into` it would stand before `index`.
    """

    old: str
    title: str
    into: str
    index: int


class LiveDifferences:
    """The differences between a state and a document as it is now.

    Whoever follows the document hands each change to `note` before asking.
    """

    def __init__(self, state: AssessmentState, document: Document) -> None:
        """Nothing is looked at before it is asked for."""
        self.state = state
        self._document = document
        self._stale = True
        self._edited: set[str] = set()
        # By address in the merged walk, in its order.
        self._walked: dict[str, Place] = {}
        self._found: dict[str, Difference] = {}
        # By present address: the place in the merged walk.
        self._places: dict[str, Place] = {}
        self._removed: list[RemovedOccurrence] = []

    @property
    def pictures(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """The pictures of the state and those of the document, by name."""
        return self.state.assessment.figures, self._document.assessment.figures

    def note(self, change: Change) -> None:
        """Hear of a change of the document."""
        if change.structure:
            self._stale = True
        else:
            self._edited.update(change.addresses)

    def at(self, address: str) -> Difference | None:
        """What differs in the box at an address; None where both say the same."""
        self._look()
        place = self._places.get(address)
        return None if place is None else self._found.get(place.address)

    @property
    def entries(self) -> list[Difference]:
        """All that differs, in printed order."""
        self._look()
        differing = (self._found[key] for key in self._walked if key in self._found)
        return [entry for entry in split_grids(differing) if entry.changed]

    @property
    def removed(self) -> Sequence[RemovedOccurrence]:
        """The occurrences that are gone, but for those that were empty."""
        self._look()
        return self._removed

    def count(self, addresses: Sequence[str]) -> int:
        """In how many of these boxes something differs."""
        return sum(self.at(address) is not None for address in addresses)

    # -- looking -----------------------------------------------------------------------------

    def _look(self) -> None:
        """Bring everything up to date."""
        edited, self._edited = self._edited, set()
        if self._stale or any(self._moves_others(address) for address in edited):
            self._look_at_all()
            return
        for address in edited:
            self._look_at(self._places.get(address))
            if self._names_others(address):
                for key in list(self._found):
                    self._look_at(self._walked[key])

    def _look_at_all(self) -> None:
        self._stale = False
        self._comparer = Comparer(self.state.assessment, self._document.assessment)
        self._walked = {place.address: place for place in self._comparer.places()}
        self._places, self._found, self._removed = {}, {}, []
        for place in self._walked.values():
            new = self._comparer.merged.addresses(place.address)[1]
            if new is not None:
                self._places[new] = place
            elif place.item.features.repeats:
                self._note_removed(place)
            self._look_at(place)

    def _look_at(self, place: Place | None) -> None:
        """Compare one box; a table's cell is in no comparison."""
        if place is None:
            return
        difference = self._comparer.at(place, only_changed=True)
        if difference is None:
            self._found.pop(place.address, None)
        else:
            self._found[place.address] = difference

    def _note_removed(self, place: Place) -> None:
        """Keep an occurrence that is gone, if the list around it is still there."""
        merged = self._comparer.merged
        of_list = place.address[: place.address.rindex("[")]
        old, into = merged.addresses(place.address)[0], merged.addresses(of_list)[1]
        answers = self.state.assessment.answers
        if old is None or into is None or is_empty(answers.get(old)):
            return
        before = merged.pairs(of_list)[: place.numbers[-1]]
        index = sum(now is not None for _, now in before)
        title = occurrence_title(answers, place.item, indices(old))
        self._removed.append(RemovedOccurrence(old, " ".join(title.split()), into, index))

    def _moves_others(self, address: str) -> bool:
        """Whether an edit needs more than a look at its own box: it is none that was there, or the
        occurrences around it are now others than before.
        """
        answers = self._document.answers
        item = answers.item_at(address)
        form = answers.form
        if item.features.tabular or item.id in form.columns or item.id not in form.printed_ids:
            return False
        place = self._places.get(address)
        if item.features.repeats or place is None:
            return True
        merged = self._comparer.merged
        lists = (
            address_of(repeat, place.numbers[:depth]).removesuffix("[]")
            for depth, repeat in enumerate(item.repeats)
        )
        return not all(merged.holds(of_list) for of_list in lists)

    def _names_others(self, address: str) -> bool:
        """Whether the edit is the name of a file or annex, by which its items are called."""
        place = self._places.get(address)
        repeat = place.section.repeat if place else ""
        names = (f"{repeat}.name", f"{repeat}.title")
        return bool(place and repeat and place.item.id in names)
