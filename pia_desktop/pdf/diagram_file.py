"""A diagram as a file of its own: SVG, PNG or PDF."""

from __future__ import annotations

from pia_desktop.diagrams.flow_drawing import draw_layout
from pia_desktop.diagrams.flow_layout import lay_out_diagram
from pia_desktop.diagrams.flow_model import FlowDiagram
from pia_desktop.diagrams.png_picture import write_png
from pia_desktop.diagrams.svg_picture import write_svg
from pia_desktop.errors import ExportError
from pia_desktop.files.font_files import missing_characters
from pia_desktop.pdf.picture_writer import write_picture_pdf


def diagram_file(diagram: FlowDiagram, kind: str, title: str) -> bytes:
    """The diagram as `.svg`, `.png` or `.pdf`, in the size that it has on an A4 page. ExportError
    for a PDF or PNG with a character that none of the program's fonts has.
    """
    layout = lay_out_diagram(diagram)
    fit = layout.fit
    picture = draw_layout(layout, spoken=title)
    if kind == ".svg":
        return write_svg(picture, fit.scale)
    bad = missing_characters("".join(picture.texts()))
    if bad:
        raise ExportError(
            f"{kind[1:].upper()}の書体にない文字「{bad}」（U+{ord(bad):04X}）が、図に使われています。",
            "ほかの文字に書き換えてください（SVGには出力できます）。",
            item="process.flow",
            item_name=title,
        )
    if kind == ".png":
        return write_png(picture, fit.scale)
    return write_picture_pdf(picture, title, landscape=fit.landscape)
