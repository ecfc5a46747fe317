"""Spoiling a definition file, and the faults that loading it reports."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pia_desktop.errors import DefinitionError
from pia_desktop.files.paths import forms_dir
from pia_desktop.forms import load_form


def faults_of(path: Path) -> list[str]:
    """Each fault of the definition as 「file:line: what」."""
    with pytest.raises(DefinitionError) as caught:
        load_form(path)
    faults = caught.value.faults
    head, *lines = str(caught.value).split("\n")
    assert str(path) in head
    assert f"{len(faults)}件" in head
    assert lines == faults
    for fault in faults:
        assert re.match(r"[^:]+\.yaml:\d+: \S", fault), fault
    return faults


def places_of(path: Path) -> list[str]:
    """Where the definition's faults are: 「file:line」 of each."""
    return [":".join(fault.split(":")[:2]) for fault in faults_of(path)]


def with_line(path: Path, line: str) -> int:
    """Add a line at the end; its number is given back."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text + line, encoding="utf-8")
    return text.count("\n") + 1


def changed(path: Path, old: str, new: str) -> int:
    """Change the one place where `old` stands; its line is given back."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def copy_forms(folder: Path) -> Path:
    """The shipped definitions in a folder of their own."""
    return Path(shutil.copytree(forms_dir(), folder / "forms"))
