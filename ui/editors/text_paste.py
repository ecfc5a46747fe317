"""What a text box makes of a clipboard, or of what is dropped on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from pia_desktop.assessment.clipboard import is_file_address, text_of_cells
from pia_desktop.forms.sanitize import sanitize_pasted, too_long
from ui.widgets.text_format import utf16_length

# What the formats are called that spreadsheet programs put on the clipboard besides the text.
_SHEET_FORMATS = ("biff", "xml spreadsheet", "sylk", "opendocument.spreadsheet", "calc8", "calc ")
_SHEET_HTML = ("office:excel", "office:spreadsheet", "<google-sheets", "excel.sheet")

NO_FILES = "ファイルの場所は文章ではないので、貼り付けていません。"
NO_PICTURES = "文章の欄に画像は入りません。画像は、図の欄に入れてください。"


@runtime_checkable
class FileTaker(Protocol):
    """What stands around text boxes and knows what to do with files and pictures."""

    def take_files(self, mime: QMimeData) -> str:
        """Take the files or the picture over; why not, in a sentence, or nothing."""


@dataclass(frozen=True)
class PastedText:
    """The text to insert, and what to tell the person; without a text, nothing is inserted."""

    text: str
    said: str


def copied_content() -> QMimeData:
    """What was copied. Where nothing was, some systems have nothing at all to give."""
    content: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return QMimeData() if content is None else content


def holds_files(mime: QMimeData) -> bool:
    """Whether files are what is pasted or dropped, not a text."""
    return any(url.isLocalFile() for url in mime.urls())


def read_paste(box: QWidget, mime: QMimeData) -> PastedText:
    """The text in `mime` for a box; files and pictures go to whoever around the box takes them."""
    if holds_files(mime) or (mime.hasImage() and not mime.hasText()):
        taker = _taker_around(box)
        if taker is not None:
            return PastedText("", taker.take_files(mime))
        return PastedText("", NO_FILES if mime.hasUrls() else NO_PICTURES)
    text = mime.text()
    if is_file_address(text):
        return PastedText("", NO_FILES)
    from_sheet = _from_sheet(mime)
    # Last, for PySide takes `mime` for deleted when the scratch box goes: so it was on Windows. And
    # of what isn't pasted nobody needs to know.
    halves = 0 if too_long(text) else _halves(mime)
    pasted = sanitize_pasted(text_of_cells(text, from_sheet=from_sheet), halves)
    return PastedText(pasted.text, pasted.said)


def _taker_around(box: QWidget) -> FileTaker | None:
    around: QWidget | None = box
    while around is not None:
        if isinstance(around, FileTaker):
            return around
        around = around.parentWidget()
    return None


def _from_sheet(mime: QMimeData) -> bool:
    formats = " ".join(mime.formats()).lower()
    if any(name in formats for name in _SHEET_FORMATS):
        return True
    head = mime.html()[:4000].lower() if mime.hasHtml() else ""
    return any(name in head for name in _SHEET_HTML)


def _halves(mime: QMimeData) -> int:
    """How many halves of characters stand in a pasted text: Qt leaves them out of what it hands to
    us, but not out of what it shows.
    """
    scratch = QPlainTextEdit()
    scratch.insertFromMimeData(mime)
    document = scratch.document()
    return document.characterCount() - 1 - utf16_length(document.toRawText())
