"""Getting texts and pictures out of a workbook's parts, through openpyxl's own parsers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.comments.comment_sheet import CommentSheet
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.packaging.relationship import RelationshipList, get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.constants import COMMENTS_NS, IMAGE_NS, SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring, iterparse

from pia_desktop.assessment.pictures import picture_size
from pia_desktop.excel.cell_formats import TORN_FORMATS
from pia_desktop.excel.importer.struck_text import (
    RICH_TAGS,
    Run,
    plain_text,
    read_runs,
    split_struck,
)
from pia_desktop.excel.importer.workbook_model import (
    BookCell,
    BookPicture,
    BookSheet,
    CellRange,
    PictureExtent,
)
from pia_desktop.excel.importer.xml_parts import TooLargeError
from pia_desktop.excel.importer.xml_tree import (
    parse_harmless,
    without_empty_cells,
    without_merges,
)
from pia_desktop.files import limits
from pia_desktop.forms.values import UNPRINTABLE, is_file_name, without_hidden
from pia_desktop.forms.wareki import format_date
from pia_desktop.task_progress import ProgressCallback

# The cell styles by which workbooks of the program's version 0.1.0 mark the pieces of a torn text.
TORN_STYLES = {"b": "次の行に続く", "t": "前の行の続き", "bt": "前後の行に続く"}

_DRAWING_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"

# A row, a column or a size in EMU; no drawing has larger ones.
_WHOLE = re.compile(r"-?[0-9]{1,10}")

_DRAWING_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"

# What is looked at again when a cell or a row ends; everything else is let go as soon as it ends.
_KEPT = RICH_TAGS | {f"{{{SHEET_MAIN_NS}}}{name}" for name in ("c", "f", "v", "is", "rPh")}
_INLINE, _VALUE = f"{{{SHEET_MAIN_NS}}}is", f"{{{SHEET_MAIN_NS}}}v"
_MERGED = f"{{{SHEET_MAIN_NS}}}mergeCell"
_COLUMN = f"{{{SHEET_MAIN_NS}}}col"
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_RANGE = re.compile(
    r"(?:'(?:[^']|'')+'|[^'!]+)!(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)"
)
_LISTS = frozenset(f"{{{SHEET_MAIN_NS}}}{name}" for name in ("cols", "sheetData", "mergeCells"))

# How many a worksheet has.
_ROWS, _COLUMNS = 1_048_576, 16_384
# Columns that all that is said of columns spans: Excel says something of each once.
_MOST_SPANNED = 10 * _COLUMNS


class WorkbookPartsParser(ExcelReader):  # type: ignore[misc]
    """openpyxl's reader, which keeps of each worksheet only what an import needs: making its cell
    objects takes ten times as long as reading them.
    """

    def __init__(
        self, source: io.BytesIO, progress: ProgressCallback, torn_styles: dict[str, int]
    ) -> None:
        """`torn_styles`: the numbers of the named styles of a torn text's pieces, by the sides
        where it is torn.
        """
        super().__init__(source, read_only=True, data_only=True, keep_links=False)
        self.sheets: list[BookSheet] = []
        self.cleaned = False
        self._areas: list[tuple[BookSheet, SimpleNamespace]] = []
        self._rich: dict[int, list[Run]] = {}
        self._characters = self._texts = self._pixels = self._merged_rows = 0
        self._shown = 0
        self._media: dict[str, bytes] = {}
        self._clean_texts: dict[str, str] = {}
        self._progress = progress
        self._named_torn = torn_styles

    @property
    def has_macros(self) -> bool:
        """Whether the workbook brings macros."""
        return any(name.endswith("vbaProject.bin") for name in self.valid_files)

    def font_sizes(self) -> list[float]:
        """The font size of each cell style."""
        fonts = self.wb._fonts
        return [fonts[style.fontId].size or 11.0 for style in self.wb._cell_styles]

    def _torn_styles(self) -> dict[int, str]:
        """The cell styles of the pieces of a torn text, with the sides where it is torn."""
        codes = {code: side for side, code in TORN_FORMATS.items()}
        torn = {}
        for number, style in enumerate(self.wb._cell_styles):
            custom = style.numFmtId - BUILTIN_FORMATS_MAX_SIZE
            if 0 <= custom < len(self.wb._number_formats):
                side = codes.get(self.wb._number_formats[custom])
                if side is not None:
                    torn[number] = side
            for side, named in self._named_torn.items():
                if style.xfId == named:
                    torn[number] = side
        return torn

    def read_strings(self) -> None:
        """The workbook's shared texts, with Excel's escapes read as they are meant.

        Upstream: openpyxl.reader.strings (3.1.5; no report known to us) takes 「x005F_」 out of any
        text. test_openpyxls_own_strings_still_lose_what_an_escape_looks_like tells when this can
        go.
        """
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        tag = f"{{{SHEET_MAIN_NS}}}si"
        for node in _ended_elements(self.archive.read(part.PartName[1:])):
            if node.tag == tag:
                runs = read_runs(node)
                if any(struck is not None for _text, struck in runs):
                    self._rich[len(self.shared_strings)] = runs
                self.shared_strings.append(plain_text(runs))
                node.clear()

    def read_worksheets(self) -> None:
        """Every worksheet in the workbook's order, hidden ones too."""
        self.wb._archive = self.archive
        ruled = _styles_with_rules(self.wb, ("top",))
        framed = _styles_with_rules(self.wb, ("top", "bottom", "left", "right"))
        torn = self._torn_styles()
        struck = _struck_styles(self.wb)
        worksheets = list(self.parser.find_sheets())
        if len(worksheets) > limits.BOOK_SHEETS:
            raise TooLargeError("シート")
        if len({relation.target for _sheet, relation in worksheets}) < len(worksheets):
            raise ValueError("one part for two sheets")
        for number, (sheet, relation) in enumerate(worksheets):
            self._progress(number / max(len(worksheets), 1))
            area = SimpleNamespace(defined_names={})
            self.wb._sheets.append(area)  # to it openpyxl gives the print area
            if "chartsheet" in relation.Type:
                continue
            out = BookSheet(_clean(sheet.name), relation.target, hidden=sheet.state != "visible")
            self._areas.append((out, area))
            self._read_cells(relation.target, out, ruled, framed, torn, struck)
            self._read_around(relation.target, out)
            self.sheets.append(out)

    def read(self) -> None:
        """Everything; a print area says where the page ends."""
        super().read()
        for out, area in self._areas:
            out.areas = dict(_named_areas(area.defined_names))
            for printed_range in getattr(area, "_print_area", ()) or ():
                out.right = max(out.right, printed_range.max_col)

    def _read_cells(
        self,
        target: str,
        out: BookSheet,
        ruled: set[int],
        framed: set[int],
        torn: dict[int, str],
        struck_styles: set[int],
    ) -> None:
        parser = _SheetParser(
            self.archive.read(target),
            self.shared_strings,
            self._rich,
            data_only=True,
            epoch=self.wb.epoch,
            date_formats=self.wb._date_formats,
            timedelta_formats=self.wb._timedelta_formats,
        )
        for _number, row in parser.parse():
            for cell in row:
                style = cell["style_id"]
                text = self._text(cell["value"])
                if text and (style in struck_styles or "runs" in cell):
                    text = self._live_text(cell, text, style in struck_styles, out)
                if text:
                    out.cells.append(
                        BookCell(
                            cell["row"],
                            cell["column"],
                            text,
                            torn.get(style, ""),
                            style in ruled,
                            style in framed,
                            cell["data_type"] == "formula",
                            style,
                        )
                    )
        out.rules = not ruled.isdisjoint(map(int, parser.styles))
        out.cells.sort(key=lambda cell: (cell.row, cell.column))
        out.merges = parser.areas
        out.hidden_columns = parser.hidden
        self._merged_rows += sum(area.bottom - area.top + 1 for area in parser.areas)
        if self._merged_rows > limits.BOOK_MERGED_ROWS:
            raise TooLargeError("結合されたセル")
        out.right = max((area.right for area in out.merges), default=0)

    def _live_text(self, cell: dict[str, Any], text: str, struck: bool, out: BookSheet) -> str:
        """The text without what is struck through, which is noted with its place."""
        runs = [(_clean(run), how) for run, how in cell.get("runs", [(text, None)])]
        live, gone = split_struck(runs, struck)
        if gone:
            place = f"{get_column_letter(cell['column'])}{cell['row']}の取消線"
            out.asides.append((place, cell["row"], gone))
        return live if gone else text

    def _text(self, value: Any) -> str:
        if value is None:
            return ""
        known = self._clean_texts.get(value) if isinstance(value, str) else None
        if known is None:
            text = _one_line_end(printed_text(value))
            known = without_hidden(UNPRINTABLE.sub("", text))
            self.cleaned = self.cleaned or known != text
            if isinstance(value, str):
                self._clean_texts[value] = known
        self._texts += 1
        self._characters += len(known)
        too_many = self._texts > limits.BOOK_TEXTS or self._characters > limits.BOOK_CHARACTERS
        if too_many or len(known) > limits.TEXT_CHARACTERS:
            raise TooLargeError("文字")
        return known

    def _read_around(self, target: str, out: BookSheet) -> None:
        """Comments, shapes with a text, and pictures."""
        rels_path = get_rels_path(target)
        if rels_path not in self.valid_files:
            return
        rels = get_dependents(self.archive, rels_path)
        for relation in rels.find(COMMENTS_NS):
            sheet = CommentSheet.from_tree(fromstring(self.archive.read(relation.target)))
            for reference, comment in sheet.comments:
                text = self._text(comment.text)
                if text.strip():
                    row = range_boundaries(reference)[1]
                    out.asides.append((f"{reference}のコメント", row, text))
        for relation in rels.find(SpreadsheetDrawing._rel_type):
            self._read_drawing(relation.target, out)

    def _read_drawing(self, target: str, out: BookSheet) -> None:
        if target not in self.valid_files:
            return
        tree = fromstring(self.archive.read(target))
        rels_path = get_rels_path(target)
        rels = get_dependents(self.archive, rels_path) if rels_path in self.valid_files else None
        for anchor in tree:
            row, column = _corner(anchor)
            texts = [_paragraph(node) for node in anchor.iter(_DRAWING_PARAGRAPH)]
            text = self._text("\n".join(texts)).strip()
            if text:
                where = f"{get_column_letter(column)}{row}の図形"
                out.asides.append((where, row, text))
            out.pictures += self._pictures(anchor, row, column, rels)

    def _pictures(
        self, anchor: Element, row: int, column: int, rels: RelationshipList | None
    ) -> Iterator[BookPicture]:
        for picture in anchor.iter():
            if not picture.tag.endswith("}pic") or rels is None:
                continue
            described = next((n for n in picture.iter() if n.tag.endswith("}cNvPr")), None)
            name = described.get("descr", "") if described is not None else ""
            for blip in picture.iter():
                embed = next((v for k, v in blip.items() if k.endswith("}embed")), None)
                if not blip.tag.endswith("}blip") or embed is None:
                    continue
                relation = rels.get(embed)
                if relation.Type == IMAGE_NS and relation.target in self.valid_files:
                    member = relation.target.rpartition("/")[2]
                    data = self._picture(relation.target)
                    shown = _picture_name(name, member)
                    yield BookPicture(
                        row, column, shown, data, embed, _extent(anchor), _drawn(picture)
                    )

    def _picture(self, target: str) -> bytes:
        """A picture's bytes, the same ones however often it is shown."""
        self._shown += 1
        if target not in self._media:
            self._media[target] = self.archive.read(target)
            wide, high = picture_size(self._media[target])
            self._pixels += wide * high
        if self._shown > limits.BOOK_PICTURES or self._pixels > limits.BOOK_PIXELS:
            raise TooLargeError("図")
        return self._media[target]


