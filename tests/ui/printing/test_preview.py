"""The pages before they are printed: all of them small, one large."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from tests.locations import ROOT
from ui.printing.page_images import page_numbers
from ui.printing.preview import PreviewDialog
from ui.style import apply_theme
from ui.style.apply import apply_text_size

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier

W = TypeVar("W", bound=QWidget)


def find(dialog: QWidget, kind: type[W], name: str) -> W:
    widget = dialog.findChild(kind, name)
    assert widget is not None
    return widget


@pytest.fixture
def two_pages() -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.rect(100, 100, 300, 300, fill=1)
    canvas.showPage()
    canvas.setPageSize((842, 595))
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_preview_turns_and_prints(qtbot: QtBot, two_pages: bytes, tmp_path: Path) -> None:
    dialog = PreviewDialog(two_pages, "評価書")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    page = dialog.findChild(QLabel, "preview_page")
    assert page is not None
    image = page.pixmap().toImage()
    centre = image.pixelColor(image.width() * 2 // 5, image.height() * 7 // 10)
    assert centre.lightness() < 50
    qtbot.mouseClick(find(dialog, QPushButton, "preview_next"), LEFT)
    number = dialog.findChild(QLineEdit, "preview_number")
    assert number is not None
    assert number.text() == "2"
    assert find(dialog, QLabel, "preview_where").text() == "／2ページ"
    assert page.pixmap().width() > page.pixmap().height()
    fit = dialog.findChild(QComboBox, "preview_fit")
    assert fit is not None
    fit.setCurrentIndex(1)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    dialog.print_on(printer)
    printed = pypdfium2.PdfDocument(tmp_path / "out.pdf")
    assert len(printed) == 2
    sizes = [printed[i].get_size() for i in range(2)]
    assert sizes[0][0] < sizes[0][1]
    assert sizes[1][0] > sizes[1][1]
    printed.close()


def test_without_a_printer_the_preview_says_what_to_do(
    qtbot: QtBot, two_pages: bytes, in_dialog: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: [])
    dialog = PreviewDialog(two_pages, "評価書")
    qtbot.addWidget(dialog)
    dialog.show()
    said: list[str] = []

    def read(error: QDialog) -> None:
        said.extend(label.text() for label in error.findChildren(QLabel))
        error.accept()

    in_dialog("dialog_error", read)
    qtbot.mouseClick(find(dialog, QPushButton, "button_print"), LEFT)
    assert any("プリンターがありません" in text for text in said)
    assert any("PDFに出す" in text for text in said)


def test_a_range_of_pages(qtbot: QtBot) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    assert page_numbers(printer, 5) == range(5)
    printer.setFromTo(2, 3)
    assert page_numbers(printer, 5) == range(1, 3)


@pytest.fixture
def preview(qapp: QApplication, qtbot: QtBot) -> PreviewDialog:
    """Nine pages, each with its number, opened at the fourth."""
    apply_theme(qapp)
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for number in range(1, 10):
        canvas.drawString(100, 700, str(number))
        canvas.showPage()
    canvas.save()
    dialog = PreviewDialog(out.getvalue(), "評価書", page=4)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def shown(preview: PreviewDialog) -> int:
    """The page that is shown large: the number, the strip and the picture agree."""
    number = int(find(preview, QLineEdit, "preview_number").text())
    assert find(preview, QListWidget, "preview_pages").currentRow() == number - 1
    assert preview.index == number - 1
    return number


def test_it_opens_at_the_page_that_was_asked_for(preview: PreviewDialog) -> None:
    assert shown(preview) == 4


def test_keys_turn_wherever_the_focus_is(qtbot: QtBot, preview: PreviewDialog) -> None:
    area = find(preview, QScrollArea, "preview_scroll")
    for target in (preview, area):
        for key, page in (
            (Qt.Key.Key_End, 9),
            (Qt.Key.Key_PageUp, 8),
            (Qt.Key.Key_Home, 1),
            (Qt.Key.Key_PageDown, 2),
        ):
            qtbot.keyClick(target, key)
            assert shown(preview) == page


def test_a_small_page_and_a_number_lead_to_it(qtbot: QtBot, preview: PreviewDialog) -> None:
    strip = find(preview, QListWidget, "preview_pages")
    strip.scrollToItem(strip.item(5))
    middle = strip.visualItemRect(strip.item(5)).center()
    qtbot.mouseClick(strip.viewport(), LEFT, pos=middle)
    assert shown(preview) == 6
    number = find(preview, QLineEdit, "preview_number")
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "7")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert shown(preview) == 7
    assert preview.isVisible()


def test_small_pages_get_their_pictures_while_nothing_happens(
    qtbot: QtBot, preview: PreviewDialog
) -> None:
    strip = find(preview, QListWidget, "preview_pages")

    def drawn() -> bool:
        image = strip.item(8).icon().pixmap(strip.iconSize()).toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2).alpha() == 255

    qtbot.waitUntil(drawn)
    assert [strip.item(row).text() for row in (0, 8)] == ["1", "9"]


def test_the_size_is_chosen_by_list_keys_and_wheel(qtbot: QtBot, preview: PreviewDialog) -> None:
    fit = find(preview, QComboBox, "preview_fit")
    paper = find(preview, QLabel, "preview_page")
    fit.setCurrentIndex(fit.findData(100))
    wide = paper.pixmap().deviceIndependentSize().width()
    assert wide == pytest.approx(210 / 25.4 * 96, abs=1)
    qtbot.keyClick(preview, Qt.Key.Key_Plus, CTRL)
    assert fit.currentText() == "125％"
    area = find(preview, QScrollArea, "preview_scroll")
    for up in (-120, -120):
        position = QPointF(10, 10)
        event = QWheelEvent(
            position,
            area.viewport().mapToGlobal(position),
            QPoint(),
            QPoint(0, up),
            Qt.MouseButton.NoButton,
            CTRL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(area.viewport(), event)
    assert fit.currentText() == "75％"
    assert shown(preview) == 4
    qtbot.keyClick(preview, Qt.Key.Key_Minus, CTRL)
    assert paper.pixmap().deviceIndependentSize().width() < wide / 1.9


@pytest.mark.parametrize("chosen", ["page", "width"])
def test_a_fitted_page_lies_on_its_ground_with_an_edge_all_round(
    preview: PreviewDialog, chosen: str
) -> None:
    fit = find(preview, QComboBox, "preview_fit")
    fit.setCurrentIndex(fit.findData(chosen))
    QApplication.processEvents()
    area, paper = (
        find(preview, QScrollArea, "preview_scroll"),
        find(preview, QLabel, "preview_page"),
    )
    assert not area.horizontalScrollBar().isVisible()
    assert area.verticalScrollBar().isVisible() == (chosen == "width")
    left = paper.mapTo(area.viewport(), QPoint()).x()
    image = area.viewport().grab().toImage()
    ground, edge, inside = (image.pixelColor(x, 40) for x in (left - 4, left, left + 4))
    assert inside.lightness() == 255
    assert edge.lightness() < ground.lightness() < 240


@pytest.fixture
def large() -> Iterator[None]:
    apply_text_size(200)
    yield
    apply_text_size(100)


def test_all_of_it_is_in_view_at_1024_px_with_the_largest_text(
    large: None, qtbot: QtBot, two_pages: bytes
) -> None:
    dialog = PreviewDialog(two_pages, "評価書")
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.resize(976, 720)
    QApplication.processEvents()
    for name in ("preview_back", "preview_next", "preview_number", "preview_fit", "preview_scroll"):
        part = find(dialog, QWidget, name)
        assert part.mapTo(dialog, part.rect().topRight()).x() < dialog.width(), name


_PRINT_AT_ONCE = """
import sys
from pathlib import Path
from PySide6.QtPrintSupport import QPrinter
from ui.app import application
made = application()
from ui.printing.preview import PreviewDialog
dialog = PreviewDialog(Path(sys.argv[1]).read_bytes(), "評価書")
dialog.show()
made.processEvents()
printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
printer.setOutputFileName(sys.argv[2])
dialog.print_on(printer)
print("printed")
"""


def test_many_pages_are_printed_while_they_are_still_being_drawn_small(tmp_path: Path) -> None:
    """The program used to end here: the pages were drawn in two threads at once."""
    pdf, paper = tmp_path / "many.pdf", tmp_path / "paper.pdf"
    canvas = Canvas(str(pdf), pagesize=(595, 842))
    for _ in range(120):
        for line in range(30):
            canvas.drawString(50, 800 - 20 * line, f"line {line}")
        canvas.showPage()
    canvas.save()
    done = subprocess.run(
        [sys.executable, "-c", _PRINT_AT_ONCE, str(pdf), str(paper)],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "printed"), done.stderr[-2000:]
    printed = pypdfium2.PdfDocument(paper)
    assert len(printed) == 120
    printed.close()
