"""What LibreOffice prints of our workbook: nothing is cut."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from tests.office_printing import has_a_font, pdf_text, reopened, squeeze, to_pdf, visible_text
from tests.shared_outputs import LARGE, SAMPLE_NAMES, SharedOutputs

pytestmark = pytest.mark.print

_WIDTH = re.compile(rb'(<col [^>]*width=")([0-9.]+)')


def assert_prints_every_character(
    workbook: bytes, folder: Path, soffice: str, pdftotext: str
) -> None:
    """LibreOffice leaves out lines that don't fit their row: then characters would be missing."""
    path = folder / "評価書.xlsx"
    path.write_bytes(workbook)
    shown: Counter[str] = Counter()
    for sheet in reopened(path.read_bytes()):
        shown += visible_text(sheet)
    pages = pdf_text(pdftotext, to_pdf(soffice, path))
    missing = shown - Counter(squeeze("".join(pages)))
    assert not [char for char in missing if has_a_font(char)]


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_samples_print_whole_in_narrower_columns(
    name: str, shared_outputs: SharedOutputs, tmp_path: Path, soffice: str, pdftotext: str
) -> None:
    """So they are where the digits of another font are the unit of their widths."""
    workbook = narrowed(shared_outputs.workbook(name), 0.92)
    assert_prints_every_character(workbook, tmp_path, soffice, pdftotext)


def narrowed(workbook: bytes, share: float) -> bytes:
    """The workbook with every column narrower."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                data, count = _WIDTH.subn(lambda m: b"%s%.4f" % (m[1], float(m[2]) * share), data)
                assert count
            target.writestr(entry, data)
    return out.getvalue()


def test_large_assessment_prints_whole(
    shared_outputs: SharedOutputs, tmp_path: Path, soffice: str, pdftotext: str
) -> None:
    assert_prints_every_character(shared_outputs.workbook(LARGE), tmp_path, soffice, pdftotext)


def test_real_assessments_print_whole(
    real_file: Path, shared_outputs: SharedOutputs, tmp_path: Path, soffice: str, pdftotext: str
) -> None:
    workbook = shared_outputs.workbook(real_file.stem)
    assert_prints_every_character(workbook, tmp_path, soffice, pdftotext)
