"""A PDF's pages as pictures, and onto a printer."""

from __future__ import annotations

from threading import Lock

import pypdfium2
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from pia_desktop.errors import ExportError
from pia_desktop.task_progress import ProgressCallback

# Dots an inch that a page is drawn with for paper; finer ones only cost time on an office printer.
PAPER_DPI = 300
_POINTS = 72
# PDFium works in one thread at a time, whatever the document, and ends the program otherwise: pages
# are printed in a thread of their own while the window draws them small.
_PDFIUM = Lock()


class PageImages:
    """The pages of a PDF that lies in memory."""

    def __init__(self, data: bytes) -> None:
        """Open the PDF."""
        with _PDFIUM:
            self._pdf = pypdfium2.PdfDocument(data)
            self._count = len(self._pdf)

    def __len__(self) -> int:
        """How many pages there are."""
        return self._count

    def size(self, index: int) -> QSizeF:
        """A page's width and height in points."""
        with _PDFIUM:
            return QSizeF(*self._pdf[index].get_size())

    def image(self, index: int, scale: float) -> QImage:
        """A page at `scale` pixels a point."""
        with _PDFIUM:
            return self._drawn(index, scale)

    def _drawn(self, index: int, scale: float) -> QImage:
        bitmap = self._pdf[index].render(scale=scale, prefer_bgrx=True)
        data = bytes(bitmap.buffer)
        shape = bitmap.width, bitmap.height, bitmap.stride
        return QImage(data, *shape, QImage.Format.Format_RGB32).copy()

    def close(self) -> None:
        """Let the PDF go."""
        with _PDFIUM:
            self._pdf.close()


def page_numbers(printer: QPrinter, count: int) -> range:
    """The pages that the print dialog asked for, from 0."""
    first, last = printer.fromPage(), printer.toPage()
    if first <= 0:
        return range(count)
    return range(first - 1, min(last or count, count))


def print_pages(pages: PageImages, printer: QPrinter, progress: ProgressCallback) -> None:
    """Draw the wanted pages, each on a sheet that lies as the page does."""
    numbers = page_numbers(printer, len(pages))
    painter = QPainter()
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))  # not once it has begun
    for done, number in enumerate(numbers):
        _turn(printer, pages.size(number))
        started = printer.newPage() if done else painter.begin(printer)
        if not started:
            painter.end()
            raise ExportError(
                "印刷を始められませんでした。",
                "プリンターの状態を確かめて、もう一度印刷してください。",
            )
        try:
            progress(done / len(numbers))
        except BaseException:
            printer.abort()
            painter.end()
            raise
        _draw(painter, printer, pages.image(number, _scale(printer)))
    painter.end()


def _turn(printer: QPrinter, size: QSizeF) -> None:
    wide = size.width() > size.height()
    way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    if printer.pageLayout().orientation() != way:
        printer.setPageOrientation(way)


def _scale(printer: QPrinter) -> float:
    return min(printer.resolution(), PAPER_DPI) / _POINTS


def _draw(painter: QPainter, printer: QPrinter, image: QImage) -> None:
    """Draw a page on the whole sheet; its own margins keep it within what printers reach."""
    sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    sheet.translate(-printer.pageRect(QPrinter.Unit.DevicePixel).topLeft())
    size = QSizeF(image.size()).scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(sheet.topLeft(), size)
    place.moveCenter(sheet.center())
    painter.drawImage(place, image)
