"""The two states that are compared, and what can be done about what differs between them."""

from __future__ import annotations

from pia_desktop.assessment.document import Change, Document
from pia_desktop.changes.comparison import Comparison
from pia_desktop.changes.differences import Difference
from pia_desktop.changes.live_differences import LiveDifferences, RemovedOccurrence
from pia_desktop.changes.restoration import EarlierState
from ui.comparison.state_choice import StateChoice


class StatePair:
    """Two chosen states. Where the new one is what is written now, it follows the document."""

    def __init__(self, old: StateChoice, new: StateChoice, document: Document) -> None:
        """Read both; FileError where one can't be."""
        self.old, self.new = old.read(), new.read()
        self.titles = (old.title, new.title)
        self._document = document
        self._here = "new" if new.is_present else "old" if old.is_present else ""
        self._since: LiveDifferences | None = None
        self._earlier: EarlierState | None = None
        if new.is_present:
            self._since = LiveDifferences(self.old, document)
            self._earlier = EarlierState(self.old.assessment, document)

    @property
    def follows(self) -> bool:
        """Whether an edit of the document changes what differs."""
        return bool(self._here)

    @property
    def pictures(self) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """The pictures of both, by name."""
        return self.old.assessment.figures, self.new.assessment.figures

    def note(self, change: Change) -> None:
        """Follow a change of the document."""
        if self._since is not None:
            self._since.note(change)

    def comparison(self, *, everything: bool = False) -> Comparison:
        """Both states side by side, as they are now."""
        return Comparison(self.old, self.new, everything=everything)

    def entries(self, *, everything: bool, important_only: bool) -> list[Difference]:
        """The items to show."""
        if everything or self._since is None:
            entries = self.comparison(everything=everything).entries
        else:
            entries = self._since.entries
        return [entry for entry in entries if entry.important or not important_only]

    def address(self, entry: Difference) -> str:
        """Where the item is filled in now; nothing where it is in no page."""
        now = {"new": entry.new, "old": entry.old}.get(self._here)
        known = entry.place.item.id in self._document.answers.form.by_id
        removal = self._removed(entry)
        return now if now and known else removal.into if removal is not None else ""

    def can_restore(self, entry: Difference) -> bool:
        """Whether the earlier text can be taken back."""
        return self._earlier is not None and self._earlier.can_restore(entry)

    def restore(self, entry: Difference) -> None:
        """Take the earlier text back."""
        if self._earlier is not None:
            self._earlier.restore(entry)

    def can_put_back(self, entry: Difference) -> bool:
        """Whether the item stood in an occurrence that can be put back."""
        writable = self._earlier is not None and self._earlier.writable
        return writable and self._removed(entry) is not None

    def put_back(self, entry: Difference) -> None:
        """Put the occurrence back that the item stood in."""
        removed = self._removed(entry)
        if self._earlier is not None and removed is not None:
            self._earlier.put_back(removed)

    def _removed(self, entry: Difference) -> RemovedOccurrence | None:
        within = entry.within.address if entry.within is not None else ""
        removed = self._since.removed if self._since is not None else ()
        return next(
            (removal for removal in removed if removal.old == within and entry.new is None), None
        )
