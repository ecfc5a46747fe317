"""Telling that the しきい値判断 now leads to another result than what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pia_desktop.assessment.document import Change, Document
from ui.shell import Shell
from ui.widgets.document_binding import bind_document

if TYPE_CHECKING:
    from ui.wizard.notices import Notices


class ThresholdReminder:
    """Shows it in a document's notices as long as it is so: doing it again is a duty."""

    def __init__(self, shell: Shell) -> None:
        """Leads to the facts in this window."""
        self._shell = shell

    def attach(self, document: Document, notices: Notices) -> None:
        """Look now, and after each change of the facts and each publication."""
        notices.threshold_asked.connect(self._show_facts)

        def changed(change: Change) -> None:
            from pia_desktop.forms.threshold import FACTS

            if change.versions or not set(FACTS).isdisjoint(change.addresses):
                _say(document, notices)

        bind_document(document, notices, changed)
        _say(document, notices)

    def _show_facts(self) -> None:
        from pia_desktop.forms.threshold import SUBJECTS

        self._shell.go_to(SUBJECTS)


def _say(document: Document, notices: Notices) -> None:
    if not document.assessment.versions:  # nothing that it could have changed from
        notices.show_threshold("")
        return
    from pia_desktop.checks.threshold import result_change

    change = result_change(document.assessment)
    changed = "しきい値判断の結果が、公表版から変わりました。"
    notices.show_threshold(f"{changed}{change.consequence}" if change else "")
