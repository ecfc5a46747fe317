"""A picture of shapes on a PDF page: lines and letters, so that it is sharp at any size and its
text can be found and copied.
"""

from __future__ import annotations

import io
from functools import lru_cache

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pia_desktop.diagrams.shapes import Group, Oblong, Oval, Path, Picture, PictureShape, Words
from pia_desktop.files.font_files import BOLD, REGULAR, font_runs
from pia_desktop.pdf.fonts import new_measure
from pia_desktop.pdf.page_structure import TaggedElement
from pia_desktop.pdf.tagged_file import with_structure
from pia_desktop.sheets.model import MARGIN_MM, Paper

_MM = 72 / 25.4
_END = "EMC"
# From the middle of the letters down to their base line, as a share of their size.
_BASE = 0.36
_TITLE_SIZE = 12.0
_TITLE_HEIGHT = 26.0


def draw_picture(canvas: Canvas, picture: Picture, left: float, top: float, scale: float) -> None:
    """Draw the picture with its top left corner there; y of the page grows upwards."""
    canvas.saveState()
    canvas.translate(left, top)
    canvas.scale(scale, scale)
    pen = _Pen(canvas)
    for group in picture.groups:
        pen.group(group)
    canvas.restoreState()


def write_picture_pdf(picture: Picture, title: str, *, landscape: bool) -> bytes:
    """The picture on an A4 page of its own below its title, as large as it may be there, with what
    it says to somebody who hears it. The same picture gives the same bytes.
    """
    width, height = (side * _MM for side in Paper.A4.value)
    if landscape:
        width, height = height, width
    new_measure()
    buffer = io.BytesIO()
    rl_config.useA85 = 0
    canvas = Canvas(
        buffer,
        pagesize=(width, height),
        invariant=1,
        lang="ja-JP",
        pageCompression=1,
        initialFontName=REGULAR,  # type: ignore[arg-type]  # the stub says float
    )
    canvas.setTitle(title)
    canvas.setCreator("pia-desktop")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    margin = MARGIN_MM * _MM
    head = Words(margin, margin + _TITLE_SIZE / 2, title, _TITLE_SIZE, bold=True, anchor="start")
    canvas.addLiteral("/H1 <</MCID 0>> BDC")
    draw_picture(canvas, Picture(width, height, (Group((head,)),)), 0.0, height, 1.0)
    canvas.addLiteral(_END)
    room_wide = width - 2 * margin
    room_high = height - 2 * margin - _TITLE_HEIGHT
    scale = min(room_wide / picture.width, room_high / picture.height, 1.15)
    left = (width - picture.width * scale) / 2
    canvas.addLiteral("/Figure <</MCID 1>> BDC")
    draw_picture(canvas, picture, left, height - margin - _TITLE_HEIGHT, scale)
    canvas.addLiteral(_END)
    canvas.showPage()
    canvas.save()
    elements = (
        TaggedElement("H1", contents=[(0, 0)]),
        TaggedElement("Figure", description=picture.read_out(), contents=[(0, 1)]),
    )
    return with_structure(buffer.getvalue(), elements, title)


class _Pen:
    """Drawing shapes whose y grows downwards on a canvas whose y grows upwards."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        # What is set already: most shapes look like the one before.
        self._stroke: tuple[str, float, tuple[float, ...]] | None = None
        self._fill = ""

    def group(self, group: Group) -> None:
        if not group.shapes:
            return
        if group.spoken:
            self._begin("Alt", group.spoken)
        for shape in group.shapes:
            self._shape(shape)
        if group.spoken:
            self._canvas.addLiteral(_END)

    def _begin(self, key: str, text: str) -> None:
        """Marked content with what is said of it, or what it reads."""
        code = ("\ufeff" + text).encode("utf-16-be").hex().upper()
        self._canvas.addLiteral(f"/Span <</{key} <{code}>>> BDC")

    def _shape(self, shape: PictureShape) -> None:
        if isinstance(shape, Words):
            self._words(shape)
        elif isinstance(shape, Oblong):
            self._oblong(shape)
        elif isinstance(shape, Oval):
            self._oval(shape)
        else:
            self._path(shape)

    def _words(self, words: Words) -> None:
        first = BOLD if words.bold else REGULAR
        runs = font_runs(words.text, first)
        widths = [stringWidth(piece, name, words.size) for name, piece in runs]
        width = sum(widths)
        x = words.x - {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
        y = -words.y - _BASE * words.size
        if words.reads:
            self._begin("ActualText", words.reads)
        self._fill_with(words.colour)
        for (name, piece), wide in zip(runs, widths, strict=True):
            self._canvas.setFont(name, words.size)
            self._canvas.drawString(x, y, piece)
            x += wide
        if words.reads:
            self._canvas.addLiteral(_END)

    def _look(self, stroke: str, fill: str, width: float, dash: tuple[float, ...]) -> None:
        if stroke and (stroke, width, dash) != self._stroke:
            self._stroke = (stroke, width, dash)
            self._canvas.setStrokeColor(_ink(stroke))
            self._canvas.setLineWidth(width)
            self._canvas.setDash(list(dash))
        if fill:
            self._fill_with(fill)

    def _fill_with(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self._canvas.setFillColor(_ink(colour))

    def _oblong(self, shape: Oblong) -> None:
        self._look(shape.stroke, shape.fill, shape.line, shape.dash)
        bottom = -shape.top - shape.height
        stroke, fill = int(bool(shape.stroke)), int(bool(shape.fill))
        if shape.radius:
            self._canvas.roundRect(
                shape.left, bottom, shape.width, shape.height, shape.radius, stroke, fill
            )
        else:
            self._canvas.rect(shape.left, bottom, shape.width, shape.height, stroke, fill)

    def _dot(self, shape: Oval) -> None:
        """A filled circle: a line of no length with round ends, for curves take many numbers."""
        x, y = shape.left + shape.width / 2, -shape.top - shape.height / 2
        self._canvas.setLineCap(1)
        self._look(shape.fill, "", shape.width, ())
        self._canvas.line(x, y, x, y)
        self._canvas.setLineCap(0)

    def _oval(self, shape: Oval) -> None:
        if shape.fill and not shape.stroke and shape.width == shape.height:
            self._dot(shape)
            return
        self._look(shape.stroke, shape.fill, shape.line, ())
        right, bottom = shape.left + shape.width, -shape.top - shape.height
        stroke, fill = int(bool(shape.stroke)), int(bool(shape.fill))
        if shape.lower_half:
            self._canvas.arc(shape.left, bottom, right, -shape.top, 180, 180)
            if shape.fill:
                self._canvas.ellipse(shape.left, bottom, right, -shape.top, 0, 1)
        else:
            self._canvas.ellipse(shape.left, bottom, right, -shape.top, stroke, fill)

    def _path(self, shape: Path) -> None:
        self._look(shape.stroke, shape.fill, shape.width, shape.dash)
        if len(shape.points) == 2:
            (x1, y1), (x2, y2) = shape.points
            self._canvas.line(x1, -y1, x2, -y2)
            return
        path = self._canvas.beginPath()
        path.moveTo(shape.points[0][0], -shape.points[0][1])
        for x, y in shape.points[1:]:
            path.lineTo(x, -y)
        if shape.closed:
            path.close()
        self._canvas.drawPath(path, int(bool(shape.stroke)), int(bool(shape.fill)))


@lru_cache(maxsize=64)
def _ink(colour: str) -> Color:
    """A colour as reportlab has it: to read one anew for each shape takes long."""
    return HexColor(f"#{colour}")
