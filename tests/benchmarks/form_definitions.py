"""Building and loading a form's definition, against parsing its YAML and no more."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from pia_desktop.files.paths import forms_dir
from pia_desktop.forms import load_form
from pia_desktop.forms.builder import build_form
from pia_desktop.forms.loader import definition_files
from tests.benchmarks.runner import Row, against, alternate
from tests.benchmarks.subject import Subject

FORM = "youshiki4-2025-05"
MOST_BUILD, MOST_LOAD = 4.0, 0.5

# As fast as PyYAML can.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def rows(subject: Subject) -> Iterator[Row]:
    """Built from its files with every check, as once after an edit, and as at any other start."""
    path = forms_dir() / f"{FORM}.yaml"
    texts = [file.read_bytes() for file in definition_files(path)]
    for name, load, most in (
        (f"build {FORM}", lambda: build_form(path, definition_files(path)), MOST_BUILD),
        (f"load {FORM}", lambda: load_form(path), MOST_LOAD),
    ):
        pair = alternate(15, load, lambda: [yaml.load(text, LOADER) for text in texts])  # noqa: S506 - a safe loader
        yield against(name, "parse its YAML", pair, most)
