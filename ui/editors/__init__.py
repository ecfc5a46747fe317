"""One editor a kind of item: `make_editor` looks the kind up, `Field` frames the editor."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pia_desktop.forms.model import Item
from pia_desktop.forms.walk import Place
from ui.editors.base import Editor
from ui.editors.check import CheckEditor
from ui.editors.checks import ChecksEditor
from ui.editors.choice import ChoiceEditor
from ui.editors.count import CountEditor
from ui.editors.date import DateEditor
from ui.editors.figures import FiguresEditor
from ui.editors.line import LineEditor
from ui.editors.table import TableEditor
from ui.editors.text import TextEditor

AnyEditor = (
    LineEditor
    | DateEditor
    | CountEditor
    | TextEditor
    | ChoiceEditor
    | ChecksEditor
    | CheckEditor
    | FiguresEditor
    | TableEditor
)

EDITORS: dict[str, type[AnyEditor]] = {
    "line": LineEditor,
    "text": TextEditor,
    "date": DateEditor,
    "choice": ChoiceEditor,
    "check": CheckEditor,
    "checks": ChecksEditor,
    "count": CountEditor,
    "figures": FiguresEditor,
    "table": TableEditor,
}

__all__ = ["EDITORS", "AnyEditor", "Editor", "make_editor"]


def make_editor(
    place: Place, parent: QWidget | None = None, columns: tuple[Item, ...] = ()
) -> AnyEditor:
    """The editor of the place's kind. `columns` are a table's, as `form.tables` has them."""
    made = EDITORS[place.item.kind]
    if issubclass(made, TableEditor):
        return made(place, parent, columns)
    return made(place, parent)
