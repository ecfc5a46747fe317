"""On the page しきい値判断: what the facts lead to, and whether the form says the same."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.checks.threshold import ThresholdResult, threshold_result
from pia_desktop.forms.conditions import plain_name
from ui.style import theme
from ui.style.buttons import button
from ui.widgets.accessibility import identify
from ui.widgets.labels import plain_label

_STEP = "しきい値判断の結果の記入"


class ThresholdPanel(QFrame):
    """The result in large letters, what it means for this form, and a button that writes it in."""

    def __init__(self, document: Document, parent: QWidget) -> None:
        """Show the result as it is now."""
        super().__init__(parent)
        self.setObjectName("threshold_panel")
        self.setProperty("look", "panel")
        self._document = document
        self._choices: dict[str, str] = {}
        column = QVBoxLayout(self)
        side = theme().px(16)
        column.setContentsMargins(side, theme().px(12), side, theme().px(12))
        column.setSpacing(theme().px(8))
        self._due = plain_label("", self, "result")
        self._due.setObjectName("threshold_due")
        self._alarm = plain_label("", self, "error")
        self._alarm.setObjectName("threshold_alarm")
        self._agreement = plain_label("", self)
        self._agreement.setObjectName("threshold_agreement")
        self._write = button("この結果を評価書に記入する", parent=self)
        identify(self._write, "write_threshold", "しきい値判断の結果を評価書に記入する")
        self._write.clicked.connect(self._write_result)
        for widget in (self._due, self._alarm, self._agreement):
            column.addWidget(widget)
        column.addWidget(self._write, 0, Qt.AlignmentFlag.AlignLeft)
        self.refresh()

    def refresh(self) -> None:
        """Show what the facts lead to now."""
        result = threshold_result(self._document.assessment)
        self._due.setText(_due_words(result))
        alarm = "\n".join(self._alarms(result))
        self._alarm.setText(alarm)
        self._alarm.setVisible(bool(alarm))
        agreement = "\n".join(self._agreements(result))
        self._agreement.setText(agreement)
        self._agreement.setVisible(bool(agreement))
        answers = self._document.answers
        self._choices = {
            item_id: label
            for item_id, label in result.choices.items()
            if answers.get(item_id) != label
        }
        self._write.setVisible(bool(self._choices) and not self._document.assessment.read_only)

    def _alarms(self, result: ThresholdResult) -> list[str]:
        """What must be done about it."""
        lines = []
        if result.change is not None:
            lines.append(f"{result.change.message}{result.change.remedy}")
        if not result.form_fits:
            form = self._document.assessment.form
            lines.append(
                f"この評価書は{form.form}です。"
                "「様式を改める」で様式4（全項目評価書）にしてください。"
            )
        return lines

    def _agreements(self, result: ThresholdResult) -> list[str]:
        """Of each item that the facts decide, whether it says the same."""
        answers = self._document.answers
        lines = []
        for item_id, label in result.choices.items():
            name, chosen = plain_name(answers.form.by_id[item_id]), answers.get(item_id)
            if chosen == label:
                lines.append(f"評価書の「{name}」と合っています：{label}")
            elif chosen is None:
                lines.append(f"評価書の「{name}」はまだ記入されていません：{label}")
            else:
                lines.append(f"評価書の「{name}」と違います：「{chosen}」ではなく「{label}」")
        return lines

    def _write_result(self) -> None:
        with self._document.step(_STEP):
            for item_id, label in self._choices.items():
                self._document.set(item_id, label)


def _due_words(result: ThresholdResult) -> str:
    if result.due is not None:
        return result.due.value
    names = "、".join(result.open_facts)
    return f"{names}を入れると、義務付けられる評価がここに出ます。"
