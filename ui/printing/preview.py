"""The pages as they will be printed, one at a time, and the way to the printer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QWidget

from pia_desktop.errors import ExportError, PiaError
from pia_desktop.task_progress import TaskCancelled
from ui.dialogs.base import Dialog
from ui.dialogs.messages import show_error
from ui.dialogs.progress import run_with_progress
from ui.printing.page_images import PageImages, print_pages
from ui.style import button
from ui.style.icons import put_icon
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox

FITS = {"page": "ページ全体", "width": "幅に合わせる"}


class PreviewDialog(Dialog):
    """Shows a PDF; Page Up and Page Down turn its pages."""

    def __init__(
        self,
        data: bytes,
        title: str,
        parent: QWidget | None = None,
        *,
        heading: str = "印刷プレビュー",
    ) -> None:
        """`data` is the PDF, `title` the print job's name, `heading` the window's."""
        super().__init__("dialog_preview", heading, parent)
        self.want(900, 700)
        self._pages = PageImages(data)
        self._title = title
        self.index = 0
        self._add_bar()
        self._area = QScrollArea(self)
        identify(self._area, "preview_scroll", "ページ")
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._paper = QLabel(self._area)
        identify(self._paper, "preview_page", "ページの見本")
        self._area.setWidget(self._paper)
        self.body.addWidget(self._area, 1)
        self.print_button = self.add_button("印刷する", "button_print", primary=True, default=True)
        self.print_button.clicked.connect(self._print)
        self.add_button("閉じる", "button_close").clicked.connect(self.reject)
        self.finished.connect(lambda: self._pages.close())

    def _add_bar(self) -> None:
        row = QHBoxLayout()
        self._back = button("前のページ", parent=self)
        identify(self._back, "preview_back", "前のページ")
        put_icon(self._back, "back")
        self._back.clicked.connect(lambda: self.turn(self.index - 1))
        self._next = button("次のページ", parent=self)
        identify(self._next, "preview_next", "次のページ")
        put_icon(self._next, "next")
        self._next.clicked.connect(lambda: self.turn(self.index + 1))
        self._where = QLabel(self)
        self._where.setObjectName("preview_where")
        self._how = ChoiceBox(self)
        identify(self._how, "preview_fit", "表示の大きさ")
        for key, words in FITS.items():
            self._how.addItem(words, key)
        self._how.currentIndexChanged.connect(lambda: self.turn(self.index))
        for push_button in (self._back, self._next):
            push_button.setAutoDefault(False)
            row.addWidget(push_button)
        row.addWidget(self._where)
        row.addStretch(1)
        row.addWidget(self._how)
        self.body.addLayout(row)

    def turn(self, index: int) -> None:
        """Show a page as large as fits."""
        self.index = max(0, min(index, len(self._pages) - 1))
        size = self._pages.size(self.index)
        room = self._area.viewport().size()
        scale = (room.width() - 4) / size.width()
        if self._how.currentData() == "page":
            scale = min(scale, (room.height() - 4) / size.height())
        ratio = self.devicePixelRatioF()
        picture = QPixmap.fromImage(self._pages.image(self.index, max(0.1, scale) * ratio))
        picture.setDevicePixelRatio(ratio)
        self._paper.setPixmap(picture)
        self._paper.resize(picture.deviceIndependentSize().toSize())
        self._area.verticalScrollBar().setValue(0)
        self._where.setText(f"{self.index + 1}／{len(self._pages)}ページ")
        self._back.setEnabled(self.index > 0)
        self._next.setEnabled(self.index < len(self._pages) - 1)

    def showEvent(self, event: QShowEvent) -> None:
        """The first page, at the size that the dialog has now."""
        super().showEvent(event)
        self.turn(self.index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page anew."""
        super().resizeEvent(event)
        if self.isVisible():
            self.turn(self.index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.turn(self.index + step)
            return
        super().keyPressEvent(event)

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
