"""Writing the PDF, against LibreOffice turning the same assessment's workbook into one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from pia_desktop.pdf import write_pdf
from tests.benchmarks.runner import Row, against, alternate, skipped
from tests.benchmarks.subject import Subject

FIGURE, MOST = "write the PDF", 1 / 6


def rows(subject: Subject) -> Iterator[Row]:
    """The PDF from answers to bytes, in process."""
    soffice = shutil.which("soffice")
    if soffice is None:
        yield skipped(FIGURE, f"ratio <= {MOST:g}", "no soffice here")
        return
    workbook = subject.folder / "assessment.xlsx"
    workbook.write_bytes(subject.workbook)
    times = alternate(3, lambda: write_pdf(subject.assessment), lambda: _convert(soffice, workbook))
    yield against(FIGURE, "soffice --convert-to pdf", times, MOST)


def _convert(soffice: str, workbook: Path) -> None:
    """With a profile of its own: one that is in use elsewhere would refuse to start."""
    profile = workbook.parent / "profile"
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(workbook.parent), str(workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    made = workbook.with_suffix(".pdf")
    if not made.is_file():
        raise RuntimeError("soffice wrote no PDF")
    made.unlink()
