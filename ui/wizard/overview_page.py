"""全体: where the assessment stands, on one page, with a way to everything on it."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.notes import open_notes
from pia_desktop.assessment.publication import COVER_DATE
from pia_desktop.checks import Severity
from pia_desktop.checks.registry import REQUIRED
from pia_desktop.checks.review_calendar import ReviewTask, deadlines
from pia_desktop.forms.wareki import format_date
from ui.style import theme
from ui.widgets.labels import plain_label
from ui.widgets.picture_view import PictureView
from ui.wizard.card import Card
from ui.wizard.page_progress import PageProgress
from ui.wizard.published_state import PublishedState
from ui.wizard.section_bars import SectionBars

_FLOW = "process.flow"
# So many files are shown with their marks.
_MOST_FILES = 4
# From this width in px at 100 % on cards stand beside each other.
_TWO_COLUMNS = 680


class OverviewPage(QWidget):
    """Shows the document as a whole. `go_asked` tells an address, `page_asked` a page's key,
    `command_asked` the name of a command, `risks_asked` that the list of risks is wanted.
    """

    go_asked = Signal(str)
    page_asked = Signal(str)
    command_asked = Signal(str)
    risks_asked = Signal()

    def __init__(
        self,
        document: Document,
        overview: PageProgress,
        published: PublishedState,
        parent: QWidget | None = None,
    ) -> None:
        """The document as it is now."""
        super().__init__(parent)
        self.setObjectName("overview_page")
        self._document = document
        self._overview = overview
        self._published = published
        self._drawn: object = None
        column = QVBoxLayout(self)
        margin = theme().px(20)
        column.setContentsMargins(margin, theme().px(16), margin, theme().px(24))
        column.setSpacing(theme().px(12))
        self._title = plain_label("", self, "title")
        self._title.setObjectName("overview_title")
        self._state = plain_label("", self, "support")
        self._state.setObjectName("overview_state")
        column.addWidget(self._title)
        column.addWidget(self._state)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme().px(12))
        column.addLayout(self._grid)
        self._cards = {
            name: self._card(name, title, spoken)
            for name, title, spoken in (
                ("filled", "記入の状況", "未記入の項目の一覧を開く"),
                ("check", "点検", "点検の一覧を開く"),
                ("dates", "公表・見直し・再実施", "表紙の公表日へ移る"),
                ("changes", "公表版からの変更", "新旧対照表を開く"),
                ("threshold", "しきい値判断", "しきい値判断のページへ移る"),
                ("notes", "メモ", "メモの一覧を開く"),
                ("risks", "リスク対策", "リスク対策一覧のページを開く"),
            )
        }
        self._bars = SectionBars(self._cards["filled"])
        self._bars.chosen.connect(self.page_asked)
        self._cards["filled"].body.addWidget(self._bars)
        self._flow = self._card("flow", "事務の流れ図", "(別添1)の流れ図へ移る")
        self._picture = PictureView(self._flow, largest=0.9)
        self._picture.setObjectName("overview_flow")
        self._picture.activated.connect(lambda: self.go_asked.emit(_FLOW))
        self._flow.body.addWidget(self._picture)
        self._flow.setVisible(_FLOW in document.answers.form.by_id)
        column.addWidget(self._flow)
        column.addStretch(1)
        self._connect()
        self._columns = 0
        self._arrange(1)
        self.refresh()

    def _card(self, name: str, title: str, spoken: str) -> Card:
        return Card(name, title, spoken, self)

    def _connect(self) -> None:
        commands = {
            "filled": "action_unfilled",
            "check": "action_check",
            "changes": "action_compare",
            "notes": "action_notes",
        }
        for name, command in commands.items():
            self._cards[name].asked.connect(lambda c=command: self.command_asked.emit(c))
        self._cards["dates"].asked.connect(lambda: self.go_asked.emit(COVER_DATE))
        self._cards["threshold"].asked.connect(self._go_to_facts)
        self._cards["risks"].asked.connect(self.risks_asked)
        self._flow.asked.connect(lambda: self.go_asked.emit(_FLOW))

    def _go_to_facts(self) -> None:
        from pia_desktop.forms.threshold import SUBJECTS

        self.go_asked.emit(SUBJECTS)

    # -- places -----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cards beside each other, or below each other where there is no room: in what is seen of
        the page, which two columns would make wider than that.
        """
        super().resizeEvent(event)
        around = self.parentWidget() or self
        self._arrange(2 if around.width() >= theme().px(_TWO_COLUMNS) else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for card in self._cards.values():
            self._grid.removeWidget(card)
        others = [card for name, card in self._cards.items() if name != "filled"]
        if columns == 1:
            for row, card in enumerate(self._cards.values()):
                self._grid.addWidget(card, row, 0)
            self._grid.setColumnStretch(1, 0)
            return
        self._grid.addWidget(self._cards["filled"], 0, 0, len(others) - 2, 1)
        for row, card in enumerate(others[:-2]):
            self._grid.addWidget(card, row, 1)
        for place, card in enumerate(others[-2:]):
            self._grid.addWidget(card, len(others), place)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    # -- what they say ----------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the document as it is now."""
        assessment = self._document.assessment
        name = " ".join(assessment.title.split()) or assessment.form.title
        self._title.setText(name)
        number = assessment.answers.get("cover.number")
        versions = assessment.versions
        published = f"公表済み：{versions[-1].title}" if versions else "公表版はまだありません"
        parts = [assessment.form.display_name, f"評価書番号 {number}" if number else "", published]
        self._state.setText("　".join(part for part in parts if part))
        self._bars.show_overview(self._overview)
        if self._overview.known:  # a file that is opened is shown before all that is looked at
            self._say_findings()
            self._say_notes()
            self._say_threshold()
            self._say_dates()
            self._say_changes()
            self._say_risks()
            self._show_flow()

    def focus_first(self) -> None:
        """Go on with the keyboard at the first card."""
        self._cards["filled"].title.setFocus()

    def _say_findings(self) -> None:
        card = self._cards["check"]
        findings = [f for f in self._overview.findings if f.code != REQUIRED]
        counts = [
            f"{severity.word} {sum(f.severity is severity for f in findings)}件"
            for severity in Severity
        ]
        card.say("count", "　".join(counts))

    def _say_notes(self) -> None:
        count = len(open_notes(self._document.assessment.notes))
        self._cards["notes"].say(
            "count", f"済んでいないメモ {count}件" if count else "済んでいないメモはありません。"
        )

    def _say_threshold(self) -> None:
        from pia_desktop.assessment.threshold_facts import threshold_facts
        from pia_desktop.checks.threshold import threshold_result
        from pia_desktop.forms.threshold import RESULT

        card = self._cards["threshold"]
        facts = threshold_facts(self._document.answers)
        parts = []
        if facts.subjects is not None:
            parts.append(f"対象人数 {facts.subjects:,}人")
        if facts.staff is not None:
            parts.append(f"取扱者数 {facts.staff:,}人")
        if facts.accident is not None:
            parts.append(f"重大事故 {'あり' if facts.accident else 'なし'}")
        card.say("facts", "、".join(parts))
        result = threshold_result(self._document.assessment)
        written = self._document.answers.get(RESULT) or ""
        card.say("result", result.due.value if result.due else written or "まだ判断していません。")
        card.say("alarm", result.change.message if result.change else "", "error")

    def _say_dates(self) -> None:
        card = self._cards["dates"]
        assessment = self._document.assessment
        written = assessment.answers.get(COVER_DATE) or ""
        latest = assessment.versions[-1].date if assessment.versions else written
        card.say("published", f"公表日　{latest or '未定'}")
        due = {deadline.task: deadline for deadline in deadlines(assessment, date.today())}
        for task, name in ((ReviewTask.REVIEW, "見直し"), (ReviewTask.REPEAT, "再実施")):
            deadline = due.get(task)
            late = "（過ぎています）" if deadline and deadline.overdue else ""
            card.say(
                task.value, f"{name}　{format_date(deadline.day)}まで{late}" if deadline else ""
            )

    def _say_changes(self) -> None:
        from pia_desktop.changes.change_table import unlisted_rows

        card = self._cards["changes"]
        difference = self._published.difference
        if not self._document.assessment.versions:
            card.say("count", "公表版がないので、比べていません。")
        elif difference is None:
            card.say("count", "比べています…")
        else:
            entries = [
                entry for entry in difference.since.entries if entry.place.item.id != COVER_DATE
            ]
            rows = unlisted_rows(
                self._document.assessment, difference.since.state.assessment, entries
            )
            undecided = sum(row.undecided for row in rows)
            card.say("count", f"{len(entries)}項目" if entries else "変更はありません。")
            card.say(
                "unlisted",
                f"変更箇所にまだない変更 {len(rows)}件（うち要判断 {undecided}件）" if rows else "",
            )

    def _say_risks(self) -> None:
        from pia_desktop.changes.risk_table import Grade, risk_table

        card = self._cards["risks"]
        table = risk_table(self._document.assessment)
        counts = [
            f"{grade.mark}{grade.word} {count}"
            for grade in Grade
            if (count := table.count(grade)) and grade is not Grade.NOT_APPLICABLE
        ]
        card.say("count", "　".join(counts))
        for number, name in enumerate(table.files[:_MOST_FILES]):
            groups = groupby(table.risks, lambda row: row.heading)
            marks = " ".join(
                "".join(row.cells[number].grade.mark for row in run) for _, run in groups
            )
            card.say(f"file{number}", f"{name}\n{marks}")
        cells = [cell for row in table.rows() for cell in row.cells]
        better, worse = (sum(cell.trend == turn for cell in cells) for turn in (1, -1))
        card.say(
            "trend", f"公表版より ↑良くなった {better}　↓悪くなった {worse}" if table.since else ""
        )

    def _show_flow(self) -> None:
        if _FLOW not in self._document.answers.form.by_id:
            return
        from pia_desktop.diagrams.flow_drawing import draw_diagram
        from pia_desktop.diagrams.flow_model import diagram_of

        value = self._document.answers.get(_FLOW)
        if value != self._drawn or value is None:
            self._drawn = value
            picture = draw_diagram(diagram_of(value), spoken="事務の流れ図") if value else None
            self._picture.show_picture(picture)
        self._flow.say(
            "none", "" if value else "まだ流れ図がありません。押すと、作るページへ移ります。"
        )
