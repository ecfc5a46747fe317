"""On the page しきい値判断: by when each step before a planned change has to be done."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.forms.threshold import CHANGE_DATE
from pia_desktop.forms.wareki import format_date, read_day
from ui.style import theme
from ui.widgets.labels import plain_label


class ChangePlanPanel(QFrame):
    """A line a step, the change itself last. Without a planned change it takes no room."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        """Show the steps as they are now."""
        super().__init__(parent)
        self.setObjectName("change_plan_panel")
        self.setProperty("look", "panel")
        self._document = document
        column = QVBoxLayout(self)
        side = theme().px(16)
        column.setContentsMargins(side, theme().px(12), side, theme().px(12))
        column.addWidget(plain_label("変更予定日から逆算した、各段階の期限", self, "label"))
        self._steps = plain_label("", self)
        self._steps.setObjectName("change_plan")
        column.addWidget(self._steps)
        self.refresh()

    def refresh(self) -> None:
        """Reckon the steps anew."""
        words = _step_words(self._document)
        self._steps.setText(words)
        self.setVisible(bool(words))


def _step_words(document: Document) -> str:
    answers = document.answers
    day = read_day(answers.get(CHANGE_DATE) or "")
    if day is None:
        return ""
    from pia_desktop.ledger.date_plan import plan_dates, plan_remarks, weekday_of

    lines, steps = [], plan_dates(day, answers.form.form)
    for step in steps:
        remark = "" if step.is_law or step.day == day else "（目安）"
        when = f"{format_date(step.day)}（{weekday_of(step.day)}）"
        lines.append(f"{when}　{step.name}：{step.about}{remark}")
    return "\n".join([*lines, *plan_remarks(steps, date.today())])
