"""Pictures with their captions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from pia_desktop.assessment.pictures import shrunk
from pia_desktop.errors import PiaError
from pia_desktop.forms.places import Place
from ui.editors.base import Editor, identify_place
from ui.editors.confirm_remove import ask_to_remove
from ui.editors.picture_card import PictureCard
from ui.editors.pictures import (
    FILTER,
    ask_to_shrink,
    is_picture_name,
    large_pictures_in_words,
    picture_fault,
    pictures_in,
    read_picture,
)
from ui.editors.text_paste import copied_content
from ui.style.buttons import button
from ui.style.theme import theme
from ui.widgets.accessibility import identify, tab_after
from ui.widgets.column_layout import ColumnLayout

_HINT = (
    "PNGかJPEGの画像を、ここへドラッグするか、コピーして「図を貼り付け」で加えることもできます。"
)


class FiguresEditor(Editor, QWidget):
    """The pictures of an item in their order.

    It holds names and captions. The bytes come by `set_pictures`; a new picture goes out by
    `picture_added`, and whoever keeps the pictures then sets the value with it.
    """

    changed = Signal()
    picture_added = Signal(str, bytes)

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The pictures of the item at `place`."""
        super().__init__(parent)
        identify_place(self, place)
        self.confirm: Callable[[str], bool] = lambda text: ask_to_remove(self, text)
        self._figures: list[dict[str, str]] = []
        self._pictures: dict[str, bytes] = {}
        self._cards: list[PictureCard] = []
        self._read_only = False
        self.setAcceptDrops(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(10))
        self._hint = QLabel(_HINT, self)
        self._hint.setWordWrap(True)
        self._hint.setProperty("look", "support")
        self._notice = QLabel(self)
        self._notice.setWordWrap(True)
        self._notice.setProperty("look", "error")
        self._notice.hide()
        self._tools = ColumnLayout(self, row_gap=12)
        self._buttons: dict[str, QWidget] = {}
        for name, text, act in (
            ("add", "図を追加", self.add_files),
            ("paste", "図を貼り付け", self.paste),
        ):
            tool = button(text, parent=self._tools)
            identify(tool, f"{name}:{place.address}", f"{place.name} に{text}")
            tool.clicked.connect(act)
            self._buttons[name] = tool
            self._tools.add(tool)
        self.setFocusProxy(self._buttons["add"])
        for part in (self._tools, self._hint, self._notice):
            self._layout.addWidget(part)

    def value(self) -> list[dict[str, str]]:
        """The pictures' names and captions."""
        return [dict(figure) for figure in self._figures]

    def set_value(self, value: list[dict[str, str]] | None) -> None:
        """Show pictures; where only captions differ, the focus stays where it is."""
        figures = [{"file": f["file"], "caption": f.get("caption", "")} for f in value or ()]
        if figures == self._figures:
            return
        same = [f["file"] for f in figures] == [f["file"] for f in self._figures]
        self._figures = figures
        if not same:
            self._make_cards()
        for card, figure in zip(self._cards, figures, strict=True):
            card.caption.set_text(figure["caption"])

    def set_pictures(self, pictures: dict[str, bytes]) -> None:
        """Give the pictures' bytes by name."""
        self._pictures = dict(pictures)
        for card, figure in zip(self._cards, self._figures, strict=True):
            card.show_picture(self._pictures.get(figure["file"]))

    def set_read_only(self, read_only: bool) -> None:
        """Show the pictures without letting them be changed."""
        self._read_only = read_only
        self._tools.setHidden(read_only)
        self._hint.setHidden(read_only)
        self.setAcceptDrops(not read_only)
        for card in self._cards:
            card.set_read_only(read_only)

    # -- adding -----------------------------------------------------------------------------

    def add_files(self) -> None:
        """Let the person choose pictures' files."""
        names, _ = QFileDialog.getOpenFileNames(self, "図を追加", "", FILTER)
        taken, refused = [], []
        for name in names:
            try:
                taken.append(read_picture(Path(name)))
            except PiaError as error:
                refused.append(picture_fault(Path(name), error))
        self._take(taken, refused)

    def paste(self) -> None:
        """Add the picture on the clipboard."""
        taken, refused = pictures_in(copied_content())
        if not taken and not refused:
            refused = ["貼り付ける画像がありません。画像をコピーしてから押してください。"]
        self._take(taken, refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V outside a caption pastes a picture."""
        if event.matches(QKeySequence.StandardKey.Paste) and not self._read_only:
            self.paste()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures may be dropped here; an assessment or a workbook is the window's."""
        files = [url.toLocalFile() for url in event.mimeData().urls()]
        others = files and not any(is_picture_name(name) for name in files)
        if others or not (files or event.mimeData().hasImage()):
            event.ignore()
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what is dropped."""
        self._take(*pictures_in(event.mimeData()))
        event.acceptProposedAction()

    def take(self, mime: QMimeData) -> None:
        """Add what is dropped or pasted elsewhere on the page."""
        self._take(*pictures_in(mime))

    def _take(self, taken: list[tuple[str, bytes]], refused: list[str]) -> None:
        self._notice.setText("\n".join(refused))
        self._notice.setVisible(bool(refused))
        large = large_pictures_in_words(taken)
        if large and ask_to_shrink(self, large):
            taken = [(name, shrunk(data)) for name, data in taken]
        for name, data in taken:
            self.picture_added.emit(name, data)

    # -- ordering ---------------------------------------------------------------------------

    def _make_cards(self) -> None:
        for card in self._cards:
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        last = len(self._figures) - 1
        before = self._buttons["paste"]
        for number, figure in enumerate(self._figures):
            card = PictureCard(self.objectName(), number, figure["file"], self)
            card.show_picture(self._pictures.get(figure["file"]))
            card.caption_changed.connect(lambda n=number: self._captioned(n))
            card.up.clicked.connect(lambda _=False, n=number: self._move(n, n - 1))
            card.down.clicked.connect(lambda _=False, n=number: self._move(n, n + 1))
            card.remove.clicked.connect(lambda _=False, n=number: self._remove(n))
            card.up.setEnabled(number > 0)
            card.down.setEnabled(number < last)
            card.set_read_only(self._read_only)
            self._layout.addWidget(card)
            before = tab_after(before, card)
            self._cards.append(card)

    def _captioned(self, number: int) -> None:
        self._figures[number] = {
            **self._figures[number],
            "caption": self._cards[number].caption.text(),
        }
        self.changed.emit()

    def _move(self, number: int, to: int) -> None:
        figures = self.value()
        figures.insert(to, figures.pop(number))
        self.set_value(figures)
        self._cards[to].caption.setFocus()
        self.changed.emit()

    def _remove(self, number: int) -> None:
        figure = self._figures[number]
        caption = f"\n説明：{figure['caption'][:60]}" if figure["caption"] else ""
        if not self.confirm(f"図{number + 1}「{figure['file']}」を削除します。{caption}"):
            return
        self.set_value([f for n, f in enumerate(self._figures) if n != number])
        self.changed.emit()
