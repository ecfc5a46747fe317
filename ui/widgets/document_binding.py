"""Follows a document for as long as there is a widget to show it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.document import Document, Listener


def bind_document(document: Document, widget: QWidget, listener: Listener) -> None:
    """Tell `listener` of each change until the widget is gone: Qt deletes it, Python does not."""
    document.listen(listener)
    widget.destroyed.connect(lambda: document.unlisten(listener))
