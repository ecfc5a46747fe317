"""What every editor is: a widget that shows one value and says when a person changed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.answers import Answers
from pia_desktop.forms.model import Item
from pia_desktop.forms.places import Place
from ui.widgets.accessibility import identify

# Each editor derives from a Qt class of its own; this base adds none at run time.
if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


class Editor(_Widget):
    """The base of the editors, one a kind of item. Its objectName is the address that it edits.

    `changed` is emitted for a person's changes only, never by `set_value`. Values are those that
    the answers hold for the kind; `None` means not answered.
    """

    # An editor, or its Qt class, defines all of them; at run time they would hide that class's.
    if TYPE_CHECKING:
        changed = Signal()

        def value(self) -> Any:
            """The value as the person left it; an empty one may be None or an empty value."""

        def set_value(self, value: Any) -> None:
            """Show a value; an equal one leaves cursor, selection and composition alone."""

        def set_read_only(self, read_only: bool) -> None:
            """Show the value without letting it be changed."""


@runtime_checkable
class CellEditor(Protocol):
    """What an editor of many boxes, such as a table, has besides: `focused` tells the address of
    the box that got the focus.
    """

    focused: SignalInstance

    def show_row(self, number: int) -> None:
        """Make a row the current one."""


@runtime_checkable
class CellChooser(Protocol):
    """What an editor of many cells has that are no boxes."""

    def show_cell(self, row: int, column: int) -> QWidget:
        """Make a cell the current one; what takes the focus then."""


@runtime_checkable
class TableFrame(Protocol):
    """What an editor has that can take a page of its own: `large_asked` tells whether it is wanted
    without what stands around it.
    """

    large_asked: SignalInstance

    def fill_page(self) -> None:
        """Take all the room of a page."""


@runtime_checkable
class AnswersReader(Protocol):
    """What an editor has that looks at other answers: `answers_of` gives them as they are, and
    `refresh` shows what has become of them.
    """

    answers_of: Callable[[], Answers | None]
    # Values by address that belong together: one step of undo.
    rewritten: SignalInstance

    def refresh(self) -> None:
        """Look at the answers again."""


@runtime_checkable
class LargeView(Protocol):
    """What an editor has that may be wanted alone on its page: `large_asked` tells whether."""

    large_asked: SignalInstance

    def set_large(self, large: bool) -> None:
        """Take all the room of the page, or what it takes beside others."""


# Makes the editor of a place; the items are a table's columns, as `form.tables` has them.
EditorFactory: TypeAlias = Callable[[Place, QWidget | None, tuple[Item, ...]], Editor]


def identify_place(widget: QWidget, place: Place) -> None:
    """Name an editor after the address that it edits and the printed label."""
    identify(widget, place.address, place.name)
