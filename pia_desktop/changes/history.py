"""The list of published states, each with how much it changed."""

from __future__ import annotations

from dataclasses import dataclass

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import load_version
from pia_desktop.assessment.versions import Version
from pia_desktop.changes.differences import changed_items
from pia_desktop.task_progress import ProgressCallback, no_progress


@dataclass(frozen=True)
class VersionHistoryEntry:
    """One published state: its form edition's name, and how many items differ from the one before;
    None for the first.
    """

    version: Version
    form: str
    changes: int | None


def version_history(
    assessment: Assessment, progress: ProgressCallback = no_progress
) -> list[VersionHistoryEntry]:
    """Every published state, the oldest first."""
    entries = []
    before: Assessment | None = None
    for version in assessment.versions:
        state = load_version(version)
        changes = None if before is None else len(changed_items(before, state))
        entries.append(VersionHistoryEntry(version, state.form.display_name, changes))
        before = state
        progress(version.number / len(assessment.versions))
    return entries
