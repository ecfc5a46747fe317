"""The rows of 変更箇所 on stdout, and what a person still has to decide."""

from __future__ import annotations

import json

from pia_desktop.changes.change_rows import ChangeRow
from pia_desktop.changes.submission_timing import UNDECIDED
from pia_desktop.changes.table_merge import ChangeStatus, MergedTable
from pia_desktop.changes.timing_arguments import timing_arguments
from pia_desktop.cli.rows import print_row
from pia_desktop.cli.timing_decisions import HOW, word_of


def print_changes_as_json(rows: list[ChangeRow], table: MergedTable, day: str) -> None:
    """The rows as a list, each with how it stands to the table."""
    listed = [
        {"address": row.place.address, **row.written(day), "status": _status(row, table, standing)}
        for row, standing in zip(rows, table.standings, strict=True)
    ]
    print(json.dumps(listed, ensure_ascii=False, indent=1))


def _status(row: ChangeRow, table: MergedTable, standing: ChangeStatus) -> str:
    """「undecided」 for what needs a person first, else how the change stood to the table."""
    return "undecided" if row in table.undecided else standing.value


def print_changes(rows: list[ChangeRow], table: MergedTable, day: str, *, applied: bool) -> None:
    """A line a row, and what a person still has to do."""
    for row in rows:
        cells = row.written(day)
        if row in table.undecided:
            cells["timing"] = UNDECIDED.when
        print_row(row.place.address, *cells.values())
    if applied:
        print(f"変更箇所に{table.added}行を書き足しました。")
    if table.undecided:
        _print_undecided(table.undecided, applied=applied)
    for stale in table.stale:
        name = " ".join(table.rows[stale.index]["item"].split())
        print(f"変更箇所の{stale.index + 1}行目「{name}」は今の記載と違うので、見直してください。")


def _print_undecided(rows: list[ChangeRow], *, applied: bool) -> None:
    """What is left out of the table, what is seen in it, and how to decide it."""
    left_out = "入れていません" if applied else "入りません"
    print(f"次の{len(rows)}件は提出時期が要判断なので、変更箇所に{left_out}。")
    for row in rows:
        seen = [
            f"{each.seen}（{'、'.join(map(word_of, each.choices))}？）"
            for each in timing_arguments(row)
        ]
        print_row("", row.place.address, row.name, *seen)
    print(f"--timing 番地=判断 か --all-important 判断 で決めてください。{HOW}。")
