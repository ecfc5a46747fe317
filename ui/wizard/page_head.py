"""The head of a page: the way to it, its title, and how much in it is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from pia_desktop.checks.progress import Completion
from pia_desktop.forms.outline import WizardPage
from ui.style import theme
from ui.style.tips import plain_tip
from ui.widgets.labels import plain_label
from ui.widgets.text_format import one_line
from ui.wizard.finding_counts import FindingCounts

# From this width in px at 100 % on the counts stand beside the title.
_WIDE = 640
# So many letters take three lines of the page; all of them stand in the tip.
_LONGEST = 72


class PageHead(QWidget):
    """Shows one page's title and counts."""

    def __init__(self, page: WizardPage, inset: int, parent: QWidget) -> None:
        """`inset` in px at 100 % is what the page's fields leave free at their sides."""
        super().__init__(parent)
        look = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(inset), 0, look.px(inset), 0)
        column.setSpacing(look.px(4))
        if len(page.trail) > 1:
            way = " › ".join(one_line(part) for part in page.trail[:-1])
            trail = plain_label(way, self, "trail")
            trail.setObjectName("page_trail")
            column.addWidget(trail)
        self._title = plain_label("", self, "title")
        self._title.setObjectName("page_title")
        self._counts = FindingCounts("page_counts", self)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.addWidget(self._title, 1)
        self._row.addWidget(self._counts, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(self._row)

    def show_page(self, page: WizardPage, progress: Completion) -> None:
        """Show the page's title and state as they are now."""
        title = one_line(page.title)
        self._title.setText(title if len(title) <= _LONGEST else title[:_LONGEST] + "…")
        self._title.setToolTip(plain_tip(title) if len(title) > _LONGEST else "")
        self._title.setAccessibleName(title)
        self._counts.show_counts(progress)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The counts beside the title, or below it where there is no room."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        wide = self.width() >= theme().px(_WIDE)
        self._row.setDirection(way.LeftToRight if wide else way.TopToBottom)
