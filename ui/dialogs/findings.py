"""What is missing or wrong, each with a way to its item."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.checks import Finding, Severity, check
from pia_desktop.checks.required import REQUIRED
from pia_desktop.checks.review_calendar import CODES as DUE_CODES
from ui.dialogs.base import Dialog
from ui.dialogs.place_list import PlaceList
from ui.dialogs.unfilled import ways_to_places
from ui.widgets.severity import SEVERITY_ICONS, SEVERITY_WORDS
from ui.widgets.text_format import one_line


class FindingsDialog(Dialog):
    """Stays open beside the page; 「もう一度調べる」 looks at the answers anew."""

    def __init__(
        self,
        title: str,
        document: Document,
        go_to: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        """`go_to` shows an address."""
        super().__init__("dialog_findings", title, parent)
        self.want(680, 560)
        self._document = document
        self._go_to = go_to
        self._findings: list[Finding] = []
        self._summary = self.say("", "label")
        self._summary.setObjectName("findings_summary")
        self._dates = self.say("", "support")
        self._dates.setObjectName("due_dates")
        self._dates.setVisible(False)
        self._hint = self.say("項目を選ぶと、そのページへ移ります。", "support")
        self._list = PlaceList("findings", title, self._go, self)
        self.body.addWidget(self._list, 1)
        again = self.add_button("もう一度調べる", "button_again")
        again.clicked.connect(self.refresh)
        self.add_close()
        self.refresh()

    def refresh(self) -> None:
        """Look at the answers as they are now."""
        findings = check(self._document.assessment, date.today())
        later = [finding for finding in findings if _is_due_later(finding)]
        self._findings = [finding for finding in findings if not _is_due_later(finding)]
        self._summary.setText(_summary(self._findings))
        self._dates.setText("\n".join(finding.message for finding in later))
        self._dates.setVisible(bool(later))
        self._hint.setVisible(bool(self._findings))
        ways = ways_to_places(self._document)
        self._list.show_rows(
            [self._row(finding, ways.get(finding.address, "")) for finding in self._findings],
            [_icon(finding) for finding in self._findings],
        )

    def _row(self, finding: Finding, way: str) -> tuple[str, str]:
        """The item's name, and what about it: a word for how severe it is, what to do, where."""
        words = f"{SEVERITY_WORDS[finding.severity]}：{finding.message}{finding.remedy}"
        if finding.code == REQUIRED:
            words = "未記入"
        return one_line(finding.name), "　".join(part for part in (words, way) if part)

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._findings):
            self._go_to(self._findings[row].address)


def _is_due_later(finding: Finding) -> bool:
    """Whether it is a date that hasn't come yet: it stands above the list, not in it."""
    return finding.severity is Severity.NOTICE and finding.code in DUE_CODES


def _icon(finding: Finding) -> str:
    """An empty box has the navigator's sign for what is not filled in."""
    return "status-empty" if finding.code == REQUIRED else SEVERITY_ICONS[finding.severity]


def _summary(findings: list[Finding]) -> str:
    """How many of each: errors, warnings and notices apart, and empty boxes."""
    if not findings:
        return "点検の結果、直すところはありません。"
    missing = sum(finding.code == REQUIRED for finding in findings)
    severities = [finding.severity for finding in findings if finding.code != REQUIRED]
    parts = [f"確かめるところ {severities.count(Severity.ERROR)}件"]
    for severity in (Severity.WARNING, Severity.NOTICE):
        if severity in severities:
            parts.append(f"{SEVERITY_WORDS[severity]} {severities.count(severity)}件")
    return f"点検の結果：{'、'.join(parts)}、未記入 {missing}件"
