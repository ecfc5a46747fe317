"""The PDF, written and read again with poppler and pypdf."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader

from pia_desktop.assessment import Assessment, from_json, new_assessment
from pia_desktop.errors import ExportError
from pia_desktop.pdf import write_pdf
from pia_desktop.sheets.boxes import table_columns
from pia_desktop.sheets.model import UNIT_PT
from pia_desktop.task_progress import TaskCancelled
from tests.office_printing import SAMPLES, answer_texts, large_assessment, pdf_text, squeeze

FOOT = re.compile(r"^\d+ / \d+$")
A4_LANDSCAPE_WIDTH = 297 * 72 / 25.4


@dataclass(frozen=True)
class Written:
    """An assessment and its PDF on disk."""

    assessment: Assessment
    path: Path

    def reader(self) -> PdfReader:
        return PdfReader(io.BytesIO(self.path.read_bytes()))


@pytest.fixture(scope="module", params=["youshiki3", "youshiki4", "large"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    large = request.param == "large"
    assessment = large_assessment() if large else from_json(SAMPLES / f"{request.param}.json")
    path = tmp_path_factory.mktemp("pdf") / "評価書.pdf"
    path.write_bytes(write_pdf(assessment))
    return Written(assessment, path)


def assert_holds_every_answer(written: Written, pdftotext: str) -> None:
    """Every text runs on through its pages in printed order; every table column is whole."""
    pages = pdf_text(pdftotext, written.path)
    lines = [line for page in pages for line in page.split("\n") if not FOOT.match(line)]
    printed = squeeze("".join(lines))
    position = 0
    for address, text in answer_texts(written.assessment):
        wanted = squeeze(text)
        found = printed.find(wanted, position)
        assert found >= 0, f"{address} is not printed whole, or not in its place"
        position = found
    assert_table_columns_are_whole(written, pdftotext)


def assert_table_columns_are_whole(written: Written, pdftotext: str) -> None:
    rows = written.assessment.answers.get("changes") or []
    columns = written.assessment.form.tables["changes[]"]
    edges = table_columns(columns)
    left = (A4_LANDSCAPE_WIDTH - edges[-1] * UNIT_PT) / 2
    for number, column in enumerate(columns):
        key = column.id.rpartition(".")[2]
        x = round(left + edges[number] * UNIT_PT)
        width = round((edges[number + 1] - edges[number]) * UNIT_PT)
        # below the title and above the page number, only on the landscape pages
        crop = ["-x", str(x), "-y", "42", "-W", str(width), "-H", "513"]
        pages = [
            squeeze(text)
            for text, page in zip(
                pdf_text(pdftotext, written.path, *crop), written.reader().pages, strict=True
            )
            if page.mediabox.width > page.mediabox.height
        ]
        label = squeeze(column.label)
        heads = [page.partition(label)[2] for page in pages]
        assert all(label in page for page in pages), "the head row is not on every page"
        assert "".join(heads) == squeeze("".join(row[key] for row in rows)), column.id


def test_holds_every_answer(written: Written, pdftotext: str) -> None:
    assert_holds_every_answer(written, pdftotext)


def test_real_assessments_hold_every_answer(
    real_file: Path, pdftotext: str, tmp_path: Path
) -> None:
    assessment = from_json(real_file)
    path = tmp_path / "real.pdf"
    path.write_bytes(write_pdf(assessment, ("課長", "係長", "担当")))
    assert_holds_every_answer(Written(assessment, path), pdftotext)


def test_fonts_are_embedded_subsets(written: Written) -> None:
    seen = 0
    for page in written.reader().pages:
        for font in page["/Resources"]["/Font"].values():
            (part,) = font.get_object()["/DescendantFonts"]
            assert "/FontFile2" in part.get_object()["/FontDescriptor"]
            assert re.match(r"/[A-Z]{6}\+", font.get_object()["/BaseFont"])
            seen += 1
    assert seen


def test_document_says_its_title_language_and_parts(written: Written) -> None:
    reader, form = written.reader(), written.assessment.form
    assert reader.metadata.title == written.assessment.title
    assert reader.metadata.subject == form.title
    assert not reader.metadata.author
    assert reader.trailer["/Root"]["/Lang"] == "ja-JP"
    titles = [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)]
    for section in form.sections:
        wanted = written.assessment.answers.count("files") if section.repeat else 1
        own = [title for title in titles if title.startswith(section.title)]
        assert len(own) == (wanted if any(h.title for h in section.headings) else 1), section.title


def test_every_page_has_its_number_and_the_cover_its_edition(
    written: Written, pdftotext: str
) -> None:
    pages = pdf_text(pdftotext, written.path)
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page.split("\n")
    form = written.assessment.form
    assert f"[{form.edition} {form.form}]" in pages[0]


def test_table_of_changes_lies_across_the_page(written: Written) -> None:
    last = written.reader().pages[-1].mediabox
    first = written.reader().pages[0].mediabox
    assert last.width > last.height
    assert first.width < first.height


def test_the_same_assessment_gives_the_same_bytes(written: Written) -> None:
    assert write_pdf(written.assessment) == written.path.read_bytes()


def test_approval_page_stands_in_front(pdftotext: str, tmp_path: Path) -> None:
    assessment = from_json(SAMPLES / "youshiki4.json")
    path = tmp_path / "kessai.pdf"
    path.write_bytes(write_pdf(assessment, ("課長", "係長", "担当")))
    first, cover, *_ = pdf_text(pdftotext, path)
    answers = assessment.answers
    for wanted in (
        "件名",
        "起案年月日",
        "決裁年月日",
        "施行年月日",
        "課長",
        "係長",
        "担当",
        assessment.form.display_name,
        answers.get("cover.number"),
        answers.get("files[0].name"),
        answers.get("business.subject_count"),
        f"{answers.count('changes')}件",
    ):
        assert squeeze(wanted) in squeeze(first), wanted
    assert squeeze(answers.get("cover.name")) in squeeze(first)
    assert squeeze(answers.get("procedure.threshold")) in squeeze(first)
    assert assessment.form.title in cover


def test_ten_titles_have_a_stamp_box_each(pdftotext: str, tmp_path: Path) -> None:
    titles = tuple(f"役職{n}" for n in range(10))
    path = tmp_path / "kessai.pdf"
    path.write_bytes(write_pdf(new_assessment("youshiki3-2025-05"), titles))
    first = pdf_text(pdftotext, path)[0]
    assert [title for title in titles if title not in first] == []


def test_a_character_without_a_glyph_is_named_and_nothing_is_written() -> None:
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.set("files", [{"remarks": "字形のない\U000e0041文字"}])
    with pytest.raises(ExportError, match=r"files\[0\].remarks「備考」.*U\+E0041"):
        write_pdf(assessment)


def test_characters_that_the_main_font_lacks_are_printed_all_the_same(
    pdftotext: str, tmp_path: Path
) -> None:
    assessment = new_assessment("youshiki3-2025-05")
    text = "☑調查、✔確認、葛󠄀城、half‑width、⽤地"
    assessment.answers.set("business.content", text)
    path = tmp_path / "rare.pdf"
    path.write_bytes(write_pdf(assessment))
    printed = "".join(pdf_text(pdftotext, path))
    for char in "☑查✔葛用":
        assert char in printed


def test_rare_characters_can_be_searched_and_copied() -> None:
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.set("cover.name", "𠮟責と𩸽に関する事務")
    page = PdfReader(io.BytesIO(write_pdf(assessment))).pages[0]
    assert "𠮟責と𩸽に関する事務" in squeeze(page.extract_text())


def test_cancelling_ends_the_writing() -> None:
    def cancel(share: float) -> None:
        if share > 0.3:
            raise TaskCancelled

    with pytest.raises(TaskCancelled):
        write_pdf(from_json(SAMPLES / "youshiki3.json"), progress=cancel)
