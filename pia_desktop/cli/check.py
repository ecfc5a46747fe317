"""The command that lists what is missing or wrong: check."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from pia_desktop.cli.exit_status import DONE, FOUND

if TYPE_CHECKING:
    import argparse


def run_check(options: argparse.Namespace) -> int:
    """What is missing or wrong, and for a person when the next review is due."""
    from pia_desktop.assessment.notes import open_notes
    from pia_desktop.assessment.pia_file import load
    from pia_desktop.checks import Severity, check

    order = list(Severity)
    assessment = load(options.file)
    findings = check(assessment, date.today())
    findings.sort(key=lambda finding: order.index(finding.severity))
    if options.json:  # a day that lies ahead is neither missing nor wrong
        findings = [finding for finding in findings if finding.severity is not Severity.NOTICE]
    rows = [
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "item_id": finding.address,
            "item_name": finding.name,
            "message": finding.message,
            "remedy": finding.remedy,
        }
        for finding in findings
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print("\t".join(value for key, value in row.items() if key != "code"))
        if waiting := len(open_notes(assessment.notes)):
            print(f"未了のメモ\t{waiting}件")
    return FOUND if any(finding.severity is Severity.ERROR for finding in findings) else DONE
