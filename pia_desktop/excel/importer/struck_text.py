"""Rich text of a cell: its live words, and those that a line is drawn through (見え消し)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from openpyxl.utils.escape import unescape
from openpyxl.xml.constants import SHEET_MAIN_NS

_TEXT, _RUN, _LOOK, _STRIKE = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("t", "r", "rPr", "strike"))

# What a text's parser must keep until the text ends.
RICH_TAGS = frozenset((_TEXT, _RUN, _LOOK, _STRIKE))

# A run of a text, and whether a line is drawn through it; None: as the cell's style says.
Run = tuple[str, bool | None]


def read_runs(node: Element) -> list[Run]:
    """The runs of a shared or inline text with Excel's escapes resolved, without its furigana."""
    runs: list[Run] = []
    for child in node:
        if child.tag == _TEXT:
            runs.append((unescape(child.text or ""), None))
        elif child.tag == _RUN:
            text = "".join(part.text or "" for part in child if part.tag == _TEXT)
            runs.append((unescape(text), _is_struck(child.find(_LOOK))))
    return runs


def _is_struck(look: Element | None) -> bool | None:
    if look is None:
        return None
    strike = look.find(_STRIKE)
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def plain_text(runs: Iterable[Run]) -> str:
    """All of the text."""
    return "".join(text for text, _struck in runs)


def split_struck(runs: Iterable[Run], cell_struck: bool) -> tuple[str, str]:
    """The live text, and the pieces that are struck through, one a line.

    A line that is struck whole goes with its line end.
    """
    live, pieces, after_struck = "", [""], False
    for text, struck in runs:
        if cell_struck if struck is None else struck:
            pieces[-1] += text
            after_struck = True
            continue
        if after_struck:
            if live[-1:] in ("", "\n"):
                text = text.removeprefix("\n")
            pieces.append("")
            after_struck = False
        live += text
    if after_struck:
        live = live.removesuffix("\n")
    return live, "\n".join(piece.strip("\n") for piece in pieces if piece.strip())
