"""How large pictures stand in the workbook, and the diagram's page."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from PIL import Image

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.diagrams.flow_model import value_of
from pia_desktop.diagrams.flow_proposal import propose_diagram
from pia_desktop.excel import write_workbook
from tests.diagrams.many_systems import many_systems
from tests.office_printing import reopened

EMU_A_POINT = 12_700


def with_picture(dots: int | None) -> Assessment:
    out = io.BytesIO()
    Image.new("RGB", (400, 200), "#FFFFFF").save(out, "PNG", dpi=(dots, dots) if dots else None)
    assessment = new_assessment("youshiki4-2025-05")
    assessment.figures["図.png"] = out.getvalue()
    assessment.answers.set("process.figures", [{"file": "図.png", "caption": ""}])
    return assessment


def sizes(workbook: bytes) -> list[tuple[int, int]]:
    """Width and height of each picture, in Excel's unit."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        drawings = [name for name in archive.namelist() if re.match(r"xl/drawings/d", name)]
        text = "".join(archive.read(name).decode() for name in sorted(drawings))
    return [(int(x), int(y)) for x, y in re.findall(r'<a:ext cx="(\d+)" cy="(\d+)"', text)]


@pytest.mark.parametrize("dots", [72, 300, 600])
def test_a_picture_is_as_large_whatever_it_says_of_its_fineness(dots: int) -> None:
    (plain,) = sizes(write_workbook(with_picture(None)))
    (fine,) = sizes(write_workbook(with_picture(dots)))
    assert fine == pytest.approx(plain, rel=0.01)


def test_a_diagram_stands_on_a_page_of_its_own_and_fills_it() -> None:
    assessment = many_systems()
    assessment.answers.set("process.flow", value_of(propose_diagram(assessment.answers)))
    data = write_workbook(assessment)
    assert data == write_workbook(assessment)
    sheet = reopened(data)["(別添1)事務の流れ図"]
    assert sheet.page_setup.orientation == "portrait"
    (size,) = sizes(data)
    high = sum(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
    assert high < 757  # what an upright A4 page has between its margins, in points
    assert max(size[0] / (507 * EMU_A_POINT), size[1] / (675 * EMU_A_POINT)) > 0.9
