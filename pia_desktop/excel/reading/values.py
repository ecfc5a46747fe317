"""The registry of values: what the cells in a box of each kind say, and which of them say nothing
that the item could hold.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from pia_desktop.excel.reading.book import BookCell
from pia_desktop.excel.reading.labels import CIRCLES, folded, key_of, strip_tick
from pia_desktop.forms.kinds import MAX_COUNT
from pia_desktop.forms.model import Item, Option

# Where a long answer goes on in another box's room, people say so at both ends.
_CONTINUED = re.compile(
    r"[(（〔［\[]?[上下前次左右](?:の?[段欄頁行]|ページ)[にへかのより]*(?:続[くき]|つづ[くき])[)）〕］\]]?"
)
_NUMBERED = re.compile(r"^[(（\[]?(\d{1,2})[)）\].．、:： 　]*(.*)$", re.DOTALL)
_COUNT = re.compile(r"^[(（\[]*\s*(\d[\d,]*)\s*[)）\]]*\s*件?\s*[)）]*$")
_OPTION_MARK = re.compile(r"(?<!\d)\d{1,2}[)）.．]")
_OPEN, _CLOSE = "([（［〔", ")]）］〕"


@dataclass
class Read:
    """A box's value, and the cells whose text is not in it. `beside` holds the values of items that
    stand in the same box.
    """

    value: Any = None
    rest: list[BookCell] = field(default_factory=list)
    beside: dict[str, Any] = field(default_factory=dict)


def joined(cells: list[BookCell]) -> str:
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


def _without_mark_at_end(text: str) -> str:
    found = list(_CONTINUED.finditer(text))
    if found and not text[found[-1].end() :].strip():
        return text[: found[-1].start()].rstrip()
    return text


def _without_mark_at_start(text: str) -> str:
    found = _CONTINUED.match(text.lstrip())
    return text.lstrip()[found.end() :].lstrip() if found else text


def _read_text(item: Item, cells: list[BookCell], beside: list[Item]) -> Read:
    plain = [cell for cell in cells if not cell.formula]
    return Read(joined(plain), [cell for cell in cells if cell.formula])


def _read_fixed(item: Item, cells: list[BookCell], beside: list[Item]) -> Read:
    return Read(rest=[cell for cell in cells if key_of(cell.text) != key_of(item.text)])


def _read_check(item: Item, cells: list[BookCell], beside: list[Item]) -> Read:
    out = Read()
    for cell in cells:
        inside = strip_tick(cell.text)
        if _is_circle(cell.text) or (inside is not None and inside[0]):
            out.value = True
        elif not _is_frame(cell.text):
            words = inside[1] if inside is not None else cell.text
            out.rest += [cell] if key_of(words) != key_of(item.label) else []
    return out


def _is_circle(text: str) -> bool:
    plain = folded(text).strip(_OPEN + _CLOSE)
    return len(plain) == 1 and plain in CIRCLES


def _is_frame(text: str) -> bool:
    """Brackets and blanks alone."""
    return not text.strip(_OPEN + _CLOSE + " 　\n\t")


# -- choices ---------------------------------------------------------------------------------


def _read_choice(item: Item, cells: list[BookCell], beside: list[Item]) -> Read:
    out = Read()
    lines = _by_row(cells)
    inside: list[BookCell] = []
    around: list[BookCell] = []
    for line in lines:
        taken = _read_beside(line, item, beside, out)
        for number, cell in enumerate(line):
            if id(cell) not in taken and not _is_frame(cell.text):
                bracketed = _is_bracketed(cell.text) or _is_between_brackets(line, number)
                (inside if bracketed else around).append(cell)
    listed = _listed(item, around)
    for cell in [*inside, *sorted(around, key=lambda cell: cell.column)]:
        if id(cell) in listed:
            continue
        option = _option_of(item, cell.text)
        if option is not None and out.value in (None, option.label):
            out.value = option.label
        elif option is not None or not _is_option_list(item, cell.text):
            out.rest.append(cell)
    return out


def _is_between_brackets(line: list[BookCell], number: int) -> bool:
    around = line[max(number - 1, 0) : number] + line[number + 1 : number + 2]
    return [folded(cell.text) for cell in around] == ["[", "]"]


def _is_bracketed(text: str) -> bool:
    plain = text.strip()
    return plain[:1] in ("[", "［") and plain[-1:] in ("]", "］")


def _listed(item: Item, cells: list[BookCell]) -> set[int]:
    """The cells of the printed option list: each option with its number once, those at the right
    where one stands twice, for the other is the answer.
    """
    found: dict[str, BookCell] = {}
    for cell in cells:
        numbered = _NUMBERED.match(unicodedata.normalize("NFKC", cell.text).strip())
        option = _option_of(item, cell.text)
        if numbered is None or option is None or not numbered[2]:
            continue
        before = found.get(option.id)
        if before is None or cell.column > before.column:
            found[option.id] = cell
    lines = [cell.column for cell in cells if _names_several(item, cell.text)]
    if len(found) == 1 and len(item.options) > 1:
        # No list, but an answer written as 「2) 十分である」, unless it is a list's last line.
        found = {key: cell for key, cell in found.items() if cell.column in lines}
    return {id(cell) for cell in found.values()}


def _names_several(item: Item, text: str) -> bool:
    """Whether the cell is a list of options, or a line of one."""
    title = key_of(text) == key_of("<選択肢>")
    return not title and _is_option_list(item, text) and _option_of(item, text) is None


def _option_of(item: Item, text: str) -> Option | None:
    """The option that a text names: its words, its number, or both."""
    plain = unicodedata.normalize("NFKC", text).strip().strip("[]").strip()
    key = key_of(plain)
    for option in item.options:
        if key == key_of(option.label):
            return option
    numbered = _NUMBERED.match(plain)
    if not numbered or not 1 <= int(numbered[1]) <= len(item.options):
        return None
    words = key_of(numbered[2])
    if not words:
        return item.options[int(numbered[1]) - 1]
    return next((option for option in item.options if words == key_of(option.label)), None)


def _is_option_list(item: Item, text: str) -> bool:
    """「<選択肢>」, or several options in one cell."""
    plain = unicodedata.normalize("NFKC", text)
    rest = key_of(_OPTION_MARK.sub("", plain).replace("<選択肢>", ""))
    for option in sorted(item.options, key=lambda option: -len(option.label)):
        rest = rest.replace(key_of(option.label), "")
    return not rest or rest == "選択肢"


def _read_beside(line: list[BookCell], item: Item, beside: list[Item], out: Read) -> set[int]:
    """An item in the same box on its own line: 「( 2 )件」, 「(手数料額、納付方法: … )」."""
    taken: set[int] = set()
    for other in beside:
        before = other.label.removeprefix(item.label).strip().rpartition(" )")[0]
        if other.kind == "count":
            taken |= _read_count(line, other, out)
        else:
            taken |= _read_bracket(line, key_of(before), other, out)
    return taken


def _read_count(line: list[BookCell], item: Item, out: Read) -> set[int]:
    words = "".join(cell.text for cell in line)
    if "件" not in words and not ("(" in folded(words) and ")" in folded(words)):
        return set()
    begin = next((n for n, c in enumerate(line) if folded(c.text).startswith("(")), len(line))
    cells = line[begin:]
    whole = folded("".join(cell.text for cell in cells))
    end = whole.find("件")
    found = _COUNT.match(whole[: end + 1] if end >= 0 else whole)
    if found and int(found[1].replace(",", "")) <= MAX_COUNT:
        out.beside[item.id] = int(found[1].replace(",", ""))
        return {id(cell) for cell in cells}
    return {id(cell) for cell in cells} if not key_of(whole).strip("件") else set()


def _read_bracket(line: list[BookCell], begin: str, item: Item, out: Read) -> set[int]:
    before: BookCell | None = out.beside.get(item.id)
    first = next((n for n, c in enumerate(line) if key_of(c.text).startswith(begin)), None)
    if first is None and before is None:
        return set()
    cells = line[first + 1 :] if first is not None else line
    taken = {id(cell) for cell in line[first or 0 :]} if first is not None else set()
    parts = [cell for cell in cells if folded(cell.text) != ")"]
    if first is not None:
        label = line[first]
        tail = re.split(r"[:：]", label.text, maxsplit=1)
        if len(tail) == 2 and tail[1].strip(_CLOSE + " 　\n"):
            parts.insert(0, BookCell(label.row, label.column, _inner(tail[1], opened=True)))
    text = joined(parts)
    if before is not None and parts:
        text = joined([before, *parts])
    last = parts[-1].torn if parts else ""
    out.beside[item.id] = BookCell(0, 0, text, last)
    return taken | {id(cell) for cell in cells}


def _inner(text: str, *, opened: bool = False) -> str:
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


# -- checks ----------------------------------------------------------------------------------


@dataclass
class _Ticked:
    """An option's words in a box: whether a tick stands before them, and what follows them."""

    option: Option
    ticked: bool
    cells: list[BookCell] = field(default_factory=list)


