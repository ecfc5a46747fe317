"""Telling that there is a newer edition of the document's form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pia_desktop.assessment.document import Document
from pia_desktop.forms import edition_name, newest_edition

if TYPE_CHECKING:
    from ui.wizard.notices import Notices


class EditionReminder:
    """Shows it in the document's notices until a person closes it."""

    def __init__(self, upgrade: Callable[[], object]) -> None:
        """`upgrade` goes on with a new document in another edition."""
        self._upgrade = upgrade
        # Whose notice a person has closed.
        self._closed: Document | None = None

    def attach(self, document: Document, notices: Notices) -> None:
        """Show in the document's notices which edition there is."""
        notices.upgrade_asked.connect(self._upgrade)
        notices.edition_closed.connect(lambda: self._close(document))
        own = document.assessment.form.id
        newest = newest_edition(own)
        if newest != own and self._closed is not document:
            notices.offer_edition(edition_name(newest))

    def _close(self, document: Document) -> None:
        self._closed = document
