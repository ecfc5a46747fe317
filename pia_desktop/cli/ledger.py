"""The command about all assessments of a folder: ledger."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pia_desktop.cli.exit_status import DONE, UsageError
from pia_desktop.cli.output_paths import check_output_path
from pia_desktop.cli.rows import print_row

if TYPE_CHECKING:
    import argparse

    from pia_desktop.ledger.entry import LedgerEntry


def run_ledger(options: argparse.Namespace) -> int:
    """A row for each assessment below a folder; the list as a workbook and as a PDF."""
    from pia_desktop.files.atomic_write import write_together
    from pia_desktop.ledger.calendar_file import write_calendar
    from pia_desktop.ledger.columns import LEDGER_COLUMNS, in_order_of_numbers
    from pia_desktop.ledger.ledger_pages import write_ledger_pdf, write_ledger_workbook
    from pia_desktop.ledger.survey import survey
    from pia_desktop.ledger.totals import ledger_calendar, totals_in_words
    from pia_desktop.sheets.model import Paper

    outputs = (options.xlsx, options.pdf, options.ics)
    for out in outputs:
        if out is not None and out.suffix.lower() == ".pia":
            raise UsageError(
                "一覧を評価書のファイルに書き出すことはできません。",
                "出力先の名前の終わりを .xlsx、.pdf、.ics のどれかにしてください。",
                file=out,
            )
    check_output_path(options.xlsx, options.pdf, options.ics)
    check_output_path(options.pdf, options.ics)
    check_output_path(options.ics)
    papers = {paper.name.lower(): paper for paper in Paper}
    paper = papers.get(options.paper.lower())
    if paper is None:
        raise UsageError(
            f"用紙「{options.paper[:40]}」はありません。", "--paper は a4 か a3 にしてください。"
        )
    today = date.today()
    entries = list(survey(options.folder, today))
    files: list[tuple[Path, bytes]] = []
    by_number = in_order_of_numbers(entries, today)
    if options.xlsx is not None:
        files.append((options.xlsx, write_ledger_workbook(by_number, today, paper)))
    if options.pdf is not None:
        files.append((options.pdf, write_ledger_pdf(by_number, today, paper)))
    if options.ics is not None:
        files.append((options.ics, write_calendar(ledger_calendar(entries, today), today)))
    write_together(files)
    if options.json:
        print(json.dumps([entry_as_json(entry) for entry in entries], ensure_ascii=False, indent=1))
        return DONE
    for entry in entries:
        print_row(entry.place, *(column.cell(entry, today) for column in LEDGER_COLUMNS))
    print(totals_in_words(entries, today))
    for path, _data in files:
        print(f"「{path}」に書き出しました。")
    return DONE


def entry_as_json(entry: LedgerEntry) -> dict[str, object]:
    """A row with the keys of docs/ledger.md. A file that can't be read has its path, the reason and
    who has it open, and null for the rest.
    """
    facts, counts, holder = entry.facts, entry.counts, entry.holder
    row: dict[str, object] = {"path": str(entry.path), **dict.fromkeys(_KEYS)}
    if facts is not None and counts is not None:
        row |= {
            "number": facts.number,
            "name": facts.name,
            "form": facts.form,
            "form_id": facts.form_id,
            "edition": facts.edition,
            "department": facts.department,
            "publication_date": _day(facts.published),
            "review_due": _day(facts.review_due),
            "repeat_due": _day(facts.repeat_due),
            "repeat_is_duty": counts.repeat_is_duty,
            "change_date": _day(facts.change_date),
            "threshold": {
                "subjects": facts.subjects,
                "staff": facts.staff,
                "accident": facts.accident,
                "as_of": _day(facts.as_of),
                "result": facts.due.short if facts.due is not None else None,
                "changed": counts.result_changed,
            },
            "share_filled": round(counts.share, 4),
            "unfilled": counts.unfilled,
            "errors": counts.errors,
            "warnings": counts.warnings,
            "confirmed": counts.confirmed,
            "unpublished_changes": counts.unpublished,
        }
    if holder is not None:
        row["open_by"] = {"user": holder.user, "pc": holder.pc, "since": holder.since}
    row["reason"] = entry.reason or None
    return row


_KEYS = (
    "number", "name", "form", "form_id", "edition", "department", "publication_date", "review_due",
    "repeat_due", "repeat_is_duty", "change_date", "threshold", "share_filled", "unfilled",
    "errors", "warnings", "confirmed", "unpublished_changes", "open_by", "reason",
)  # fmt: skip


def _day(day: date | None) -> str | None:
    """A day as the assessment itself writes it."""
    from pia_desktop.forms.wareki import format_date

    return format_date(day) if day is not None else None
