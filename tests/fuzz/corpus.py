"""What is mutated: good files of every kind, small ones that run fast and whole ones."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
import zlib
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image, PngImagePlugin

from pia_desktop.assessment import Answers, Assessment, from_json, pia_file
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.published_state import WholeState, share_states
from pia_desktop.assessment.versions import Version
from pia_desktop.excel import write_workbook
from pia_desktop.forms import form_ids, load_form_by_id
from tests.conftest import REAL
from tests.locations import SAMPLES

# By kind: "pia", "json", "xlsx", "picture", and "book" and "file" for whole ones that take long.
Corpus = dict[str, list[bytes]]

SMALL: dict[str, Any] = {
    "form": "様式4",
    "edition": "令和7年5月",
    "cover": {"name": "試験の評価書", "number": "1"},
    "business": {"name": "試験の事務", "subject_count": "1万人以上10万人未満"},
    "systems": [{"name": "システム", "connections": {"その他": "別のシステム"}}, {}],
    "files": [{"name": "試験ファイル", "outsourcing": [{"name": "入力"}], "provisions": [{}]}],
    "process": {"figures": [{"file": "図.png", "caption": "流れ"}]},
    "changes": [{"date": "令和7年5月1日", "before": "前", "after": "後"}],
}


def corpus(*, whole: bool = True) -> Corpus:
    """All of it; the same on every machine but for the real assessments, which stand last. Without
    `whole`, what runs fast and lies in the repository.
    """
    answers = [(SAMPLES / f"{name}.json").read_bytes() for name in ("youshiki3", "youshiki4")]
    small = json.dumps(SMALL, ensure_ascii=False).encode()
    out = {
        "pia": [small_file()],
        "json": [small, *answers],
        "xlsx": [small_book()],
        "picture": pictures(),
    }
    if not whole:
        return out
    samples = [from_json(SAMPLES / f"{name}.json") for name in ("youshiki3", "youshiki4")]
    real = sorted(REAL.glob("*.json"))
    out["pia"] += map(pia_file.to_bytes, samples)
    out["json"] += (path.read_bytes() for path in real)
    out["file"] = [pia_file.to_bytes(from_json(path)) for path in real]
    out["book"] = list(map(write_workbook, samples))
    return out


def small_file() -> bytes:
    """A .pia file with everything that one can hold."""
    form = load_form_by_id("youshiki4-2025-05")
    figures = {"図.png": pictures()[0]}
    answers = Answers.read(form, SMALL)
    older = pia_file.to_bytes(Assessment(answers, figures))
    renamed = Answers.read(form, {**SMALL, "cover": {"name": "旧い名の評価書", "number": "1"}})
    newer = pia_file.to_bytes(Assessment(renamed, figures))
    left = Leftover(
        "去年.xlsx", "別紙 B2", "別に定める。", "files[0].name", "files[0].name", "旧名"
    )
    states = share_states([WholeState(older), WholeState(newer)])
    versions = [
        Version(1, "令和7年4月1日", "公表", "課", True, WholeState(older)),
        *(Version(n, f"令和{n + 6}年4月1日", state=s, changes=n) for n, s in enumerate(states, 2)),
    ]
    return pia_file.to_bytes(Assessment(answers, figures, versions, leftovers=[left]))


def small_book() -> bytes:
    """A workbook with enough of the form's labels to be read as one, and one of everything else."""
    form = load_form_by_id(form_ids()[-1])
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Ⅰ 基本情報"
    sheet.append([form.title])
    for item in [item for item in form.items if item.answerable][:40]:
        sheet.append([item.label, "記入", 3, "=1+1"])
        sheet.merge_cells(f"E{sheet.max_row}:I{sheet.max_row}")
    sheet["A2"].comment = Comment("備考", "誰か")
    sheet.add_image(SheetImage(io.BytesIO(pictures()[0])), "C5")
    workbook.create_sheet("別紙").append(["欄外", 1.5, True])
    sheet.print_area = "A1:I40"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return packed(_with_shared_strings(members_of(buffer.getvalue())))


def _with_shared_strings(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The workbook's parts with texts that cells share, as Excel has them; our library doesn't."""
    types, sheet = "[Content_Types].xml", "xl/worksheets/sheet1.xml"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    row = b'<row r="60"><c r="A60" t="s"><v>0</v></c><c r="B60" t="s"><v>1</v></c></row>'
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    texts = "<si><t>備考</t></si><si><r><t>別に</t></r><r><t>定める</t></r></si>".encode()
    return {
        **parts,
        types: parts[types].replace(b"</Types>", override.encode()),
        sheet: parts[sheet].replace(b"</sheetData>", row + b"</sheetData>"),
        "xl/sharedStrings.xml": b'<sst xmlns="' + main + b'">' + texts + b"</sst>",
    }


def pictures() -> list[bytes]:
    """PNG and JPEG pictures of every sort that an office makes."""
    return [
        *(_saved(mode, "PNG") for mode in ("RGB", "RGBA", "P", "L", "1", "I;16", "LA")),
        _saved("RGB", "PNG", pnginfo=_notes(), dpi=(300, 300), icc_profile=b"\0" * 200),
        *(_saved(mode, "JPEG") for mode in ("RGB", "L", "CMYK")),
        _saved("RGB", "JPEG", progressive=True, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0"),
    ]


def _saved(mode: str, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (40, 30), 1 if mode in ("P", "1", "L", "I;16") else None).save(
        buffer, kind, **options
    )
    return buffer.getvalue()


def _notes() -> PngImagePlugin.PngInfo:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Title", "a" * 200, zip=True)
    notes.add_itxt("Comment", "流れ")
    return notes


def members_of(data: bytes) -> dict[str, bytes]:
    """A good zip's members."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    """The members as a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def signed(members: dict[str, bytes]) -> dict[str, bytes]:
    """The members of a .pia file with the hashes that they have now."""
    try:
        manifest = json.loads(members["manifest.json"])
        manifest["sha256"] = {
            name: hashlib.sha256(data).hexdigest()
            for name, data in members.items()
            if name != "manifest.json"
        }
    except (KeyError, ValueError, TypeError):
        return members
    return {**members, "manifest.json": json.dumps(manifest).encode()}


def random_of(seed: int, number: int) -> random.Random:
    """The chance of one case: the same in every process and on every machine."""
    return random.Random(zlib.crc32(f"{seed}:{number}".encode()))  # noqa: S311 - not for secrets
