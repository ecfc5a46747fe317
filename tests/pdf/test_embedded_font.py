"""What is drawn with an embedded font can be seen, searched and copied, whichever font has it."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont
from reportlab.pdfgen.canvas import Canvas

from pia_desktop.files.font_files import REGULAR, font_runs
from pia_desktop.files.paths import resources_dir
from pia_desktop.pdf.fonts import new_measure
from pia_desktop.pdf.text_operators import SetText, TextOperators

# Each by another font of the program.
TEXTS = ("査定", "查宫", "☑☐", "𠮷")
MANY = "".join(map(chr, range(0x4E00, 0x5200)))
SIZE = 40


def page_of(*texts: str) -> pypdfium2.PdfPage:
    """A page of 10 lines with these texts below one another, their first line's foot at 360."""
    new_measure()
    out = io.BytesIO()
    canvas = Canvas(out, (400, 400), invariant=1, initialFontName=REGULAR)
    writer = TextOperators(canvas)
    for number, text in enumerate(texts):
        for font, piece in font_runs(text, REGULAR):
            writer.write(SetText(font, SIZE, "000000", 0, 360 - SIZE * number, piece))
    canvas.addLiteral(writer.whole())
    canvas.save()
    return pypdfium2.PdfDocument(out.getvalue())[0]


def test_texts_are_read_back_as_they_are() -> None:
    texts = (*TEXTS, MANY[:900], MANY[900:])
    read = page_of(*texts).get_textpage().get_text_range()
    assert "".join(read.split()) == "".join(texts)


@pytest.mark.parametrize("text", TEXTS)
def test_the_glyphs_are_those_of_the_text(text: str) -> None:
    """Beside what another library draws with the font's own file."""
    ((font, _),) = font_runs(text, REGULAR)
    shown = page_of(text).render().to_pil().convert("L")
    wanted = Image.new("L", shown.size, 255)
    face = ImageFont.truetype(str(resources_dir() / "fonts" / f"{font}.ttf"), SIZE)
    ImageDraw.Draw(wanted).text((0, 40), text, font=face, anchor="ls")
    ink = sum(wanted.histogram()[:128])
    differing = sum(ImageChops.difference(shown, wanted).histogram()[128:])
    assert ink > 100
    assert differing < ink / 4
