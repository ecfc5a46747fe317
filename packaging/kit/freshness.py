"""Whether what lies in dist/ was made from the sources as they are now."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kit.contents import ROOT, program_files

_BESIDES = ("requirements.lock", "requirements-kit.lock")
_MARK = ".sources"


def fingerprint() -> str:
    """Changes with every file that goes into the kit or the bundle."""
    digest = hashlib.sha256()
    recipes = (path for path in sorted((ROOT / "packaging").rglob("*")) if path.is_file())
    files = [*(ROOT / path for path in program_files()), *(ROOT / name for name in _BESIDES)]
    files += [path for path in recipes if "__pycache__" not in path.parts]
    for path in files:
        digest.update(f"{path.relative_to(ROOT)}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def mark(output: Path, sources: str) -> None:
    """Note beside what was made which sources it came from."""
    _mark_of(output).write_text(f"{sources}\n", "ascii", newline="\n")


def is_fresh(output: Path) -> bool:
    """Whether it is there, and the sources haven't changed since."""
    note = _mark_of(output)
    return output.exists() and note.is_file() and note.read_text("ascii").strip() == fingerprint()


def _mark_of(output: Path) -> Path:
    return output.with_name(output.name + _MARK)
