"""文例: passages of the library and texts of other assessments, to be put into the item in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from pia_desktop.assessment.search import SearchQuery
from pia_desktop.ledger.phrase_library import Phrase
from pia_desktop.ledger.text_edits import FilePlan
from pia_desktop.ledger.text_pool import TextSuggestion
from ui.dialogs.base import Dialog
from ui.dialogs.place_list import PlaceList
from ui.dialogs.publication_fields import LineBox
from ui.editors.line_base import LineBase
from ui.editors.options import WrappedCheck
from ui.ledger.replace_dialog import EditsDialog
from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.before_after import BeforeAfter
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.panes import Panes
from ui.widgets.text_format import one_line

_SHOWN = 60  # letters of a text in the list
_TITLES = 3  # assessments that are named beside a text
_NO_LIBRARY = "文例集を選ぶと、その文例がここに出ます。"
_NO_TEXT_ITEM = "文章を書く項目を選んでから開くと、文例を入れられます。"


@dataclass(frozen=True)
class PhraseTarget:
    """The item in hand: its address and id, its name, and what stands in it. Without an address no
    item that holds a text is in hand, or nothing may be written.
    """

    address: str = ""
    item_id: str = ""
    name: str = ""
    text: str = ""


class PhrasesDialog(Dialog):
    """Accepted, `result_text` is what is to stand in the item."""

    library_asked = Signal()
    new_library_asked = Signal()
    # A passage is to be made of the item's text, under a name that is asked for.
    register_asked = Signal()
    # The name of a passage.
    uses_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, target: PhraseTarget, parent: QWidget | None) -> None:
        """For the item in hand; what there is to choose from is shown later."""
        super().__init__("dialog_phrases", "文例", parent)
        self.want(1000, 640)
        self._target = target
        self._phrases: Sequence[Phrase] = ()
        self._suggestions: Sequence[TextSuggestion] = ()
        self._pool_words = ""
        self._has_library = False
        # Of each row: its text, and the passage's name if it is one of the library.
        self._rows: list[tuple[str, str] | None] = []
        self.say(target.name or _NO_TEXT_ITEM, "label").setObjectName("phrases_item")
        self._add_library()
        self._search = LineBase(self)
        identify(self._search, "phrases_search", "文例を探す")
        self._search.setPlaceholderText("文例を探す")
        self._search.textChanged.connect(self._list_rows)
        self.body.addWidget(self._search)
        self._add_panes()
        self._replace = WrappedCheck("いまの記載と置き換える（外すと、後に続ける）", self)
        identify(self._replace, "phrases_replace", "いまの記載と置き換える")
        self._replace.toggled.connect(lambda _=False: self._show())
        self._replace.setVisible(bool(target.text))
        self.body.addWidget(self._replace)
        self._ok = self.add_ok_cancel("項目に入れる")
        self._list_rows()

    def _add_library(self) -> None:
        line = QWidget(self)
        flow = FlowLayout(line, theme().px(8))
        self._library = plain_label(_NO_LIBRARY, line, "support")
        self._library.setObjectName("phrases_library")
        self._library.setWordWrap(False)
        flow.addWidget(self._library)
        self._tools = {}
        for name, text, act in (
            ("phrases_open", "文例集を選ぶ…", self.library_asked.emit),
            ("phrases_new", "文例集を新しく作る…", self.new_library_asked.emit),
            ("phrases_register", "この記載を文例に登録…", self.register_asked.emit),
            ("phrases_uses", "使っている評価書…", lambda: self.uses_asked.emit(self._name)),
            ("phrases_remove", "文例集から消す", lambda: self.remove_asked.emit(self._name)),
        ):
            tool = self._tools[name] = button(text, parent=line)
            tool.setProperty("look", "compact")
            tool.setAutoDefault(False)
            identify(tool, name, text)
            tool.clicked.connect(lambda _=False, run=act: run())
            flow.addWidget(tool)
        self.body.addWidget(line)

    def _add_panes(self) -> None:
        panes = Panes(self)
        self._list = PlaceList("phrases", "文例と、ほかの評価書の記載", lambda _row: None, panes)
        self._list.currentRowChanged.connect(lambda _row: self._show())
        right = QWidget(panes)
        column = QVBoxLayout(right)
        column.setContentsMargins(theme().px(12), 0, 0, 0)
        self._about = plain_label("", right, "label")
        column.addWidget(self._about)
        self._texts = BeforeAfter(right, titles=("いまの記載", "入れたあと"))
        column.addWidget(self._texts)
        column.addStretch(1)
        panes.setStretchFactor(1, 1)
        panes.setSizes([theme().px(400), theme().px(560)])
        self.body.addWidget(panes, 1)

    # -- what there is -----------------------------------------------------------------------

    def show_library(self, path: Path | None, phrases: Sequence[Phrase]) -> None:
        """Offer the passages of this library."""
        self._phrases = phrases
        self._library.setText(f"文例集：{path.name}" if path is not None else _NO_LIBRARY)
        self._has_library = path is not None
        self._list_rows()

    def show_suggestions(self, suggestions: Sequence[TextSuggestion], words: str) -> None:
        """Offer what other assessments say at the item; `words` says of how many, or what is being
        done.
        """
        self._suggestions, self._pool_words = suggestions, words
        self._list_rows()

    # -- listing -----------------------------------------------------------------------------

    def _list_rows(self) -> None:
        here = [p for p in self._phrases if self._target.item_id in p.items and self._fits(p)]
        others = [p for p in self._phrases if p not in here and self._fits(p)]
        suggestions = [each for each in self._suggestions if self._has_words(each.text)]
        parts = [
            ("この項目の文例", [(p.text, p.name, one_line(p.text)) for p in here]),
            (
                f"ほかの評価書の同じ項目{self._pool_words}",
                [(each.text, "", _titles(each)) for each in suggestions],
            ),
            ("ほかの項目の文例", [(p.text, p.name, one_line(p.text)) for p in others]),
        ]
        self._rows = []
        texts: list[tuple[str, str]] = []
        for title, rows in parts:
            if not rows and title == parts[2][0]:
                continue
            self._rows.append(None)
            texts.append((title if rows else f"{title}：なし", ""))
            for text, name, about in rows:
                self._rows.append((text, name))
                texts.append((name or _short(text), _short(about)))
        self._list.show_rows(texts)
        for row, entry in enumerate(self._rows):
            if entry is None:
                self._make_heading(self._list.item(row))
        first = next((row for row, entry in enumerate(self._rows) if entry is not None), -1)
        self._list.setCurrentRow(first)
        self._show()

    def _make_heading(self, item: QListWidgetItem) -> None:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self._list.font()
        font.setBold(True)
        item.setFont(font)

    def _fits(self, phrase: Phrase) -> bool:
        return self._has_words(f"{phrase.name}\n{phrase.text}")

    def _has_words(self, text: str) -> bool:
        words = self._search.text().split()
        return all(any(SearchQuery(word).spans(text)) for word in words)

    @property
    def _chosen(self) -> tuple[str, str] | None:
        row = self._list.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    @property
    def _name(self) -> str:
        return self._chosen[1] if self._chosen is not None else ""

    @property
    def result_text(self) -> str:
        """What is to stand in the item."""
        chosen = self._chosen
        if chosen is None:
            return self._target.text
        if not self._target.text or self._replace.isChecked():
            return chosen[0]
        return f"{self._target.text}\n{chosen[0]}"

    def _show(self) -> None:
        chosen = self._chosen
        self._about.setText(self._name)
        self._about.setVisible(bool(self._name))
        self._texts.setVisible(chosen is not None)
        if chosen is not None:
            self._texts.show_texts(self._target.text, self.result_text)
        can_write = chosen is not None and bool(self._target.address)
        self._ok.setEnabled(can_write and self.result_text != self._target.text)
        for name in ("phrases_uses", "phrases_remove"):
            self._tools[name].setEnabled(bool(self._name))
        can_register = self._has_library and bool(self._target.text)
        self._tools["phrases_register"].setEnabled(can_register)


def _titles(suggestion: TextSuggestion) -> str:
    named = "、".join(suggestion.titles[:_TITLES])
    more = len(suggestion.titles) - _TITLES
    return f"{len(suggestion.titles)}件の評価書：{named}" + (f" ほか{more}件" if more > 0 else "")


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


class PhraseName(Dialog):
    """Asks for the name of a new passage; `name` says it."""

    def __init__(self, text: str, known: Sequence[str], parent: QWidget) -> None:
        """`text` is the passage, `known` are the names that there are."""
        super().__init__("dialog_phrase_name", "文例に登録", parent)
        self.want(560)
        self.say("この記載を文例に登録します。", "label")
        self.say(_short(text), "folded")
        self._line = LineBox("phrase_name", "文例の名前", self)
        self.body.addWidget(self._line)
        names = "、".join(known)
        if names:
            self.say(f"同じ名前の文例は、この記載に書き改めます。いまある文例：{names}", "support")
        self.add_ok_cancel("登録する")

    @property
    def name(self) -> str:
        """The name."""
        return self._line.text


class PhraseUpdateDialog(EditsDialog):
    """The assessments with an earlier wording of a passage, before and after; those reworded by
    hand have no tick. Accepted, `wanted` is to be written.
    """

    def __init__(
        self, name: str, plans: Sequence[FilePlan], current: int, parent: QWidget | None
    ) -> None:
        """`current` assessments have the passage as it is in the library."""
        title = f"文例「{name}」を使っている評価書"
        super().__init__("dialog_phrase_update", title, "文例を反映する", parent)
        self.say(f"文例「{name}」", "heading")
        words = f"いまの文例のままの評価書：{current}件"
        self.say(words).setObjectName("phrase_current")
        self.add_edits()
        self.show_plans(plans)
        if not any(plan.edits for plan in plans):
            self.say_summary("以前の文例や手直しのある評価書はありません。")
