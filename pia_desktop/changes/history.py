"""The list of published states, each with how much it changed."""

from __future__ import annotations

from dataclasses import dataclass

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import load_version
from pia_desktop.assessment.published_state import StateReader, says_the_same
from pia_desktop.assessment.versions import Version
from pia_desktop.changes.differences import count_changed_items
from pia_desktop.errors import PiaError
from pia_desktop.forms import form_ids, load_form_by_id
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
    """Every published state, the oldest first. What was counted when it was published is not
    counted again, and states that are alike down to the byte aren't read for it.
    """
    entries = []
    reader = StateReader()
    names = {form_id: load_form_by_id(form_id).display_name for form_id in _known(assessment)}
    before: Assessment | None = None
    for version in assessment.versions:
        state, changes = None, version.changes
        if changes is None and version.number > 1:
            previous = assessment.versions[version.number - 2]
            if says_the_same(previous.state, version.state):
                state, changes = before, 0
            else:
                before = before or load_version(previous, reader)
                state = load_version(version, reader)
                changes = count_changed_items(before, state)
        name = names.get(version.form_id)
        if name is None:
            name = (state or load_version(version, reader)).form.display_name
        entries.append(VersionHistoryEntry(version, name, changes))
        before = state
        progress(version.number / len(assessment.versions))
    return entries


def _known(assessment: Assessment) -> set[str]:
    """The editions of its states, those that this program has."""
    return {version.form_id for version in assessment.versions} & set(form_ids())


def publish_counted(
    document: Document, date: str, note: str = "", by: str = "", *, repeated: bool = False
) -> Version:
    """Freeze the present state, and keep how much it changed."""
    return document.publish(
        date, note, by, repeated=repeated, changes=_changes_of(document.assessment)
    )


def _changes_of(assessment: Assessment) -> int | None:
    """How many items differ from the last state; None where there is none, or none that can be
    read.
    """
    if not assessment.versions:
        return None
    try:
        return count_changed_items(load_version(assessment.versions[-1]), assessment)
    except PiaError:
        return None
