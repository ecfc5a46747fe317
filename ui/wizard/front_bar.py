"""Above the navigator: the two pages about the assessment as a whole."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.style import theme
from ui.style.buttons import button
from ui.widgets.accessibility import identify
from ui.widgets.flow_layout import FlowLayout

OVERVIEW, RISKS = "overview", "risks"
FRONT_PAGES = ((OVERVIEW, "全体"), (RISKS, "リスク対策一覧"))


class FrontBar(QWidget):
    """A button a page; `asked` tells which is wanted."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Neither is shown yet."""
        super().__init__(parent)
        inside = QWidget(self)
        flow = FlowLayout(inside, theme().px(6))
        around = QVBoxLayout(self)
        side = theme().px(8)
        around.setContentsMargins(side, 0, side, theme().px(6))
        around.addWidget(inside)
        self._buttons: dict[str, QPushButton] = {}
        for name, text in FRONT_PAGES:
            entry = button(text, parent=inside)
            entry.setCheckable(True)
            entry.setProperty("look", "front")
            identify(entry, f"page_{name}", f"{text}のページ")
            entry.clicked.connect(lambda _=False, name=name: self.asked.emit(name))
            flow.addWidget(entry)
            self._buttons[name] = entry

    @property
    def stops(self) -> list[QWidget]:
        """Where Tab stops."""
        return list(self._buttons.values())

    def show_choice(self, name: str) -> None:
        """Mark the page that is shown; none for a page of the form."""
        for own, entry in self._buttons.items():
            entry.setChecked(own == name)
