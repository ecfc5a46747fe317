"""What LibreOffice prints of our workbook: nothing is cut."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pia_desktop.assessment import Assessment, from_json
from pia_desktop.excel import write_workbook
from tests.office_printing import (
    SAMPLES,
    large_assessment,
    pdf_text,
    reopened,
    squeeze,
    to_pdf,
    visible_text,
)

pytestmark = pytest.mark.print


def assert_prints_every_character(
    assessment: Assessment, folder: Path, soffice: str, pdftotext: str
) -> None:
    """LibreOffice leaves out lines that don't fit their row: then characters would be missing."""
    path = folder / "評価書.xlsx"
    path.write_bytes(write_workbook(assessment))
    shown: Counter[str] = Counter()
    for sheet in reopened(path.read_bytes()):
        shown += visible_text(sheet)
    pages = pdf_text(pdftotext, to_pdf(soffice, path))
    missing = shown - Counter(squeeze("".join(pages)))
    assert not missing


@pytest.mark.parametrize("name", ["youshiki3", "youshiki4"])
def test_samples_print_whole(name: str, tmp_path: Path, soffice: str, pdftotext: str) -> None:
    assessment = from_json(SAMPLES / f"{name}.json")
    assert_prints_every_character(assessment, tmp_path, soffice, pdftotext)


def test_large_assessment_prints_whole(tmp_path: Path, soffice: str, pdftotext: str) -> None:
    assert_prints_every_character(large_assessment(), tmp_path, soffice, pdftotext)


def test_real_assessments_print_whole(
    real_file: Path, tmp_path: Path, soffice: str, pdftotext: str
) -> None:
    assert_prints_every_character(from_json(real_file), tmp_path, soffice, pdftotext)
