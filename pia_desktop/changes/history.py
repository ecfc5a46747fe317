"""The list of published states, each with how much it changed."""

from __future__ import annotations

from dataclasses import dataclass

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import state_of
from pia_desktop.assessment.versions import Version
from pia_desktop.changes.differences import differences
from pia_desktop.task_progress import Progress, no_progress


@dataclass(frozen=True)
class Entry:
    """One published state: its form edition's name, and how many items differ from the one before;
    None for the first.
    """

    version: Version
    form: str
    changes: int | None


def history(assessment: Assessment, progress: Progress = no_progress) -> list[Entry]:
    """Every published state, the oldest first."""
    entries = []
    before: Assessment | None = None
    for version in assessment.versions:
        state = state_of(version)
        changes = None if before is None else len(differences(before, state))
        entries.append(Entry(version, state.form.display_name, changes))
        before = state
        progress(version.number / len(assessment.versions))
    return entries
