"""「変更箇所を作る」: from a published state to rows of the table, and taking the rows over."""

from __future__ import annotations

from dataclasses import replace

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.generated_rows import TABLE, Row
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import state_of, version_named
from pia_desktop.assessment.versions import Version
from pia_desktop.changes.change_rows import ChangeRow, change_rows
from pia_desktop.changes.differences import differences
from pia_desktop.changes.submission_timing import chosen
from pia_desktop.changes.table_merge import AFTER, BEFORE, Written, pending, write_rows
from pia_desktop.errors import VersionError


def version_to_compare(assessment: Assessment, name: str | None = None) -> Version:
    """The published state with this name, the latest without one; VersionError if there is none."""
    if name is not None:
        return version_named(assessment, name)
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
    found = differences(state_of(version), assessment)
    rows = change_rows(found, whole_occurrences=whole_occurrences)
    return [replace(row, abridged=True) for row in rows] if abridged else rows


def resumed(assessment: Assessment, rows: list[ChangeRow]) -> list[ChangeRow]:
    """The rows as a person had them when they were written: what was chosen then for a row that
    still waits, its 提出時期 and its passages, holds again.
    """
    table = zip(_table(assessment), waiting(assessment), strict=True)
    waits = {row["item"]: row for row, unseen in table if unseen}
    return [_as_in(waits[row.name], row) if row.name in waits else row for row in rows]


def _as_in(written_row: Row, row: ChangeRow) -> ChangeRow:
    texts = (written_row[BEFORE], written_row[AFTER])
    if texts == row.shortened and texts != (row.before, row.after):
        row = replace(row, abridged=True)
    return replace(row, timing=chosen(written_row["timing"], written_row["reason"], row.timing))


def dates_waiting(assessment: Assessment) -> list[str]:
    """The 変更日 of the rows that wait, each once."""
    table = zip(_table(assessment), waiting(assessment), strict=True)
    return list(dict.fromkeys(row["date"] for row, unseen in table if unseen))


def written(assessment: Assessment, version: Version, rows: list[ChangeRow], date: str) -> Written:
    """The table with these rows in it; nothing is changed yet."""
    return write_rows(
        _table(assessment),
        assessment.generated,
        _table(state_of(version)),
        rows,
        date=date,
        since=version.number,
    )


def apply(document: Document, table: Written) -> None:
    """Put the table into the document, as one step of undo."""
    with document.step("変更箇所の作成"):
        document.set_rows(TABLE, table.rows)
        document.set_generated(table.generated, "変更箇所の作成")


def accept(document: Document, index: int | None = None) -> None:
    """Take a generated row over as one's own, or all of them; generating leaves it alone then."""
    rows = _table(document.assessment)
    generated = list(document.assessment.generated)
    if index is None:
        generated = []
    elif pending(rows, generated)[index]:
        generated.remove(next(entry for entry in generated if entry.row == rows[index]))
    document.set_generated(generated, "変更箇所の確認")


def waiting(assessment: Assessment) -> list[bool]:
    """For each row of the table, whether it was generated and waits to be accepted."""
    return pending(_table(assessment), assessment.generated)


def _table(assessment: Assessment) -> list[Row]:
    return list(assessment.answers.get(TABLE) or ())
