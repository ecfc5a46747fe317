"""The commands for several assessments at once, and for handing one in: batch, submission,
schedule.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pia_desktop.cli.comparison import day_of_call
from pia_desktop.cli.exit_status import DONE, UsageError
from pia_desktop.cli.output_paths import check_output_path
from pia_desktop.cli.rows import print_row

if TYPE_CHECKING:
    import argparse

    from pia_desktop.ledger.batch import BatchOutcome
    from pia_desktop.ledger.entry import LedgerEntry


def run_batch(options: argparse.Namespace) -> int:
    """Does one errand for all assessments below a folder, or for those with these numbers."""
    from pia_desktop.ledger.survey import survey

    chosen = [name for name in ("check", "export", "draft", "review") if getattr(options, name)]
    if len(chosen) != 1:
        raise UsageError(
            "何をするかを一つ選んでください。",
            "--check、--export、--draft、--review のどれか一つを書いてください。",
            file=options.folder,
        )
    check_output_path(options.check)
    day = day_of_call(options.review) if options.review else None
    entries = list(survey(options.folder, date.today()))
    known = {entry.facts.number for entry in entries if entry.facts is not None}
    for number in options.only:
        if number not in known:
            raise UsageError(
                f"番号「{number}」の評価書はありません。",
                "ledger で番号を確かめてください。",
                file=options.folder,
            )
    if options.only:
        entries = [e for e in entries if e.facts is not None and e.facts.number in options.only]
    if chosen == ["check"]:
        return _check(entries, options)
    if day is not None:
        return _review(entries, day, options)
    return _write(entries, options)


def _check(entries: list[LedgerEntry], options: argparse.Namespace) -> int:
    from pia_desktop.files.atomic_write import write_atomic
    from pia_desktop.ledger.all_findings import write_all_findings
    from pia_desktop.ledger.batch import check_all

    files = check_all([entry.path for entry in entries], date.today())
    write_atomic(options.check, write_all_findings(files))
    print(f"「{options.check}」に{sum(len(file.findings) for file in files)}件を書き出しました。")
    return DONE


def _review(entries: list[LedgerEntry], day: date, options: argparse.Namespace) -> int:
    from pia_desktop.cli.replacement import print_record
    from pia_desktop.forms.wareki import format_date
    from pia_desktop.ledger.batch import review_all

    files = [(entry.path, entry.digest) for entry in entries if entry.facts is not None]
    record = review_all(files, options.folder, format_date(day), options.note, options.by)
    print_record(record, as_json=False)
    return DONE


def _write(entries: list[LedgerEntry], options: argparse.Namespace) -> int:
    from pia_desktop.ledger.batch import draft_all, export_all

    paths = [entry.path for entry in entries]
    if options.draft:
        outcomes = draft_all(paths, options.draft, date.today())
    else:
        endings = [".xlsx"] * options.xlsx + [".pdf"] * options.pdf or [".xlsx", ".pdf"]
        outcomes = export_all(paths, options.export, endings, replacing=options.replace)
    _print_outcomes(outcomes)
    return DONE


def _print_outcomes(outcomes: list[BatchOutcome]) -> None:
    for outcome in outcomes:
        words = [path.name for path in outcome.written] or ["書き出していません", outcome.reason]
        print_row(str(outcome.path), *words)
    done = sum(bool(outcome.written) for outcome in outcomes)
    print(f"{len(outcomes)}件のうち{done}件を書き出しました。")


def run_submission(options: argparse.Namespace) -> int:
    """Makes the folder that is handed in of one assessment."""
    from pia_desktop.changes.state_reference import load_state
    from pia_desktop.checks.open_findings import count_open, open_findings
    from pia_desktop.ledger.submission_folder import SubmissionChoice, write_submission
    from pia_desktop.sheets.approval import titles_of

    assessment = load_state(options.file)
    titles = titles_of(options.approval) if options.approval is not None else ()
    open_ones = count_open(open_findings(assessment, date.today()))
    if open_ones:
        print(f"点検で残っているもの：{open_ones}")
    choice = SubmissionChoice(titles, options.template, options.partly)
    done = write_submission(assessment, options.folder, choice, date.today())
    for remark in done.remarks:
        print(remark)
    for path in done.files:
        print_row(path.name)
    print(f"「{done.folder}」に{len(done.files)}個のファイルを書き出しました。")
    return DONE


def run_schedule(options: argparse.Namespace) -> int:
    """The days by which each step before a change has to be done."""
    from pia_desktop.files.atomic_write import write_atomic
    from pia_desktop.forms.wareki import format_date
    from pia_desktop.ledger.calendar_file import CalendarEntry, write_calendar
    from pia_desktop.ledger.date_plan import (
        FOCUSED,
        FULL,
        PlanSpans,
        plan_dates,
        plan_remarks,
        weekday_of,
    )

    if options.form not in (FULL, FOCUSED):
        raise UsageError(
            f"様式「{options.form[:40]}」はありません。", "様式4か様式3と書いてください。"
        )
    check_output_path(options.ics)
    given = {name: _days(getattr(options, name), name) for name in _SPANS}
    spans = PlanSpans(**{name: days for name, days in given.items() if days is not None})
    steps = plan_dates(day_of_call(options.day), options.form, spans)
    for step in steps:
        law = "法令" if step.is_law else "目安"
        day = f"{format_date(step.day)}（{weekday_of(step.day)}）"
        print_row(day, step.name, step.about, law)
    for remark in plan_remarks(steps, date.today()):
        print(remark)
    if options.ics is not None:
        entries = [CalendarEntry(step.day, f"{step.name}（期限）", step.about) for step in steps]
        write_atomic(options.ics, write_calendar(entries, date.today()))
        print(f"「{options.ics}」に書き出しました。")
    return DONE


# The spans that a call may give, by their options.
_SPANS = ("drafting", "comment", "reflecting", "third_party", "approval")


def _days(text: str | None, name: str) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 366:
        option = name.replace("_", "-")
        raise UsageError(
            f"--{option} の「{text[:20]}」は日数ではありません。",
            "1から366までの数にしてください。",
        )
    return int(text)
