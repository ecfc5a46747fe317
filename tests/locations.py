"""Where the tests find the project and, where it is there, the folder `shared` beside it."""

import os
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "resources" / "sample"
SHARED = ROOT.parent / "shared"
REFERENCE = SHARED / "reference"
REAL = SHARED / "real"
CASES = SHARED / "cases"


def link_or_copy(source: Path, target: Path) -> None:
    """A folder under another name; Windows has links for administrators alone."""
    if os.name == "nt":
        shutil.copytree(source, target)
    else:
        target.symlink_to(source)


def official_catalogue(number: int) -> list[list[str]]:
    """The lines of the catalogue of 様式`number` in its columns, the head first."""
    text = (REFERENCE / f"items-youshiki{number}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]
