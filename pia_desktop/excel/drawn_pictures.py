"""A diagram in a municipality's own workbook: a picture among those of its section."""

from __future__ import annotations

from dataclasses import replace

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pictures import free_name
from pia_desktop.diagrams.flow_drawing import draw_layout
from pia_desktop.diagrams.flow_layout import lay_out_diagram
from pia_desktop.diagrams.flow_model import diagram_of
from pia_desktop.diagrams.png_picture import write_png
from pia_desktop.forms.model import Item, Section
from pia_desktop.sheets.drawn_sheets import DIAGRAM_PICTURE


def diagrams_as_pictures(assessment: Assessment) -> Assessment:
    """The assessment with each diagram as the first picture of its section; itself where it has
    none.
    """
    for section in assessment.form.sections:
        items = [item for heading in section.headings for item in heading.items]
        drawn = next((i for i in items if i.features.drawn and assessment.answers.get(i.id)), None)
        pictorial = next((item for item in items if item.features.pictorial), None)
        if drawn is not None and pictorial is not None:
            assessment = _with_picture(assessment, drawn, pictorial)
    return assessment


def _with_picture(assessment: Assessment, drawn: Item, pictorial: Item) -> Assessment:
    layout = lay_out_diagram(diagram_of(assessment.answers.get(drawn.id)))
    data = write_png(draw_layout(layout), layout.fit.scale)
    name = free_name(DIAGRAM_PICTURE, data, assessment.figures)
    answers = assessment.answers.copy()
    entry = {"file": name, "caption": drawn.label}
    answers.set(pictorial.id, [entry, *(answers.get(pictorial.id) or ())])
    answers.set(drawn.id, None)
    return replace(assessment, answers=answers, figures={**assessment.figures, name: data})


def pictures_of_diagrams(section: Section, assessment: Assessment) -> list[str]:
    """The names of a section's pictures that this program once drew of a diagram."""
    stem = DIAGRAM_PICTURE.rpartition(".")[0]
    return [
        figure["file"]
        for heading in section.headings
        for item in heading.items
        if item.features.pictorial and not item.repeats
        for figure in assessment.answers.get(item.id) or ()
        if figure["file"].startswith(stem)
    ]
