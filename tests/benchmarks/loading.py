"""Loading a form's definition."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from pia_desktop.files.paths import forms_dir
from pia_desktop.forms import load_form
from pia_desktop.forms.builder import build_form
from pia_desktop.forms.loader import definition_files
from tests.benchmarks.runner import Row, seconds, within
from tests.benchmarks.subject import Subject

FORM = "youshiki4-2025-05"
MOST = 0.050


def rows(subject: Subject) -> Iterator[Row]:
    """Built from its files with every check, as once after an edit, and as at any other start."""
    path = forms_dir() / f"{FORM}.yaml"
    for name, load in (
        (f"build {FORM}", lambda: build_form(path, definition_files(path))),
        (f"load {FORM}", lambda: load_form(path)),
    ):
        times = [seconds(load) for _ in range(30)]
        yield within(name, median(times), MOST)
