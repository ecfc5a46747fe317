"""The readers of the program, each with the call that has it read a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.cases import Case
from tests.fuzz.corpus import SMALL, small_file

_PIA, _OUT = "評価書.pia", "出力.pia"


def _assessment(data: bytes, suffix: str) -> Case:
    return Case(("dump", _PIA), {_PIA: data})


def _answers(data: bytes, suffix: str) -> Case:
    call = ("from-json", "回答.json", _OUT)
    return Case(call, {"回答.json": data}, (_OUT,), (("check", _OUT),))


def _workbook(data: bytes, suffix: str) -> Case:
    name = f"去年{suffix}"
    return Case(("import", name, _OUT), {name: data}, (_OUT,), (("check", _OUT),))


def _template(data: bytes, suffix: str) -> Case:
    """With --partly: what the workbook has no box for is left out, so it is read to its end."""
    name, out = f"ひな形{suffix}", "出力.xlsx"
    call = ("export", _PIA, "--xlsx", out, "--template", name, "--partly")
    return Case(call, {name: data, _PIA: small_file()}, (out,))


def _picture(data: bytes, suffix: str) -> Case:
    name = f"図{suffix}"
    answers = {**SMALL, "process": {"figures": [{"file": name, "caption": ""}]}}
    files = {"回答.json": json.dumps(answers).encode(), name: data}
    export = ("export", _OUT, "--pdf", "出力.pdf", "--xlsx", "出力.xlsx")
    writes = (_OUT, "出力.pdf", "出力.xlsx")
    return Case(("from-json", "回答.json", _OUT), files, writes, (export,))


READERS: dict[str, Callable[[bytes, str], Case]] = {
    "assessment": _assessment,
    "answers": _answers,
    "workbook": _workbook,
    "template": _template,
    "picture": _picture,
}


@dataclass(frozen=True)
class CorpusCases:
    """Each file with each reader, by number."""

    files: tuple[Path, ...]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.files) * len(READERS)

    def reader(self, number: int) -> str:
        """The reader's name."""
        return list(READERS)[number % len(READERS)]

    def file(self, number: int) -> Path:
        """The file."""
        return self.files[number // len(READERS)]

    def __call__(self, number: int) -> Case:
        """The case of this number. The file keeps its ending, if that is one that Windows takes."""
        path = self.file(number)
        suffix = path.suffix if path.suffix[1:].isalnum() and path.suffix.isascii() else ".bin"
        return READERS[self.reader(number)](path.read_bytes(), suffix)
