"""Texts as long as the program takes them, in what is exported: whole, and such as Excel opens."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.cli.main import main
from pia_desktop.excel.importer import read_workbook
from pia_desktop.excel.template_filling import fill_template
from pia_desktop.excel.workbook_writer import write_workbook
from pia_desktop.files.limits import TEXT_CHARACTERS
from pia_desktop.pdf import PrintOptions, write_pdf
from tests.office_printing import without_folded

FORM = "youshiki3-2025-05"
LINE_FEEDS = "初" + "\n" * (TEXT_CHARACTERS - 2) + "末"

# What Excel takes: characters and line feeds of a cell, rows of a sheet.
CHARACTERS, BREAKS, ROWS = 32_767, 253, 1_048_576


def with_text(address: str, text: str) -> Assessment:
    assessment = new_assessment(FORM)
    assessment.answers.set(address, text)
    return assessment


def cell_texts(path: Path) -> list[str]:
    """The texts of a workbook that Excel opens without repairing it, sheet by sheet."""
    texts = []
    for sheet in load_workbook(path, read_only=True):
        rows = [[str(cell) for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
        assert len(rows) <= ROWS
        texts += [cell for row in rows for cell in row]
    assert max(map(len, texts)) <= CHARACTERS
    assert max(text.count("\n") for text in texts) <= BREAKS
    return texts


@pytest.mark.slow
def test_an_export_of_the_longest_text_in_the_shortest_lines_loses_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answers = with_text("business.content", LINE_FEEDS).answers.to_json()
    Path("a.json").write_text(json.dumps(answers), "utf-8")
    assert main(["from-json", "a.json", "a.pia"]) == 0
    assert main(["export", "a.pia", "--xlsx", "a.xlsx", "--pdf", "a.pdf"]) == 0
    pieces = [text for text in cell_texts(Path("a.xlsx")) if not text.strip("初\n末")]
    assert "".join(pieces) == LINE_FEEDS
    assert read_workbook(Path("a.xlsx")).assessment.answers.get("business.content") == LINE_FEEDS
    pages = PdfReader("a.pdf").pages
    assert len(pages) > TEXT_CHARACTERS / 60  # lines a page
    assert pages[0].extract_text()


@pytest.mark.parametrize(
    "text",
    ["か" + "\u3099" * 39_999, "あ" * 39_999 + "末", "." * 40_000],
    ids=["signs", "one", "."],
)
def test_a_text_without_an_end_of_line_is_read_back_whole(text: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_workbook(with_text("business.content", text)))
    cell_texts(path)
    assert read_workbook(path).assessment.answers.get("business.content") == text


@pytest.mark.parametrize(
    "text", ["あ" * 39_999 + "末", "\n".join(map(str, range(2_000)))], ids=["one line", "lines"]
)
def test_a_filled_template_has_no_cell_beyond_what_excel_takes(text: str, tmp_path: Path) -> None:
    template = tmp_path / "昨年.xlsx"
    template.write_bytes(without_folded(new_assessment(FORM)))
    filled = tmp_path / "今年.xlsx"
    filled.write_bytes(fill_template(with_text("business.content", text), template).data)
    cell_texts(filled)
    again = read_workbook(filled).assessment.answers.get("business.content")
    assert again.replace("\n", "") == text.replace("\n", "")


def test_a_name_that_one_cell_does_not_take_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A title stands in one cell. The call says in which file it is, and what helps."""
    monkeypatch.chdir(tmp_path)
    answers = with_text("cover.name", "長い評価書名" * 6_000).answers.to_json()
    Path("a.json").write_text(json.dumps(answers), "utf-8")
    assert main(["from-json", "a.json", "a.pia"]) == 0
    capsys.readouterr()
    assert main(["check", "a.pia", "--xlsx", "点検.xlsx"]) == 2
    said = capsys.readouterr().err
    assert "「a.pia」" in said
    assert "点検の一覧" in said
    assert "32,767字" in said
    assert "短くしてください" in said
    assert said.count("\n") == 1
    assert not Path("点検.xlsx").exists()


def test_a_foot_of_the_longest_name_is_cut_to_the_page() -> None:
    assessment = with_text("business.name", "長い事務名" * (TEXT_CHARACTERS // 5))
    data = write_pdf(assessment, options=PrintOptions(named_foot=True))
    foot = PdfReader(io.BytesIO(data)).pages[0].extract_text()
    assert "長い事務名" in foot
    assert "…" in foot
