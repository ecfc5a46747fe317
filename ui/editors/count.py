"""A number of cases, or of people."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pia_desktop.files import limits
from pia_desktop.forms.places import Place
from ui.editors.base import Editor, identify_place
from ui.editors.line_base import LineBase, show_notice_below
from ui.style.theme import theme

# More digits than any count has are not even read.
_COUNT = re.compile(r"[0-9]{1,18}|[0-9]{1,3}(,[0-9]{3}){1,5}", re.ASCII)


class CountLine(LineBase):
    """A line that takes a count: digits, in a paste also grouped ones, of any width. What isn't one
    is refused, and said to be; it is never turned into another number.
    """

    unit = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No number yet."""
        super().__init__(parent)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaximumWidth(theme().px(160))

    def cleaned(self, text: str) -> str:
        """The count in half-width digits; nothing where the text is none."""
        count = read_count(text, self.unit)
        return "" if count is None else str(count)

    def value(self) -> int | None:
        """The number, or None where there is none."""
        return read_count(self.text(), self.unit)

    def _insert(self, text: str) -> str:
        """Take a pasted count with the digits that stand around it."""
        start = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        end = start + len(self.selectedText())
        whole = self.text()[:start] + text.strip() + self.text()[end:]
        if refusal := _refusal(whole, self.unit):
            return refusal
        self.setText(whole)
        self._edited(whole)
        return ""

    def _edited(self, text: str) -> None:
        """Take digits that were typed; anything else is not written."""
        refusal = _refusal(text, self.unit)
        if refusal:
            behind = len(text) - self.cursorPosition()
            self.setText(self._before)
            self.setCursorPosition(max(len(self._before) - behind, 0))
            show_notice_below(self, refusal)
            return
        super()._edited(text)

    def set_value(self, value: int | None) -> None:
        """Show a number; what reads as the same number stays as it is written."""
        if value != self.value():
            self.set_text("" if value is None else str(value))


def read_count(text: str, unit: str = "") -> int | None:
    """The count that a text is: digits of any width, grouped by commas or not, before the unit."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = plain.removesuffix(unicodedata.normalize("NFKC", unit)).strip()
    if not _COUNT.fullmatch(plain):
        return None
    count = int(plain.replace(",", ""))
    return count if count <= limits.COUNT else None


def _refusal(text: str, unit: str) -> str:
    """Why a text is no count, or nothing."""
    if not text.strip() or read_count(text, unit) is not None:
        return ""
    digits = unicodedata.normalize("NFKC", text).strip()
    if digits.isdecimal():
        return f"{limits.COUNT:,}までの数を入れてください。入れていません。"
    return "数字だけを入れてください。ほかの文字は入れていません。"


class CountEditor(Editor, CountLine):
    """The number of the item at a place."""

    def __init__(self, place: Place, parent: QWidget | None = None) -> None:
        """The number of the item at `place`."""
        super().__init__(parent)
        self.unit = place.item.unit
        identify_place(self, place)
