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
    from pia_desktop.assessment.pia_file import load
    from pia_desktop.checks import Severity, check

    order = list(Severity)
    findings = check(load(options.file), date.today())
    findings.sort(key=lambda finding: order.index(finding.severity))
    if options.json:  # a day that lies ahead is neither missing nor wrong
        findings = [it for it in findings if it.severity is not Severity.NOTICE]
    rows = [
        {
            "code": found.code,
            "severity": found.severity.value,
            "item_id": found.address,
            "item_name": found.name,
            "message": found.message,
            "remedy": found.remedy,
        }
        for found in findings
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print("\t".join(value for key, value in row.items() if key != "code"))
    return FOUND if any(found.severity is Severity.ERROR for found in findings) else DONE
