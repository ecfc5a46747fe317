"""Proposing and drawing the flow diagram, against writing the assessment's PDF."""

from __future__ import annotations

from collections.abc import Iterator

from pia_desktop.assessment import Assessment
from pia_desktop.diagrams.flow_layout import lay_out_diagram
from pia_desktop.diagrams.flow_proposal import propose_diagram
from pia_desktop.pdf import write_pdf
from pia_desktop.pdf.diagram_file import diagram_file
from tests.benchmarks.runner import Row, against, alternate
from tests.benchmarks.subject import Subject
from tests.diagrams.many_systems import many_systems

MOST = 0.2
BASELINE = "write the PDF"


def rows(subject: Subject) -> Iterator[Row]:
    """From answers to the page of the diagram; of the assessment, and of one with 20 systems."""
    for figure, assessment in (
        ("diagram", subject.assessment),
        ("diagram, 20 systems", many_systems()),
    ):
        times = alternate(5, lambda a=assessment: _draw(a), lambda: write_pdf(subject.assessment))
        yield against(figure, BASELINE, times, MOST)


def _draw(assessment: Assessment) -> bytes:
    lay_out_diagram.cache_clear()  # a layout is kept for who draws it next
    return diagram_file(propose_diagram(assessment.answers), ".pdf", "事務の流れ図")
