"""Cut, copy, paste and select, wherever the focus is."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QWidget


class ClipboardController:
    """The clipboard's commands of the menu 編集."""

    def cut(self) -> None:
        """Cut the selected text out."""
        _ask_focus("cut")

    def copy(self) -> None:
        """Copy what is selected."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLabel):
            QApplication.clipboard().setText(focus.selectedText())
        else:
            _ask_focus("copy")

    def paste(self) -> None:
        """Paste where the focus is: a text, a picture, rows."""
        _ask_focus("paste")

    def select_all(self) -> None:
        """Select all of the text."""
        _ask_focus("selectAll")


def _ask_focus(verb: str) -> None:
    """Have the nearest widget around the focus do it that knows how."""
    widget: QWidget | None = QApplication.focusWidget()
    while widget is not None:
        act = getattr(widget, verb, None)
        if callable(act):
            act()
            return
        widget = widget.parentWidget()