def _picture_name(described: str, member: str) -> str:
    """The name that our own export gives a picture, or that of the member which holds it."""
    ending = Path(member).suffix.lower()
    fits = bool(ending) and described.lower().endswith((ending, ".png", ".jpg", ".jpeg"))
    if fits and is_file_name(described):
        return described
    return member if is_file_name(member) else f"図{ending if is_file_name('図' + ending) else ''}"


class _SheetParser(WorkSheetParser):  # type: ignore[misc]
    """Also tells formulas without a value, and which cells are merged; all else is passed over."""

    row_counter: int
    col_counter: int

    def __init__(
        self, part: bytes, strings: list[str], rich: dict[int, list[Run]], **options: Any
    ) -> None:
        super().__init__(None, strings, **options)
        part, merges = without_merges(part)
        self.hidden: list[tuple[int, int]] = []  # the first and last of columns beside each other
        self.areas = [
            _checked_area(_column(left), int(top), _column(right), int(bottom))
            for left, top, right, bottom in merges
        ]
        self._part, empty_styles = without_empty_cells(part)
        self.styles = {style.decode() for style in empty_styles}
        self._rich = rich

    def parse_row(self, row: Element) -> tuple[int, list[dict[str, Any]]]:
        """As the library's, but for the cells that hold nothing: of those only the styles are
        noted.
        """
        at = row.get("r")
        self.row_counter = int(float(at)) if at else self.row_counter + 1
        self.col_counter = 0
        cells = []
        before: str | None = None
        for element in row:
            reference = element.get("r")
            self.styles.add(element.get("s") or "0")
            if reference is None and before is not None:
                self.col_counter = coordinate_to_tuple(before)[1]
            before = reference
            if len(element):
                cells.append(self.parse_cell(element))
            elif reference is None:
                self.col_counter += 1
        return self.row_counter, cells

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """As the library's; a formula that was never worked out is given as its own text, and a
        text whose runs look different brings them as `runs`.
        """
        kind = element.get("t")
        if kind == "s" and (text := self._shared_text(element)) is not None:
            return text
        inline = element.find(_INLINE) if kind == "inlineStr" else None
        if inline is not None:
            # Read here: the library stumbles over what has been let go of the furigana's look.
            element.remove(inline)
            runs = read_runs(inline)
            cell: dict[str, Any] = super().parse_cell(element)
            return {**cell, "value": plain_text(runs) or None, "data_type": "s", "runs": runs}
        cell = super().parse_cell(element)
        if cell["value"] is None:
            formula = element.find(FORMULA_TAG)
            if formula is not None and formula.text:
                return {**cell, "value": f"={formula.text}", "data_type": "formula"}
        elif cell["data_type"] == "s" and kind == "str":
            return {**cell, "value": unescape(cell["value"])}
        return cell

    def _shared_text(self, element: Element) -> dict[str, Any] | None:
        """A cell with one of the workbook's shared texts, read without the library's detours; None
        where it doesn't say its place or its text.
        """
        place = _PLACE.fullmatch(element.get("r", ""))
        number = element.findtext(_VALUE)
        if place is None or not number:
            return None
        index, column = int(number), column_index_from_string(place[1])
        if index < 0:  # which Python would count from the end
            raise ValueError("no text")
        self.col_counter = column
        cell = {
            "row": int(place[2]),
            "column": column,
            "value": self.shared_strings[index],
            "data_type": "s",
            "style_id": int(element.get("s", 0)),
        }
        runs = self._rich.get(index) if self._rich else None
        return {**cell, "runs": runs} if runs else cell

    def parse(self) -> Iterator[Any]:
        """The rows; the merged areas are noted on the way."""
        spanned = 0
        for element in _ended_elements(self._part):
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
            elif element.tag == _MERGED:
                self.areas.append(_area(element.get("ref", "")))
            elif element.tag == _COLUMN:
                if not _are_columns(element):
                    raise ValueError("no columns")
                spanned += int(element.get("max", 0)) - int(element.get("min", 0)) + 1
                if spanned > _MOST_SPANNED:
                    raise TooLargeError("列")
                if element.get("hidden") in ("1", "true") and not element.get("outlineLevel"):
                    self.hidden.append((int(element.get("min", 0)), int(element.get("max", 0))))
            if element.tag not in _KEPT:
                element.clear()


