"""はい or いいえ, or neither where it isn't known."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.value_text import option_of_yes_no, value_as_text
from pia_desktop.forms.places import Place
from ui.editors.choice import RadioEditor


class YesNoEditor(RadioEditor):
    """The two options as radio buttons, and a button that takes the answer back."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The question of the item at `place`."""
        super().__init__(place, parent)
        self._item = place.item

    def value(self) -> bool | None:
        """True for はい, False for いいえ, None where neither is chosen."""
        if not self._shown:
            return None
        return self._shown == option_of_yes_no(self._item, True).label

    def set_value(self, value: bool | None) -> None:
        """Choose one of the options, or none."""
        self._show("" if value is None else value_as_text(self._item, value))
