"""A municipality's own blank workbook, filled in: every answer in it, and all else as it was."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

from pia_desktop.assessment import Assessment, from_json
from pia_desktop.errors import PiaError
from pia_desktop.excel.importer import read_workbook
from pia_desktop.excel.template_filling import FilledTemplate, fill_template
from tests.excel.grid_paper import grid_paper
from tests.excel.leaves import leaves
from tests.office_printing import reopened, sample
from tests.shared_outputs import SharedOutputs

# Each seed is a layout of its own; the larger form needs no more of them than the smaller.
LAYOUTS = [*(("youshiki3", seed) for seed in range(4)), ("youshiki4", 1)]


def blank(assessment: Assessment, seed: int, path: Path) -> Path:
    """A blank 方眼紙 workbook with as many blocks as the assessment has occurrences."""
    answers = assessment.answers
    files = range(max(answers.count("files"), 1))

    def most(repeat: str) -> int:
        return max(1, *(answers.count(f"files[{number}].{repeat}") for number in files), 1)

    workbook = grid_paper(
        assessment.form,
        None,
        random.Random(seed),  # noqa: S311 - the same workbook each time
        files=len(files),
        systems=max(answers.count("systems"), 1),
        outsourcing=most("outsourcing"),
        provisions=most("provisions"),
        transfers=most("transfers"),
    )
    workbook.save(path)
    return path


def again(filled: FilledTemplate, folder: Path) -> Assessment:
    path = folder / "記入済み.xlsx"
    path.write_bytes(filled.data)
    return read_workbook(path).assessment


@pytest.mark.parametrize("name, seed", LAYOUTS)
def test_a_workbook_of_others_takes_every_answer(name: str, seed: int, tmp_path: Path) -> None:
    original = sample(name)
    template = blank(original, seed, tmp_path / "ひな形.xlsx")
    before = template.read_bytes()
    filled = fill_template(original, template)
    assert filled.missing == ()
    back = again(filled, tmp_path)
    assert leaves(back.answers) == leaves(original.answers)
    assert back.leftovers == []
    assert back.figures == original.figures
    assert template.read_bytes() == before


@pytest.mark.slow
def test_real_assessments_find_their_places(real_file: Path, tmp_path: Path) -> None:
    original = from_json(real_file)
    filled = fill_template(original, blank(original, 1, tmp_path / "ひな形.xlsx"))
    assert filled.missing == ()
    assert leaves(again(filled, tmp_path).answers) == leaves(original.answers)


def test_our_own_blank_workbook_is_a_template_too(
    tmp_path: Path, shared_outputs: SharedOutputs
) -> None:
    original = sample("youshiki3")
    template = tmp_path / "空.xlsx"
    template.write_bytes(shared_outputs.workbook(original.form.id))
    filled = fill_template(original, template)
    assert filled.missing == ()
    back = reopened(filled.data)
    systems = original.answers.count("systems")
    shown = _rows_shown(back["Ⅰ基本情報"], "①システムの名称")
    assert shown == systems  # the groups are unfolded as far as they are filled


def _rows_shown(sheet: object, label: str) -> int:
    rows = [cell.row for row in sheet.iter_rows() for cell in row if cell.value == label]  # type: ignore[attr-defined]
    return sum(1 for row in rows if not sheet.row_dimensions[row].hidden)  # type: ignore[attr-defined]


def test_all_else_stays(tmp_path: Path, shared_outputs: SharedOutputs) -> None:
    original = sample("youshiki3")
    template = tmp_path / "ひな形.xlsx"
    template.write_bytes(shared_outputs.short_workbook(original.form.id))
    own = reopened(template)
    sheet = own["Ⅰ基本情報"]
    sheet.column_dimensions["B"].width = 3.21
    sheet.page_margins.left = 0.77
    sheet.oddFooter.center.text = "みなと野市"
    sheet["Z3"] = "庁内限りのメモ"
    own.save(template)
    filled = reopened(fill_template(original, template).data)
    after = filled["Ⅰ基本情報"]
    assert after.column_dimensions["B"].width == 3.21
    assert after.page_margins.left == 0.77
    assert after.oddFooter.center.text == "みなと野市"
    assert after["Z3"].value == "庁内限りのメモ"
    before = {str(rule.formula1) for rule in sheet.data_validations.dataValidation}
    assert {str(rule.formula1) for rule in after.data_validations.dataValidation} == before


def test_parts_that_no_library_knows_stay_letter_by_letter(
    tmp_path: Path, shared_outputs: SharedOutputs
) -> None:
    original = sample("youshiki3")
    template = tmp_path / "ひな形.xlsm"
    strange = b'<x14:strange xmlns:x14="urn:x" x14:a="1"/>'
    with (
        zipfile.ZipFile(io.BytesIO(shared_outputs.short_workbook(original.form.id))) as source,
        zipfile.ZipFile(template, "w") as target,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "xl/worksheets/sheet2.xml":
                extension = b'<extLst><ext uri="{x}">' + strange + b"</ext></extLst></worksheet>"
                data = data.replace(b"</worksheet>", extension)
            target.writestr(entry.filename, data)
        target.writestr("xl/vbaProject.bin", b"macro")
    with zipfile.ZipFile(io.BytesIO(fill_template(original, template).data)) as filled:
        assert filled.read("xl/vbaProject.bin") == b"macro"
        assert strange in filled.read("xl/worksheets/sheet2.xml")


def test_a_long_answer_runs_on_and_what_lies_below_moves(tmp_path: Path) -> None:
    original = sample("youshiki3")
    text = "\n".join(f"{number}　窓口で申請を受け付け、内容を確かめる。" for number in range(400))
    original.answers.set("business.content", text)
    original.answers.set("files[0].use_purpose", "賦課と徴収に用いる。" * 400)
    original.answers.set("changes[0].after", "新しい記載。\n" * 500)
    filled = fill_template(original, blank(original, 0, tmp_path / "ひな形.xlsx"))
    assert filled.missing == ()
    assert leaves(again(filled, tmp_path).answers) == leaves(original.answers)
    book = reopened(filled.data)
    for sheet in book:
        heights = [row.height for row in sheet.row_dimensions.values() if row.height]
        assert max(heights) <= 409.5
        bounds = [area.bounds for area in sheet.merged_cells.ranges]
        assert len(set(bounds)) == len(bounds)


def test_what_has_no_place_is_named(tmp_path: Path) -> None:
    original = sample("youshiki3")
    original.answers.set("systems[2].name", "予備のシステム")
    template = blank(original, 0, tmp_path / "ひな形.xlsx")
    book = reopened(template)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "所属長の役職名" in cell.value:
                    cell.value = None
    book.save(template)
    filled = fill_template(original, template)
    named = {missing.address: missing for missing in filled.missing}
    assert set(named) == {"department.head_title"}
    assert named["department.head_title"].text == original.answers.get("department.head_title")
    assert "所属長の役職名" in named["department.head_title"].name


@pytest.mark.slow
def test_a_file_more_than_the_workbook_has_sheets_for_gets_copies(
    tmp_path: Path, shared_outputs: SharedOutputs
) -> None:
    original = sample("youshiki3")
    (file,) = original.answers.get("files")
    original.answers.set("files", [file, file | {"name": "もう一つのファイル"}])
    template = tmp_path / "空.xlsx"
    before = reopened(shared_outputs.short_workbook(original.form.id))
    marked = before["Ⅱファイルの概要"]
    marked["A3"].comment = Comment("庁内の注意", "総務課")
    marked.add_image(Image(io.BytesIO(next(iter(sample("youshiki4").figures.values())))), "C5")
    before.save(template)
    filled = fill_template(original, template)
    assert filled.missing == ()
    after = reopened(filled.data)
    for name in (marked.title, f"{marked.title}(2)"):
        assert after[name]["A3"].comment.text == "庁内の注意"
        assert [picture.anchor._from.row for picture in after[name]._images] == [4]
    with zipfile.ZipFile(io.BytesIO(filled.data)) as package:
        drawings = [n for n in package.namelist() if n.startswith("xl/drawings/drawing")]
    assert len(drawings) == 2  # a drawing that two worksheets share is damage to Excel
    plain = [name for name in before.sheetnames if name.startswith(("Ⅱ", "Ⅲ"))]
    copies = [name for name in after.sheetnames if name not in before.sheetnames]
    assert copies == [f"{name}(2)" for name in plain]
    for name, copied in zip(plain, copies, strict=True):
        assert after.sheetnames.index(copied) == after.sheetnames.index(name) + 1
        columns = after[name].print_area.rpartition("!")[2].split("$")[1::2]
        assert f"'{copied}'!" in after[copied].print_area
        assert after[copied].print_area.rpartition("!")[2].split("$")[1::2] == columns


def test_what_a_workbook_without_a_section_lacks_is_named(
    tmp_path: Path, shared_outputs: SharedOutputs
) -> None:
    original = sample("youshiki3")
    template = tmp_path / "空.xlsx"
    book = reopened(shared_outputs.short_workbook(original.form.id))
    book.remove(next(sheet for sheet in book if sheet.title.startswith("Ⅲ")))
    book.save(template)
    named = {missing.address for missing in fill_template(original, template).missing}
    risk = "files[0].risk.use.linking"
    assert f"{risk}.enough" in named
    assert risk not in named  # a heading holds no answer
    assert "files[0].name" not in named


def test_the_other_form_is_refused(tmp_path: Path, shared_outputs: SharedOutputs) -> None:
    template = tmp_path / "様式3.xlsx"
    template.write_bytes(shared_outputs.short_workbook("youshiki3-2025-05"))
    with pytest.raises(PiaError, match="様式3") as refused:
        fill_template(sample("youshiki4"), template)
    assert "様式3.xlsx" in str(refused.value)