def _are_columns(element: Element) -> bool:
    return 1 <= int(element.get("min", 0)) <= int(element.get("max", 0)) <= _COLUMNS


@lru_cache(maxsize=1_024)
def _column(letters: bytes) -> int:
    return int(column_index_from_string(letters.decode("ascii")))


def _area(reference: str) -> CellRange:
    """「B2:D5」 as the cells that it names; ValueError if it names none."""
    return _checked_area(*range_boundaries(reference))


def _checked_area(left: int, top: int, right: int, bottom: int) -> CellRange:
    if not (1 <= left <= right <= _COLUMNS and 1 <= top <= bottom <= _ROWS):
        raise ValueError("no area")
    return CellRange(top, left, bottom, right)


def _ended_elements(part: bytes) -> Iterator[Element]:
    """A part's rows, texts and merged areas as they end, and perhaps its other elements."""
    root = parse_harmless(part)
    if root is None:
        for _event, element in iterparse(io.BytesIO(part)):
            yield element
        return
    for child in root:
        if child.tag in _LISTS:
            yield from child
        else:
            yield child


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _clean(text: str) -> str:
    return without_hidden(UNPRINTABLE.sub("", _one_line_end(text)))


def printed_text(value: Any) -> str:
    """A cell's value as a clerk reads it: whole numbers without a point, days in 和暦."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "○" if value else ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return format_date(value.date())
    if isinstance(value, date):
        return format_date(value)
    return str(value)


def _named_areas(names: dict[str, Any]) -> Iterator[tuple[str, CellRange]]:
    """The names that stand for one range of cells."""
    for name, defined in names.items():
        reference = _RANGE.fullmatch(str(defined.value or ""))
        if reference:
            left, top, right, bottom = range_boundaries(reference[1].replace("$", ""))
            if None not in (left, top, right, bottom):
                yield name, CellRange(top, left, bottom, right)


def _styles_with_rules(workbook: Any, sides: tuple[str, ...]) -> set[int]:
    """The cell styles with a rule on one of these sides."""
    borders = {
        number
        for number, border in enumerate(workbook._borders)
        if any((rule := getattr(border, side)) is not None and rule.style for side in sides)
    }
    return {n for n, style in enumerate(workbook._cell_styles) if style.borderId in borders}


def _struck_styles(workbook: Any) -> set[int]:
    """The cell styles whose font draws a line through the text."""
    fonts = {number for number, font in enumerate(workbook._fonts) if font.strike}
    return {n for n, style in enumerate(workbook._cell_styles) if style.fontId in fonts}


def _corner(anchor: Element) -> tuple[int, int]:
    """Row and column, from 1, of the anchor's upper left cell."""
    corner = {"row": 0, "col": 0}
    start = next((node for node in anchor if node.tag.endswith("}from")), None)
    for node in start if start is not None else ():
        name = node.tag.rpartition("}")[2]
        if name in corner and (node.text or "").isdigit():
            corner[name] = int(node.text or 0)
    return corner["row"] + 1, corner["col"] + 1


