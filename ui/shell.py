"""What controllers see of the window."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.errors import PiaError


class Shell(Protocol):
    """The window around the document that is open. The main window is one; tests have a small one
    of their own.
    """

    @property
    def document(self) -> Document | None:
        """The document that is shown, or None."""

    @property
    def parent_widget(self) -> QWidget:
        """The parent of dialogs, timers and threads."""

    def show_document(self, document: Document | None) -> None:
        """Show a document in place of the one that is open."""

    def document_changed(self) -> None:
        """Show that the document has been saved, or has another file."""

    def go_to(self, address: str) -> bool:
        """Show the page of an address and focus its editor; whether there is such a page."""

    def say(self, text: str) -> None:
        """Show a message that needs no answer, for a few seconds."""

    def show_error(self, error: PiaError) -> None:
        """Show a refusal, and wait until the person has closed it."""
