"""The registry of values: what the cells in a box of each kind say, and which of them say nothing
that the item could hold.
"""

from __future__ import annotations

from collections.abc import Callable

from pia_desktop.assessment.value_text import option_of_yes_no
from pia_desktop.excel.importer.cell_text import (
    COUNT_TEXT,
    ReadValue,
    is_circle,
    is_frame,
    join_lines,
)
from pia_desktop.excel.importer.checks_reader import read_checks
from pia_desktop.excel.importer.choice_reader import read_choice
from pia_desktop.excel.importer.form_labels import fold_label, label_key, strip_tick
from pia_desktop.excel.importer.workbook_model import BookCell
from pia_desktop.files import limits
from pia_desktop.forms.kinds import KindTable
from pia_desktop.forms.model import Item


def _read_text(item: Item, cells: list[BookCell], beside: list[Item]) -> ReadValue:
    plain = [cell for cell in cells if not cell.formula]
    return ReadValue(join_lines(plain), [cell for cell in cells if cell.formula])


def _read_fixed(item: Item, cells: list[BookCell], beside: list[Item]) -> ReadValue:
    return ReadValue(rest=[cell for cell in cells if label_key(cell.text) != label_key(item.text)])


def _read_check(item: Item, cells: list[BookCell], beside: list[Item]) -> ReadValue:
    out = ReadValue()
    for cell in cells:
        inside = strip_tick(cell.text)
        if is_circle(cell.text) or (inside is not None and inside[0]):
            out.value = True
        elif not is_frame(cell.text):
            words = inside[1] if inside is not None else cell.text
            out.rest += [cell] if label_key(words) != label_key(item.label) else []
    return out


def _read_yes_no(item: Item, cells: list[BookCell], beside: list[Item]) -> ReadValue:
    """The choice between はい and いいえ."""
    out = read_choice(item, cells, beside)
    if out.value is not None:
        out.value = out.value == option_of_yes_no(item, True).label
    return out


def _read_count(item: Item, cells: list[BookCell], beside: list[Item]) -> ReadValue:
    """A number of cases in a box of its own; beside a choice, the choice's reader takes it."""
    out = ReadValue()
    for cell in cells:
        number = COUNT_TEXT.match(fold_label(cell.text))
        if number and out.value is None and int(number[1].replace(",", "")) <= limits.COUNT:
            out.value = int(number[1].replace(",", ""))
        elif not is_frame(cell.text.replace("件", "")):
            out.rest.append(cell)
    return out


Reader = Callable[[Item, list[BookCell], list[Item]], ReadValue]

# Pictures and tables are read with what is around them, by AnswersBuilder and annex_reader.
READERS: KindTable[Reader] = KindTable(
    "excel.importer.value_readers",
    lambda kind: kind.has_value and not (kind.pictorial or kind.gridded or kind.drawn),
    {
        "line": _read_text,
        "text": _read_text,
        "date": _read_text,
        "choice": read_choice,
        "check": _read_check,
        "yes_no": _read_yes_no,
        "checks": read_checks,
        "count": _read_count,
        "fixed": _read_fixed,
    },
)