def _extent(anchor: Element) -> PictureExtent | None:
    """How far the anchor reaches, as far as it says."""
    numbers = {
        (part.tag.rpartition("}")[2], node.tag.rpartition("}")[2]): int(node.text or 0)
        for part in anchor
        if part.tag.endswith(("}from", "}to"))
        for node in part
        if _WHOLE.fullmatch(node.text or "")
    }
    left, top = numbers.get(("from", "colOff"), 0), numbers.get(("from", "rowOff"), 0)
    if ("to", "row") in numbers and ("to", "col") in numbers:
        wide, high = numbers.get(("to", "colOff"), 0), numbers.get(("to", "rowOff"), 0)
        bottom, right = numbers["to", "row"] + 1, numbers["to", "col"] + 1
        return PictureExtent(left, top, wide, high, bottom, right)
    size = _size(part for part in anchor if part.tag.endswith("}ext"))
    return PictureExtent(left, top, *size) if size else None


def _drawn(picture: Element) -> tuple[int, int] | None:
    """How large the drawing says that a picture is."""
    forms = (node for node in picture.iter() if node.tag.endswith("}xfrm"))
    return _size(part for form in forms for part in form if part.tag.endswith("}ext"))


def _size(elements: Iterator[Element]) -> tuple[int, int] | None:
    element = next(elements, None)
    sides = [element.get(side, "") for side in ("cx", "cy")] if element is not None else []
    if not sides or not all(_WHOLE.fullmatch(side) for side in sides):
        return None
    return int(sides[0]), int(sides[1])


def _paragraph(node: Element) -> str:
    return "".join(part.text or "" for part in node.iter(_DRAWING_TEXT))
