"""Tips that show a text as it is."""

from __future__ import annotations

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """A tip that may hold what a person wrote.

    Qt takes a text with a tag in it for HTML, and fetches the pictures that it names: a file from
    elsewhere could make the PC call a server.
    """
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
