"""Marking findings 確認済み, and taking that back. An error can't be marked: it is to be mended."""

from __future__ import annotations

from collections.abc import Iterable

from pia_desktop.assessment.confirmations import Confirmation, confirmation_of
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.model import Assessment
from pia_desktop.checks.registry import Finding, Severity
from pia_desktop.forms.values import clean_text


def confirm(document: Document, findings: Iterable[Finding], note: str) -> None:
    """Mark these findings, with a word of why; ValueError for an error."""
    findings = list(findings)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise ValueError("an error can't be confirmed")
    assessment = document.assessment
    kept = _without(assessment, findings)
    marked = [
        confirmation_for(assessment, finding, clean_text(note.strip())) for finding in findings
    ]
    document.set_confirmations([*kept, *marked], "確認済みの記録")


def unconfirm(document: Document, findings: Iterable[Finding]) -> None:
    """Let these findings be said again."""
    document.set_confirmations(_without(document.assessment, list(findings)), "確認済みの取消し")


def with_confirmations(assessment: Assessment, findings: list[Finding]) -> list[Finding]:
    """The findings, with the notes of those that are marked and in which nothing that was compared
    has changed since.
    """
    if not assessment.confirmations:
        return findings
    codes = {each.code for each in assessment.confirmations}
    notes = {each._replace(note=""): each.note for each in assessment.confirmations}
    return [
        finding._replace(confirmed=notes.get(confirmation_for(assessment, finding)))
        if finding.code in codes and finding.severity is not Severity.ERROR
        else finding
        for finding in findings
    ]


def confirmation_for(assessment: Assessment, finding: Finding, note: str = "") -> Confirmation:
    """What is kept of a finding that is marked as things are now."""
    return confirmation_of(
        assessment.answers, finding.code, finding.address, finding.compared, finding.beside, note
    )


def _without(assessment: Assessment, findings: list[Finding]) -> list[Confirmation]:
    """The confirmations but for those of these findings."""
    own = {confirmation_for(assessment, finding) for finding in findings}
    return [each for each in assessment.confirmations if each._replace(note="") not in own]
