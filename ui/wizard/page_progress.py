"""The wizard's pages with how far each one is, worked out anew when the answers have changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.notes import open_notes
from pia_desktop.checks import Finding
from pia_desktop.checks.progress import Completion, completion_of
from pia_desktop.forms import outline
from pia_desktop.forms.outline import OutlineNode, WizardPage

if TYPE_CHECKING:
    from pia_desktop.checks import LiveCheck


class PageProgress:
    """The outline of a document and its state; `update` follows the answers."""

    def __init__(
        self, document: Document, changes_on: Callable[[WizardPage], int] = lambda _page: 0
    ) -> None:
        """Look at the document as it is now. `changes_on` counts what differs on a page from the
        published state.
        """
        self._document = document
        self._changes_on = changes_on
        self.nodes: list[OutlineNode] = []
        self.pages: list[WizardPage] = []
        # All that the rules find, and what of it isn't marked 確認済み.
        self.all_findings: list[Finding] = []
        self.findings: list[Finding] = []
        self._live: LiveCheck | None = None
        self._changed: set[str] = set()
        self._restructured = False
        self._progress: dict[str, Completion] = {}
        self._changes: dict[str, int] = {}
        self._notes: dict[str, int] = {}
        # Whether progress and findings are known; opening a file doesn't wait for them.
        self.known = False
        self.update_pages()

    def update_pages(self) -> None:
        """Which pages there are; the answers' state is looked at later."""
        self.nodes = outline.build_outline(self._document.answers)
        self.pages = [page for node in self.nodes for page in node.pages()]

    def update(self) -> None:
        """Pages, findings and progress."""
        self.update_pages()
        self.known = True
        self.all_findings = self._check()
        self.findings = [each for each in self.all_findings if each.confirmed is None]
        self._progress = {
            page.key: completion_of(page, self._document.answers, self.findings)
            for page in self.pages
        }
        self._changes = {page.key: self._changes_on(page) for page in self.pages}
        self._notes = {}
        for note in open_notes(self._document.assessment.notes):
            page = outline.page_of(self.pages, note.address) if note.address else None
            if page is not None:
                self._notes[page.key] = self._notes.get(page.key, 0) + 1

    def note(self, change: Change) -> None:
        """Remember what has changed until the next update."""
        self._changed.update(change.addresses)
        self._restructured |= change.structure or change.versions

    def _check(self) -> list[Finding]:
        """What the rules find; they look again at what has changed since the last time alone."""
        # The rules are loaded with the first look: a file that is opened is shown before.
        from pia_desktop.checks import LiveCheck

        changed, self._changed = self._changed, set()
        restructured, self._restructured = self._restructured, False
        if self._live is None or self._live.day != date.today():
            self._live = LiveCheck(self._document.assessment, date.today())
        else:  # asked again without a change: something else may be new
            everything = restructured or not changed
            self._live.update(changed, structure=everything)
        return self._live.update_confirmations()

    def index_of(self, key: str) -> int:
        """The place of a page in printed order, or -1."""
        return next((i for i, page in enumerate(self.pages) if page.key == key), -1)

    def progress(self, node: OutlineNode) -> Completion:
        """How far an entry and all below it are."""
        return Completion.together(map(self.page_progress, node.pages()))

    def changes(self, node: OutlineNode) -> int:
        """How much differs from the published state in an entry and all below it."""
        return sum(self._changes.get(page.key, 0) for page in node.pages())

    def notes(self, node: OutlineNode) -> int:
        """How many open notes stand in an entry and all below it."""
        return sum(self._notes.get(page.key, 0) for page in node.pages())

    def page_progress(self, page: WizardPage) -> Completion:
        """How far one page is, without those below it."""
        return self._progress.get(page.key, Completion())

    def occurrence_progress(self, address: str) -> dict[str, Completion]:
        """How far each occurrence in a list is, with all pages that belong to it."""
        if not self.known:
            return {}
        out: dict[str, list[Completion]] = {}
        start = f"{address}["
        for page in self.pages:
            shown = page.occurrence or (page.places[0].address if page.places else "")
            if shown.startswith(start):
                occurrence = shown[: shown.index("]", len(start)) + 1]
                out.setdefault(occurrence, []).append(self.page_progress(page))
        return {address: Completion.together(parts) for address, parts in out.items()}

    @property
    def total(self) -> Completion:
        """How far the whole assessment is."""
        return Completion.together(self._progress.values())
