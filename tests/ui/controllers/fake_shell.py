"""A window as controllers see it, without menus and pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.errors import PiaError
from ui.shell import Shell


class FakeShell:
    """Holds a document and notes what it is asked to show. `followers` are told of each document
    that is shown, as the window tells its controllers.
    """

    def __init__(self, parent: QWidget, document: Document | None = None) -> None:
        self.parent_widget = parent
        self.document = document
        self.followers: list[Callable[[Document | None], object]] = []
        self.messages: list[str] = []
        self.errors: list[PiaError] = []
        self.addresses: list[str] = []
        self.changes = 0

    def show_document(self, document: Document | None) -> None:
        self.document = document
        for follow in self.followers:
            follow(document)

    def document_changed(self) -> None:
        self.changes += 1

    def go_to(self, address: str) -> bool:
        self.addresses.append(address)
        return True

    def say(self, text: str) -> None:
        self.messages.append(text)

    def show_error(self, error: PiaError) -> None:
        self.errors.append(error)


def as_shell(fake: FakeShell) -> Shell:
    """The type checker's word that it is one."""
    return fake


def click(name: str) -> Callable[[QWidget], None]:
    """Click a dialog's button."""

    def act(dialog: QWidget) -> None:
        button = dialog.findChild(QPushButton, name)
        assert button is not None
        button.click()

    return act
