"""What is copied from where: the source, how much of it, and each item before and after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pia_desktop.assessment.copy_source import (
    CopiedItem,
    CopySource,
    copied_items,
    file_titles,
    in_section,
    own_sources,
)
from pia_desktop.assessment.model import Assessment
from pia_desktop.forms.outline import WizardPage
from ui.dialogs.base import Dialog
from ui.style import button, theme
from ui.style.rows import WrappedRows
from ui.widgets.accessibility import identify
from ui.widgets.before_after import BeforeAfter
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.panes import Panes

COPY_SCOPES = ("このページ", "この節のすべてのページ", "この項目だけ")
_PAGE, _SECTION, _ITEM = range(3)
_NO_SOURCE = "写す元がありません。「ほかの.piaを選ぶ」で選んでください。"

OtherAssessment = Callable[[], tuple[str, Assessment] | None]


class CopyFromDialog(Dialog):
    """Accepted, `wanted` are the items to copy from `source`."""

    def __init__(
        self,
        assessment: Assessment,
        page: WizardPage,
        address: str,
        file: int,
        other: OtherAssessment,
        parent: QWidget | None = None,
    ) -> None:
        """For the item in hand at `address`, on this page and in the 特定個人情報ファイル of this
        number; `other` asks for another assessment.
        """
        super().__init__("dialog_copy_from", "ほかのファイルから写す", parent)
        self.want(1000, 640)
        self._assessment = assessment
        self._page = page
        self._address = address
        self._file = file
        self._other = other
        self._sources = own_sources(assessment, file)
        self._items: list[CopiedItem] = []
        self._add_questions()
        self._summary = self.say("", "label")
        self._summary.setObjectName("copy_summary")
        self._add_panes()
        self._ok = self.add_ok_cancel("写す")
        self._offer(0)
        if not self._sources:
            self._ask.setFocus()  # all that can be done here

    def _add_questions(self) -> None:
        questions = QWidget(self)
        flow = FlowLayout(questions, theme().px(8))
        self._source = ChoiceBox(questions)
        identify(self._source, "copy_source", "写す元")
        self._source.currentIndexChanged.connect(self._list_items)
        self._scope = ChoiceBox(questions)
        identify(self._scope, "copy_scope", "写す範囲")
        self._scope.addItems(COPY_SCOPES)
        self._scope.currentIndexChanged.connect(self._list_items)
        other = self._ask = button("ほかの.piaを選ぶ…", parent=questions)
        identify(other, "copy_other", "ほかの.piaを選ぶ")
        other.setAutoDefault(False)
        other.clicked.connect(self._ask_other)
        for text, box in (("写す元", self._source), ("範囲", self._scope)):
            label = QLabel(text, questions)
            label.setProperty("look", "label")
            label.setBuddy(box)
            flow.addWidget(label)
            flow.addWidget(box)
        flow.addWidget(other)
        self.body.addWidget(questions)

    def _add_panes(self) -> None:
        panes = Panes(self)
        self._rows = QListWidget(panes)
        identify(self._rows, "copy_items", "写す項目")
        self._rows.setWordWrap(True)
        self._rows.setItemDelegate(WrappedRows(self._rows))
        self._rows.setMinimumHeight(theme().px(200))
        self._rows.currentRowChanged.connect(self._show)
        self._rows.itemChanged.connect(lambda _item: self._show_count())
        right = QWidget(panes)
        column = QVBoxLayout(right)
        column.setContentsMargins(theme().px(12), 0, 0, 0)
        self._name = plain_label("", right, "label")
        column.addWidget(self._name)
        self._texts = BeforeAfter(right, titles=("いまの記載", "写したあと"))
        column.addWidget(self._texts)
        column.addStretch(1)
        panes.setStretchFactor(1, 1)
        panes.setSizes([theme().px(380), theme().px(580)])
        self.body.addWidget(panes, 1)

    # -- what is chosen ----------------------------------------------------------------------

    @property
    def source(self) -> CopySource | None:
        """Where it comes from."""
        index = self._source.currentIndex()
        return self._sources[index] if 0 <= index < len(self._sources) else None

    @property
    def wanted(self) -> list[CopiedItem]:
        """The items whose tick is set."""
        ticked = Qt.CheckState.Checked
        return [
            item
            for row, item in enumerate(self._items)
            if self._rows.item(row).checkState() == ticked
        ]

    def _ask_other(self) -> None:
        chosen = self._other()
        if chosen is None:
            return
        name, assessment = chosen
        first = len(self._sources)
        if self._file < 0:
            self._sources.append(CopySource(assessment, -1, name, is_own=False))
        for number, title in enumerate(file_titles(assessment.answers) if self._file >= 0 else ()):
            self._sources.append(CopySource(assessment, number, f"{name}：{title}", is_own=False))
        self._offer(first)

    def _offer(self, chosen: int) -> None:
        with QSignalBlocker(self._source):
            self._source.clear()
            self._source.addItems([source.title for source in self._sources])
            self._source.setCurrentIndex(chosen if chosen < len(self._sources) else -1)
        self._list_items()

    # -- showing -----------------------------------------------------------------------------

    def _list_items(self) -> None:
        source, answers = self.source, self._assessment.answers
        self._items = (
            copied_items(answers, source, self._file, self._within()) if source is not None else []
        )
        with QSignalBlocker(self._rows):
            self._rows.clear()
            for item in self._items:
                row = QListWidgetItem(item.name, self._rows)
                row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                row.setCheckState(Qt.CheckState.Checked)
        self._rows.setCurrentRow(0 if self._items else -1)
        self._show(self._rows.currentRow())
        self._show_count()

    def _within(self) -> Callable[[str], bool]:
        scope = self._scope.currentIndex()
        if scope == _ITEM:
            return lambda address: address == self._address
        if scope == _SECTION:
            return in_section(self._page.section, self._file)
        here = {place.address for place in self._page.places}
        return here.__contains__

    def _show(self, row: int) -> None:
        item = self._items[row] if 0 <= row < len(self._items) else None
        self._name.setText(item.name if item is not None else "")
        self._texts.setVisible(item is not None)
        if item is not None:
            self._texts.show_texts(item.was, item.now)

    def _show_count(self) -> None:
        count = len(self.wanted)
        if self.source is None:
            words = _NO_SOURCE
        elif not self._items:
            words = "写すと変わる項目はありません。"
        else:
            words = f"{len(self._items)}項目のうち{count}項目を写します。元に戻せます。"
        self._summary.setText(words)
        self._ok.setEnabled(bool(count))
