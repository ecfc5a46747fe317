"""Workbooks that many tests read, each written once in a run by the worker that needs it first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from pia_desktop.assessment import Assessment, from_json, new_assessment
from pia_desktop.excel import write_workbook
from pia_desktop.forms import form_ids
from tests.locations import REAL
from tests.office_printing import large_assessment, sample, without_folded

LARGE = "large"
SAMPLE_NAMES = ("youshiki3", "youshiki4")


def named_assessment(name: str) -> Assessment:
    """A sample, a blank form by its id, the large assessment, or a real one by its file's name."""
    if name == LARGE:
        return large_assessment()
    if name in SAMPLE_NAMES:
        return sample(name)
    if name in form_ids():
        return new_assessment(name)
    return from_json(REAL / f"{name}.json")


class SharedOutputs:
    """The program's own exports of assessments by name, kept in a folder that all workers see."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def workbook(self, name: str) -> bytes:
        """The Excel workbook of an assessment, as `named_assessment` knows it."""
        return self.once(f"{name}.xlsx", lambda: write_workbook(named_assessment(name)))

    def short_workbook(self, name: str) -> bytes:
        """The same without the empty occurrences that it holds folded away."""
        return self.once(f"{name}, short.xlsx", lambda: without_folded(named_assessment(name)))

    def once(self, file_name: str, make: Callable[[], bytes]) -> bytes:
        """What `make` gives, made by the first who asks for this name, whose making it must be."""
        path = self._folder / file_name
        with FileLock(path.with_name(f"{file_name}.lock")):
            if not path.exists():
                path.write_bytes(make())
        return path.read_bytes()
