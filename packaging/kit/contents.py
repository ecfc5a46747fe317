"""What belongs to the program: one list for the bundle, the kit, the installer and the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pia_desktop import __version__

ROOT = Path(__file__).resolve().parents[2]
NAME = "pia-desktop"
VERSION = __version__

# What the code is made of, and what it opens when it runs.
PACKAGES = ("pia_desktop", "ui")
DATA = ("templates", "resources", "docs/manual", "LICENSE")

# Left by Python, by editors and by Excel while a workbook is open.
_NOT_OURS = ("__pycache__", ".DS_Store", "Thumbs.db")
_NOT_OURS_BEGIN = ("~$", ".~lock.")
_NOT_OURS_END = (".pyc", ".pyo", ".swp")


def modules(root: Path = ROOT) -> list[str]:
    """Every module of the program by its dotted name."""
    names = []
    for path in _files(root, PACKAGES):
        parts = path.with_suffix("").parts
        if path.suffix == ".py" and parts[-1] != "__main__":
            names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


def data_files(root: Path = ROOT) -> list[PurePosixPath]:
    """Every file that the program opens when it runs, relative to its folder."""
    return list(_files(root, DATA))


def program_files(root: Path = ROOT) -> list[PurePosixPath]:
    """Everything that runs where there is a Python: the code and its files."""
    return list(_files(root, (*PACKAGES, *DATA)))


def _files(root: Path, names: tuple[str, ...]) -> Iterator[PurePosixPath]:
    for name in names:
        top = root / name
        files = [top] if top.is_file() else sorted(top.rglob("*"))
        for path in files:
            relative = PurePosixPath(path.relative_to(root).as_posix())
            if path.is_file() and not any(map(_is_left, relative.parts)):
                yield relative


def _is_left(part: str) -> bool:
    return part in _NOT_OURS or part.startswith(_NOT_OURS_BEGIN) or part.endswith(_NOT_OURS_END)
