"""Before a filled-in workbook is written: the answers that it has no box for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.upgrade import place_in_words
from pia_desktop.excel.template_filling import TemplateGap
from ui.dialogs.base import Dialog
from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.labels import plain_label
from ui.widgets.text_format import breakable

# So many are shown, and so many more when a person asks for them.
_AT_ONCE = 30
# A long answer is known by its beginning.
_BEGINNING = 200


class TemplateGapsDialog(Dialog):
    """Accepted, the workbook is written without them. やめる is the default."""

    def __init__(
        self,
        book: str,
        missing: Sequence[TemplateGap],
        answers: Answers,
        parent: QWidget | None = None,
    ) -> None:
        """`missing` of the `answers` found no place in the workbook of the name `book`."""
        super().__init__("missing_dialog", "ブックに欄がない記入", parent)
        self.want(680)
        self._missing = missing
        self._places = {place.address: place for place in answers.places()}
        self._answers = answers
        self._shown = 0
        self.say(f"ブックに欄がない記入が{len(missing)}件あります。", "heading").setObjectName(
            "missing_summary"
        )
        self.say(
            f"「{breakable(book)}」に、次の記入を入れる欄が見つかりませんでした。"
            "まだ何も書き出していません。"
        ).setObjectName("missing_about")
        self.say(
            "「やめる」を選び、ブックの欄をファイルやシステムの数だけ増やしてから、もう一度出すことも"
            "できます。",
            "support",
        )
        self._more = button("", parent=self)
        identify(self._more, "missing_more", "続きを表示")
        self._more.setAutoDefault(False)
        self._more.clicked.connect(self._show_more)
        self.body.addWidget(self._more)
        self.body.addStretch(1)
        go_on = self.add_button("これらを除いて書き出す", "missing_go_on")
        go_on.clicked.connect(self.accept)
        stop = self.add_button("やめる", "missing_cancel", default=True)
        stop.clicked.connect(self.reject)
        self._show_more()
        stop.setFocus()

    def _show_more(self) -> None:
        """Some more below those that are shown."""
        for missing in self._missing[self._shown : self._shown + _AT_ONCE]:
            name = place_in_words(self._answers, self._places[missing.address])
            card = _card(name, missing.text, self._shown, self)
            self.body.insertWidget(self.body.indexOf(self._more), card)
            self._shown += 1
        rest = len(self._missing) - self._shown
        self._more.setText(f"続きを表示（残り{rest}件）")
        self._more.setVisible(rest > 0)


def _card(name: str, answer: str, index: int, parent: QWidget) -> QFrame:
    card = QFrame(parent)
    identify(card, f"missing:{index}", name)
    card.setProperty("look", "card")
    column = QVBoxLayout(card)
    side = theme().px(16)
    column.setContentsMargins(side, theme().px(12), side, theme().px(12))
    column.setSpacing(theme().px(6))
    column.addWidget(plain_label(name, card, "card-title"))
    more = "…" if len(answer) > _BEGINNING else ""
    text = plain_label(f"{answer[:_BEGINNING]}{more}", card, "left-text")
    identify(text, f"missing_text:{index}", f"{name}の記入")
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    column.addWidget(text)
    return card
