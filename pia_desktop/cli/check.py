"""The commands about what is missing or wrong: check, confirm, rules."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from pia_desktop.cli.exit_status import DONE, FOUND, UsageError
from pia_desktop.cli.output_paths import check_output_path
from pia_desktop.cli.rows import print_row
from pia_desktop.errors import AnswersError

if TYPE_CHECKING:
    import argparse

    from pia_desktop.assessment import Assessment
    from pia_desktop.checks import Finding


def run_check(options: argparse.Namespace) -> int:
    """What is missing or wrong, and for a person when the next review is due. What is marked
    確認済み is in the JSON and in the list, and not said otherwise.
    """
    from pia_desktop.assessment.notes import open_notes
    from pia_desktop.assessment.pia_file import load
    from pia_desktop.checks import Severity, check
    from pia_desktop.checks.review_calendar import is_due_later

    check_output_path(options.xlsx, options.file)
    assessment = load(options.file)
    order = list(Severity)
    findings = check(assessment, date.today())
    findings.sort(key=lambda finding: order.index(finding.severity))
    # A day that lies ahead is neither missing nor wrong.
    faults = [finding for finding in findings if not is_due_later(finding)]
    if options.xlsx is not None:
        _write_list(assessment, faults, options)
    if options.json:
        print(json.dumps([_as_json(finding) for finding in faults], ensure_ascii=False, indent=1))
    elif options.xlsx is None:
        for finding in findings:
            if finding.confirmed is None:
                row = _as_json(finding)
                keys = ("severity", "item_id", "item_name", "message", "remedy")
                print("\t".join(str(row[key]) for key in keys))
        if waiting := len(open_notes(assessment.notes)):
            print(f"未了のメモ\t{waiting}件")
    return FOUND if any(finding.severity is Severity.ERROR for finding in findings) else DONE


def _as_json(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "item_id": finding.address,
        "item_name": finding.name,
        "message": finding.message,
        "remedy": finding.remedy,
        "places": list(finding.places),
        "confirmed": finding.confirmed,
    }


def _write_list(
    assessment: Assessment, findings: list[Finding], options: argparse.Namespace
) -> None:
    from pia_desktop.excel import write_finding_list
    from pia_desktop.files.atomic_write import write_atomic
    from pia_desktop.pdf.item_pages import item_pages
    from pia_desktop.sheets import lay_out

    data = write_finding_list(assessment, findings, item_pages(lay_out(assessment, folded=False)))
    write_atomic(options.xlsx, data)
    if not options.json:
        print(f"「{options.xlsx}」に{len(findings)}件を書き出しました。")


def run_confirm(options: argparse.Namespace) -> int:
    """Marks warnings and notices of one rule at one place as 確認済み, with a word of why."""
    from pia_desktop.assessment.document_access import changing
    from pia_desktop.checks import RULES, Severity, check
    from pia_desktop.checks.confirmation import confirm

    if options.code not in RULES:
        raise UsageError(
            f"「{options.code}」という規則はありません。", "rules で一覧を見てください。"
        )
    if not options.note.strip():
        raise UsageError("--note が空です。", "確認済みにする理由を書いてください。")
    with changing(options.file) as document:
        findings = [
            finding
            for finding in check(document.assessment, date.today())
            if finding.code == options.code and options.address in finding.places
        ]
        exact = [finding for finding in findings if finding.address == options.address]
        findings = exact or findings
        if not findings:
            raise AnswersError(
                f"「{options.code}」の指摘はありません。",
                "check で、指摘のある項目を確かめてください。",
                file=options.file,
                item=options.address,
                item_name=RULES[options.code].title,
            )
        if any(finding.severity is Severity.ERROR for finding in findings):
            raise AnswersError(
                "誤りは確認済みにできません。",
                "記入を直してください。",
                file=options.file,
                item=options.address,
                item_name=findings[0].name,
            )
        confirm(document, findings, options.note)
    print(f"{len(findings)}件を確認済みにしました。")
    return DONE


def run_rules(options: argparse.Namespace) -> int:
    """A line a rule: code, severity, title, source."""
    from pia_desktop.checks import RULES

    rows = [
        {
            "code": rule.code,
            "severity": rule.severity.value,
            "title": rule.title,
            "source": rule.source,
            "looks_at": rule.looks_at,
            "sureness": rule.sureness.value,
        }
        for rule in RULES.values()
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print_row(row["code"], row["severity"], row["title"], row["source"])
    return DONE
