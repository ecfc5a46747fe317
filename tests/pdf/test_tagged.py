"""Everyone can read the PDF: a screen reader finds headings, tables and lists in printed order.

Two checkers that know nothing of each other, and qpdf, look at what was made.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pikepdf
import pytest
from pypdf import PdfReader

from pia_desktop.assessment import Assessment
from pia_desktop.pdf import (
    PrintOptions,
    write_bundle,
    write_comparison_pdf,
    write_pdf,
    write_risk_list_pdf,
)
from tests.office_printing import pdf_text, sample, squeeze
from tests.workbook_comparison import changed_copy, compared

TITLES = ("課長", "係長", "担当")
KINDS = ("assessment", "for approval", "comparison", "bundle", "risk list")
# Of the second checker: three files have headings with the same words, and 「システム1」 is one.
TAKEN_FOR_FAULTS = {"PAG-001", "HDG-010"}


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return sample("youshiki3")


@pytest.fixture(scope="module")
def written(assessment: Assessment) -> dict[str, bytes]:
    comparison = compared(assessment, changed_copy(assessment))
    return {
        "assessment": write_pdf(assessment),
        "for approval": write_pdf(assessment, TITLES, options=PrintOptions(draft=True)),
        "comparison": write_comparison_pdf(comparison),
        "bundle": write_bundle(comparison, TITLES),
        "risk list": write_risk_list_pdf(assessment),
    }


@dataclass
class Heard:
    """An element of the structure as a screen reader meets it; `pages`: where its content is."""

    tag: str
    kids: list[Heard]
    spoken: str
    description: str
    columns: int
    pages: set[int]

    def __iter__(self) -> Iterator[Heard]:
        yield self
        for kid in self.kids:
            yield from kid


def heard(data: bytes) -> Heard:
    """The document's structure."""

    def read(element: Any) -> Heard:
        kids = element.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        inner = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]
        pages = {int(kid.Pg.StructParents) for kid in inner if "/MCID" in kid}
        if any(isinstance(kid, int) for kid in kids):
            pages.add(int(element.Pg.StructParents))
        return Heard(
            str(element.S).removeprefix("/"),
            [read(kid) for kid in inner if "/S" in kid],
            str(element.get("/ActualText", "")),
            str(element.get("/Alt", "")),
            int(element.A.get("/ColSpan", 1)) if "/A" in element else 1,
            pages,
        )

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return read(pdf.Root.StructTreeRoot.K)


@pytest.mark.parametrize("kind", KINDS)
def test_the_checkers_find_nothing(kind: str, written: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(written[kind])
    assert [finding.message for finding in pdfua.validate(str(path)).findings] == []
    with pikepdf.open(path) as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["for approval", "comparison", "risk list"])
