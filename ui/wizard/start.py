"""What the window shows before a document is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.style import button, theme
from ui.style.icons import put_icon
from ui.widgets.accessibility import identify
from ui.widgets.labels import plain_label


class StartPage(QScrollArea):
    """Begin, open, look at the example, or go on with a recent file."""

    recent_chosen = Signal(str)

    def __init__(self, recent: list[Path], parent: QWidget | None = None) -> None:
        """`recent` are the files used last."""
        super().__init__(parent)
        identify(self, "start_page", "はじめに")
        look = theme()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget(self)
        page.setObjectName("start_inside")
        outer = QVBoxLayout(page)
        inner = QWidget(page)
        inner.setFixedWidth(min(look.px(520), 1100))
        column = QVBoxLayout(inner)
        column.setSpacing(look.px(12))
        column.addWidget(plain_label("特定個人情報保護評価書を作る", inner, "title"))
        column.addWidget(
            plain_label(
                "様式3（重点項目評価書）と様式4（全項目評価書）を記入します。", inner, "support"
            )
        )
        self.new = self._button(inner, "start_new", "新しく作る", "", primary=True)
        self.open = self._button(inner, "start_open", "ファイルを開く", "open")
        self.imports = self._button(inner, "start_import", "去年のExcelを取り込む", "import-xlsx")
        self.sample = self._button(inner, "start_sample", "記入例を開く", "help")
        self.ledger = self._button(inner, "start_ledger", "台帳ですべての評価書を見る", "ledger")
        for push_button in (self.new, self.open, self.imports, self.sample, self.ledger):
            column.addWidget(push_button)
        if recent:
            column.addSpacing(look.px(12))
            column.addWidget(plain_label("最近使ったファイル", inner, "label"))
        for position, path in enumerate(recent[:5]):
            column.addWidget(self._recent(inner, position, path))
        outer.addStretch(1)
        outer.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)
        self.setWidget(page)

    def _button(
        self, parent: QWidget, name: str, text: str, mark: str, *, primary: bool = False
    ) -> QPushButton:
        push_button = button(text, primary=primary, parent=parent)
        put_icon(push_button, mark)
        identify(push_button, name, text)
        return push_button

    def _recent(self, parent: QWidget, position: int, path: Path) -> QPushButton:
        push_button = button(path.name.replace("&", "&&"), parent=parent)
        push_button.setProperty("look", "quiet")
        push_button.setToolTip(str(path))
        identify(push_button, f"recent_{position}", f"{path.name}を開く")
        push_button.clicked.connect(lambda: self.recent_chosen.emit(str(path)))
        return push_button
