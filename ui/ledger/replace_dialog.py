"""「すべての評価書で置き換える」: words in place of others, in all files of the 台帳."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from pia_desktop.assessment.search import SearchQuery
from pia_desktop.forms import form_ids, load_form_by_id, newest_edition
from pia_desktop.ledger.change_entry import ChangeEntry
from pia_desktop.ledger.item_choice import EVERY_ITEM, ItemChoice
from pia_desktop.ledger.text_edits import FilePlan, Replacement, TextChange
from ui.dialogs.base import Dialog
from ui.editors.line_base import LineBase
from ui.editors.options import WrappedCheck
from ui.ledger.edit_list import EditList
from ui.ledger.rows_choice import RowsChoice
from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import plain_label

_ASK = "探す文字を入れて「調べる」を押してください。"
_NOTHING = "見つかりませんでした。"
_NEVER = "変更箇所と公表版は書き換えません。書き換える前の内容は、控えに残ります。"

# What looks through the files: the plans, or None where that was called off.
PlanFinder = Callable[[TextChange], list[FilePlan] | None]


class EditsDialog(Dialog):
    """Shows what is to be changed in many files. Accepted, `wanted` is to be written, with rows of
    変更箇所 as `entry` says.
    """

    def __init__(self, name: str, title: str, ok: str, parent: QWidget | None) -> None:
        """Nothing to change yet; what is asked first goes into the body before `add_edits`."""
        super().__init__(name, title, parent)
        self.want(1080, 680)
        self._ok_text = ok

    def add_edits(self) -> None:
        """The list, what is asked of the rows, and the buttons."""
        self._summary = self.say("", "label")
        self._summary.setObjectName("edits_summary")
        self.edits = EditList(self)
        self.edits.changed.connect(self._refresh)
        self.body.addWidget(self.edits, 1)
        self._rows = RowsChoice(self)
        self._rows.changed.connect(self._refresh)
        self.body.addWidget(self._rows)
        self.say(_NEVER, "support")
        self._ok = self.add_ok_cancel(self._ok_text)
        self._ok.setAutoDefault(False)
        self._ok.setDefault(False)

    @property
    def wanted(self) -> list[FilePlan]:
        """The files with what is to be changed in them."""
        return self.edits.wanted

    @property
    def entry(self) -> ChangeEntry:
        """How their rows of 変更箇所 are to be written."""
        return self._rows.entry

    def show_plans(self, plans: Sequence[FilePlan]) -> None:
        """Show what is to be changed."""
        self.edits.show_plans(plans)
        self._rows.setVisible(any(plan.edits for plan in plans))

    def say_summary(self, words: str) -> None:
        """Say something in place of how much is to be changed."""
        self._summary.setText(words)

    def _refresh(self) -> None:
        wanted = [plan for plan in self.wanted if plan.edits]
        count = sum(plan.count for plan in wanted)
        self._summary.setText(f"{len(wanted)}件の評価書の{count}か所を書き換えます。")
        self._ok.setEnabled(bool(count) and self._rows.fits)


class ReplaceDialog(EditsDialog):
    """Asks for the words and looks for them; each hit can be left out."""

    def __init__(self, find: PlanFinder, parent: QWidget | None) -> None:
        """`find` looks through the files of the 台帳."""
        super().__init__(
            "dialog_replace_everywhere", "すべての評価書で置き換える", "置き換える", parent
        )
        self._find = find
        self._build()
        self.add_edits()
        self.show_plans([])
        self.say_summary(_ASK)

    def _build(self) -> None:
        asked = QWidget(self)
        grid = QGridLayout(asked)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme().px(8))
        self._text = self._line("replace_text", "探す文字", grid, 0)
        self._words = self._line("replace_words", "置き換える文字", grid, 1)
        label = plain_label("範囲", asked, "label")
        label.setWordWrap(False)
        self._scope = ChoiceBox(asked)
        identify(self._scope, "replace_scope", "置き換える項目の範囲")
        self._scopes = _scopes()
        self._scope.addItems([title for title, _ in self._scopes])
        label.setBuddy(self._scope)
        grid.addWidget(label, 2, 0)
        grid.addWidget(self._scope, 2, 1)
        self._loose = WrappedCheck("全角と半角、大文字と小文字を区別しない", asked)
        identify(self._loose, "replace_loose", self._loose.text())
        self._loose.setChecked(True)
        grid.addWidget(self._loose, 3, 1)
        self._look = button("調べる", primary=True, parent=asked)
        identify(self._look, "replace_look", "調べる")
        self._look.setAutoDefault(False)
        self._look.clicked.connect(self._search)
        grid.addWidget(self._look, 3, 2)
        grid.setColumnStretch(1, 1)
        self._text.returnPressed.connect(self._search)
        self._words.returnPressed.connect(self._search)
        self._text.textChanged.connect(self._forget)
        self._words.textChanged.connect(self._forget)
        self._scope.currentIndexChanged.connect(self._forget)
        self._loose.toggled.connect(self._forget)
        self._look.setEnabled(False)
        self.body.addWidget(asked)

    def _line(self, name: str, title: str, grid: QGridLayout, row: int) -> LineBase:
        label = plain_label(title, self, "label")
        label.setWordWrap(False)
        line = LineBase(self)
        identify(line, name, title)
        label.setBuddy(line)
        grid.addWidget(label, row, 0)
        grid.addWidget(line, row, 1, 1, 2)
        return line

    @property
    def title(self) -> str:
        """What is done, in a person's words."""
        return f"「{self._text.text()}」を「{self._words.text()}」に置き換え"

    def _forget(self) -> None:
        """Hits of other words are none."""
        self._look.setEnabled(bool(self._text.text()))
        if self.edits.wanted:
            self.show_plans([])
        self.say_summary(_ASK)

    def _search(self) -> None:
        if not self._text.text():
            return
        query = SearchQuery(self._text.text(), self._loose.isChecked())
        items = self._scopes[self._scope.currentIndex()][1]
        plans = self._find(Replacement(query, self._words.text(), items))
        if plans is None:
            return
        self.show_plans(plans)
        if not any(plan.edits for plan in plans):
            self.say_summary(_NOTHING)


def _scopes() -> list[tuple[str, ItemChoice]]:
    """All items, 担当部署, and each section of the newest forms."""
    titles: dict[str, str] = {}
    for form_id in dict.fromkeys(newest_edition(known) for known in form_ids()):
        for section in load_form_by_id(form_id).sections:
            number = section.plain_title.split()[0]
            titles.setdefault(number, section.plain_title)
    department = ItemChoice(("department", "files[].department"))
    sections = [(title, ItemChoice((number,))) for number, title in titles.items()]
    return [("すべての項目", EVERY_ITEM), ("担当部署", department), *sections]
