"""Mutations of what is written: labels, choices, ticks, brackets, numbers, line ends."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.cell_range import CellRange

from pia_desktop.sheets.model import Look
from tests.excel.mutation_registry import (
    Boxed,
    Tick,
    area_from,
    boxed,
    choices,
    labels,
    mutation,
    ticks,
)
from tests.excel.workbook_edits import Areas, Looks, last_printed_column, texts

_TICKED = "○"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FULL_WIDTH = {code: code + 0xFEE0 for code in map(ord, "0123456789():[].,/")}
_OPTION = re.compile(r"(\d+)\)\s*(.*)", re.DOTALL)
_ANSWERS = {Look.ANSWER, Look.TABLE, Look.LARGE, Look.CENTRED}


def _put(cell: Cell, value: object) -> None:
    """As typed: a text stays a text, whatever it begins with."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _rewrite(book: Workbook, change: Callable[[str], str]) -> None:
    for cell in labels(book):
        _put(cell, change(cell.value))


def _options_of(box: Boxed, areas: Areas) -> dict[str, str]:
    """The numbers of the options that are printed right of a choice, by the option's text."""
    rows = areas.of(box.opening)
    found = {}
    for row in range(rows.min_row, rows.max_row + 1):
        for column in range(box.closing.column, last_printed_column(box.opening.parent) + 1):
            value = box.opening.parent.cell(row, column).value
            option = _OPTION.fullmatch(value) if isinstance(value, str) else None
            if option:
                found[option[2]] = option[1]
    return found


def _rewrite_choices(book: Workbook, written: Callable[[str, str], object]) -> None:
    """Write each chosen option as `written` of its number and its text says."""
    known: dict[str, Areas] = {sheet.title: Areas(sheet) for sheet in book}
    for box in choices(book):
        number = _options_of(box, known[box.opening.parent.title]).get(str(box.inside.value))
        if number:
            _put(box.inside, written(number, str(box.inside.value)))


@mutation
def choices_as_their_number(book: Workbook, rng: random.Random) -> None:
    """Only the option's number is in the box, as a text or as a number."""
    written = rng.choice([str, int, lambda number: number.translate(_FULL_WIDTH)])
    _rewrite_choices(book, lambda number, text: written(number))


@mutation
def choices_with_their_number(book: Workbook, rng: random.Random) -> None:
    """「2) 十分である」, 「２．十分である」."""
    pattern = rng.choice(
        ["{n}) {t}", "{n}）{t}", "{w}．{t}", "{w}）　{t}", "{n}. {t}", "（{n}）{t}"]
    )
    _rewrite_choices(book, lambda n, text: pattern.format(n=n, w=n.translate(_FULL_WIDTH), t=text))


@mutation
def choices_in_full_width(book: Workbook, rng: random.Random) -> None:
    """「１０人以上５０人未満」, with a line break or blanks around it."""
    around = rng.choice(["{}", " {}", "{}　", "{}\n"])
    _rewrite_choices(book, lambda n, text: around.format(text.translate(_FULL_WIDTH)))


@mutation
def choices_joined_with_brackets(book: Workbook, rng: random.Random) -> None:
    """「[ 十分である ]」 in one cell."""
    opening, closing = rng.choice(["[]", "［］"])
    blank = rng.choice([" ", "　", ""])
    known = {sheet.title: Areas(sheet) for sheet in book}
    for box in choices(book):
        text = str(box.inside.value or "　　")
        _join(box, f"{opening}{blank}{text}{blank}{closing}", known[box.opening.parent.title])


def _join(box: Boxed, text: str, areas: Areas, last: Cell | None = None) -> None:
    """Put everything into the opening bracket's cell and make one cell of all."""
    whole = area_from(box.opening, last or box.closing, areas)
    for cell in (box.inside, box.closing, last):
        if cell is not None:
            cell.value = None
    _put(box.opening, text)
    areas.merge(whole)


@mutation
def ticks_written_otherwise(book: Workbook, rng: random.Random) -> None:
    """Another circle, a hook or the number 1."""
    sign = rng.choice(["〇", "◯", "●", "レ", "✓", "✔", "１", 1, "1", " ○ "])
    for tick in ticks(book):
        if tick.mark.value == _TICKED:
            _put(tick.mark, sign)