def _read_checks(item: Item, cells: list[BookCell], beside: list[Item]) -> Read:
    out = Read()
    found: list[_Ticked] = []
    remaining = list(item.options)
    groups = {key_of(option.heading) for option in item.options if option.heading}
    waiting: list[BookCell] = []
    for cell in cells:
        if waiting and waiting[-1].row != cell.row:
            _settle(waiting, found, out)
        opened = bool(waiting) and folded(waiting[-1].text).endswith("(")
        in_bracket = opened and bool(found) and found[-1].option.bracket != "none"
        hits = [] if in_bracket else options_in(cell.text, remaining)
        if hits:
            marked = _marked(waiting)
            _settle(waiting, found, out)
            for number, (option, ticked, inside) in enumerate(hits):
                remaining.remove(option)
                found.append(_Ticked(option, ticked or (number == 0 and marked)))
                if inside:
                    found[-1].cells.append(BookCell(cell.row, cell.column, inside))
        elif key_of(cell.text) not in groups or not key_of(cell.text):
            waiting.append(cell)
    _settle(waiting, found, out)
    value: dict[str, Any] = {}
    for hit in found:
        _take(hit, value, out)
    out.value = value or None
    return out


def _marked(waiting: list[BookCell]) -> bool:
    """Whether a tick stands among the cells in front, which are then used up with its brackets."""
    marked = False
    while waiting and (_is_frame(waiting[-1].text) or _is_circle(waiting[-1].text)):
        cell = waiting[-1]
        if _is_frame(cell.text) and folded(cell.text).startswith(")"):
            break
        if _is_circle(cell.text) and marked:
            break
        marked = marked or _is_circle(cell.text)
        waiting.pop()
        if folded(cell.text).startswith("["):
            break
    return marked


