"""Breaking a text into printed lines, the way Japanese is set.

A line never begins with a closing mark (行頭禁則) nor ends with an opening one (行末禁則); a Latin
word, a number and the unit behind it are not torn where they fit on a line, and no character is
left alone on a paragraph's last line. Nothing is added to or taken from the text: joined, the lines
are the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# The advance of a character as a share of the font's size.
Advance = Callable[[str], float]

_NOT_FIRST = frozenset(
    "、。，．,.・：；:;？！?!）)］]｝}」』】〕〉》’”ー～…‥々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ゛゜％%"
)
_PDF_ADVANCES = {
    **dict.fromkeys("023456789", 0.76),
    "1": 0.64,
    **dict.fromkeys("()", 0.52),
    **dict.fromkeys(" ,.", 0.34),
}
_NOT_LAST = frozenset("（(［[｛{「『【〔〈《‘“")

# What stands within a number, and behind one.
_IN_NUMBERS = frozenset(",.，．")
_UNITS = frozenset("条項号款目章節編附則人名件円年月日時分秒回個歳才階部冊枚台箇か所者割倍度週%％")

# So many characters stand on a line at most, however narrow: signs that join the character before
# them take no room, and a cell of a workbook takes no more than 32,767 characters.
_MOST_IN_LINE = 500

# So many characters go down to the next line at most to keep a mark from its beginning or end.
_MOST_MOVED = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: `text[start:end]`. `next` is where the following line starts, `hard` whether
    the text itself breaks there.
    """

    start: int
    end: int
    next: int
    hard: bool


@lru_cache(maxsize=4096)
def office_advance(char: str) -> float:
    """An advance that no office font exceeds: ＭＳ Ｐゴシック, and what stands in for it elsewhere.

    The workbook is shown in fonts that aren't ours; rows are sized so that the widest one fits.
    """
    if unicodedata.combining(char):
        return 0.0
    if char < "\x7f":
        if char in ",.":
            return 0.5
        return 0.9 if char in "MW@%mw" else 0.75 if char.isupper() or char in "&#+<=>~" else 0.6
    return 0.6 if unicodedata.east_asian_width(char) in "HNaN" and char < "\u02ff" else 1.0


def fits_on_a_line(text: str, width: float, size: float) -> bool:
    """Whether the text at `size` points stays on one line in `width` points: in the workbook in any
    office font, where a little of the width is lost, and in the PDF.
    """
    room = width / size
    return sum(map(office_advance, text)) <= room * 0.95 and sum(map(_pdf_advance, text)) <= room


def _pdf_advance(char: str) -> float:
    """An advance that the PDF's font doesn't exceed: its figures are wider than any office font's,
    its marks narrower.
    """
    if char in _PDF_ADVANCES:
        return _PDF_ADVANCES[char]
    return office_advance(char)


def wrap(text: str, width: float, size: float, advance: Advance) -> list[Line]:
    """The lines of `text` set at `size` points in `width` points; an empty text is one empty
    line.
    """
    return [*each_line(text, width, size, advance)]


def each_line(
    text: str, width: float, size: float, advance: Advance, start: int = 0
) -> Iterator[Line]:
    """The lines that `wrap` gives, one by one, from where one of them starts: no more of the text
    is looked at than is asked for.
    """
    room = max(width / size, 1.0)
    while (end := text.find("\n", start)) >= 0:
        yield from _paragraph_lines(text, start, end, room, advance)
        start = end + 1
    end = len(text)
    for line in _paragraph_lines(text, start, end, room, advance):
        yield Line(line.start, end, end, hard=False) if line.hard else line


def _paragraph_lines(
    text: str, start: int, end: int, room: float, advance: Advance
) -> Iterator[Line]:
    """The lines of one paragraph; the last of them ends hard."""
    before: Line | None = None  # it may end earlier yet, where the last line needs company
    position = line_start = start
    used = 0.0
    while position < end:
        used += advance(text[position])
        too_many = position - line_start >= _MOST_IN_LINE
        if (used > room + 1e-9 and position > line_start) or too_many:
            cut = position if too_many else _cut(text, line_start, position)
            if before is not None:
                yield before
            before = Line(line_start, cut, cut, hard=False)
            line_start = position = cut
            used = 0.0
            continue
        position += 1
    if before is not None:
        if end - line_start == 1:
            line_start = _keep_company(text, before, end, room, advance)
        yield Line(before.start, line_start, line_start, hard=False)
    yield Line(line_start, end, end + 1, hard=True)


def _keep_company(text: str, before: Line, end: int, room: float, advance: Advance) -> int:
    """Where the last line of a paragraph begins, which is a single character so far: earlier, where
    the line before it can end earlier.
    """
    cut = _cut(text, before.start, before.end - 1) if before.end - before.start > 2 else before.end
    fits = sum(map(advance, text[cut:end])) <= room
    return cut if fits and _may_break(text, cut) else before.end


def _cut(text: str, start: int, position: int) -> int:
    """Where to end a line that is full before `position`: there, or a little earlier."""
    cut = candidate = _word_start(text, start, position)
    last_resort: int | None = None
    earliest = cut - _MOST_MOVED
    while candidate > max(start, earliest - 1):
        word = _word_start(text, start, candidate)
        if word < candidate:  # it goes down whole, with the mark behind it
            if last_resort is None and _may_break(text, candidate):
                last_resort = candidate
            candidate, earliest = word, word - _MOST_MOVED
        elif _may_break(text, candidate):
            return candidate
        else:
            candidate -= 1
    return last_resort or cut


def _may_break(text: str, position: int) -> bool:
    """Whether no mark keeps a line from ending before this character."""
    return text[position] not in _NOT_FIRST and text[position - 1] not in _NOT_LAST


def _word_start(text: str, start: int, position: int) -> int:
    """Where the word begins that a break at `position` would tear; the break itself where it tears
    none, or a word that begins the line.
    """
    word = position
    while word > start and _are_joined(text, word):
        word -= 1
    return word if word > start else position


def _are_joined(text: str, position: int) -> bool:
    """Whether a break before this character would tear a word, a number, or a number from its unit:
    第10 / 条 and 1, / 000 read as something else.
    """
    before, after = text[position - 1], text[position]
    if _is_word(after):
        within = before in _IN_NUMBERS and position > 1 and text[position - 2].isdecimal()
        return _is_word(before) or (within and after.isdecimal())
    if not before.isdecimal():
        return False
    if after in _IN_NUMBERS:
        return position + 1 < len(text) and text[position + 1].isdecimal()
    return after in _UNITS


def _is_word(char: str) -> bool:
    if "!" <= char <= "~":
        return char not in "()[]{},.:;!?"
    return "０" <= char <= "９" or "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ"
