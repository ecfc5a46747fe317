"""What is still open before an assessment leaves the house."""

from __future__ import annotations

from datetime import date

from pia_desktop.assessment.model import Assessment
from pia_desktop.checks.live_check import check
from pia_desktop.checks.registry import REQUIRED, Finding, Severity
from pia_desktop.checks.review_calendar import CODES


def open_findings(assessment: Assessment, today: date) -> list[Finding]:
    """Errors and warnings that nobody has marked 確認済み, the errors first. Empty boxes are said
    elsewhere, and so is when the next review is due.
    """
    still_open = [
        finding
        for finding in check(assessment, today)
        if finding.code not in (REQUIRED, *CODES)
        and finding.confirmed is None
        and finding.severity is not Severity.NOTICE
    ]
    return sorted(still_open, key=lambda finding: finding.severity is not Severity.ERROR)


def count_open(findings: list[Finding]) -> str:
    """「誤り2件、警告3件」."""
    severities = [finding.severity for finding in findings]
    parts = [
        f"{severity.word}{severities.count(severity)}件"
        for severity in (Severity.ERROR, Severity.WARNING)
        if severity in severities
    ]
    return "、".join(parts)
