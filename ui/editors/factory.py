"""Which editor each kind of item has. A new kind gets its editor here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pia_desktop.forms.kinds import KindTable
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
from ui.editors.yes_no import YesNoEditor

EditorMaker = Callable[[Place, QWidget | None, tuple[Item, ...]], Editor]


def _plain(editor: Callable[[Place, QWidget | None], Editor]) -> EditorMaker:
    """The maker of an editor that has no columns."""
    return lambda place, parent, _columns: editor(place, parent)


def _table(place: Place, parent: QWidget | None, columns: tuple[Item, ...]) -> Editor:
    from ui.editors.table import TableEditor  # loaded with the first table: one page has one

    return TableEditor(place, parent, columns, make_editor)


def _grid(place: Place, parent: QWidget | None, _columns: tuple[Item, ...]) -> Editor:
    from ui.editors.grid import GridEditor  # loaded with the first free table

    return GridEditor(place, parent)


def _diagram(place: Place, parent: QWidget | None, _columns: tuple[Item, ...]) -> Editor:
    from ui.editors.diagram import DiagramEditor  # loaded with the first diagram

    return DiagramEditor(place, parent)


EDITORS: KindTable[EditorMaker] = KindTable(
    "ui.editors",
    lambda kind: kind.answerable,
    {
        "line": _plain(LineEditor),
        "text": _plain(TextEditor),
        "date": _plain(DateEditor),
        "choice": _plain(ChoiceEditor),
        "check": _plain(CheckEditor),
        "yes_no": _plain(YesNoEditor),
        "checks": _plain(ChecksEditor),
        "count": _plain(CountEditor),
        "figures": _plain(FiguresEditor),
        "grid": _grid,
        "diagram": _diagram,
        "table": _table,
    },
)


def make_editor(
    place: Place, parent: QWidget | None = None, columns: tuple[Item, ...] = ()
) -> Editor:
    """The editor of the place's kind. `columns` are a table's, as `form.tables` has them."""
    return EDITORS[place.item.kind](place, parent, columns)


def make_field(
    place: Place, parent: QWidget | None = None, columns: tuple[Item, ...] = ()
) -> Field:
    """The field of the item at a place: its editor with label, support text and findings."""
    return Field(place, make_editor, parent, columns)
