"""The list of notes as a PDF of its own: it goes with no assessment."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from pia_desktop.assessment.notes import Note
from ui.style.fonts import family

_MARGIN_MM = 15
_POINTS = 10


def notes_pdf(title: str, notes: Sequence[tuple[str, Note]]) -> bytes:
    """A4 pages with a table: the item's name, what the note says, who wrote it when, its state."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
            QPageLayout.Unit.Millimeter,
        )
    )
    document = QTextDocument()
    document.setDefaultFont(QFont(family(), _POINTS))
    document.setHtml(_html(title, notes))
    document.print_(writer)
    buffer.close()
    return bytes(buffer.data().data())


def _html(title: str, notes: Sequence[tuple[str, Note]]) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{_lines(note.text)}</td>"
        f"<td>{escape(note.by)}<br/>{escape(note.date)}</td>"
        f"<td>{'済' if note.done else '未了'}</td></tr>"
        for name, note in notes
    )
    head = "".join(f"<th>{words}</th>" for words in ("項目", "メモ", "書いた人・日", "状態"))
    table = '<table border="1" cellspacing="0" cellpadding="4" width="100%">'
    return f"<h3>{escape(title)}</h3>{table}<thead><tr>{head}</tr></thead>{rows}</table>"


def _lines(text: str) -> str:
    return "<br/>".join(escape(line) for line in text.split("\n"))
