"""The latest published state of a document, and what differs from it, for the pages to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.versions import Version
from pia_desktop.forms.outline import WizardPage

if TYPE_CHECKING:
    from pia_desktop.changes.live_differences import LiveDifferences
    from pia_desktop.changes.restoration import EarlierState


class PublishedDifference(NamedTuple):
    """A published state that has been read: what differs from it, and the way back to it."""

    version: Version
    since: LiveDifferences
    earlier: EarlierState


def _compare(version: Version, document: Document) -> PublishedDifference:
    """Compare; what that takes is imported only where there is a published state."""
    from pia_desktop.changes.live_differences import LiveDifferences
    from pia_desktop.changes.restoration import EarlierState
    from pia_desktop.changes.state_reference import published_state

    state = published_state(version)
    return PublishedDifference(
        version, LiveDifferences(state, document), EarlierState(state.assessment, document)
    )


class PublishedState:
    """Follows a document. A document that was never published costs nothing."""

    def __init__(self, document: Document) -> None:
        """Nothing is read before `read`: a page is shown before its marks."""
        self._document = document
        self.difference: PublishedDifference | None = None

    def read(self) -> None:
        """Read the latest published state, if it isn't read; PiaError if it can't be."""
        versions = self._document.assessment.versions
        latest = versions[-1] if versions else None
        if latest is None:
            self.difference = None
        elif self.difference is None or self.difference.version is not latest:
            self.difference = None
            self.difference = _compare(latest, self._document)

    def note(self, change: Change) -> None:
        """Follow a change of the document."""
        if self.difference is not None:
            self.difference.since.note(change)

    def count(self, page: WizardPage) -> int:
        """How many items of a page differ, removed occurrences of its lists included."""
        if self.difference is None:
            return 0
        since = self.difference.since
        lists = {entry.address for entry in page.lists}
        removed_count = sum(removed.into in lists for removed in since.removed)
        return removed_count + since.count([place.address for place in page.places])
