"""Dialogs that stay open beside the page, such as 「検索と置換」."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog


class ModelessDialogs:
    """At most one dialog of each name is open."""

    def __init__(self) -> None:
        """None is open."""
        self._open: dict[str, QDialog] = {}

    def show(self, name: str, dialog: QDialog) -> None:
        """Show a dialog; the one of this name that was open is closed."""
        self._close(name)
        self._open[name] = dialog
        dialog.finished.connect(lambda: self._forget(name, dialog))
        dialog.show()

    def close_all(self) -> None:
        """Close them: they belong to the document that is shown."""
        for name in list(self._open):
            self._close(name)

    def _close(self, name: str) -> None:
        if name in self._open:
            self._open[name].reject()

    def _forget(self, name: str, dialog: QDialog) -> None:
        if self._open.get(name) is dialog:
            del self._open[name]
        dialog.deleteLater()
