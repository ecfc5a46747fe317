"""The commands that change the texts of many assessments: replace, runs, undo-run."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pia_desktop.cli.comparison import day_of_call
from pia_desktop.cli.exit_status import DONE, UsageError
from pia_desktop.cli.rows import print_row

if TYPE_CHECKING:
    import argparse

    from pia_desktop.changes.change_rows import ChangeRow
    from pia_desktop.changes.submission_timing import Timing
    from pia_desktop.ledger.change_entry import ChangeEntry
    from pia_desktop.ledger.run_record import RunRecord
    from pia_desktop.ledger.text_edits import FilePlan


def run_replace(options: argparse.Namespace) -> int:
    """The hits in all files below a folder; with --apply writes them."""
    from pia_desktop.assessment.search import SearchQuery
    from pia_desktop.ledger.item_choice import choose_items
    from pia_desktop.ledger.text_edits import Replacement, plan_folder

    if not options.find:
        raise UsageError("探す文字がありません。", "FIND に探す文字を書いてください。")
    items = choose_items(options.item)
    entry = change_entry_of(options)
    query = SearchQuery(options.find, loose=not options.exact)
    plans = plan_folder(options.folder, Replacement(query, options.words, items))
    title = f"「{options.find}」を「{options.words}」に置き換え"
    return hand_plans(plans, title, entry, options)


def hand_plans(
    plans: Sequence[FilePlan], title: str, entry: ChangeEntry, options: argparse.Namespace
) -> int:
    """Say what is to be changed, and with --apply change it and say what was done."""
    from pia_desktop.ledger.file_change import apply_plans

    if not options.apply:
        _print_plans(plans, as_json=options.json)
        return DONE
    record = apply_plans(plans, title, options.folder, entry)
    print_record(record, as_json=options.json)
    return DONE


def _print_plans(plans: Sequence[FilePlan], *, as_json: bool) -> None:
    from pia_desktop.ledger.entry import name_of_holder

    if as_json:
        listed = [
            {
                "path": str(plan.path),
                "reason": plan.reason or None,
                "open_by": name_of_holder(plan.holder) or None,
                "hits": [
                    {
                        "address": edit.address,
                        "item_name": edit.name,
                        "count": edit.count,
                        "by_hand": edit.by_hand,
                        "before": edit.before,
                        "after": edit.after,
                    }
                    for edit in plan.edits
                ],
            }
            for plan in plans
        ]
        print(json.dumps(listed, ensure_ascii=False, indent=1))
        return
    for plan in plans:
        if plan.reason:
            print_row(str(plan.path), "", plan.reason)
        for edit in plan.edits:
            print_row(str(plan.path), edit.address, edit.name, edit.before, edit.after)
        if plan.holder is not None:
            print_row(str(plan.path), "", f"{name_of_holder(plan.holder)}が開いています。")
    hits = [plan for plan in plans if plan.edits]
    count = sum(plan.count for plan in hits)
    print(f"{len(hits)}件の評価書に{count}か所あります。書き換えるには --apply を付けてください。")


def print_record(record: RunRecord, *, as_json: bool) -> None:
    """What a run did, file by file, and how it is undone."""
    if as_json:
        print(json.dumps(record_as_json(record), ensure_ascii=False, indent=1))
        return
    for file in record.files:
        if file.skipped:
            print_row(file.path, "変えていません", file.skipped)
        else:
            rows = [f"変更箇所{file.rows}行"] if file.rows else []
            print_row(file.path, "変えました", f"{file.count}か所", *rows, *file.said)
    done = [file for file in record.files if not file.skipped]
    print(f"{len(done)}件の評価書の{sum(file.count for file in done)}か所を変えました。")
    if done:
        print(f"元に戻すには「undo-run {record.run_id}」としてください。")


def record_as_json(record: RunRecord) -> dict[str, object]:
    """What a run did, with how each file is now."""
    return {
        "run": record.run_id,
        "started": record.started,
        "title": record.title,
        "folder": record.folder,
        "files": [
            {
                "path": file.path,
                "state": file.state().value if file.before else None,
                "hits": file.count,
                "rows": file.rows,
                "skipped": file.skipped or None,
                "said": file.said,
            }
            for file in record.files
        ],
    }


def change_entry_of(options: argparse.Namespace) -> ChangeEntry:
    """How the call wants the rows of 変更箇所."""
    from pia_desktop.forms.wareki import format_date
    from pia_desktop.ledger.change_entry import ChangeEntry, proposed_timing

    day = format_date(day_of_call(options.date) if options.date else date.today())
    if options.timing is None:
        if options.reason is not None:
            raise UsageError(
                "--reason は --timing と一緒に使います。", "--timing に事前か事後を書いてください。"
            )
        return ChangeEntry(day, proposed_timing)
    return ChangeEntry(day, _timing_choice(options.timing, options.reason))


def _timing_choice(word: str, reason: str | None) -> Callable[[ChangeRow], Timing]:
    from dataclasses import replace

    from pia_desktop.changes.submission_timing import AFTER, BEFORE, OWN_WORDS, choose_timing
    from pia_desktop.cli.timing_decisions import check_timing_word, timing_for

    if reason is not None:
        if word not in (BEFORE, AFTER) or not reason.strip():
            raise UsageError(
                "--reason を書くときの --timing は、事前か事後です。",
                "「--timing 事後 --reason 理由」のように書いてください。",
            )
        timing = choose_timing(replace(OWN_WORDS, reason=reason.strip()), word)
        return lambda _row: timing
    check_timing_word(word)
    return lambda row: timing_for(word, row)


def run_runs(options: argparse.Namespace) -> int:
    """A line a run: its id, when, what, how many files are as it left them."""
    from pia_desktop.ledger.run_record import FileState, list_runs

    records = list_runs()
    if options.json:
        print(json.dumps([record_as_json(each) for each in records], ensure_ascii=False, indent=1))
        return DONE
    for record in records:
        states = [file.state() for file in record.written]
        counts = [f"{state.value}{states.count(state)}件" for state in FileState if state in states]
        print_row(record.run_id, record.started, record.title, "、".join(counts))
    return DONE


def run_undo_run(options: argparse.Namespace) -> int:
    """Puts back what the files of a run held before it."""
    from pia_desktop.ledger.file_change import undo_run
    from pia_desktop.ledger.run_record import find_run

    count = undo_run(find_run(options.run_id))
    print(f"{count}件の評価書を元に戻しました。")
    return DONE
