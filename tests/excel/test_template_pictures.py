"""Figures and the diagram in last year's workbook, which is filled in again: put in place of the
old ones, never beside them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from openpyxl.drawing.image import Image as SheetImage
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.diagrams.flow_model import value_of
from pia_desktop.diagrams.flow_proposal import propose_diagram
from pia_desktop.excel import write_workbook
from pia_desktop.excel.importer import read_workbook
from pia_desktop.excel.template_filling import fill_template
from tests.diagrams.many_systems import many_systems
from tests.office_printing import reopened, without_folded
from tests.shared_outputs import SharedOutputs

FORM = "youshiki4-2025-05"
EMU_A_PIXEL = 9_525
RED, GREEN, BLUE = "#C00000", "#00C000", "#0000C0"


def png(colour: str, width: int = 400, height: int = 200) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


def assessment(*colours: str, flow: str = "") -> Assessment:
    """With a figure for each colour, and a diagram in which a system has this name."""
    made = new_assessment(FORM)
    made.answers.set("cover.name", "青空市 税に関する事務")
    made.answers.set("process.notes", "図の番号は手続の順。")
    made.figures.update({f"{colour}.png": png(colour) for colour in colours})
    figures = [{"file": f"{colour}.png", "caption": f"図 {colour}"} for colour in colours]
    made.answers.set("process.figures", figures or None)
    if flow:
        made.answers.fill({"systems": [{"name": flow}]})
        made.answers.set("process.flow", value_of(propose_diagram(made.answers)))
    return made


def kept(data: bytes, path: Path) -> Path:
    path.write_bytes(data)
    return path


def own_layout(made: Assessment, folder: Path) -> Path:
    """What the program has exported in its own layout."""
    return kept(without_folded(made), folder / "昨年.xlsx")


slow = pytest.mark.slow
LAST_YEAR = pytest.mark.parametrize("layout", ["own", pytest.param("filled template", marks=slow)])
LastYear = Callable[..., Path]


@pytest.fixture
def last_year(layout: str, shared_outputs: SharedOutputs, tmp_path: Path) -> LastYear:
    """Last year's workbook with figures and perhaps a diagram, as `assessment` takes them: what the
    program has exported in its own layout, or what it has filled in.
    """

    def make(*colours: str, flow: str) -> bytes:
        made = assessment(*colours, flow=flow)
        if layout == "whole export":
            return write_workbook(made)
        if layout == "own":
            return without_folded(made)
        blank = kept(without_folded(new_assessment(FORM)), tmp_path / "空.xlsx")
        return fill_template(made, blank).data

    def book(*colours: str, flow: str = "") -> Path:
        name = f"last year, {layout}, {' '.join(colours)}, {flow}.xlsx"
        data = shared_outputs.once(name, partial(make, *colours, flow=flow))
        return kept(data, tmp_path / "昨年.xlsx")

    return book


def shown(data: bytes, folder: Path) -> list[tuple[bytes, str]]:
    """The figures with their captions, as somebody sees them; a diagram without its bytes."""
    read = read_workbook(kept(data, folder / "今年.xlsx")).assessment
    return [
        (b"" if "流れ図" in each["file"] else read.figures[each["file"]], each["caption"])
        for each in read.answers.get("process.figures") or ()
    ]


def wanted(made: Assessment) -> list[tuple[bytes, str]]:
    diagram = [(b"", "事務の流れ図")] if made.answers.get("process.flow") else []
    figures = made.answers.get("process.figures") or ()
    return [*diagram, *((made.figures[each["file"]], each["caption"]) for each in figures)]


def media(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(n) for n in archive.namelist() if n.startswith("xl/media/")]


CASES = [
    ((RED,), "", (GREEN,), ""),
    ((RED,), "税システム", (GREEN, BLUE), "新税システム"),
    pytest.param((RED,), "税システム", (RED,), "", marks=slow),
    pytest.param((RED, GREEN), "", (GREEN,), "", marks=slow),
    pytest.param((RED,), "", (GREEN, RED, BLUE), "", marks=slow),
    pytest.param((RED,), "", (), "", marks=slow),
    pytest.param((), "税システム", (RED, GREEN), "税システム", marks=slow),
    pytest.param((RED,), "", (RED,), "税システム", marks=slow),
]


@LAST_YEAR
@pytest.mark.parametrize("before, flow_before, after, flow_after", CASES)
def test_the_figures_of_this_year_stand_in_place_of_last_year_s(
    last_year: LastYear,
    before: tuple[str, ...],
    flow_before: str,
    after: tuple[str, ...],
    flow_after: str,
    tmp_path: Path,
) -> None:
    template = last_year(*before, flow=flow_before)
    made = assessment(*after, flow=flow_after)
    filled = fill_template(made, template)
    assert filled.missing == ()
    assert shown(filled.data, tmp_path) == wanted(made)
    assert len(media(filled.data)) == len(wanted(made))
    gone = {png(colour) for colour in set(before) - set(after)}
    assert not gone & set(media(filled.data))  # no old figure stays hidden in the file


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["whole export", "filled template"])
def test_filling_it_once_more_changes_nothing(last_year: LastYear, tmp_path: Path) -> None:
    made = assessment(RED, GREEN, flow="税システム")
    first = fill_template(made, last_year(BLUE, flow="旧システム")).data
    assert fill_template(made, kept(first, tmp_path / "もう一度.xlsx")).data == first


def test_a_new_diagram_is_as_large_as_the_old_one(tmp_path: Path) -> None:
    template = own_layout(assessment(flow="税システム"), tmp_path)
    filled = fill_template(assessment(flow="新しい税システム"), template).data
    name = next(each for each in reopened(template).sheetnames if "流れ図" in each)
    old, new = reopened(template)[name], reopened(filled)[name]
    assert heights_of(new)[1:-1] == heights_of(old)[1:-1]
    before = old._images[0].anchor.pic.spPr.xfrm.ext
    after = new._images[0].anchor.ext
    filled_out = max(after.cx / before.cx, after.cy / before.cy)
    assert 0.9 < filled_out <= 1.03


@pytest.mark.slow
def test_a_larger_diagram_gets_its_page_and_no_more(tmp_path: Path) -> None:
    template = own_layout(assessment(flow="税システム"), tmp_path)
    made = many_systems()
    made.answers.set("process.flow", value_of(propose_diagram(made.answers)))
    filled = reopened(fill_template(made, template).data)
    sheet = next(sheet for sheet in filled if "流れ図" in sheet.title)
    (picture,) = sheet._images
    points = 12_700
    assert max(picture.anchor.ext.cx / points / 750, picture.anchor.ext.cy / points / 430) > 0.8
    assert sum(height or 14 for height in heights_of(sheet)) < 515  # what a lying page has


def heights_of(sheet: Worksheet) -> list[float | None]:
    return [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]


def test_the_page_of_a_diagram_goes_with_it(tmp_path: Path) -> None:
    template = own_layout(assessment(RED, flow="税システム"), tmp_path)
    filled = reopened(fill_template(assessment(RED), template).data)
    before = reopened(template).sheetnames
    assert filled.sheetnames == [name for name in before if "流れ図" not in name]
    assert "流れ図" in "".join(before)


PAGE = "(別添1)事務の内容"


def with_pictures(path: Path, *places: str, to_cells: bool = False) -> None:
    """Put pictures into last year's workbook as somebody does in Excel, in a box that is higher.
    `to_cells`: they end at a place in a cell, as what moves and grows with the cells does.
    """
    book = reopened(path)
    book[PAGE].row_dimensions[2].height = 300
    for place in places:
        picture = SheetImage(io.BytesIO(png(RED)))
        picture.width, picture.height = 200, 100
        if to_cells:
            row, column = coordinate_to_tuple(place)
            begin = AnchorMarker(row=row - 1, col=column - 1)
            end = AnchorMarker(row=row - 1, col=column + 12, rowOff=100 * EMU_A_PIXEL)
            picture.anchor = TwoCellAnchor(_from=begin, to=end)
        book[PAGE].add_image(picture, None if to_cells else place)
    book.save(path)


@pytest.mark.parametrize("to_cells", [False, True])
def test_pictures_beside_each_other_are_exchanged_in_their_places(
    to_cells: bool, tmp_path: Path
) -> None:
    path = own_layout(assessment(), tmp_path)
    with_pictures(path, "B2", "J2", to_cells=to_cells)
    made = assessment(GREEN, BLUE)
    figures = [{**each, "caption": ""} for each in made.answers.get("process.figures")]
    made.answers.set("process.figures", figures)
    data = fill_template(made, path).data
    assert [picture for picture, _caption in shown(data, tmp_path)] == [png(GREEN), png(BLUE)]
    sheet = reopened(data)[PAGE]
    places = [(image.anchor._from.row, image.anchor._from.col) for image in sheet._images]
    assert places == [(1, 1), (1, 9)]
    for image in sheet._images:
        size = (image.anchor.ext.cx / EMU_A_PIXEL, image.anchor.ext.cy / EMU_A_PIXEL)
        assert size == pytest.approx((200, 100), rel=0.03)
    assert sheet.row_dimensions[2].height == 300


@pytest.mark.slow
def test_a_picture_that_is_larger_than_its_box_gets_room(tmp_path: Path) -> None:
    path = own_layout(assessment(), tmp_path)
    with_pictures(path, "B2")
    book = reopened(path)
    book[PAGE].row_dimensions[2].height = 14
    book.save(path)
    data = fill_template(assessment(GREEN), path).data
    assert shown(data, tmp_path) == [(png(GREEN), f"図 {GREEN}")]
    assert reopened(data)[PAGE].row_dimensions[2].height > 150


def test_a_picture_that_no_program_reads_is_exchanged_too(tmp_path: Path) -> None:
    path = own_layout(assessment(RED), tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    old = next(name for name in parts if name.startswith("xl/media/"))
    parts[old.replace(".png", ".emf")] = b"\x01\x00\x00\x00 no picture that is read"
    del parts[old]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            renamed = data.replace(b"image1.png", b"image1.emf")
            archive.writestr(name, renamed if name.endswith(".rels") else data)
    data = fill_template(assessment(GREEN), path).data
    assert media(data) == [png(GREEN)]
