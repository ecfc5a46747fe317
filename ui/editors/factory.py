"""Which editor each kind of item has. A new kind gets its editor here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pia_desktop.forms.model import Item
from pia_desktop.forms.places import Place
from ui.editors.base import Editor
from ui.editors.check import CheckEditor
from ui.editors.checks import ChecksEditor
from ui.editors.choice import ChoiceEditor
from ui.editors.count import CountEditor
from ui.editors.date import DateEditor
from ui.editors.field import Field
from ui.editors.figures import FiguresEditor
from ui.editors.line import LineEditor
from ui.editors.text import TextEditor

# The editors of kinds without columns.
_SIMPLE: dict[str, Callable[[Place, QWidget | None], Editor]] = {
    "line": LineEditor,
    "text": TextEditor,
    "date": DateEditor,
    "choice": ChoiceEditor,
    "check": CheckEditor,
    "checks": ChecksEditor,
    "count": CountEditor,
    "figures": FiguresEditor,
}

# Every kind that has an editor.
EDITOR_KINDS = frozenset({*_SIMPLE, "table"})


def make_editor(
    place: Place, parent: QWidget | None = None, columns: tuple[Item, ...] = ()
) -> Editor:
    """The editor of the place's kind. `columns` are a table's, as `form.tables` has them."""
    if place.item.kind == "table":
        from ui.editors.table import TableEditor  # loaded with the first table: one page has one

        return TableEditor(place, parent, columns, make_editor)
    return _SIMPLE[place.item.kind](place, parent)


def make_field(
    place: Place, parent: QWidget | None = None, columns: tuple[Item, ...] = ()
) -> Field:
    """The field of the item at a place: its editor with label, support text and findings."""
    return Field(place, make_editor, parent, columns)
