"""Texts as a workbook takes them."""

from __future__ import annotations

import re

# A text that looks like Excel's escape for a character would be read as that character.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def escape_cell_text(text: str) -> str:
    """The text so that Excel reads it as it is."""
    return _ESCAPE.sub("_x005F_", text)
