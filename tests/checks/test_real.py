"""What two published assessments hold, and what was planted in one of them, is found; the samples
are free of findings.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pia_desktop.assessment import from_json
from pia_desktop.checks import Finding, Severity, check
from pia_desktop.checks.review_calendar import CODES as DUE
from tests.locations import CASES, SAMPLES

TODAY = date(2026, 4, 1)

# What a person who compared every field has found: where, and by which rule.
KNOWN = {
    "kumagaya-boshihoken": (
        ("files[0].record_validity", "stale-term"),
        ("files[0].records", "records-vs-main"),
        ("files[0].records", "numbering"),
        ("files[0].source", "empty-bracket"),
        ("changes[9].before", "date-style"),
    ),
    "matsudo-juminkihon": (
        ("procedure.basic_date", "required"),
        ("cover.publication_date", "required"),
        ("procedure.comment_period", "unfinished-date"),
        ("procedure.review_date", "unfinished-date"),
        ("files[0].sharing_exists", "sharing-count"),
        ("linkage.legal_basis", "brackets"),
        ("business.content", "one-name"),
        ("reason.necessity", "one-name"),
        ("files[1].risk.obtain.accuracy.number_measure", "stale-term"),
        ("files[2].obtain_timing", "stale-term"),
        ("disclosure.register", "stale-practice"),
        *((f"changes[{row}].date", "change-row") for row in (11, 15, *range(95, 103))),
        ("changes[95].item", "change-item"),
    ),
}
# The further warnings, each judged in docs/decisions/0041-rules-and-false-alarms.md: they are true.
FURTHER = {
    "kumagaya-boshihoken": {"character": 2, "change-important": 2},
    "matsudo-juminkihon": {"stale-term": 1},
}
PLANTED = (
    ("business.file_names", "file-name"),
    ("files[0].risk.file_name", "file-name"),
    ("procedure.threshold", "threshold-contradiction"),
    ("files[0].used_since", "date-order"),
    ("files[0].outsourcing_count", "outsourcing-count"),
    ("files[0].outsourcing_exists", "outsourcing-contradiction"),
    ("files[0].record_count", "band-contradiction"),
    ("files[0].risk.outsourcing.subcontractor", "subcontract-contradiction"),
    ("files[0].risk.storage.accident", "accident-contradiction"),
    ("files[0].sharing_exists", "sharing-count"),
    ("files[0].sharing_exists", "sharing-contradiction"),
    ("files[0].subject_count", "band-contradiction"),
    ("linkage.exists", "linkage-contradiction"),
    ("procedure.basic_date", "date-order"),
)


def findings_in(path: Path) -> list[Finding]:
    return [finding for finding in check(from_json(path), TODAY) if finding.code not in DUE]


def places_of(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(finding.address, finding.code) for finding in findings}


def test_what_is_known_of_a_published_assessment_is_found(real_file: Path) -> None:
    findings = findings_in(real_file)
    assert set(KNOWN[real_file.stem]) - places_of(findings) == set()


def test_nothing_else_is_an_error_or_a_warning(real_file: Path) -> None:
    known = set(KNOWN[real_file.stem])
    others = [f for f in findings_in(real_file) if (f.address, f.code) not in known]
    errors = {f.code for f in others if f.severity is Severity.ERROR}
    warnings = Counter(f.code for f in others if f.severity is Severity.WARNING)
    assert errors <= {"required"}
    assert warnings == FURTHER[real_file.stem]


def test_what_was_planted_is_found() -> None:
    path = CASES / "inputs" / "contradictions-youshiki3.json"
    if not path.is_file():
        pytest.skip(f"no {path}")
    assert set(PLANTED) - places_of(findings_in(path)) == set()


@pytest.mark.parametrize("name", ["youshiki3", "youshiki4"])
def test_the_samples_are_free_of_findings(name: str) -> None:
    assert findings_in(SAMPLES / f"{name}.json") == []
