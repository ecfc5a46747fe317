"""Pages → PDF. Draws what the layout says, cell by cell, and knows nothing of the form."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import accumulate, groupby, takewhile
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from pia_desktop.diagrams.shapes import Picture
from pia_desktop.files.font_files import BOLD, REGULAR, font_runs
from pia_desktop.pdf.fonts import ASCENT, PITCH
from pia_desktop.pdf.page_structure import SheetStructure, TaggedElement
from pia_desktop.pdf.picture_reader import picture_reader, pixel_size
from pia_desktop.pdf.picture_writer import draw_picture
from pia_desktop.pdf.ruled_lines import RuledLine, as_path, merge_lines
from pia_desktop.pdf.tagged_file import with_structure
from pia_desktop.pdf.text_operators import (
    SetText,
    TextOperators,
    fill_colour,
    stroke_colour,
)
from pia_desktop.pdf.watermark import draw_watermark
from pia_desktop.sheets.marks import clip_marks, split_marked
from pia_desktop.sheets.model import (
    MARGIN_MM,
    PADDING_X,
    PADDING_Y,
    UNIT_PT,
    Cell,
    PrintedPages,
    Sheet,
    Span,
    Style,
)
from pia_desktop.sheets.pagination import (
    PageRows,
    PlacedRow,
    page_height,
    paginate,
    rows_covered,
)
from pia_desktop.sheets.text_metrics import Measure
from pia_desktop.task_progress import ProgressCallback, no_progress

_MM = 72 / 25.4
_RULE = 0.5
_FOOT_SIZE = 9.0
_END = "EMC"
_PRINTED = 4  # a link is there on paper as well as on the screen
_UNDERLINE = 0.14  # how far below the letters' foot, as a share of their size


def draw_pages(
    pages: PrintedPages,
    measure: Measure,
    progress: ProgressCallback = no_progress,
    watermark: str = "",
    foot: str = "",
) -> bytes:
    """The PDF of these pages, set with the fonts of `measure`; `watermark` lies behind the text of
    each of them, `foot` stands below it at the left, and the page's number then at the right.
    """
    paged = [(sheet, paginate(sheet, measure)) for sheet in pages.sheets]
    total = sum(len(own) for _, own in paged)
    buffer = io.BytesIO()
    rl_config.useA85 = 0  # streams as they are: text armour only costs time and room
    canvas = Canvas(
        buffer,
        invariant=1,
        lang="ja-JP",
        pageCompression=1,
        initialFontName=REGULAR,  # type: ignore[arg-type]  # the stub says float
    )
    canvas.setTitle(pages.title)
    canvas.setSubject(pages.subject)
    canvas.setAuthor("")
    canvas.setCreator("pia-desktop")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    number = 0
    part = ""
    elements: list[TaggedElement] = []
    targets = {c.leads_to for block in pages.blocks() for r in block.rows for c in r.cells} - {""}
    for sheet, own in paged:
        if sheet.part and sheet.part != part:
            _begin_part(canvas, sheet.part)
        part = sheet.part
        structure = SheetStructure(sheet)
        elements.append(TaggedElement("Sect", structure.elements))
        for index in range(len(own)):
            progress(number / (total + 1))
            number += 1
            writer = _PageWriter(canvas, sheet, structure, measure, targets, watermark)
            writer.draw(own, index, f"{number} / {total}", foot)
            canvas.showPage()
    canvas.showOutline()
    canvas.save()
    return with_structure(buffer.getvalue(), elements, pages.title)


def _begin_part(canvas: Canvas, title: str) -> None:
    """An entry of the outline for the page that comes next, open on what stands below it."""
    canvas.bookmarkPage(title)
    canvas.addOutlineEntry(title, title, 0, closed=False)


_Content = tuple[TaggedElement | None, Any]


def _of_one_element(content: _Content) -> tuple[TaggedElement | None, bool]:
    """The element, and whether its content is text."""
    return content[0], isinstance(content[1], SetText)


class _PageWriter:
    """Drawing one page of a sheet. `targets`: the titles of marks that something leads to; those
    that were reached are taken out.
    """

    def __init__(
        self,
        canvas: Canvas,
        sheet: Sheet,
        structure: SheetStructure,
        measure: Measure,
        targets: set[str],
        watermark: str = "",
    ) -> None:
        width, height = (side * _MM for side in sheet.paper.value)
        if sheet.landscape:
            width, height = height, width
        canvas.setPageSize((width, height))
        self._canvas = canvas
        self._sheet = sheet
        self._measure = measure
        self._watermark = watermark
        self._width = width
        self._height = height
        self._left = (width - sheet.width * UNIT_PT) / 2
        self._top = height - MARGIN_MM * _MM
        self._structure = structure
        self._targets = targets
        self._scale = 1.0
        # How much content of the page is marked, and how many links it has.
        self._marked = self._links = 0
        self._element: TaggedElement | None = None
        self._grounds: list[tuple[str, float, float, float, float]] = []
        self._rules: list[RuledLine] = []
        # What the cells hold in reading order, each with the element that says it.
        self._contents: list[_Content] = []
        self._underlines: dict[str, list[RuledLine]] = defaultdict(list)

    def draw(self, pages: list[PageRows], index: int, counted: str, foot: str) -> None:
        """The page, with the repeated head on every page after that which it begins on."""
        rows = [placed for placed in pages[index] if not placed.block.hidden]
        head = self._sheet.head
        repeated = 0
        if head and any(placed.block is head for page in pages[:index] for placed in page):
            again = self._head()
            rows, repeated = [*again, *rows], len(again)
        self._scale = self._fitting_scale(sum(placed.height for placed in rows))
        y = self._top
        tops = []
        for placed in rows:
            tops.append(y)
            y -= placed.height
        self._canvas.setLineWidth(_RULE)
        for number, placed in enumerate(rows):
            if placed.block.mark and placed.first and placed.block is not self._sheet.head:
                self._mark(placed, tops[number])
            for cell in self._cells(rows, number):
                covered = rows_covered(rows, number, cell)
                height = sum(row.height for row in rows[number : number + covered])
                # A head is read once, where the table begins.
                leaf = self._structure.leaf(placed.block, placed.number, cell)
                self._element = None if number < repeated else leaf
                self._cell(cell, tops[number], height)
        if rows and index:
            self._close(rows[0], tops[0])
        if rows and index + 1 < len(pages):
            self._close(rows[-1], y)
        with self._drawn_in():
            self._flush()
        self._foot(counted, foot)

    def _fitting_scale(self, height: float) -> float:
        """How much smaller a page is drawn whose rows are together as high as this: 1 for one that
        isn't fuller than full.
        """
        return min(1.0, page_height(self._sheet) / height) if height else 1.0

    def _on_paper(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is once the page is drawn smaller: its head's middle stays."""
        middle = self._width / 2
        return middle + (x - middle) * self._scale, self._top + (y - self._top) * self._scale

    @contextmanager
    def _drawn_in(self) -> Iterator[None]:
        """Draw meanwhile as much smaller as the page is."""
        if self._scale == 1.0:
            yield
            return
        self._canvas.saveState()
        self._canvas.translate(*self._on_paper(0, 0))
        self._canvas.scale(self._scale, self._scale)
        yield
        self._canvas.restoreState()

    def _head(self) -> list[PlacedRow]:
        head = self._sheet.head
        if head is None:
            return []
        heights = self._measure.row_heights(head.rows)
        return [
            PlacedRow(row, height, head, number, number == 0)
            for number, (row, height) in enumerate(zip(head.rows, heights, strict=True))
        ]

    def _cells(self, rows: list[PlacedRow], number: int) -> Iterator[Cell]:
        """The row's cells, and on a page's first row those that reach down from the page before."""
        placed = rows[number]
        yield from placed.row.cells
        begins_page = number == 0 or rows[number - 1].block is not placed.block
        if begins_page and placed.number:
            for above, row in enumerate(placed.block.rows[: placed.number]):
                for cell in row.cells:
                    left = above + cell.rows - placed.number
                    if cell.rows > 1 and left > 0:
                        borders = cell.borders.replace("t", "")
                        yield replace(cell, text="", picture=b"", rows=left, borders=borders)

    def _mark(self, placed: PlacedRow, top: float) -> None:
        if placed.block.mark is None:
            return
        level, title = placed.block.mark
        _, top = self._on_paper(0, top)
        key = f"m{self._canvas.getPageNumber()}-{round(top)}"
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top + 4)
        reached = [each for each in self._targets if level == 0 and title.startswith(each)]
        for target in reached:
            self._canvas.bookmarkPage(_target_key(target), fit="XYZ", left=0, top=top + 4)
            self._targets.remove(target)
        depth = level + 1 if self._sheet.part else level
        self._canvas.addOutlineEntry(title, key, depth, closed=level == 0)

    def _cell(self, cell: Cell, top: float, height: float) -> None:
        left = self._left + cell.left * UNIT_PT
        right = self._left + cell.right * UNIT_PT
        bottom = top - height
        style = cell.look.style
        if style.ground:
            self._grounds.append((style.ground, left, bottom, right - left, height))
        for side in cell.borders:
            self._rules.append(
                {
                    "t": (left, top, right, top),
                    "b": (left, bottom, right, bottom),
                    "l": (left, top, left, bottom),
                    "r": (right, top, right, bottom),
                }[side]
            )
        if cell.picture:
            self._picture(cell.picture, left, bottom, right - left, height)
        if cell.drawing:
            self._drawing(cell.drawing, left, top, right - left, height)
        if cell.text:
            self._text(cell, left, right, top, height)
        if cell.leads_to and self._element is not None:
            self._link(cell.leads_to, (left, bottom, right, top))

    def _link(self, target: str, area: tuple[float, float, float, float]) -> None:
        about = f"「{target}」のページへ"
        corners = (*self._on_paper(*area[:2]), *self._on_paper(*area[2:]))
        self._canvas.linkRect(about, _target_key(target), corners, thickness=0, F=_PRINTED)
        if self._element is not None:
            self._element.link = (self._canvas.getPageNumber() - 1, self._links)
        self._links += 1

    def _text(self, cell: Cell, left: float, right: float, top: float, height: float) -> None:
        style = cell.look.style
        lines = self._measure.lines(cell)
        pitch = style.size * PITCH
        space = height - len(lines) * pitch
        y = top - (space / 2 if style.valign == "center" else PADDING_Y)
        y -= (pitch - style.size) / 2 + ASCENT * style.size
        for line in lines:
            text = cell.text[line.start : line.end]
            if text:
                x = left + PADDING_X
                if style.align != "left":
                    rest = right - left - self._length(text, style)
                    x = left + (rest / 2 if style.align == "center" else rest - PADDING_X)
                if cell.marks:
                    self._put_marked(
                        text, clip_marks(cell.marks, line.start, line.end), style, x, y
                    )
                else:
                    self._put(text, style, style.colour, x, y)
            y -= pitch

    def _length(self, text: str, style: Style) -> float:
        advance = self._measure.bold_advance if style.bold else self._measure.advance
        return sum(map(advance, text)) * style.size

    def _put(self, text: str, style: Style, colour: str, x: float, y: float) -> None:
        for name, piece in font_runs(text, BOLD if style.bold else REGULAR):
            piece_set = SetText(name, style.size, colour, x, y, piece)
            self._contents.append((self._element, piece_set))
            x += self._length(piece, style)

    def _put_marked(
        self, text: str, spans: tuple[Span, ...], style: Style, x: float, y: float
    ) -> None:
        level = y - _UNDERLINE * style.size
        for piece, marked in split_marked(text, spans):
            self._put(piece, style, style.marked if marked else style.colour, x, y)
            begin, x = x, x + self._length(piece, style)
            if marked:
                self._underlines[style.marked].append((begin, level, x, level))

    def _picture(
        self, data: bytes, left: float, bottom: float, width: float, height: float
    ) -> None:
        pixels_wide, pixels_high = pixel_size(data)
        scale = min((width - 12) / pixels_wide, (height - 12) / pixels_high)
        shown_wide, shown_high = pixels_wide * scale, pixels_high * scale
        draw = partial(
            self._draw_picture,
            data,
            left + (width - shown_wide) / 2,
            bottom + (height - shown_high) / 2,
            shown_wide,
            shown_high,
        )
        self._contents.append((self._element, draw))

    def _draw_picture(
        self, data: bytes, left: float, bottom: float, width: float, height: float
    ) -> None:
        """Its pixels are decoded when it is drawn, and let go."""
        reader = picture_reader(data, width, height)
        self._canvas.drawImage(reader, left, bottom, width, height, mask="auto")

    def _drawing(
        self, drawing: Picture, left: float, top: float, width: float, height: float
    ) -> None:
        scale = min((width - 4) / drawing.width, (height - 8) / drawing.height)
        x = left + (width - drawing.width * scale) / 2
        y = top - (height - drawing.height * scale) / 2
        draw = partial(draw_picture, self._canvas, drawing, x, y, scale)
        self._contents.append((self._element, draw))

    def _close(self, placed: PlacedRow, y: float) -> None:
        """A rule where a page ends or begins within a table."""
        framed = [cell for cell in _covering(placed) if cell.borders]
        if framed:
            left = self._left + min(cell.left for cell in framed) * UNIT_PT
            right = self._left + max(cell.right for cell in framed) * UNIT_PT
            self._rules.append((left, y, right, y))

    def _flush(self) -> None:
        """Rules and texts after the grounds, so that nothing lies under a shade."""
        canvas = self._canvas
        with self._marking(None):
            for ground, left, bottom, width, height in self._grounds:
                area = f"{left:.4f} {bottom:.4f} {width:.4f} {height:.4f} re f"
                canvas.addLiteral(f"{fill_colour(ground)} {area}")
            if self._watermark:
                draw_watermark(canvas, self._watermark, self._width, self._height)
            for colour, rules in (*self._underlines.items(), ("000000", self._rules)):
                path = " ".join(map(as_path, merge_lines(rules)))
                canvas.addLiteral(f"{stroke_colour(colour)} {path} S")
        self._put_contents()

    def _put_contents(self) -> None:
        """Write and draw in reading order; a new text begins where a picture came between."""
        text = TextOperators(self._canvas)
        for (element, is_text), run in groupby(self._contents, _of_one_element):
            if is_text:
                text.add(self._begin(element))
                for _, piece in run:
                    text.write(piece)
                text.add(_END)
                continue
            self._canvas.addLiteral(text.whole())
            with self._marking(element):
                for _, draw in run:
                    draw()
            text = TextOperators(self._canvas)
        self._canvas.addLiteral(text.whole())

    @contextmanager
    def _marking(self, element: TaggedElement | None, kind: str = "") -> Iterator[None]:
        """Mark what is drawn meanwhile."""
        self._canvas.addLiteral(self._begin(element, kind))
        yield
        self._canvas.addLiteral(_END)

    def _begin(self, element: TaggedElement | None, kind: str = "") -> str:
        """What marks the following as the element's content; without one as for the eye alone, of
        this `kind`.
        """
        if element is None:
            return f"/Artifact {kind} BDC" if kind else "/Artifact BMC"
        number = self._marked
        self._marked += 1
        element.contents.append((self._canvas.getPageNumber() - 1, number))
        if not element.spoken:
            return f"/{element.tag} <</MCID {number}>> BDC"
        # Programs that know no structure, too, find here what is said.
        said = (b"\xfe\xff" + element.spoken.encode("utf-16-be")).hex()
        return f"/Span <</MCID {number}/ActualText<{said}>>> BDC"

    def _foot(self, counted: str, foot: str) -> None:
        with self._marking(None, "<</Type/Pagination/Subtype/Footer>>"):
            self._canvas.setFillColor("#000000")
            self._canvas.setFont(REGULAR, _FOOT_SIZE)
            level = MARGIN_MM / 2 * _MM
            if not foot:
                self._canvas.drawCentredString(self._width / 2, level, counted)
                return
            right = self._width - self._left
            self._canvas.drawRightString(right, level, counted)
            x = self._left
            room = (right - x) / _FOOT_SIZE - len(counted)
            for font, piece in font_runs(self._cut(foot, room), REGULAR):
                self._canvas.setFont(font, _FOOT_SIZE)
                self._canvas.drawString(x, level, piece)
                x += sum(map(self._measure.advance, piece)) * _FOOT_SIZE

    def _cut(self, text: str, room: float) -> str:
        """The text, or as much of it as has room, in sizes of its letters."""
        if sum(map(self._measure.advance, text)) <= room:
            return text
        left = room - self._measure.advance("…")
        fitting = takewhile(lambda used: used <= left, accumulate(map(self._measure.advance, text)))
        return f"{text[: sum(1 for _ in fitting)]}…"


def _covering(placed: PlacedRow) -> Iterator[Cell]:
    """The cells of the row, and those that reach down to it from rows above."""
    for number, row in enumerate(placed.block.rows[: placed.number + 1]):
        yield from (cell for cell in row.cells if number + max(cell.rows, 1) > placed.number)


def _target_key(title: str) -> str:
    return f"to:{title}"
