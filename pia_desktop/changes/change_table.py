"""「変更箇所を作る」: from a published state to rows of the table, and taking the rows over."""

from __future__ import annotations

from dataclasses import replace

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.generated_rows import TABLE, TableRow
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import find_version, load_version
from pia_desktop.assessment.versions import Version
from pia_desktop.changes.change_rows import ChangeRow, change_rows
from pia_desktop.changes.differences import Difference, changed_items
from pia_desktop.changes.grid_differences import split_grids
from pia_desktop.changes.submission_timing import timing_of_row
from pia_desktop.changes.table_merge import (
    AFTER,
    BEFORE,
    ChangeStatus,
    MergedTable,
    pending_rows,
    rows_added,
    write_rows,
)
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
    by_field: bool | None = None,
    abridged: bool = False,
    published: Assessment | None = None,
) -> list[ChangeRow]:
    """What the table has to say since a published state. An occurrence that came or went is one
    row, or with `by_field` a row for each of its items; with neither said, it is listed as the
    table's rows do that wait. Where a person's own rows list it, it stays as they have it.
    `published` is the state itself, where it was loaded already.
    """
    published = published or load_version(version)
    rows = _rows_of(changed_items(published, assessment), published, assessment, by_field)
    return [replace(row, abridged=True) for row in rows] if abridged else rows


def unlisted_rows(
    assessment: Assessment, published: Assessment, differences: list[Difference]
) -> list[ChangeRow]:
    """The rows for what differs from a published state that the table has not got yet."""
    rows = _rows_of(differences, published, assessment, None)
    table = write_rows(
        _table(assessment), assessment.generated, _table(published), rows, date="", since=0
    )
    pairs = zip(rows, table.standings, strict=True)
    return [row for row, standing in pairs if standing is ChangeStatus.NEW]


def _rows_of(
    differences: list[Difference],
    published: Assessment,
    assessment: Assessment,
    by_field: bool | None,
) -> list[ChangeRow]:
    since = rows_added(_table(assessment), _table(published))
    waiting = [entry.row for entry in assessment.generated]
    listed = [row["item"] for row in since if by_field is None or row not in waiting]
    return change_rows(split_grids(differences), by_field=bool(by_field), listed=listed)


def resume_choices(assessment: Assessment, rows: list[ChangeRow]) -> list[ChangeRow]:
    """The rows as a person had them when they were written: what was chosen then for a row that
    still waits, its 提出時期 and its passages, holds again.
    """
    table = zip(_table(assessment), rows_waiting(assessment), strict=True)
    waits = [row for row, unseen in table if unseen]
    resumed = []
    for row in rows:
        before = next((each for each in waits if row.continues(each)), None)
        resumed.append(row if before is None else _as_in(before, row))
    return resumed


def _as_in(written_row: TableRow, row: ChangeRow) -> ChangeRow:
    texts = (written_row[BEFORE], written_row[AFTER])
    if texts in row.wordings - {(row.before, row.after), row.brief}:
        row = replace(row, abridged=True)
    return replace(
        row, timing=timing_of_row(written_row["timing"], written_row["reason"], row.timing)
    )


def dates_waiting(assessment: Assessment) -> list[str]:
    """The 変更日 of the rows that wait, each once."""
    table = zip(_table(assessment), rows_waiting(assessment), strict=True)
    return list(dict.fromkeys(row["date"] for row, unseen in table if unseen))


def merge_rows(
    assessment: Assessment,
    version: Version,
    rows: list[ChangeRow],
    date: str,
    published: Assessment | None = None,
) -> MergedTable:
    """The table with these rows in it; nothing is changed yet. `published` as of `rows_since`."""
    return write_rows(
        _table(assessment),
        assessment.generated,
        _table(published or load_version(version)),
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
