"""Calling the program on a hostile file, and what it said."""

from __future__ import annotations

import io
import zipfile

from tests.fuzz.cases import Case
from tests.fuzz.corpus import members_of, packed, signed, small_book, small_file
from tests.fuzz.runner import READ, REFUSED, run

PIA = small_file()
BOOK = small_book()


def refusal(*call: str, **files: bytes) -> str:
    """The line that the program refuses with; one that names the file, and nothing written.

    A file's dot is written as two underlines: `refusal("dump", "a.pia", a__pia=b"")`.
    """
    named = {name.replace("__", "."): data for name, data in files.items()}
    verdict = run(Case(call, named))
    assert verdict.kind == REFUSED, verdict
    assert any(name in verdict.why for name in named), verdict.why
    return verdict.why


def refused_pia(data: bytes) -> str:
    """The line with which each verb that reads a .pia file refuses it."""
    said = {
        refusal(*call, 評価書__pia=data, 回答__json=b"{}")
        for call in (
            ("dump", "評価書.pia"),
            ("dump", "評価書.pia", "--figures", "図"),
            ("check", "評価書.pia"),
            ("fill", "評価書.pia", "回答.json"),
            ("versions", "評価書.pia"),
            ("export", "評価書.pia", "--xlsx", "出力.xlsx"),
            ("upgrade", "評価書.pia", "youshiki3-2025-05", "出力.pia"),
        )
    }
    assert len(said) == 1
    return said.pop()


def refused_book(data: bytes) -> str:
    """The line with which a workbook is refused, taken in or filled."""
    said = refusal("import", "去年.xlsx", "出力.pia", 去年__xlsx=data)
    template = ("export", "評価書.pia", "--xlsx", "出力.xlsx", "--template", "去年.xlsx")
    assert refusal(*template, 去年__xlsx=data, 評価書__pia=PIA) == said
    return said


def taken(call: tuple[str, ...], files: dict[str, bytes], *writes: str) -> None:
    """Run a call that must succeed and write these alone."""
    verdict = run(Case(call, files, writes))
    assert verdict.kind == READ, verdict


def pia_with(**members: bytes) -> bytes:
    """The small file with members changed; a manifest with right hashes."""
    return packed(signed({**members_of(PIA), **members}))


def book_with(**parts: bytes) -> bytes:
    """The small workbook with parts changed: `sheet1=…`, `styles=…`, `sharedStrings=…`."""
    where = {"sheet1": "xl/worksheets/sheet1.xml", "sheet2": "xl/worksheets/sheet2.xml"}
    named = {where.get(name, f"xl/{name}.xml"): data for name, data in parts.items()}
    return packed({**members_of(BOOK), **named})


def zipped(*members: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    """A zip of just these."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in members:
            archive.writestr(info, data)
    return buffer.getvalue()