def _settle(waiting: list[BookCell], found: list[_Ticked], out: Read) -> None:
    """The cells since the last option are what stands in its brackets."""
    if found and found[-1].option.bracket != "none":
        found[-1].cells += waiting
    else:
        out.rest += [cell for cell in waiting if not _is_frame(cell.text)]
    waiting.clear()


def _take(hit: _Ticked, value: dict[str, Any], out: Read) -> None:
    """Put a ticked option into the value; words in the brackets of one that isn't ticked tick it
    as well: they would be lost else, and nobody fills in brackets for nothing.
    """
    option = hit.option
    if option.bracket == "none":
        if hit.ticked:
            value[option.key] = True
        return
    cells = _without_frame(hit.cells)
    if option.bracket == "count":
        whole = folded("".join(cell.text for cell in cells))
        found = _COUNT.match(whole)
        if found and int(found[1].replace(",", "")) <= MAX_COUNT:
            value[option.key] = int(found[1].replace(",", ""))
        else:
            if hit.ticked:
                value[option.key] = 0
            out.rest += [cell for cell in cells if key_of(cell.text).strip("件")]
        return
    text = joined(cells)
    if hit.ticked or text.strip():
        value[option.key] = text


def _without_frame(cells: list[BookCell]) -> list[BookCell]:
    """The cells between the first bracket and the last, which may stand in cells of their own."""
    cells = list(cells)
    if cells and folded(cells[0].text) in ("(", "["):
        cells.pop(0)
        closing = [n for n, cell in enumerate(cells) if folded(cell.text) in (")", "]", ")件")]
        if closing:
            cells.pop(closing[-1])
        return cells
    if len(cells) == 1:
        cell = cells[0]
        return [BookCell(cell.row, cell.column, _inner(cell.text), cell.torn)]
    return [cell for cell in cells if not _is_frame(cell.text)]


def options_in(text: str, options: list[Option]) -> list[tuple[Option, bool, str]]:
    """The options that a cell names, each with its tick and what stands in its brackets: alone
    「紙」, with a tick 「[○]紙」, or a whole line of them.
    """
    if len(text) > 2_000:
        return []
    alone = option_in(text, options)
    if alone is not None:
        return [alone]
    parts = [part for part in re.split(r"(?=[\[［][^\]］]?[\]］])|\n", text) if part.strip()]
    if len(parts) < 2:
        return []
    out = []
    left = list(options)
    for part in parts:
        hit = option_in(part, left)
        if hit is None:
            return []
        out.append(hit)
        left.remove(hit[0])
    return out


def option_in(text: str, options: list[Option]) -> tuple[Option, bool, str] | None:
    """The one option that a text names, whether it is ticked, and what its brackets hold."""
    ticked, words = False, text
    inside = strip_tick(text)
    if inside is not None:
        ticked = inside[0]
        words = _after_tick(text)
    key = key_of(words)
    if not key:
        return None
    for option in options:
        if key == key_of(option.key):
            return option, ticked, ""
    for option in options:
        own = key_of(option.key)
        if option.bracket != "none" and key.startswith(own):
            end = _end_of_key(words, own)
            rest = words[end:].strip()
            if rest[:1] in ("(", "（") and rest.rstrip("件 　\n")[-1:] in (")", "）"):
                return option, ticked, _inner(rest.rstrip("件 　\n"))
    return None


def _after_tick(text: str) -> str:
    """The words after the tick, as they stand."""
    plain = text.strip()
    found = re.match(r"^[\[［(（]\s*\S?\s*[\]］)）]\s*", plain)
    return plain[found.end() :] if found else plain[1:].strip()


def _end_of_key(text: str, key: str) -> int:
    """Where in the text the words end whose key this is."""
    used = 0
    for position, char in enumerate(text):
        if used >= len(key):
            return position
        used += len(key_of(char))
    return len(text)


def _by_row(cells: list[BookCell]) -> Iterator[list[BookCell]]:
    line: list[BookCell] = []
    for cell in cells:
        if line and cell.row != line[0].row:
            yield line
            line = []
        line.append(cell)
    if line:
        yield line


Reader = Callable[[Item, list[BookCell], list[Item]], Read]

# Figures and tables are read with what is around them: see taking.
READERS: dict[str, Reader] = {
    "line": _read_text,
    "text": _read_text,
    "date": _read_text,
    "choice": _read_choice,
    "check": _read_check,
    "checks": _read_checks,
    "fixed": _read_fixed,
}
