"""How files that are made of an assessment are called: 「番号_評価書名_様式」."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from pia_desktop.files.file_names import is_device
from pia_desktop.files.zip_reader import canonical_name

# Characters of the assessment's name or number in a file's name: with folder and ending it has to
# fit.
_LONGEST = 40
_FORBIDDEN = '\\/:*?"<>|'


def output_name(number: str, name: str, form: str) -> str:
    """「12_青空市 介護保険に関する事務_様式4」 without an ending; what is empty is left out."""
    parts = [_part(text) for text in (number[:_LONGEST], name[:_LONGEST], form)]
    stem = "_".join(part for part in parts if part) or "評価書"
    return f"{stem}_" if is_device(stem) else stem


def _part(text: str) -> str:
    text = "".join("_" if char in _FORBIDDEN or char < " " else char for char in text)
    return text.strip(" .")


def same_names(names: Mapping[Path, str]) -> dict[Path, str]:
    """Of files by what is made of them: those whose name another one has too, on Windows."""
    by_name: dict[str, list[Path]] = defaultdict(list)
    for path, name in names.items():
        by_name[canonical_name(name)].append(path)
    return {path: names[path] for paths in by_name.values() if len(paths) > 1 for path in paths}
