"""計画管理書の一覧 as workbook and PDF, the totals and the calendar."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from pia_desktop.assessment.document_access import changing
from pia_desktop.cli.main import main
from pia_desktop.ledger.columns import LEDGER_COLUMNS
from pia_desktop.ledger.ledger_pages import write_ledger_pdf, write_ledger_workbook
from pia_desktop.ledger.survey import survey
from pia_desktop.ledger.totals import due_days, overdue_days, totals_in_words, year_calendar
from tests.ledger.municipality import Town

TODAY = date(2026, 11, 28)


def test_the_workbook_has_a_row_for_each_file_with_its_reason(town: Town) -> None:
    entries = list(survey(town.folder, TODAY))
    sheet = load_workbook(io.BytesIO(write_ledger_workbook(entries, TODAY))).worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    for column in LEDGER_COLUMNS:
        assert column.title in texts
    assert "青空市 個人住民税に関する事務" in texts
    assert sum("新しい版のプログラム" in text for text in texts) == 1
    assert sum("途中で切れている" in text for text in texts) == 3
    assert sheet.page_setup.orientation == "landscape"


def test_the_pdf_prints_it_landscape_and_no_name_keeps_it_from_that(town: Town) -> None:
    entries = list(survey(town.folder, TODAY))
    facts = entries[0].facts
    assert facts is not None
    entries[0] = replace(entries[0], facts=replace(facts, name="\ue000の評価"))
    reader = PdfReader(io.BytesIO(write_ledger_pdf(entries, TODAY)))
    page = reader.pages[0]
    assert page.mediabox.width > page.mediabox.height
    text = "".join(each.extract_text() for each in reader.pages)
    assert "計画管理書の一覧" in text
    assert "〓の評価" in text


def test_it_is_printed_on_a3_too(town: Town, tmp_path: Path) -> None:
    book, pdf = tmp_path / "一覧.xlsx", tmp_path / "一覧.pdf"
    call = ["ledger", str(town.folder), "--xlsx", str(book), "--pdf", str(pdf), "--paper", "a3"]
    assert main(call) == 0
    sheet = load_workbook(book).worksheets[0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    box = PdfReader(pdf).pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (420, 297)
    # A4 breaks the name.
    assert "青空市 個人住民税に関する事務 様式4" in PdfReader(pdf).pages[0].extract_text()


def test_a_paper_that_there_is_not_is_refused(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "一覧.xlsx"
    assert main(["ledger", str(town.folder), "--xlsx", str(out), "--paper", "b4"]) == 2
    assert "a4 か a3" in capsys.readouterr().err
    assert not out.exists()


def test_totals_and_calendar_count_the_same_days(town: Town) -> None:
    entries = list(survey(town.folder, TODAY))
    late = overdue_days(entries, TODAY)
    months = year_calendar(entries, TODAY)
    assert len(months) == 12
    assert (months[0].title, months[-1].title) == ("令和8年11月", "令和9年10月")
    in_year = [each for month in months for each in month.days]
    assert all(TODAY <= each.day < date(2027, 11, 1) for each in in_year)
    later = [each for each in due_days(entries, TODAY) if each.day >= date(2027, 11, 1)]
    assert len(late) + len(in_year) + len(later) == len(due_days(entries, TODAY))
    words = totals_in_words(entries, TODAY)
    assert words.startswith("評価書12件（読めない4件）：")
    reviews = sum(each.what.startswith("見直し") for each in late)
    assert f"見直しの期限超過{reviews}件" in words
    assert "開いているもの1件" in words


def test_numbers_are_sorted_by_value_and_what_is_unknown_comes_last(town: Town) -> None:
    entries = list(survey(town.folder, TODAY))
    number = LEDGER_COLUMNS[0]
    ordered = sorted(entries, key=lambda entry: number.sort_key(entry, TODAY))
    numbers = [number.cell(entry, TODAY) for entry in ordered]
    assert numbers == ["1", "2", "3", "4", "5", "6", "7", "8", "", "", "", ""]


def test_the_steps_before_a_planned_change_stand_in_the_calendar(town: Town) -> None:
    with changing(town.files[1]) as document:
        document.set("threshold.change_date", "令和9年4月1日")
    entries = list(survey(town.folder, TODAY))
    days = {each.what: each.day for each in due_days(entries, TODAY) if "逆算" in each.what}
    assert days["公表（変更予定日から逆算）"] == date(2027, 3, 31)
    assert days["変更（変更予定日から逆算）"] == date(2027, 4, 1)
    assert len(days) == 9  # 様式4
    later = date(2027, 4, 2)
    assert not any("逆算" in each.what for each in due_days(entries, later))
