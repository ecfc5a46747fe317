"""Letters that people type for a tick: O, o, x, X and ×."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from pia_desktop.excel.importer.box_locator import Box
from pia_desktop.excel.importer.cell_text import CLOSE, OPEN
from pia_desktop.excel.importer.form_labels import CIRCLES
from pia_desktop.excel.importer.workbook_model import BookCell

_CIRCLE = "○"
_ROUND, _CROSSED = frozenset("Oo"), frozenset("Xx×✕✖")
_LETTERS = "OoXxＯｏＸｘ×✕✖"

# A letter with nothing else in its cell but brackets, or between square brackets in a list.
_ALONE = re.compile(rf"[{re.escape(OPEN + CLOSE)}\s]*([{_LETTERS}])[{re.escape(OPEN + CLOSE)}\s]*")
_IN_LIST = re.compile(rf"(?<=[\[［])(\s*)([{_LETTERS}])(\s*)(?=[\]］])")
_LONGEST = 2_000


def read_letters_as_ticks(boxes: Iterable[Box]) -> list[str]:
    """Put a circle in place of each letter that is a tick, in boxes to tick; a remark for each
    worksheet on which crosses are ticks.

    O and o are circles. A cross is a tick where nobody has drawn a circle on the same worksheet:
    beside circles it may as well say no, and is left for the record.
    """
    by_sheet: dict[int, list[Box]] = defaultdict(list)
    for box in boxes:
        if box.item.kind in ("checks", "check"):
            by_sheet[id(box.sheet)].append(box)
    notes = []
    for together in by_sheet.values():
        marks = {mark for box in together for cell in box.cells for mark in _marks(cell)}
        # A 1 may as well be a number of cases.
        circles = marks & (CIRCLES - {"1"} | _ROUND)
        ticks = _ROUND | (frozenset() if circles else _CROSSED)
        crosses = sorted(marks & ticks & _CROSSED)
        if crosses:
            name = together[0].sheet.name
            notes.append(f"シート「{name}」の{'、'.join(crosses)}は、選んだ印として読みました。")
        for box in together:
            box.cells = [_with_circle(cell, ticks) for cell in box.cells]
    return notes


def _marks(cell: BookCell) -> Iterable[str]:
    """The ticks of a cell, whatever they are."""
    if len(cell.text) > _LONGEST:
        return
    plain = unicodedata.normalize("NFKC", cell.text)
    alone = plain.strip(OPEN + CLOSE + " \n\t")
    if len(alone) == 1:
        yield alone
        return
    for mark in re.finditer(r"\[\s*(\S)\s*\]", plain):
        yield mark[1]
    if plain.strip()[:1] in CIRCLES - {"1"}:
        yield _CIRCLE


def _with_circle(cell: BookCell, ticks: frozenset[str]) -> BookCell:
    if len(cell.text) > _LONGEST:
        return cell

    def circle(letter: re.Match[str]) -> str:
        own = unicodedata.normalize("NFKC", letter[2])
        return f"{letter[1]}{_CIRCLE}{letter[3]}" if own in ticks else letter[0]

    alone = _ALONE.fullmatch(cell.text)
    if alone and unicodedata.normalize("NFKC", alone[1]) in ticks:
        return cell._replace(text=cell.text.replace(alone[1], _CIRCLE))
    text = _IN_LIST.sub(circle, cell.text)
    return cell._replace(text=text) if text != cell.text else cell
