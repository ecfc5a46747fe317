"""How the printed manual looks: sizes, colours, headings."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFontFamily
from reportlab.platypus import Paragraph, TableStyle

from pia_desktop.files.font_files import BOLD, REGULAR
from pia_desktop.pdf.fonts import new_measure

new_measure()  # makes the embedded fonts known
registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)

SIDE, TOP, BOTTOM = 24 * mm, 26 * mm, 24 * mm
WIDTH = A4[0] - 2 * SIDE

INK, QUIET = HexColor("#1A1A1C"), HexColor("#626264")
ACCENT, PALE, LINE = HexColor("#0017C1"), HexColor("#E8F1FE"), HexColor("#B3B3B3")
LINK = "#0017C1"


def _style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    looks: dict[str, Any] = {"textColor": INK, "fontName": REGULAR, "wordWrap": "CJK", **more}
    return ParagraphStyle(name, fontSize=size, leading=leading, **looks)


STYLES = {
    style.name: style
    for style in (
        _style("body", 10.5, 18, spaceAfter=2.5 * mm),
        _style("cell", 9.5, 15),
        _style("head", 9.5, 15, fontName=BOLD),
        _style(
            "code",
            9.5,
            16,
            backColor=HexColor("#F2F2F2"),
            borderPadding=6,
            spaceBefore=3 * mm,
            spaceAfter=5 * mm,
        ),
        _style("heading1", 21, 30, fontName=BOLD, textColor=ACCENT, spaceAfter=7 * mm),
        _style(
            "heading2",
            13.5,
            21,
            fontName=BOLD,
            spaceBefore=6 * mm,
            spaceAfter=2.5 * mm,
            keepWithNext=1,
            borderColor=ACCENT,
        ),
        _style("title", 28, 40, fontName=BOLD),
        _style("subtitle", 14, 24, textColor=QUIET),
        _style("contents1", 11, 22, fontName=BOLD, spaceBefore=2.5 * mm),
        _style("contents2", 10, 17, leftIndent=6 * mm),
    )
}
BULLET: dict[str, Any] = {
    "bulletFontName": REGULAR,
    "bulletFontSize": 10.5,
    "bulletColor": ACCENT,
    "leftIndent": 7 * mm,
    "bulletDedent": 6 * mm,
}
TABLE = TableStyle(
    [
        ("BACKGROUND", (0, 0), (-1, 0), PALE),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("LINEABOVE", (0, 0), (-1, 0), 1, ACCENT),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 6),
        ("RIGHTPADDING", (0, 0), (-1, -1), 6),
        ("TOPPADDING", (0, 0), (-1, -1), 4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
    ]
)


class Heading(Paragraph):
    """A heading that the contents page, the outline and links lead to."""

    def __init__(self, text: str, level: int, key: str = "") -> None:
        """Level 1 is a chapter's title; `key` is its bookmark."""
        super().__init__(text, STYLES[f"heading{min(level, 2)}"])
        self.level = level
        self.key = key

    def draw(self) -> None:
        """The text, and the mark of its level: a rule below a title, a bar beside the rest."""
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(ACCENT)
        if self.level == 1:
            canvas.rect(0, -3 * mm, WIDTH, 0.6 * mm, stroke=0, fill=1)
        else:
            canvas.rect(-4 * mm, 1.4 * mm, 1.4 * mm, self.height - 2.2 * mm, stroke=0, fill=1)
        canvas.restoreState()
        super().draw()
