"""Cell formats, made once for each combination of look and rules and then shared."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from pia_desktop.sheets.model import Look, Style

# The font of every public office's Excel, and the one that the official form is in.
FONT_NAME = "ＭＳ Ｐゴシック"

# Shift-JIS and a sans serif, so that a stand-in is a Japanese font of the same kind.
FONT = {"font_name": FONT_NAME, "font_charset": 128, "font_family": 3}

# The number formats of the pieces of a text that is torn in the midst of a line, by the side where
# it is. A text shows in them as in any other; by them a reader of the workbook joins the pieces
# again.
TORN_FORMATS = {"b": "0;-0;0;@", "t": "0;-0;0.0;@", "bt": "0;-0;0.00;@"}

# What stands above the lists of options beside the page.
OPTION_LISTS_HEAD = "入力規則の選択肢（印刷されません。消すと一覧から選べなくなります。）"

_SIDES = {"t": "top", "b": "bottom", "l": "left", "r": "right"}
_VERTICAL = {"top": "top", "center": "vcenter"}


class CellFormats:
    """The formats of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        """Formats are added to `workbook` the first time that they are asked for."""
        self._workbook = workbook
        self._formats: dict[tuple[Any, ...], Format] = {}
        self._areas: dict[tuple[Any, ...], list[Format]] = {}

    def of(
        self,
        look: Look,
        borders: str = "",
        torn: str = "",
        *,
        quoted: bool = False,
        marked: bool = False,
    ) -> Format:
        """The format of a cell. `quoted`: Excel takes what is typed into it for a text, though it
        begins like a formula. `marked`: its whole text stands out.
        """
        key = (look, borders, torn, quoted, marked)
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(_properties(*key))
        return self._formats[key]

    def around(
        self,
        look: Look,
        borders: str,
        torn: str = "",
        *,
        quoted: bool = False,
        marked: bool = False,
    ) -> list[Format]:
        """The formats of the cells of one area with rules on these sides, by where a cell lies in
        it: 1 for its upper row, 2 for its lower, 4 for its left and 8 for its right column, added.
        """
        key = (look, borders, torn, quoted, marked)
        if key not in self._areas:
            self._areas[key] = [
                self.of(look, "".join(sides), torn, quoted=quoted, marked=marked)
                for sides in (
                    [
                        side
                        for bit, side in enumerate("tblr")
                        if place >> bit & 1 and side in borders
                    ]
                    for place in range(16)
                )
            ]
        return self._areas[key]

    def of_piece(self, look: Look, *, marked: bool) -> Format:
        """The font of a stretch of a text, underlined and coloured where it is marked."""
        key = (look, marked)
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(_font(look.style, marked))
        return self._formats[key]


def _font(style: Style, marked: bool) -> dict[str, Any]:
    colour = style.marked if marked else style.colour
    properties = {**FONT, "font_size": style.size, "bold": style.bold, "font_color": f"#{colour}"}
    return properties | {"underline": int(marked)}


def _properties(look: Look, borders: str, torn: str, quoted: bool, marked: bool) -> dict[str, Any]:
    style: Style = look.style
    properties = _font(style, marked) | {
        "align": style.align,
        "valign": _VERTICAL[style.valign],
        "text_wrap": True,
        "quote_prefix": quoted,
    }
    if style.ground:
        properties["bg_color"] = f"#{style.ground}"
    if torn:
        properties["num_format"] = TORN_FORMATS[torn]
    return properties | {_SIDES[side]: 1 for side in borders}
