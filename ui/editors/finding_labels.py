"""Below an editor: what the rules find in it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pia_desktop.checks import Severity
from ui.style.icons import icon
from ui.style.theme import theme
from ui.widgets.labels import MeasuredLabel
from ui.widgets.severity import SEVERITY_ICONS, SEVERITY_LOOKS, SEVERITY_WORDS


class FindingLabels(QWidget):
    """One label a severity, the most severe first; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget) -> None:
        """Without a label; each is made when there is something to say in it."""
        super().__init__(parent)
        self._labels: dict[Severity, _FindingLabel] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(6))
        self.text = ""

    def show_texts(self, texts: Mapping[Severity, str]) -> None:
        """Show these texts in place of those that were shown."""
        shown = []
        for position, severity in enumerate(Severity):
            text = _worded(severity, texts.get(severity, ""))
            label = self._labels.get(severity)
            if label is None and text:
                label = self._labels[severity] = _FindingLabel(severity, self)
                before = [each for each in list(Severity)[:position] if each in self._labels]
                self._column.insertWidget(len(before), label)
            if label is not None:
                label.setText(text)
                label.setVisible(bool(text))
            if text:
                shown.append(text)
        self.text = "\n".join(shown)


def _worded(severity: Severity, text: str) -> str:
    """The text behind the word for its severity; an error's text says itself what is wrong."""
    return text if severity is Severity.ERROR or not text else f"{SEVERITY_WORDS[severity]}：{text}"


class _FindingLabel(MeasuredLabel):
    """A text in the colour of its severity, with the icon before it."""

    def __init__(self, severity: Severity, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._icon = icon(SEVERITY_ICONS[severity])
        self.setProperty("look", SEVERITY_LOOKS[severity])
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setContentsMargins(theme().px(28), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, and the icon beside its first line."""
        super().paintEvent(event)
        size = theme().px(20)
        top = (self.fontMetrics().lineSpacing() - size) // 2
        self._icon.paint(QPainter(self), 0, max(top, 0), size, size)
