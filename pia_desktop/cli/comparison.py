"""The commands about what differs between two states: changes, compare."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pia_desktop.cli.exit_status import DONE, UsageError
from pia_desktop.cli.output_paths import check_output_path
from pia_desktop.cli.rows import print_row
from pia_desktop.errors import VersionError

if TYPE_CHECKING:
    import argparse


def day_of_call(text: str) -> date:
    """The 変更日 that the call names; UsageError for what is no day."""
    from pia_desktop.assessment.publication import fault_of_date
    from pia_desktop.forms.wareki import read_day

    day = read_day(text)
    if day is None:
        raise UsageError(fault_of_date(text), "--date を「令和8年4月1日」のように書いてください。")
    return day


def run_changes(options: argparse.Namespace) -> int:
    """The rows of 変更箇所 since a published state; with --apply into the file's table, but for
    those whose 提出時期 nobody has decided.
    """
    from pia_desktop.assessment.document import Document
    from pia_desktop.assessment.document_access import changing
    from pia_desktop.changes import change_table
    from pia_desktop.cli.change_listing import print_changes, print_changes_as_json
    from pia_desktop.cli.timing_decisions import decide_timings
    from pia_desktop.forms.wareki import format_date

    if options.fields and options.occurrences:
        raise UsageError(
            "--fields と --occurrences は一緒に使えません。", "どちらか一つにしてください。"
        )
    day = format_date(day_of_call(options.date) if options.date else date.today())
    by_field = True if options.fields else False if options.occurrences else None
    if options.apply:
        access: AbstractContextManager[Document] = changing(options.file)
    else:
        access = nullcontext(Document.open(options.file))
    with access as document:
        assessment = document.assessment
        try:
            version = change_table.version_to_compare(assessment, options.since)
            rows = change_table.rows_since(
                assessment, version, by_field=by_field, abridged=options.abridged
            )
        except VersionError as error:
            raise error.at(options.file) from None
        rows = change_table.resume_choices(assessment, rows)
        standings = change_table.merge_rows(assessment, version, rows, day).standings
        rows = decide_timings(rows, standings, options.timing, options.all_important)
        table = change_table.merge_rows(assessment, version, rows, day)
        if options.apply:
            change_table.apply_rows(document, table)
    if options.json:
        print_changes_as_json(rows, table, day)
    else:
        print_changes(rows, table, day, applied=options.apply)
    return DONE


def run_compare(options: argparse.Namespace) -> int:
    """The items that differ between two states; the 新旧対照表 as a workbook and as a PDF."""
    from pia_desktop.changes.comparison import Comparison
    from pia_desktop.changes.state_reference import resolve_state, split_state
    from pia_desktop.files.atomic_write import write_together

    read = [split_state(name)[0] for name in (options.old, options.new)]
    check_output_path(options.xlsx, *read, options.pdf)
    check_output_path(options.pdf, *read)
    comparison = Comparison(
        resolve_state(options.old), resolve_state(options.new), everything=options.all
    )
    files: list[tuple[Path, bytes]] = []
    if options.xlsx is not None:
        from pia_desktop.excel import write_comparison_workbook as to_workbook

        files.append((options.xlsx, to_workbook(comparison)))
    if options.pdf is not None:
        from pia_desktop.pdf import write_comparison_pdf as to_pdf

        files.append((options.pdf, to_pdf(comparison)))
    write_together(files)
    for entry in comparison.entries:
        print_row(entry.place.address, entry.name, entry.was, entry.now)
    return DONE
