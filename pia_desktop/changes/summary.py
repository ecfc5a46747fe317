"""What changed in short, as the one who decides wants to know it."""

from __future__ import annotations

from dataclasses import dataclass

from pia_desktop.assessment.generated_rows import TABLE
from pia_desktop.assessment.model import Assessment
from pia_desktop.changes.change_table import unlisted_rows
from pia_desktop.changes.comparison import Comparison
from pia_desktop.changes.table_merge import rows_added

# A value before and after.
ValuePair = tuple[str, str]


@dataclass(frozen=True)
class UnlistedChanges:
    """How many changes have no row in 変更箇所 yet, and for how many of those a person has to say
    the 提出時期 first.
    """

    count: int
    undecided: int


@dataclass(frozen=True)
class ChangeSummary:
    """Since which state, how many items differ, the names of those of them that have ※, 対象人数
    and しきい値判断結果 before and after, how many rows 変更箇所 has, how many of them are new, and
    which ones it lacks.
    """

    since: str
    changed: int
    important: tuple[str, ...]
    subjects: ValuePair
    threshold: ValuePair
    rows: int
    rows_added: int
    unlisted: UnlistedChanges


def summarize(comparison: Comparison) -> ChangeSummary:
    """The summary of a comparison."""
    old, new = comparison.old.assessment, comparison.new.assessment
    rows, before = (state.answers.get(TABLE) or [] for state in (new, old))
    return ChangeSummary(
        since=comparison.old.title,
        changed=len(comparison.changed),
        important=tuple(entry.name for entry in comparison.important),
        subjects=_pair("business.subject_count", old, new),
        threshold=_pair("procedure.threshold", old, new),
        rows=len(rows),
        rows_added=len(rows_added(rows, before)),
        unlisted=unlisted_changes(comparison),
    )


def unlisted_changes(comparison: Comparison) -> UnlistedChanges:
    """How many rows the table of the new state lacks."""
    old, new = comparison.old.assessment, comparison.new.assessment
    rows = unlisted_rows(new, old, comparison.changed)
    return UnlistedChanges(len(rows), sum(row.undecided for row in rows))


def _pair(address: str, old: Assessment, new: Assessment) -> ValuePair:
    return old.answers.get(address) or "", new.answers.get(address) or ""
