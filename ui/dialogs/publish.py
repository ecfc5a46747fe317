"""Records the present state as published: when, why, by whom, and what is still open."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import COVER_DATE
from pia_desktop.changes import change_table
from pia_desktop.changes.comparison import since_published
from pia_desktop.changes.summary import unlisted_changes
from pia_desktop.checks import Finding, check
from pia_desktop.checks.open_findings import count_open, open_findings
from pia_desktop.checks.registry import REQUIRED
from ui.dialogs.base import CANCEL
from ui.dialogs.open_findings import findings_in_words
from ui.dialogs.publication_fields import DateBox, LineBox, PublicationFieldsDialog
from ui.editors.options import WrappedCheck
from ui.style import button, theme
from ui.widgets.accessibility import identify

_FIRST = (
    "はじめての公表版です。公表してある評価書を取り込んだときや、前から使っているファイルを開いた"
    "ときは、その公表日を入れて確定してください。次からは、この版と比べて変更箇所を作れます。"
)
_AGAIN = "確定した内容は、あとから変わることも消えることもありません。取り消しもできません。"
_REPEAT = "評価を実施（再実施）して公表する"


class PublishDialog(PublicationFieldsDialog):
    """Accepted, the properties say how to publish; MAKE_ROWS asks for the change table first,
    SHOW_FINDINGS for the list of 点検.
    """

    MAKE_ROWS = 2
    SHOW_FINDINGS = 3

    def __init__(self, assessment: Assessment, parent: QWidget | None = None) -> None:
        """For the present state of this assessment."""
        super().__init__("dialog_publish", "公表版として確定", parent)
        self.want(680)
        self._first = not assessment.versions
        self._dates = {version.date for version in assessment.versions}
        self._cover = str(assessment.answers.get(COVER_DATE) or "").strip()
        number = len(assessment.versions) + 1
        self.say(f"いまの内容を、第{number}版として確定します。", "heading")
        self.say(_FIRST if self._first else _AGAIN, "support")
        if self._say_state(assessment):
            self._offer_rows()
        self._say_findings(open_findings(assessment, date.today()))
        self._date = DateBox("publish_date", "公表日", self._cover, self)
        self.body.addWidget(self._date)
        self._same = self.say("前に確定した版と同じ公表日です。", "support")
        self._same.setObjectName("publish_same_date")
        self._to_cover = WrappedCheck("", self)
        identify(self._to_cover, "publish_to_cover", "表紙の公表日もこの日にする")
        self._to_cover.setChecked(True)
        self.body.addWidget(self._to_cover)
        self._note = LineBox("publish_note", "メモ（任意）", self)
        self._by = LineBox("publish_by", "確定した人・部署（任意）", self)
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        row.addWidget(self._note)
        row.addWidget(self._by)
        self.body.addLayout(row)
        self._add_repeat()
        # No default: Enter in a box must not do what can't be undone.
        self._ok = self.add_button("確定して保存する", "button_ok", primary=True)
        self._ok.clicked.connect(self.accept)
        self.add_button(CANCEL, "button_cancel").clicked.connect(self.reject)
        self._date.changed.connect(self._check)
        self._check()
        self._date.line.setFocus()

    def _say_state(self, assessment: Assessment) -> int:
        """Say what is still open; how many changes have no row yet."""
        lines, unwritten = [], 0
        if not self._first:
            version = change_table.version_to_compare(assessment)
            comparison = since_published(assessment)
            unlisted = unlisted_changes(comparison)
            unwritten = unlisted.count
            items = sum(entry.place.item.id != COVER_DATE for entry in comparison.changed)
            lines.append(f"{version.title}から変わった項目：{items}件")
            if unwritten:
                undecided = f"（うち提出時期が要判断：{unlisted.undecided}件）"
                lines.append(
                    f"変更箇所にまだ行がない項目：{unwritten}件"
                    + (undecided if unlisted.undecided else "")
                )
        waiting = sum(change_table.rows_waiting(assessment))
        if waiting:
            lines.append(
                f"自動で作成した変更箇所の行：{waiting}行（確定すると、確認済みになります）"
            )
        missing = sum(finding.code == REQUIRED for finding in check(assessment, date.today()))
        lines.append(f"未記入の項目：{missing}件" if missing else "未記入の項目はありません。")
        self.say("\n".join(lines), "folded").setObjectName("publish_state")
        return unwritten

    def _say_findings(self, findings: list[Finding]) -> None:
        """Say what 点検 has found and nobody has settled, with a way to it."""
        if not findings:
            return
        self.say(f"点検：{count_open(findings)}が残っています。", "label")
        self.say(findings_in_words(findings), "folded").setObjectName("open_findings")
        show = button("点検を見る", parent=self)
        show.setProperty("look", "compact")
        show.setAutoDefault(False)
        identify(show, "findings_show", show.text())
        show.clicked.connect(lambda: self.done(self.SHOW_FINDINGS))
        self.body.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)

    def _offer_rows(self) -> None:
        rows = button("変更箇所を作る…", parent=self)
        rows.setProperty("look", "compact")
        rows.setAutoDefault(False)
        identify(rows, "button_changes", rows.text())
        rows.clicked.connect(lambda: self.done(self.MAKE_ROWS))
        self.body.addWidget(rows, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_repeat(self) -> None:
        self._repeat = WrappedCheck(_REPEAT, self)
        identify(self._repeat, "publish_repeated", _REPEAT)
        self._repeat.setChecked(self._first)
        self._repeat.setEnabled(not self._first)
        self.body.addWidget(self._repeat)
        self.say(
            "評価は、公表から5年を経過する前に再実施するよう努めることとされています。"
            "5年は、印を付けた公表日から数えます。"
            + (
                "はじめての公表版には、必ず付きます。"
                if self._first
                else "記載を修正しただけの公表には付けません。"
            ),
            "support",
        )

    @property
    def to_cover(self) -> bool:
        """Whether the cover gets this 公表日."""
        return self.date != self._cover and self._to_cover.isChecked()

    @property
    def repeated(self) -> bool:
        """Whether the assessment was done (again)."""
        return self._repeat.isChecked()

    def _check(self) -> None:
        now = f"（いまの表紙：{self._cover}）" if self._cover else "（表紙は未記入です）"
        self._to_cover.setText(f"表紙の公表日もこの日にする{now}")
        self._to_cover.setVisible(self._date.fits and self.date != self._cover)
        self._same.setVisible(self.date in self._dates)
        self._ok.setEnabled(self._date.fits)
        if self.isVisible():
            self.fit()
