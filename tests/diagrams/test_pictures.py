"""Diagrams as SVG, PNG and PDF: readable, searchable, the same at each time."""

from __future__ import annotations

import io

import pytest
from defusedxml import ElementTree
from PIL import Image
from pypdf import PdfReader
from reportlab.pdfbase.ttfonts import TTFontFile

from pia_desktop.assessment import from_json
from pia_desktop.diagrams.flow_drawing import draw_diagram
from pia_desktop.diagrams.flow_model import FlowDiagram, FlowEdge, FlowNode
from pia_desktop.diagrams.flow_proposal import propose_diagram
from pia_desktop.diagrams.png_picture import write_png
from pia_desktop.diagrams.shapes import Group, Path, Picture, Words
from pia_desktop.diagrams.svg_picture import write_svg
from pia_desktop.errors import ExportError
from pia_desktop.files.font_files import FALLBACKS, REGULAR, font_characters, font_path
from pia_desktop.forms.diagram_value import NODE_KINDS
from pia_desktop.pdf.diagram_file import diagram_file
from pia_desktop.pdf.picture_writer import write_picture_pdf
from tests.locations import SAMPLES

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def picture() -> Picture:
    answers = from_json(SAMPLES / "youshiki3.json").answers
    return draw_diagram(propose_diagram(answers), spoken="事務の流れ図")


def test_svg_holds_every_text_and_says_what_an_arrow_is(picture: Picture) -> None:
    root = ElementTree.fromstring(write_svg(picture))
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert "児童手当システム" in texts
    titles = [element.text or "" for element in root.iter(f"{SVG}title")]
    assert titles[0] == "事務の流れ図"
    assert any("福祉こども部 こども家庭課へ、紙" in title for title in titles)


def test_png_is_sharp_enough_for_paper_and_not_large(picture: Picture) -> None:
    data = write_png(picture, 0.75)
    with Image.open(io.BytesIO(data)) as image:
        assert image.width == pytest.approx(picture.width * 0.75 / 72 * 220, abs=2)
        assert round(image.info["dpi"][0]) == 220
    assert len(data) < 300_000


def test_pdf_text_can_be_read_and_numbers_read_as_they_are_printed(picture: Picture) -> None:
    reader = PdfReader(io.BytesIO(write_picture_pdf(picture, "流れ図", landscape=True)))
    assert len(reader.pages) == 1
    page = reader.pages[0]
    assert "児童手当システム" in page.extract_text()
    assert page.mediabox.width > page.mediabox.height
    content = page.get_contents().get_data()
    assert "\ufeff①".encode("utf-16-be").hex().upper().encode() in content
    assert not page.images


@pytest.mark.parametrize("write", [write_svg, write_png])
def test_the_same_picture_gives_the_same_bytes(picture: Picture, write: object) -> None:
    assert callable(write)
    assert write(picture) == write(picture)


def test_the_same_picture_gives_the_same_pdf(picture: Picture) -> None:
    first, second = (write_picture_pdf(picture, "図", landscape=False) for _ in range(2))
    assert first == second


def drawn(text: str) -> bytes:
    """A line of text as PNG."""
    words = Words(60.0, 20.0, text, 12.0)
    return write_png(Picture(120.0, 40.0, (Group((words,)),)))


@pytest.mark.parametrize("name", FALLBACKS)
def test_a_letter_that_the_first_font_lacks_comes_from_another(name: str) -> None:
    code = max(font_characters(name) - font_characters(REGULAR))
    assert drawn(f"渡{chr(code)}様") != drawn("渡\U000e0fff様")  # a character that no font has


def test_variation_selectors_leave_no_mark() -> None:
    assert drawn("葛\U000e0100飾区") == drawn("葛飾区")


@pytest.mark.parametrize("kind", [".png", ".pdf"])
def test_a_letter_that_no_font_has_is_named(kind: str) -> None:
    nodes = (FlowNode(id="a", kind="office", label="\U00031350課"),)
    with pytest.raises(ExportError, match="U\\+31350"):
        diagram_file(FlowDiagram(nodes), kind, "事務の流れ図")
    assert "𱍐課" in diagram_file(FlowDiagram(nodes), ".svg", "事務の流れ図").decode()


@pytest.mark.parametrize("name", [REGULAR, *FALLBACKS])
def test_the_fonts_have_the_characters_that_the_pdf_finds_in_them(name: str) -> None:
    face = TTFontFile(str(font_path(name)))
    assert font_characters(name) - {0xA0} == set(face.charToGlyph) - {0xA0, 0xFFFF}


def test_kinds_of_boxes_differ_without_colour() -> None:
    """Their outlines without ground and colour, of one size."""
    outlines = set()
    for kind in NODE_KINDS:
        nodes = (FlowNode(id="a", kind=kind, label="箱"),)
        groups = draw_diagram(FlowDiagram(nodes)).groups
        (shapes,) = [group.shapes for group in groups if group.spoken == f"{NODE_KINDS[kind]}：箱"]
        outlines.add(
            tuple(
                (type(shape).__name__, getattr(shape, "radius", 0), getattr(shape, "line", 0))
                for shape in shapes
                if not isinstance(shape, Words)
            )
        )
    assert len(outlines) == len(NODE_KINDS)


def test_an_arrow_both_ways_has_two_heads() -> None:
    nodes = (
        FlowNode(id="a", kind="office", label="課"),
        FlowNode(id="b", kind="file", label="簿", x=1),
    )
    for both, heads in ((False, 1), (True, 2)):
        diagram = FlowDiagram(nodes, (FlowEdge(start="a", end="b", number=1, both=both),))
        svg = write_svg(draw_diagram(diagram))
        assert svg.count(b"<polygon") == heads + 1  # and the legend's


def test_a_line_that_several_arrows_share_is_drawn_once() -> None:
    nodes = (
        FlowNode(id="a", kind="office", label="課"),
        *(FlowNode(id=f"b{y}", kind="outside", label="先", x=1, y=y) for y in range(3)),
    )
    edges = tuple(FlowEdge(start="a", end=f"b{y}", number=y + 1) for y in range(3))
    picture = draw_diagram(FlowDiagram(nodes, edges))
    lines = [
        shape
        for group in picture.groups
        for shape in group.shapes
        if isinstance(shape, Path) and shape.width == 1.3
    ]
    assert len(lines) > 3
    for number, line in enumerate(lines):
        assert len(line.points) == 2
        assert line.points not in [other.points for other in lines[:number]]
    upright = [line for line in lines if line.points[0][0] == line.points[1][0]]
    assert len(upright) == 1
