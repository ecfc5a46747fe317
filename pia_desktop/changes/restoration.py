"""Taking the earlier text of an item back, or an occurrence that was removed."""

from __future__ import annotations

from functools import cached_property

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pictures import free_name
from pia_desktop.assessment.upgrade import upgrade
from pia_desktop.changes.differences import Difference, Fate
from pia_desktop.changes.live_differences import RemovedOccurrence

_STEP = "前の記載に戻す操作"


class EarlierState:
    """A state to take things back from. One in another form is carried to the document's."""

    def __init__(self, state: Assessment, document: Document) -> None:
        """Nothing is carried before it is needed."""
        self._state = state
        self._document = document

    @cached_property
    def _carried(self) -> Assessment:
        form = self._document.assessment.form
        return _in_form(self._state, form.id)

    @property
    def writable(self) -> bool:
        """Whether anything may be put into the document."""
        return not self._document.assessment.read_only

    def can_restore(self, entry: Difference) -> bool:
        """Whether the item has a box now that could hold what it said."""
        known = entry.place.item.id in self._document.answers.form.by_id
        whole = entry.fate is Fate.KEPT and not entry.key
        return known and self.writable and whole and entry.changed

    def restore(self, entry: Difference) -> None:
        """Put into the item's box what it said; one step of undo."""
        if entry.old is None or entry.new is None:
            raise LookupError(entry.place.address)
        value = self._carried.answers.get(entry.old)
        if value and entry.place.item.features.pictorial:
            value = [{**figure, "file": self._picture(figure["file"])} for figure in value]
        with self._document.step(_STEP):
            self._document.set(entry.new, value)

    def put_back(self, removed: RemovedOccurrence) -> str:
        """Put a removed occurrence back where it stood; its present address is given back."""
        occurrence = self._carried.answers.get(removed.old)
        with self._document.step(_STEP):
            self._document.add(removed.into, removed.index, occurrence)
        return f"{removed.into}[{removed.index}]"

    def _picture(self, name: str) -> str:
        """Bring a picture back; the name that it has now."""
        figures = self._document.assessment.figures
        free = free_name(name, self._carried.figures[name], figures)
        figures[free] = self._carried.figures[name]
        return free


def _in_form(state: Assessment, form_id: str) -> Assessment:
    return state if state.form.id == form_id else upgrade(state, form_id).assessment
