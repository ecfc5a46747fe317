"""「変更箇所を作る」: from a published state to rows of the table, and taking the rows over."""

from __future__ import annotations

from dataclasses import replace

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.generated_rows import TABLE, TableRow
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import find_version, load_version
from pia_desktop.assessment.versions import Version
from pia_desktop.changes.change_rows import ChangeRow, change_rows
from pia_desktop.changes.differences import changed_items
from pia_desktop.changes.submission_timing import timing_of_row
from pia_desktop.changes.table_merge import AFTER, BEFORE, MergedTable, pending_rows, write_rows
from pia_desktop.errors import VersionError


def version_to_compare(assessment: Assessment, name: str | None = None) -> Version:
    """The published state with this name, the latest without one; VersionError if there is none."""
    if name is not None:
        return find_version(assessment, name)
    if not assessment.versions:
        raise VersionError(
            "公表版がありません。",
            "公表した状態で「公表版として確定」をしてから、記入を変えてください。",
        )
    return assessment.versions[-1]


def rows_since(
    assessment: Assessment,
    version: Version,
    *,
    whole_occurrences: bool = False,
    abridged: bool = False,
) -> list[ChangeRow]:
    """What the table has to say since a published state."""
    differences = changed_items(load_version(version), assessment)
    rows = change_rows(differences, whole_occurrences=whole_occurrences)
    return [replace(row, abridged=True) for row in rows] if abridged else rows


def resume_choices(assessment: Assessment, rows: list[ChangeRow]) -> list[ChangeRow]:
    """The rows as a person had them when they were written: what was chosen then for a row that
    still waits, its 提出時期 and its passages, holds again.
    """
    table = zip(_table(assessment), rows_waiting(assessment), strict=True)
    waits = {row["item"]: row for row, unseen in table if unseen}
    return [_as_in(waits[row.name], row) if row.name in waits else row for row in rows]


def _as_in(written_row: TableRow, row: ChangeRow) -> ChangeRow:
    texts = (written_row[BEFORE], written_row[AFTER])
    if texts == row.shortened and texts != (row.before, row.after):
        row = replace(row, abridged=True)
    return replace(
        row, timing=timing_of_row(written_row["timing"], written_row["reason"], row.timing)
    )


def dates_waiting(assessment: Assessment) -> list[str]:
    """The 変更日 of the rows that wait, each once."""
    table = zip(_table(assessment), rows_waiting(assessment), strict=True)
    return list(dict.fromkeys(row["date"] for row, unseen in table if unseen))


def merge_rows(
    assessment: Assessment, version: Version, rows: list[ChangeRow], date: str
) -> MergedTable:
    """The table with these rows in it; nothing is changed yet."""
    return write_rows(
        _table(assessment),
        assessment.generated,
        _table(load_version(version)),
        rows,
        date=date,
        since=version.number,
    )


def apply_rows(document: Document, table: MergedTable) -> None:
    """Put the table into the document, as one step of undo."""
    with document.step("変更箇所の作成"):
        document.set_rows(TABLE, table.rows)
        document.set_generated(table.generated, "変更箇所の作成")


def accept_rows(document: Document, index: int | None = None) -> None:
    """Take a generated row over as one's own, or all of them; generating leaves it alone then."""
    rows = _table(document.assessment)
    generated = list(document.assessment.generated)
    if index is None:
        generated = []
    elif pending_rows(rows, generated)[index]:
        generated.remove(next(entry for entry in generated if entry.row == rows[index]))
    document.set_generated(generated, "変更箇所の確認")


def rows_waiting(assessment: Assessment) -> list[bool]:
    """For each row of the table, whether it was generated and waits to be accepted."""
    return pending_rows(_table(assessment), assessment.generated)


def _table(assessment: Assessment) -> list[TableRow]:
    return list(assessment.answers.get(TABLE) or ())
