"""How many errors and warnings there are."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from pia_desktop.checks import Severity
from pia_desktop.checks.progress import Completion
from ui.style import theme
from ui.style.icons import icon
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.severity import SEVERITY_ICONS, SEVERITY_WORDS

_ICON = 18


class FindingCounts(QWidget):
    """「要確認 2件」 and 「注意 1件」, each with its icon; hidden where there is none."""

    def __init__(self, name: str, parent: QWidget) -> None:
        """`name` begins the labels' object names: `name_error` and `name_warning`."""
        super().__init__(parent)
        self.setObjectName(name)
        self._counts: dict[Severity, _Count] = {}
        self.hide()

    def show_counts(self, progress: Completion) -> None:
        """Show what was found in an entry."""
        counts = {Severity.ERROR: progress.errors, Severity.WARNING: progress.warnings}
        if not self._counts:
            if not any(counts.values()):
                return
            self._build()
        for severity, count in counts.items():
            self._counts[severity].show_count(count)
        self.setVisible(any(counts.values()))

    def _build(self) -> None:
        flow = FlowLayout(self, theme().px(8))
        for severity in (Severity.ERROR, Severity.WARNING):
            name = f"{self.objectName()}_{severity.value}"
            count = self._counts[severity] = _Count(name, severity, self)
            flow.addWidget(count)


class _Count(QWidget):
    """An icon, a word and a number."""

    def __init__(self, name: str, severity: Severity, parent: QWidget) -> None:
        super().__init__(parent)
        self._word = SEVERITY_WORDS[severity]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(4))
        size = theme().px(_ICON)
        sign = QLabel(self)
        sign.setPixmap(icon(SEVERITY_ICONS[severity]).pixmap(size, size))
        self._text = plain_label("", self)
        self._text.setWordWrap(False)
        self._text.setObjectName(name)
        row.addWidget(sign)
        row.addWidget(self._text)

    def show_count(self, count: int) -> None:
        """Show how many there are."""
        self._text.setText(f"{self._word} {count}件" if count else "")
        self.setVisible(bool(count))
