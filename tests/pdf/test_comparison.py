"""新旧対照表 as PDF: whole texts in their columns, what differs underlined."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from pia_desktop.assessment import Assessment, from_json, new_assessment
from pia_desktop.changes.comparison import Comparison
from pia_desktop.changes.state_reference import AssessmentState
from pia_desktop.errors import ExportError
from pia_desktop.pdf import write_comparison_pdf
from pia_desktop.sheets.comparison_table import comparison_sheet
from pia_desktop.sheets.marks import split_marked
from pia_desktop.sheets.model import UNIT_PT, Look
from pia_desktop.task_progress import TaskCancelled
from tests.office_printing import pdf_text, sample, squeeze
from tests.pdf.underlines import strokes, underlined
from tests.workbook_comparison import NEW, OLD, changed_copy, compared, copy_of

A4_LANDSCAPE_WIDTH = 297 * 72 / 25.4


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    old = sample("youshiki4")
    return compared(old, changed_copy(old))


@pytest.fixture(scope="module")
def written(comparison: Comparison) -> bytes:
    return write_comparison_pdf(comparison)


def column_text(pdftotext: str, pdf: Path, comparison: Comparison, number: int) -> str:
    """What stands in one column of the table, over all pages, without head and foot."""
    edges = comparison_sheet(comparison).columns
    left = (A4_LANDSCAPE_WIDTH - edges[-1] * UNIT_PT) / 2
    x = round(left + edges[number] * UNIT_PT)
    width = round((edges[number + 1] - edges[number]) * UNIT_PT)
    crop = ["-x", str(x), "-y", "62", "-W", str(width), "-H", "493"]
    return squeeze("".join(pdf_text(pdftotext, pdf, *crop)))


def assert_columns_hold_both_texts(pdftotext: str, pdf: Path, comparison: Comparison) -> None:
    for number, side in ((1, "was"), (2, "now")):
        printed = column_text(pdftotext, pdf, comparison, number)
        position = 0
        for entry in comparison.entries:
            wanted = squeeze(getattr(entry, side))
            found = printed.find(wanted, position)
            assert found >= 0, f"{entry.name}: {side} is not printed whole, or not in its place"
            position = found


def test_real_assessments_are_printed_whole_on_both_sides(
    real_file: Path, pdftotext: str, tmp_path: Path
) -> None:
    old = from_json(real_file)
    comparison = compared(old, changed_copy(old))
    path = tmp_path / "対照.pdf"
    path.write_bytes(write_comparison_pdf(comparison))
    assert len(comparison.entries) > 30
    assert_columns_hold_both_texts(pdftotext, path, comparison)


def test_a_text_of_twenty_thousand_characters_runs_on_whole(pdftotext: str, tmp_path: Path) -> None:
    old = new_assessment("youshiki4-2025-05")
    text = "".join(f"事務の第{n}文をこのように書く。" for n in range(1300))[:20_000]
    old.answers.set("business.content", text)
    new = copy_of(old)
    new.answers.set("business.content", text.replace("第777文", "七百七十七番目の文"))
    comparison = compared(old, new)
    path = tmp_path / "長い.pdf"
    path.write_bytes(write_comparison_pdf(comparison))
    assert_columns_hold_both_texts(pdftotext, path, comparison)
    assert len(PdfReader(path).pages) > 10
    assert list(underlined(path.read_bytes()).values()) == ["第777", "七百七十七番目の"]


def test_just_the_marked_characters_are_underlined_in_the_colour_of_their_side(
    comparison: Comparison, written: bytes
) -> None:
    found = underlined(written)
    wanted = {Look.OLD: "", Look.NEW: ""}
    for block in comparison_sheet(comparison).blocks:
        for row in block.rows:
            for cell in row.cells:
                if cell.marks:
                    wanted[cell.look] += "".join(
                        p for p, m in split_marked(cell.text, cell.marks) if m
                    )
    assert set(found) == {look.style.marked for look in wanted}
    for look, text in wanted.items():
        assert sorted(found[look.style.marked]) == sorted(squeeze(text))


def test_underlines_are_seen_on_a_black_and_white_print() -> None:
    old, new = (new_assessment("youshiki3-2025-05") for _ in range(2))
    old.answers.set("business.content", "いろは" * 6)
    new.answers.set("business.content", "ちりぬ" * 6)
    data = write_comparison_pdf(compared(old, new))
    with pypdfium2.PdfDocument(data) as document:
        image = document[0].render(scale=4).to_pil().convert("L")
    pixels = image.load()
    drawn = strokes(PdfReader(io.BytesIO(data)).pages[0])
    assert len(drawn) == 2
    for ((left, right, height),) in drawn.values():
        y = image.height - round(height * 4)
        for x in range(round(left * 4) + 2, round(right * 4) - 2):
            assert min(pixels[x, y + near] for near in (-2, -1, 0, 1, 2)) < 170


def test_empty_sides_are_pale_and_said(pdftotext: str, tmp_path: Path) -> None:
    old = sample("youshiki3")
    new = copy_of(old)
    new.answers.set("cover.remarks", None)
    path = tmp_path / "空.pdf"
    path.write_bytes(write_comparison_pdf(compared(old, new)))
    (page,) = pdf_text(pdftotext, path)
    assert "（記載なし）" in page
    content = PdfReader(path).pages[0].get_contents().get_data().decode("latin-1")
    pale = int(Look.ABSENT.style.colour[:2], 16) / 255
    assert f"{pale:.6f}".strip("0")[:5] in content


def test_every_page_has_the_head_and_its_number(
    written: bytes, pdftotext: str, tmp_path: Path
) -> None:
    path = tmp_path / "対照.pdf"
    path.write_bytes(written)
    pages = pdf_text(pdftotext, path)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert squeeze(f"旧{OLD}") in squeeze(page)
        assert squeeze(f"新{NEW}") in squeeze(page)
        assert f"{number} / {len(pages)}" in page.split("\n")
    for page in PdfReader(path).pages:
        assert page.mediabox.width > page.mediabox.height


def test_document_says_what_it_is_and_leads_to_its_sections(
    comparison: Comparison, written: bytes
) -> None:
    reader = PdfReader(io.BytesIO(written))
    assert reader.metadata.title == f"新旧対照表　{comparison.new.assessment.title}"
    assert not reader.metadata.author
    table, sections = reader.outline
    assert table["/Title"] == "新旧対照表"
    groups = list(dict.fromkeys(entry.parts[0] for entry in comparison.entries))
    assert [entry["/Title"] for entry in sections] == groups


def test_the_same_states_give_the_same_bytes(comparison: Comparison, written: bytes) -> None:
    again = compared(comparison.old.assessment, comparison.new.assessment)
    assert write_comparison_pdf(again) == written


@pytest.mark.parametrize("side", ["old", "new"])
def test_a_character_without_a_glyph_is_named_with_its_item(side: str) -> None:
    states: dict[str, Assessment] = {
        name: new_assessment("youshiki3-2025-05") for name in ("old", "new")
    }
    states[side].answers.set("files", [{"remarks": "字形のない\U000e0041文字"}])
    with pytest.raises(ExportError, match=r"files\[0\].remarks「.*備考」.*U\+E0041"):
        write_comparison_pdf(compared(states["old"], states["new"]))


def test_a_state_whose_title_cannot_be_printed_is_named() -> None:
    old = sample("youshiki3")
    states = AssessmentState(old, "字\U000e0041形"), AssessmentState(copy_of(old), "新しい案")
    with pytest.raises(ExportError, match=r"新旧対照表のページ「旧 字.*U\+E0041"):
        write_comparison_pdf(Comparison(*states))


def test_cancelling_ends_the_writing(comparison: Comparison) -> None:
    def cancel(share: float) -> None:
        if share > 0.3:
            raise TaskCancelled

    with pytest.raises(TaskCancelled):
        write_comparison_pdf(comparison, progress=cancel)
