"""`python -m kit` makes the offline kit in dist/, `python -m kit bundle` the bundle."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from kit.contents import NAME, ROOT
from kit.freshness import fingerprint, mark

DIST, WORK = ROOT / "dist", ROOT / "build" / "pyinstaller"


def main(arguments: list[str]) -> int:
    """Build one of the two, and say where it is and how large."""
    begun, sources = time.monotonic(), fingerprint()
    if arguments == ["bundle"]:
        from kit import bundle

        output = bundle.build(DIST, WORK)
        folder = DIST / NAME
    else:
        from kit import offline

        output = folder = offline.build(DIST)
    mark(output, sources)
    taken = time.monotonic() - begun
    print(f"{output.relative_to(ROOT)}: {megabytes(folder):.0f} MB unpacked, made in {taken:.0f} s")
    return 0


def megabytes(folder: Path) -> float:
    """What the folder's files hold, in MB of a million bytes."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
