"""A large, pale word across a page, behind what is written on it."""

from __future__ import annotations

import math

from reportlab.pdfgen.canvas import Canvas

from pia_desktop.files.font_files import BOLD

# Its size as a share of the page's shorter side, and how much it covers what lies below it: it
# stays legible on a copy, and small print over it too.
_SIZE = 0.62
_ALPHA = 0.07


def draw_watermark(canvas: Canvas, word: str, width: float, height: float) -> None:
    """The word in the middle of the page, turned along its diagonal."""
    size = min(width, height) * _SIZE / max(len(word), 1)
    canvas.saveState()
    canvas.setFillColor("#000000")
    canvas.setFillAlpha(_ALPHA)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(math.degrees(math.atan2(min(width, height), max(width, height))))
    canvas.setFont(BOLD, size)
    canvas.drawCentredString(0, -size * 0.36, word)
    canvas.restoreState()
