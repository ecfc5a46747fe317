"""One editor a kind of item: `make_editor` looks the kind up, `Field` frames the editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtWidgets import QWidget

from pia_desktop.forms.model import Item
from pia_desktop.forms.places import Place
from ui.editors.base import Editor
from ui.editors.check import CheckEditor
from ui.editors.checks import ChecksEditor
from ui.editors.choice import ChoiceEditor
from ui.editors.count import CountEditor
from ui.editors.date import DateEditor
from ui.editors.figures import FiguresEditor
from ui.editors.line import LineEditor
from ui.editors.text import TextEditor

if TYPE_CHECKING:
    from ui.editors.table import TableEditor

AnyEditor: TypeAlias = (
    "LineEditor | DateEditor | CountEditor | TextEditor | ChoiceEditor | ChecksEditor"
    " | CheckEditor | FiguresEditor | TableEditor"
)


def _table(place: Place, parent: QWidget | None, columns: tuple[Item, ...]) -> TableEditor:
    """Loaded with the first table: only one page has one."""
    from ui.editors.table import TableEditor

    return TableEditor(place, parent, columns)


# What makes the editor of each kind.
EDITORS: dict[str, Callable[..., AnyEditor]] = {
    "line": LineEditor,
    "text": TextEditor,
    "date": DateEditor,
    "choice": ChoiceEditor,
    "check": CheckEditor,
    "checks": ChecksEditor,
    "count": CountEditor,
    "figures": FiguresEditor,
    "table": _table,
}

__all__ = ["EDITORS", "AnyEditor", "Editor", "make_editor"]


def make_editor(
    place: Place, parent: QWidget | None = None, columns: tuple[Item, ...] = ()
) -> AnyEditor:
    """The editor of the place's kind. `columns` are a table's, as `form.tables` has them."""
    made = EDITORS[place.item.kind]
    return made(place, parent, columns) if place.item.kind == "table" else made(place, parent)