def test_the_other_checker_finds_no_error(
    kind: str, written: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(written[kind])
    result = outloud.check(str(path))
    findings = [(finding.rule, finding.message) for finding in result.findings]
    assert result.errors == 0, findings
    assert {rule for rule, _ in findings} <= TAKEN_FOR_FAULTS, findings


def test_sections_headings_and_risks_are_headings(
    assessment: Assessment, written: dict[str, bytes]
) -> None:
    tags = Counter(element.tag for element in heard(written["assessment"]))
    form = assessment.form
    assert tags["H1"] > len(form.sections)  # the title and the 項目一覧 too
    assert tags["H2"] >= sum(bool(h.title) for s in form.sections[1:] for h in s.headings)
    assert tags["H3"] >= sum(item.features.divides for item in form.items)
    assert tags["LBody"] == tags["LI"] > 50
    levels = [int(e.tag[1]) for e in heard(written["assessment"]) if re.fullmatch(r"H\d", e.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("kind", KINDS)
def test_each_row_of_a_table_is_as_wide_as_the_others(kind: str, written: dict[str, bytes]) -> None:
    tables = [element for element in heard(written[kind]) if element.tag == "Table"]
    assert tables
    for table in tables:
        assert any(element.tag == "TH" for element in table)
        assert len({sum(cell.columns for cell in row.kids) for row in table.kids}) == 1


def test_a_choice_and_a_tick_are_said_in_words(
    assessment: Assessment, written: dict[str, bytes]
) -> None:
    said = {element.spoken for element in heard(written["assessment"])}
    kind = assessment.answers.get("files[0].kind")
    assert any(text.endswith(f"ファイルの種類：{kind}") for text in said)
    ticks = assessment.answers.get("files[0].obtain_method")
    assert ticks
    assert {f"{tick}：選択" for tick in ticks} <= said
    assert any(text.endswith("：選択なし") for text in said)


def test_each_option_is_said_whichever_stand_beside_it(
    assessment: Assessment, written: dict[str, bytes]
) -> None:
    """An option that isn't ticked has one cell less with anything in it."""
    said = {element.spoken for element in heard(written["assessment"])}
    for place in assessment.answers.places():
        if place.item.kind == "checks" and place.address.startswith("files[0]."):
            ticked = assessment.answers.get(place.address) or ()
            for option in place.item.options:
                chosen = "選択" if option.key in ticked else "選択なし"
                assert f"{option.key}：{chosen}" in said, place.address


@pytest.mark.print
def test_the_text_reads_in_printed_order_without_loose_brackets(
    assessment: Assessment, written: dict[str, bytes], tmp_path: Path, pdftotext: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(written["assessment"])
    raw = "\n".join(pdf_text(pdftotext, path))
    assert "ファイルの種類：" in raw
    assert not re.search(r"^\s*[\[\]○]\s*$|\[\s*\]", raw, re.M)
    flat = "".join(raw.split())
    place = flat.index("項目一覧")
    sections = assessment.form.sections[1:]
    for section in [*sections, *sections]:  # in the contents, then as titles
        place = flat.index("".join(section.plain_title.split()), place)


def test_the_contents_lead_to_their_sections(
    assessment: Assessment, written: dict[str, bytes]
) -> None:
    for kind in ("assessment", "bundle"):
        reader = PdfReader(io.BytesIO(written[kind]))
        contents = next(page for page in reader.pages if "項目一覧" in page.extract_text())
        links = [link.get_object() for link in contents["/Annots"]]
        sections = assessment.form.sections[1:]
        assert [link["/Contents"] for link in links] == [
            f"「{section.title}」のページへ" for section in sections
        ]
        for link, section in zip(links, sections, strict=True):
            target = link["/Dest"][0].get_object()
            page = next(page for page in reader.pages if page == target)
            assert squeeze(section.plain_title) in squeeze(page.extract_text())
            assert reader.get_page_number(page) > reader.get_page_number(contents)


def test_a_picture_is_described_by_its_caption() -> None:
    assessment = sample("youshiki4")
    caption = assessment.answers.get("process.figures")[0]["caption"]
    figures = [e.description for e in heard(write_pdf(assessment)) if e.tag == "Figure"]
    assert f"図「{caption}」" in figures


def test_a_text_that_goes_on_over_pages_is_one_cell(assessment: Assessment) -> None:
    long = Assessment(assessment.answers.copy(), figures=dict(assessment.figures))
    long.answers.set("business.content", "長い文章である。" * 900)
    assert max(len(e.pages) for e in heard(write_pdf(long)) if e.tag == "TD") > 1


def test_title_and_language_are_said(written: dict[str, bytes], assessment: Assessment) -> None:
    with pikepdf.open(io.BytesIO(written["assessment"])) as pdf:
        assert pdf.Root.Lang == "ja-JP"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == assessment.title
            assert metadata["pdfuaid:part"] == "1"


def test_the_same_assessment_gives_the_same_bytes(
    assessment: Assessment, written: dict[str, bytes]
) -> None:
    assert write_pdf(assessment) == written["assessment"]
