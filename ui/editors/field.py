"""The frame of an editor: label, support text, the editor, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from pia_desktop.forms.model import Item
from pia_desktop.forms.walk import Place
from ui.editors import make_editor


class Field(QWidget):
    """One item of a page. `focused` tells the address when the focus comes into its editor."""

    focused = Signal(str)

    def __init__(
        self, place: Place, parent: QWidget | None = None, columns: tuple[Item, ...] = ()
    ) -> None:
        """The field of the item at `place`."""
        super().__init__(parent)
        self.place = place
        self.setObjectName(f"field:{place.address}")
        layout = QVBoxLayout(self)
        self._label = QLabel(place.name, self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._support = QLabel(self)
        self._support.setWordWrap(True)
        self._support.hide()
        self.editor = make_editor(place, self, columns)
        self._error = QLabel(self)
        self._error.setWordWrap(True)
        self._error.hide()
        self._reason = QLabel(self)
        self._reason.hide()
        self._toggle = QPushButton("表示する", self)
        self._toggle.hide()
        self._toggle.clicked.connect(self._toggled)
        head = (self._label, self._reason, self._toggle, self._support)
        for part in (*head, self.editor, self._error):
            layout.addWidget(part)
        self._required = False
        for widget in (self.editor, *self.editor.findChildren(QWidget)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus comes."""
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit(self.place.address)
        return False

    def set_required(self, required: bool) -> None:
        """Show 「必須」 beside the label."""
        self._required = required
        self._label.setText(f"{self.place.name}　必須" if required else self.place.name)

    def set_support(self, text: str) -> None:
        """Show a grey text below the label."""
        self._support.setText(text)
        self._support.setVisible(bool(text))

    def set_error(self, text: str) -> None:
        """Show what is wrong below the editor, or nothing."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def set_folded(self, reason: str) -> None:
        """Fold the field to its label and the reason; with no reason, unfold it."""
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self._toggle.setVisible(bool(reason))
        self._toggle.setText("表示する")
        self.editor.setVisible(not reason)

    def _toggled(self) -> None:
        shown = self.editor.isHidden()
        self.editor.setVisible(shown)
        self._toggle.setText("たたむ" if shown else "表示する")