@mutation
def ticks_joined_with_brackets(book: Workbook, rng: random.Random) -> None:
    """「[○]」 in one cell, the label beside it."""
    pattern = rng.choice(["[{}]", "[ {} ]", "［{}］"])
    known = {sheet.title: Areas(sheet) for sheet in book}
    for tick in ticks(book):
        box = Boxed(tick.opening, tick.mark, tick.closing)
        _join(box, pattern.format(tick.mark.value or " "), known[tick.opening.parent.title])


@mutation
def ticks_joined_with_labels(book: Workbook, rng: random.Random) -> None:
    """「[○]紙」 or 「○ 紙」 in one cell."""
    pattern, empty = rng.choice(
        [("[{}]{}", " "), ("[{}] {}", "　"), ("［{}］{}", ""), ("{} {}", "　")]
    )
    known = {sheet.title: Areas(sheet) for sheet in book}
    for tick in ticks(book):
        sign = tick.mark.value or empty
        if pattern[0] == "{" and str(sign) in ("1", "１"):
            sign = _TICKED  # a bare 1 before a label would be its number
        _join_tick(tick, pattern.format(sign, tick.label.value), known[tick.opening.parent.title])


def _join_tick(tick: Tick, text: str, areas: Areas) -> None:
    box = Boxed(tick.opening, tick.mark, tick.closing)
    _join(box, text, areas, last=tick.label)


@mutation
def brackets_joined_with_texts(book: Workbook, rng: random.Random) -> None:
    """「( 中間サーバー )」, 「( 2 )件」 in one cell."""
    opening, closing = rng.choice(["()", "（）"])
    blank = rng.choice([" ", "　", ""])
    for sheet in book:
        areas = Areas(sheet)
        for box in boxed(sheet, "("):
            after = str(box.closing.value)[1:]
            text = "" if box.inside.value is None else box.inside.value
            _join(box, f"{opening}{blank}{text}{blank}{closing}{after}", areas)


@mutation
def blanks_in_empty_boxes(book: Workbook, rng: random.Random) -> None:
    """A box that looks empty holds a blank."""
    blank = rng.choice([" ", "　", "  \n"])
    empty = [tick.mark for tick in ticks(book) if tick.mark.value is None]
    empty += [box.inside for box in choices(book) if box.inside.value is None]
    for cell in empty:
        if rng.random() < 0.5:
            _put(cell, blank)


@mutation
def numbers_as_numbers(book: Workbook, rng: random.Random) -> None:
    """Excel keeps what looks like a number as a number."""
    for sheet in book:
        for cell in list(texts(sheet)):
            if re.fullmatch(r"0|[1-9][0-9]{0,14}", cell.value):
                cell.value = int(cell.value)


@mutation
def answers_in_text_format(book: Workbook, rng: random.Random) -> None:
    """The cell format 文字列."""
    looks = Looks(book)
    for sheet in book:
        for cell in list(texts(sheet)):
            if looks.of(cell) in _ANSWERS:
                cell.number_format = "@"


@mutation
def marks_removed(book: Workbook, rng: random.Random) -> None:
    """「※」 taken out of the labels."""
    _rewrite(book, lambda text: re.sub(r"[ 　]*※", "", text) or text)


@mutation
def circled_numbers_otherwise(book: Workbook, rng: random.Random) -> None:
    """① as (1), 1., １ or ⑴."""
    pattern = rng.choice(["({n})", "（{n}）", "{n}.", "{n}．", "{w}", "{p}", "{n} ", "{n})"])

    def numbered(found: re.Match[str]) -> str:
        number = _CIRCLED.index(found[0]) + 1
        wide = str(number).translate(_FULL_WIDTH)
        return pattern.format(n=number, w=wide, p=chr(0x2473 + number))

    _rewrite(book, lambda text: re.sub(f"[{_CIRCLED}]", numbered, text))


@mutation
def labels_in_full_width(book: Workbook, rng: random.Random) -> None:
    """Digits, brackets, colons and points."""
    _rewrite(book, lambda text: text if text in "[]()" else text.translate(_FULL_WIDTH))


