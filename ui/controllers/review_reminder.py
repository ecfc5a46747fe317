"""Reminders of the yearly review, and of the repeat within five years."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.publication import COVER_DATE
from pia_desktop.checks.review_calendar import ReviewTask, deadlines
from ui.widgets.document_binding import bind_document

if TYPE_CHECKING:
    from ui.wizard.notices import Notices

# How long before a date it is time to begin.
AHEAD = timedelta(days=60)


class ReviewReminder:
    """Shows in a document's notices what is due soon."""

    def __init__(
        self,
        record_review: Callable[[], object],
        today: Callable[[], date] = date.today,
    ) -> None:
        """`record_review` asks for a review and records it; `today` gives the day."""
        self._record_review = record_review
        self._today = today
        # Whose notice a person has closed.
        self._closed: Document | None = None

    def attach(self, document: Document, notices: Notices) -> None:
        """Show in the document's notices what is due, now and after each publication or review."""
        notices.review_asked.connect(self._record_review)
        notices.due_closed.connect(lambda: self._close(document))

        def changed(change: Change) -> None:
            if change.versions or COVER_DATE in change.addresses:
                self._say(document, notices)

        bind_document(document, notices, changed)
        self._say(document, notices)

    def _close(self, document: Document) -> None:
        self._closed = document

    def _say(self, document: Document, notices: Notices) -> None:
        near = self._today() + AHEAD
        tasks = [task for task in deadlines(document.assessment, self._today()) if task.day <= near]
        if self._closed is document:
            tasks = []
        words = "\n".join(task.short_message for task in tasks)
        writable = not document.assessment.read_only
        review = writable and any(task.task is ReviewTask.REVIEW for task in tasks)
        notices.show_due(words, review=review)
