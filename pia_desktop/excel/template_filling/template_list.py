"""Which workbooks there are to fill in, and which form each of them is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pia_desktop.errors import FileError
from pia_desktop.excel.importer.form_detection import detect_form
from pia_desktop.excel.importer.workbook_reader import open_book
from pia_desktop.forms import load_form_by_id
from pia_desktop.task_progress import ProgressCallback, no_progress

ENDINGS = (".xlsx", ".xlsm")
# What Excel and other programs leave beside an open workbook, and what is hidden.
_NO_BOOKS = ("~$", ".")


@dataclass(frozen=True)
class TemplateWorkbook:
    """A workbook that can be chosen; `form` is 「様式3」 or 「様式4」, empty if unreadable."""

    path: Path
    form: str


def find_workbooks(folder: Path) -> list[Path]:
    """The workbooks in a folder by their names; none where there is no such folder."""
    try:
        return sorted(path for path in folder.iterdir() if _is_book(path))
    except OSError:
        return []


def _is_book(path: Path) -> bool:
    named = path.suffix.lower() in ENDINGS and not path.name.startswith(_NO_BOOKS)
    return named and path.is_file()


class TemplateList:
    """Looks into workbooks, and only once into each state of a file."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._forms: dict[tuple[Path, int, int], str] = {}

    def of(
        self, paths: Iterable[Path], progress: ProgressCallback = no_progress
    ) -> list[TemplateWorkbook]:
        """Those of the files that are there, each once, in the given order."""
        known: dict[Path, TemplateWorkbook] = {}
        files = list(paths)
        for number, path in enumerate(files):
            progress(number / len(files))
            try:
                key = path.resolve()
                stat = path.stat()
            except OSError:
                continue
            if key not in known:
                state = (key, stat.st_mtime_ns, stat.st_size)
                if state not in self._forms:
                    self._forms[state] = _form_of(path)
                known[key] = TemplateWorkbook(path, self._forms[state])
        return list(known.values())


def _form_of(path: Path) -> str:
    """「様式3」 or 「様式4」; empty for what can't be read, which filling it in then explains."""
    try:
        return load_form_by_id(detect_form(open_book(path))).form
    except FileError:
        return ""
