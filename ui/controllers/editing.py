"""Undo and the buttons of repeats: the commands that work in the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.grid_edits import first_changed_cell
from pia_desktop.forms import outline
from pia_desktop.forms.addresses import indices
from ui.shell import Shell
from ui.widgets.composition import commit_composition
from ui.widgets.text_format import changed_end
from ui.wizard.focus_target import TextSpan
from ui.wizard.removal_summary import summarize_removal
from ui.wizard.wizard import Wizard


class EditingController:
    """The editing commands of the document that is open."""

    def __init__(self, shell: Shell, comparison_shown: Callable[[], bool]) -> None:
        """`comparison_shown` tells whether a comparison stands in front of the pages."""
        self._shell = shell
        self._comparison_shown = comparison_shown
        self._wizard: Wizard | None = None

    def attach(self, wizard: Wizard | None) -> None:
        """Work in the pages of this wizard; without a document there is none."""
        self._wizard = wizard

    def place_in_hand(self) -> str:
        """The address of the box that the person is in; nothing without a document."""
        return self._wizard.place_in_hand() if self._wizard is not None else ""

    # -- undo --------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back, and go where it was."""
        self._travel(lambda document: document.undo())

    def redo(self) -> None:
        """Do the last undone step again, and go where it is."""
        self._travel(lambda document: document.redo())

    def _travel(self, step: Callable[[Document], None]) -> None:
        document, wizard = self._shell.document, self._wizard
        if document is None or wizard is None:
            return
        commit_composition()
        wizard.end_step()
        before = document.answers.copy()
        addresses: list[str] = []

        def note(change: Change) -> None:
            addresses.extend(change.addresses)

        document.listen(note)
        try:
            step(document)
        finally:
            document.unlisten(note)
        if not addresses or self._comparison_shown():
            return
        shown = next((each for each in addresses if wizard.shows(each)), "")
        if not shown or wizard.has_field(shown):
            address = shown or addresses[0]
            wizard.go_to(address, _changed_span(before, document.answers, address))

    # -- repeats -----------------------------------------------------------------------------

    def perform(self, verb: str, address: str) -> None:
        """Do what a button of a repeat asks: `add` at a list, the others at an occurrence."""
        document = self._shell.document
        if document is None:
            return
        if verb == "add":
            self._shell.go_to(f"{address}[{document.add(address)}]")
        elif verb == "open":
            self._shell.go_to(address)
        elif verb == "remove":
            self._remove(document, address)
        else:
            self._duplicate_or_move(document, verb, address)

    def _remove(self, document: Document, address: str) -> None:
        """Remove an occurrence; where its page is shown, go to the one that follows."""
        of_list, index = _list_and_index(address)
        on_page = self._on_page(address)
        if not self._may_remove(document, address):
            return
        document.remove(of_list, index)
        rest = document.answers.count(of_list)
        if on_page:
            self._shell.go_to(f"{of_list}[{min(index, rest - 1)}]" if rest else of_list)

    def _duplicate_or_move(self, document: Document, verb: str, address: str) -> None:
        of_list, index = _list_and_index(address)
        on_page = self._on_page(address)
        to = index - 1 if verb == "up" else index + 1
        if verb == "duplicate":
            document.duplicate(of_list, index)
        else:
            document.move(of_list, index, to)
        if on_page or verb == "duplicate":
            self._shell.go_to(f"{of_list}[{to}]")

    def _on_page(self, occurrence: str) -> bool:
        return self._wizard is not None and self._wizard.page.occurrence == occurrence

    def _may_remove(self, document: Document, address: str) -> bool:
        """Ask before an occurrence goes; an empty one goes without a question."""
        loss = summarize_removal(document.answers, address)
        if not loss:
            return True
        from ui.dialogs.messages import ConfirmRemoveDialog

        item = document.answers.item_at(address)
        title = outline.occurrence_title(document.answers, item, indices(address))
        return bool(ConfirmRemoveDialog(title, loss.words, self._shell.parent_widget).exec())


def _changed_span(before: Answers, now: Answers, address: str) -> TextSpan | None:
    """Where in the text of an address the cursor belongs: behind what has changed; of a free table,
    the cell that has.
    """
    was, value = before.get(address), now.get(address)
    if now.item_at(address).features.gridded:
        return TextSpan("", 0, 0, first_changed_cell(was, value))
    changed = _changed_text(was, value, address)
    if changed is None:
        return None
    box, old, new = changed
    at = changed_end(old, new)
    return TextSpan(new, at, at, box)


def _changed_text(was: Any, value: Any, address: str) -> tuple[str, str, str] | None:
    """The name of the box whose text has changed, that text before and now: the item's own, of a
    bracket among options, of a picture's caption, or of a row whose boxes are shown.
    """
    if isinstance(was or value, str):
        return address, was or "", value or ""
    if isinstance(was or value, dict):
        old, new = ({k: _written(v) for k, v in (each or {}).items()} for each in (was, value))
        for key in {**old, **new}:
            if old.get(key, "") != new.get(key, ""):
                return f"{address}:{key}", old.get(key, ""), new.get(key, "")
    if isinstance(was, list) and isinstance(value, list) and len(was) == len(value):
        for number, (before, after) in enumerate(zip(was, value, strict=True)):
            for key in {**before, **after}:
                name = f"{address}[{number}].{key}"
                first, second = (str(each.get(key) or "") for each in (before, after))
                if first != second and (key == "caption" or name == _focused_name()):
                    return name, first, second
    return None


def _focused_name() -> str:
    """The name of the box that has the focus: a table's cell has one while its boxes are shown."""
    focused = QApplication.focusWidget()
    return focused.objectName() if focused is not None else ""


def _written(content: Any) -> str:
    """What stands in the bracket of a ticked option."""
    return "" if content is True or content is None else str(content)


def _list_and_index(occurrence: str) -> tuple[str, int]:
    """`systems` and 0 of `systems[0]`."""
    return occurrence[: occurrence.rindex("[")], indices(occurrence)[-1]
