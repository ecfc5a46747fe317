"""SHA256SUMS, which `sha256sum -c`, the kit's own setup and `certutil -hashfile` can check."""

from __future__ import annotations

import hashlib
from pathlib import Path

FILE = "SHA256SUMS"


def write_sums(folder: Path, besides: tuple[str, ...] = ()) -> None:
    """One line for each file, but for those in the folders that somebody else fills."""
    lines = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        relative = path.relative_to(folder)
        if relative.parts[0] not in besides and relative.name != FILE:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"{digest}  {relative.as_posix()}\n")
    (folder / FILE).write_text("".join(lines), "utf-8", newline="\n")
