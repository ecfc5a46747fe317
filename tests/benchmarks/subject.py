"""What is measured: one assessment, and a folder of this run's own beside the sources."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pia_desktop.assessment import Assessment, from_json
from pia_desktop.assessment.pia_file import save
from pia_desktop.excel import write_workbook
from pia_desktop.files.paths import DATA_ENV, resources_dir
from tests.locations import REAL, ROOT

MATSUDO = REAL / "matsudo-juminkihon.json"


@dataclass(frozen=True)
class Subject:
    """The assessment that every figure is measured on, and where to put files."""

    answers: Path
    folder: Path

    @cached_property
    def assessment(self) -> Assessment:
        """The assessment."""
        return from_json(self.answers)

    @cached_property
    def workbook(self) -> bytes:
        """Its finished workbook."""
        return write_workbook(self.assessment)

    @cached_property
    def file(self) -> Path:
        """Its .pia file."""
        path = self.folder / "assessment.pia"
        save(self.assessment, path)
        return path


@contextmanager
def make_subject() -> Iterator[Subject]:
    """A real assessment where there is one, the sample elsewhere; backups and settings go into the
    run's folder, which lies on the disk of the sources: a temporary folder may be in memory.
    """
    answers = MATSUDO if MATSUDO.is_file() else resources_dir() / "sample" / "youshiki4.json"
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=build) as name:
        os.environ[DATA_ENV] = str(Path(name) / "data")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        # The platform says at every layout that it has no window manager to give size hints to.
        os.environ["QT_LOGGING_RULES"] = "default.warning=false"
        yield Subject(answers, Path(name))