@mutation
def labels_in_half_width(book: Workbook, rng: random.Random) -> None:
    """Everything that has a half-width form."""
    _rewrite(book, lambda text: _kept_circles(text).replace("～", "~").replace("：", ":"))


def _kept_circles(text: str) -> str:
    """NFKC, with circled numbers left as they are: what becomes of those is another mutation."""
    return "".join(
        char if char in _CIRCLED else unicodedata.normalize("NFKC", char) for char in text
    )


@mutation
def labels_broken_into_lines(book: Workbook, rng: random.Random) -> None:
    """Line breaks typed into long labels."""
    _insert_into_labels(book, rng, ["\n"], least=6)


@mutation
def labels_spaced(book: Workbook, rng: random.Random) -> None:
    """Blanks typed into labels, half or full width."""
    _insert_into_labels(book, rng, [" ", "　"], least=2)


def _insert_into_labels(book: Workbook, rng: random.Random, signs: list[str], least: int) -> None:
    def changed(text: str) -> str:
        if len(text) < least or rng.random() < 0.4:
            return text
        for _ in range(rng.randint(1, 2)):
            place = rng.randint(1, len(text) - 1)
            text = text[:place] + rng.choice(signs) + text[place:]
        return text

    _rewrite(book, changed)


@mutation
def labels_padded(book: Workbook, rng: random.Random) -> None:
    """Blanks before or after a label."""
    blanks = ["", " ", "　", "  ", "\n"]
    _rewrite(book, lambda text: f"{rng.choice(blanks[:-1])}{text}{rng.choice(blanks)}")


@mutation
def title_rewritten(book: Workbook, rng: random.Random) -> None:
    """The cover's title with other spaces and brackets."""
    cell = _first(book, Look.TITLE)
    name, _, kind = cell.value.rstrip(")").partition("(")
    _put(
        cell,
        rng.choice(
            [
                f"{name}\n（{kind}）",
                f"{name}　({kind})",
                f"{' '.join(name)}（{'　'.join(kind)}）",
                f" {name} （ {kind} ） ",
            ]
        ),
    )


@mutation
def edition_mark_removed(book: Workbook, rng: random.Random) -> None:
    """No 「[令和7年5月 様式3]」 on the cover."""
    _first(book, Look.EDITION).value = None


def _first(book: Workbook, look: Look) -> Cell:
    looks = Looks(book)
    return next(cell for sheet in book for cell in texts(sheet) if looks.of(cell) is look)


@mutation
def section_titles_moved(book: Workbook, rng: random.Random) -> None:
    """The section's title further right on its row, no longer merged."""
    looks = Looks(book)
    for sheet in book:
        for cell in [cell for cell in texts(sheet) if looks.of(cell) is Look.SECTION]:
            areas = Areas(sheet)
            row, last = cell.row, areas.of(cell).max_col
            text, cell.value = cell.value, None
            start = rng.randint(2, max(last - 2, 2))
            areas.merge(CellRange(min_row=row, max_row=row, min_col=start, max_col=last))
            _put(sheet.cell(row, start), text)


@mutation
def line_ends_of_windows(book: Workbook, rng: random.Random) -> None:
    """CR LF, in the file as it is or in the way in which Excel writes a CR."""
    end = rng.choice(["\r\n", "_x000D_\n"])
    for sheet in book:
        for cell in list(texts(sheet)):
            if "\n" in cell.value:
                _put(cell, cell.value.replace("\n", end))


@mutation
def changed_passages_in_red(book: Workbook, rng: random.Random) -> None:
    """A part of an answer in another colour; a CR LF is not torn apart."""
    looks = Looks(book)
    for sheet in book:
        for cell in list(texts(sheet)):
            whole = len(cell.value) > 6 and not re.search("\r|_x000D_", cell.value)
            if whole and looks.of(cell) in _ANSWERS and rng.random() < 0.4:
                place = rng.randint(2, len(cell.value) - 2)
                red = TextBlock(InlineFont(color="FFFF0000"), cell.value[place:])
                cell.value = CellRichText([cell.value[:place], red])
