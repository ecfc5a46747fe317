"""The latest published state of a document, and what differs from it, for the pages to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.versions import Version
from pia_desktop.forms.outline import WizardPage

if TYPE_CHECKING:
    from pia_desktop.changes.live_differences import LiveDifferences
    from pia_desktop.changes.restoration import EarlierState


@dataclass(frozen=True)
class BoxDifference:
    """A published state that has been read: what differs from it, and the way back to it."""

    version: Version
    since: LiveDifferences
    earlier: EarlierState


def _looked(version: Version, document: Document) -> BoxDifference:
    """What it takes to compare is loaded where there is something to compare with."""
    from pia_desktop.changes.live_differences import LiveDifferences
    from pia_desktop.changes.restoration import EarlierState
    from pia_desktop.changes.state_reference import published_state

    state = published_state(version)
    return BoxDifference(
        version, LiveDifferences(state, document), EarlierState(state.assessment, document)
    )


class PublishedState:
    """Follows a document. A document that was never published costs nothing."""

    def __init__(self, document: Document) -> None:
        """Nothing is read before `look`: a page is shown before its marks."""
        self._document = document
        self.looked: BoxDifference | None = None

    def look(self) -> None:
        """Read the latest published state, if it isn't read; PiaError if it can't be."""
        versions = self._document.assessment.versions
        latest = versions[-1] if versions else None
        if latest is None:
            self.looked = None
        elif self.looked is None or self.looked.version is not latest:
            self.looked = None
            self.looked = _looked(latest, self._document)

    def note(self, change: Change) -> None:
        """Hear of a change of the document."""
        if self.looked is not None:
            self.looked.since.note(change)

    def count(self, page: WizardPage) -> int:
        """How many items of a page differ, removed occurrences of its lists included."""
        if self.looked is None:
            return 0
        since = self.looked.since
        lists = {entry.address for entry in page.lists}
        gone = sum(removed.into in lists for removed in since.removed)
        return gone + since.count([place.address for place in page.places])
