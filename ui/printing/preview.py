"""The pages as they will be printed, and the way to the printer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QIntValidator, QKeyEvent, QPixmap, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from pia_desktop.errors import ExportError, PiaError
from pia_desktop.task_progress import TaskCancelled
from ui.dialogs.base import Dialog
from ui.dialogs.messages import show_error
from ui.dialogs.progress import run_with_progress
from ui.printing.page_images import PageImages, print_pages
from ui.printing.page_strip import PageStrip
from ui.style import button, theme
from ui.style.icons import put_icon
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox

FITS = {"page": "ページ全体", "width": "幅に合わせる"}
# Percent of the printed size, as a screen of 96 dots an inch shows it.
ZOOMS = (50, 75, 100, 125, 150, 200, 300)
_SCREEN_DPI, _POINTS = 96, 72
# Pixels round a page, at 100 %.
_EDGE = 12
_CTRL = Qt.KeyboardModifier.ControlModifier
_LARGER = (Qt.Key.Key_Plus, Qt.Key.Key_Semicolon, Qt.Key.Key_Equal)
_SMALLER = (Qt.Key.Key_Minus,)


class PreviewDialog(Dialog):
    """Shows a PDF: all pages small, one of them large. Page Up and Page Down turn, Home and End go
    to the first and the last; Ctrl with the wheel, + or - changes the size.
    """

    def __init__(
        self,
        data: bytes,
        title: str,
        parent: QWidget | None = None,
        *,
        heading: str = "印刷プレビュー",
        page: int = 1,
    ) -> None:
        """`data` is the PDF, `title` the print job's name, `heading` the window's; it opens at
        `page`, from 1.
        """
        super().__init__("dialog_preview", heading, parent)
        self.want(1000, 700)
        self._pages = PageImages(data)
        self._title = title
        self.index = max(0, min(page, len(self._pages)) - 1)
        self._add_bar()
        row = QHBoxLayout()
        self._strip = PageStrip(self._pages, self)
        self._strip.chosen.connect(self.turn)
        row.addWidget(self._strip)
        row.addWidget(self._add_paper(), 1)
        self.body.addLayout(row, 1)
        self.print_button = self.add_button("印刷する", "button_print", primary=True, default=True)
        self.print_button.clicked.connect(self._print)
        self.add_button("閉じる", "button_close").clicked.connect(self.reject)
        self.finished.connect(self._close_pages)

    def _close_pages(self) -> None:
        self._strip.stop()
        self._pages.close()

    def _add_paper(self) -> QScrollArea:
        self._area = QScrollArea(self)
        identify(self._area, "preview_scroll", "ページ")
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.installEventFilter(self)
        self._area.viewport().installEventFilter(self)
        self._paper = QLabel(self._area)
        identify(self._paper, "preview_page", "ページの見本")
        self._area.setWidget(self._paper)
        return self._area

    def _add_bar(self) -> None:
        row = QHBoxLayout()
        self._back = self._step("preview_back", "前のページ", "back", -1)
        self._next = self._step("preview_next", "次のページ", "next", 1)
        self._number = QLineEdit(self)
        identify(self._number, "preview_number", "ページの番号")
        self._number.setValidator(QIntValidator(1, len(self._pages), self))
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._number.setFixedWidth(theme().px(56 if theme().is_large else 72))
        self._number.editingFinished.connect(self._turn_to_number)
        self._where = QLabel(self)
        self._where.setObjectName("preview_where")
        self._how = ChoiceBox(self)
        identify(self._how, "preview_fit", "表示の大きさ")
        for key, words in FITS.items():
            self._how.addItem(words, key)
        for percent in ZOOMS:
            self._how.addItem(f"{percent}％", percent)
        self._how.currentIndexChanged.connect(lambda: self.turn(self.index))
        for push_button in (self._back, self._next):
            row.addWidget(push_button)
        row.addWidget(self._number)
        row.addWidget(self._where)
        row.addStretch(1)
        row.addWidget(self._how)
        self.body.addLayout(row)

    def _step(self, name: str, text: str, mark: str, by: int) -> QPushButton:
        """A button that turns; with large text its mark alone."""
        push_button = button("" if theme().is_large else text, parent=self)
        push_button.setToolTip(text)
        identify(push_button, name, text)
        put_icon(push_button, mark)
        push_button.setAutoDefault(False)
        push_button.clicked.connect(lambda: self.turn(self.index + by))
        return push_button

    def turn(self, index: int) -> None:
        """Show a page in the size that was chosen."""
        self.index = max(0, min(index, len(self._pages) - 1))
        ratio = self.devicePixelRatioF()
        image = self._pages.image(self.index, max(0.1, self._scale()) * ratio)
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(ratio)
        self._paper.setPixmap(picture)
        edges = 2 * self._paper.frameWidth()
        self._paper.resize(picture.deviceIndependentSize().toSize() + QSize(edges, edges))
        self._area.verticalScrollBar().setValue(0)
        self._where.setText(f"／{len(self._pages)}ページ")
        self._number.setText(str(self.index + 1))
        self._strip.go_to(self.index)
        self._back.setEnabled(self.index > 0)
        self._next.setEnabled(self.index < len(self._pages) - 1)

    def _turn_to_number(self) -> None:
        if self._number.text().isdecimal():
            self.turn(int(self._number.text()) - 1)

    def _scale(self) -> float:
        """Pixels a point of the page."""
        chosen = self._how.currentData()
        if isinstance(chosen, int):
            return chosen / 100 * _SCREEN_DPI / _POINTS
        size = self._pages.size(self.index)
        room = self._area.maximumViewportSize()
        edge = 2 * theme().px(_EDGE)
        # A page as wide as the room is higher than it, and has a scroll bar beside it.
        bar = self._area.verticalScrollBar().sizeHint().width() if chosen == "width" else 0
        wide = (room.width() - edge - bar) / size.width()
        return wide if chosen == "width" else min(wide, (room.height() - edge) / size.height())

    def zoom(self, steps: int) -> None:
        """Show the page so many sizes larger, or smaller for less than 0."""
        now = round(self._scale() * 100 * _POINTS / _SCREEN_DPI)
        if steps > 0:
            wanted = next((percent for percent in ZOOMS if percent > now), ZOOMS[-1])
        else:
            wanted = next((percent for percent in reversed(ZOOMS) if percent < now), ZOOMS[0])
        self._how.setCurrentIndex(self._how.findData(wanted))

    def showEvent(self, event: QShowEvent) -> None:
        """The page at the size that the dialog has now."""
        super().showEvent(event)
        self.turn(self.index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page anew."""
        super().resizeEvent(event)
        if self.isVisible():
            self.turn(self.index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up, Page Down, Home and End turn; Ctrl with + and - changes the size."""
        if not self._take_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The same keys where the page has the focus and would scroll; Ctrl and the wheel."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        if isinstance(event, QWheelEvent) and event.modifiers() & _CTRL:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._number.hasFocus():
            self._turn_to_number()  # the page is meant, not the button that prints
            return True
        last = len(self._pages) - 1
        targets = {
            Qt.Key.Key_PageDown: self.index + 1,
            Qt.Key.Key_PageUp: self.index - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if key in targets:
            self.turn(targets[key])
            return True
        if event.modifiers() & _CTRL and key in _LARGER + _SMALLER:
            self.zoom(1 if key in _LARGER else -1)
            return True
        return False

    def _print(self) -> None:
        if not QPrinterInfo.availablePrinterNames():  # the system's own dialog would not even open
            show_error(
                ExportError(
                    "このパソコンで使えるプリンターがありません。",
                    "プリンターを設定するか、「PDFに出す」で書き出して、"
                    "プリンターのあるパソコンで印刷してください。",
                ),
                self,
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        asking = QPrintDialog(printer, self)
        asking.setMinMax(1, len(self._pages))
        if asking.exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print on this printer."""
        try:
            run_with_progress(
                "印刷", lambda progress: print_pages(self._pages, printer, progress), self
            )
        except TaskCancelled:
            return
        except PiaError as error:
            show_error(error, self)
            return
        self.accept()
