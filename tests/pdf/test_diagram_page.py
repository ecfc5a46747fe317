"""The 事務の流れ図 in the assessment's PDF: lines and letters, on one page, read out."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import outloud
import pdfua
from pypdf import PdfReader

from pia_desktop.diagrams.flow_model import value_of
from pia_desktop.diagrams.flow_proposal import propose_diagram
from pia_desktop.pdf import write_pdf
from pia_desktop.pdf.diagram_file import diagram_file
from tests.diagrams.many_systems import many_systems
from tests.pdf.page_texts import page_texts


def figures(element: Any) -> list[str]:
    """What is said of each figure below a structure element."""
    out = []
    element = element.get_object()
    if element.get("/S") == "/Figure":
        out.append(str(element.get("/Alt")))
    below = element.get("/K", [])
    for child in below if isinstance(below, list) else [below]:
        if hasattr(child, "get_object") and hasattr(child.get_object(), "get"):
            out += figures(child)
    return out


def test_it_stands_on_one_page_and_is_read_out_arrow_by_arrow() -> None:
    assessment = many_systems()
    assessment.answers.set("process.flow", value_of(propose_diagram(assessment.answers)))
    pdf = write_pdf(assessment)
    reader, texts = PdfReader(io.BytesIO(pdf)), page_texts(pdf)
    (number,) = [n for n, text in enumerate(texts) if "凡例" in text]
    page, text = reader.pages[number], texts[number]
    assert "(別添1) 事務の内容" in text
    assert "事務の流れ図" in text
    assert page.mediabox.width < page.mediabox.height  # 20 systems stand below one another
    assert not page.images
    (said,) = [
        each for each in figures(reader.trailer["/Root"]["/StructTreeRoot"]) if "流れ図" in each
    ]
    assert "① 本人又は本人の代理人から" in said
    assert "システム：就学援助システム" in said


def test_alone_it_is_read_out_too(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(diagram_file(propose_diagram(many_systems().answers), ".pdf", "事務の流れ図"))
    assert [finding.message for finding in pdfua.validate(str(path)).findings] == []
    assert outloud.check(str(path)).errors == 0
    (said,) = figures(PdfReader(path).trailer["/Root"]["/StructTreeRoot"])
    assert said.startswith("事務の流れ図。")
    assert "① 本人又は本人の代理人から" in said
    assert "システム：就学援助システム" in said
