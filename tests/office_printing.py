"""What the print tests share: assessments to print, and reading printed text back."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.merge import MergedCellRange
from openpyxl.worksheet.worksheet import Worksheet

from pia_desktop.assessment import Assessment, from_json, new_assessment
from pia_desktop.excel.workbook_writer import TALLEST_ROW, draw_workbook
from pia_desktop.sheets import lay_out
from pia_desktop.sheets.office_fonts import office_measure
from tests.effort import LONGEST_CALL_S
from tests.locations import SAMPLES


def squeeze(text: str) -> str:
    """The text without white space, which line breaking adds and takes."""
    return re.sub(r"\s+", "", text)


def sample(name: str) -> Assessment:
    """The made-up town's assessment in `youshiki3` or `youshiki4`."""
    return from_json(SAMPLES / f"{name}.json")


def large_assessment() -> Assessment:
    """More than any municipality writes: what must be printed whole all the same."""
    assessment = new_assessment("youshiki4-2025-05")
    answers = assessment.answers
    sample = from_json(SAMPLES / "youshiki4.json")
    answers.fill(sample.answers.to_json())
    assessment.figures = sample.figures
    answers.set("business.content", _numbered("事務", 20_000))
    systems = [{"name": f"第{n}システム", "functions": _numbered("機能", 80)} for n in range(23)]
    answers.set("systems", systems)
    file = answers.get("files[0]")
    provisions = [
        {
            "name": f"提供先の{n}番",
            "legal_basis": "=SUM(A1:A9)",
            "purpose": _numbered("用途", 60),
            "method": {"紙": True, "その他": f"手渡し{n}"},
        }
        for n in range(69)
    ]
    answers.set("files", [{**file, "provisions": provisions}, file, {}])
    answers.set("files[1].source", {"民間事業者": "甲", "その他": _numbered("入手元", 20_000)})
    answers.set("disclosure.fee", "有料")
    answers.set("disclosure.fee_detail", _numbered("手数料", 9_000))
    answers.set("files[1].outsourcing[0].name", _numbered("委託", 5_000))
    answers.set("cover.name", _numbered("評価書名", 300).replace("\n", ""))
    rows = [
        {
            "date": "令和7年4月1日",
            "item": f"項目{n}",
            "before": "旧い記載",
            "after": _numbered("新", 40),
        }
        for n in range(500)
    ]
    rows[3]["before"] = _numbered("変更前", 9_000)
    rows[3]["after"] = _numbered("変更後", 12_000)
    answers.set("changes", rows)
    return assessment


def _numbered(word: str, length: int) -> str:
    """A text of about so many characters, in which no passage occurs twice."""
    parts = []
    size = number = 0
    while size < length:
        parts.append(
            f"{word}の第{number}文はこのように書き表す。" + ("\n" if number % 7 == 6 else "")
        )
        size += len(parts[-1])
        number += 1
    return "".join(parts).strip()


def answer_texts(assessment: Assessment) -> list[tuple[str, str]]:
    """(address, text) of every text that the page must show, in printed order; tables left out."""
    out = []
    for place in assessment.answers.places():
        value = assessment.answers.get(place.address) if place.item.answerable else None
        if isinstance(value, str):
            out.append((place.address, value))
        elif isinstance(value, dict):
            out += [(place.address, text) for text in value.values() if isinstance(text, str)]
    return out


def without_folded(assessment: Assessment) -> bytes:
    """The program's export of an assessment without the empty occurrences that it holds folded
    away, as where somebody has deleted them: of a form that is hardly filled in a quarter is left.
    """
    pages = lay_out(assessment)
    pages.sheets = [
        replace(sheet, blocks=tuple(block for block in sheet.blocks if not block.hidden))
        for sheet in pages.sheets
    ]
    return draw_workbook(pages, office_measure(TALLEST_ROW))


def reopened(source: bytes | Path, *, rich_text: bool = False) -> Workbook:
    """The workbook as a program that knows nothing of us reads it: openpyxl.

    Leaves out the borders of merged areas, which no test looks at: openpyxl takes most of its time
    to work them out.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    with pytest.MonkeyPatch.context() as patch:
        for part in ("_get_borders", "format"):
            patch.setattr(MergedCellRange, part, lambda area: None)
        return load_workbook(stream, rich_text=rich_text)


def columns_of(sheet: Worksheet) -> dict[int, str]:
    """Each column's text from top to bottom, as one string."""
    texts: dict[int, list[str]] = {}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                texts.setdefault(cell.column, []).append(cell.value)
    return {column: "".join(parts) for column, parts in texts.items()}


def visible_text(sheet: Worksheet) -> Counter[str]:
    """The characters that printing the sheet must show."""
    area = sheet.print_area.replace("$", "").rpartition("!")[2] or sheet.dimensions
    shown: Counter[str] = Counter()
    for row in sheet[area]:
        if not sheet.row_dimensions[row[0].row].hidden:
            for cell in row:
                shown.update(squeeze(str(cell.value)) if cell.value is not None else "")
    return shown


def to_pdf(soffice: str, workbook: Path) -> Path:
    """LibreOffice's PDF of a workbook, beside it."""
    profile = (workbook.parent / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(workbook.parent), str(workbook)],
        check=True,
        capture_output=True,
        timeout=LONGEST_CALL_S,
    )
    return workbook.with_suffix(".pdf")


def pdf_text(pdftotext: str, pdf: Path, *options: str) -> list[str]:
    """The text of each page."""
    command = [pdftotext, "-raw", "-enc", "UTF-8", *options, str(pdf), "-"]
    done = subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_CALL_S)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def has_a_font(char: str) -> bool:
    """Whether a font of this machine has the character: an office program can't print it without.
    Where nobody can tell, one has.
    """
    command = ["fc-list", f":charset={ord(char):x}", "family"]
    try:
        done = subprocess.run(command, check=True, capture_output=True, timeout=LONGEST_CALL_S)
    except (OSError, subprocess.CalledProcessError):
        return True
    return bool(done.stdout.strip())


def sample_json(name: str) -> dict[str, object]:
    """A sample's answers as they are written down."""
    data: dict[str, object] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return data
