"""What the readers of all kinds share: joining the pieces of a text, brackets, ticks, counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from pia_desktop.excel.importer.form_labels import CIRCLES, EMPTY_SQUARES, fold_label
from pia_desktop.excel.importer.workbook_model import BookCell, BookSheet

# Where a long answer goes on in another box's room, people say so at both ends.
_CONTINUED = re.compile(
    r"[(（〔［\[]?[上下前次左右](?:の?[段欄頁行]|ページ)[にへかのより]*(?:続[くき]|つづ[くき])[)）〕］\]]?"
)


_GUIDE = re.compile(r"^※[^\n]{4,80}(?:こと|ください)[。.]?$")
_PRINTED_GUIDE = re.compile(
    r"^※(?=[^\n]*(?:選択肢を選|欄が足りない|行を追加|記入に当た|記入にあた|記載要領|具体的に記載))"
    r"[^\n]{4,80}(?:こと|ください)[。.]?$"
)
# The same in an office's own words, which speak of what is done to a form, and examples.
_OWN_GUIDE = re.compile(
    r"^※(?=[^\n]*(?:記入|記載|記述|入力|選択|選ぶ|選ん|チェック|[○〇レ]を|該当|欄|様式|書式|書く|書い))"
    r"[^\n]{4,80}(?:こと|ください)[。.]?$"
    r"|^ここに[^\n]{1,80}(?:記入|記載|入力)(?:する(?:こと)?|して?(?:ください)?)?[。.]?$"
    r"|^[【（(〔\[]?(?:記入|記載)例[】）)〕\]:：]|^[（(]例[）)]"
)

# What ends a sentence, or begins a line of a list: no label does either.
_SENTENCE = re.compile(r"^[・●]|[。．]$")

COUNT_TEXT = re.compile(r"^[(（\[]*\s*(\d[\d,]{0,19})\s*[)）\]]*\s*件?\s*[)）]*$")


OPEN, CLOSE = "([（［〔", ")]）］〕"


@dataclass
class ReadValue:
    """A box's value, and the cells whose text is not in it. `beside` holds the values of items that
    stand in the same box.
    """

    value: Any = None
    rest: list[BookCell] = field(default_factory=list)
    beside: dict[str, Any] = field(default_factory=dict)


def join_lines(cells: list[BookCell]) -> str:
    """The text of cells below or beside one another: each is a line of its own, unless the one
    before it brings its own line end or goes on in the midst of a line.
    """
    out = ""
    before: BookCell | None = None
    for cell in cells:
        text = cell.text
        torn = before is not None and "b" in before.torn and "t" in cell.torn
        if before is not None and not torn and not out.endswith("\n"):
            out = _without_mark_at_end(out)
            text = _without_mark_at_start(text)
            out += "\n" if out and text else ""
        out += text
        before = cell
    return out


def announces_continuation(text: str) -> bool:
    """Whether the text begins with 「(上段に続く)」 or the like."""
    return _CONTINUED.match(text.lstrip()) is not None


def is_continuation_mark(text: str) -> bool:
    """Whether the text is 「(上欄の続き)」 or the like and nothing more."""
    return _CONTINUED.fullmatch(text.strip()) is not None


def _without_mark_at_end(text: str) -> str:
    marks = list(_CONTINUED.finditer(text))
    if marks and not text[marks[-1].end() :].strip():
        return text[: marks[-1].start()].rstrip()
    return text


def _without_mark_at_start(text: str) -> str:
    mark = _CONTINUED.match(text.lstrip())
    return text.lstrip()[mark.end() :].lstrip() if mark else text


def is_circle(text: str) -> bool:
    """A tick, however people write it."""
    plain = fold_label(text).strip(OPEN + CLOSE)
    return len(plain) == 1 and plain in CIRCLES


def is_frame(text: str) -> bool:
    """Brackets, empty squares and blanks alone."""
    return not text.strip(OPEN + CLOSE + EMPTY_SQUARES + " 　\n\t")


def is_guide(cell: BookCell, sheet: BookSheet) -> bool:
    """Whether the cell says how to fill in the form, in words that nobody writes as an answer, or
    outside the ruled boxes.
    """
    text = cell.text.strip()
    if not text.startswith("※"):
        return False
    outside = sheet.rules and not cell.framed and not cell.torn
    return (_GUIDE if outside else _PRINTED_GUIDE).match(text) is not None


def is_prose(text: str) -> bool:
    """Whether the text is a sentence or a line of a list, as answers are and labels never."""
    plain = text.strip()
    return not plain.startswith("※") and _SENTENCE.search(plain) is not None


def guides_before(cells: list[BookCell]) -> list[BookCell]:
    """The cells before an answer that say how to write it: 「※足りない場合は行を足すこと。」."""
    guides = []
    for cell in cells:
        # Alone in its box it may be the answer, unless it speaks of the form.
        guide = _GUIDE if cell is not cells[-1] else _OWN_GUIDE
        if cell.torn or not guide.match(cell.text.strip()):
            break
        guides.append(cell)
    return guides


def bracket_content(text: str, *, opened: bool = False) -> str:
    """What stands between brackets, without the blanks that the form prints around it. Brackets
    of the answer's own, which have their fellows in it, stay.
    """
    plain = text.strip()
    fellow, last = _fellow(plain), len(plain) - 1
    if not opened and plain[:1] in ("(", "（") and fellow in (-1, last):
        plain = plain[1:] if fellow < 0 else plain[1:-1]
    elif plain[-1:] in (")", "）") and _depths(plain)[-1] < 0:
        plain = plain[:-1]
    return plain.strip()


def _fellow(text: str) -> int:
    """Where the bracket closes with which the text begins, or -1."""
    return next((at for at, depth in enumerate(_depths(text)) if depth == 0), -1)


def _depths(text: str) -> list[int]:
    """How many brackets are open after each character; below 0 where more close than open."""
    return list(accumulate((char in "(（") - (char in ")）") for char in text))
