"""新旧対照表 as data: what each item said before and says now, and where the words differ."""

from __future__ import annotations

from functools import cached_property

from pia_desktop.assessment.model import Assessment
from pia_desktop.changes.change_table import version_to_compare
from pia_desktop.changes.differences import Difference, compare_items
from pia_desktop.changes.grid_differences import split_grids
from pia_desktop.changes.state_reference import AssessmentState, current_state, published_state


class Comparison:
    """Two states side by side."""

    def __init__(
        self, old: AssessmentState, new: AssessmentState, *, everything: bool = False
    ) -> None:
        """Only what differs, or with `everything` the items that stayed as well."""
        self.old = old
        self.new = new
        self.everything = everything

    @cached_property
    def entries(self) -> list[Difference]:
        """The items in printed order."""
        differences = split_grids(compare_items(self.old.assessment, self.new.assessment))
        return [entry for entry in differences if self.everything or entry.changed]

    @cached_property
    def changed(self) -> list[Difference]:
        """The items that differ."""
        return [entry for entry in self.entries if entry.changed]

    @property
    def important(self) -> list[Difference]:
        """The changed items that the form marks with ※ (重要な変更の対象)."""
        return [entry for entry in self.changed if entry.important]


def since_published(assessment: Assessment, name: str | None = None) -> Comparison:
    """The assessment against its published state with this name, the latest without one;
    VersionError if there is none.
    """
    return Comparison(
        published_state(version_to_compare(assessment, name)), current_state(assessment)
    )
