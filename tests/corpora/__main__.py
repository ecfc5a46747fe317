"""``python -m tests.corpora FOLDER…``: gives every file below the folders to every reader, in a
process that may use 1 GB and 10 seconds for it, and says what became of it; 1 if anything broke.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.corpora.readers import READERS, CorpusCases
from tests.fuzz.cases import keep
from tests.fuzz.runner import BROKEN, READ, REFUSED, Verdict
from tests.fuzz.workers import verdicts

BROKEN_FOLDER = Path("build") / "corpora"
# Above this no reader takes anything.
_LARGEST = 300_000_000


def files_below(folders: list[Path], limit: int | None = None) -> tuple[Path, ...]:
    """The files, in the order of their names; of many, so many at even distances."""
    files = sorted(
        path
        for folder in folders
        for path in (folder.rglob("*") if folder.is_dir() else (folder,))
        if path.is_file() and ".git" not in path.parts and path.stat().st_size <= _LARGEST
    )
    if limit and len(files) > limit:
        files = [files[number * len(files) // limit] for number in range(limit)]
    return tuple(files)


def try_files(files: tuple[Path, ...]) -> Counter[tuple[str, str]]:
    """How often each reader read, refused and broke; what breaks is kept and named."""
    cases = CorpusCases(files)
    counts: Counter[tuple[str, str]] = Counter()
    largest = 0.0
    for number, verdict, peak in verdicts(cases, range(len(cases))):
        counts[cases.reader(number), verdict.kind] += 1
        largest = max(largest, peak)
        if verdict.kind == BROKEN:
            _report(cases, number, verdict)
    print(f"{len(files):,} files, at most {largest:.0f} MB")
    return counts


def _report(cases: CorpusCases, number: int, verdict: Verdict) -> None:
    path, reader = cases.file(number), cases.reader(number)
    place = BROKEN_FOLDER / f"{reader}-{path.name}"
    keep(cases(number), place)
    print(f"{path} ({reader}), kept in {place}: {verdict.why.strip()[-300:]}", flush=True)


def table(counts: Counter[tuple[str, str]]) -> str:
    """A line a reader, and one for all."""
    lines = [f"{'reader':<12}{'tried':>8}{'read':>8}{'refused':>9}{'broken':>8}"]
    for reader in (*READERS, "all"):
        own = {
            kind: sum(n for (r, k), n in counts.items() if k == kind and reader in (r, "all"))
            for kind in (READ, REFUSED, BROKEN)
        }
        lines.append(
            f"{reader:<12}{sum(own.values()):>8,}{own[READ]:>8,}{own[REFUSED]:>9,}{own[BROKEN]:>8,}"
        )
    return "\n".join(lines)


def main() -> int:
    """Try them all."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpora", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--limit", type=int, help="try so many of the files, not all")
    options = parser.parse_args()
    home = tempfile.mkdtemp(prefix="pia-corpora-home-")
    os.environ.update({f"XDG_{name}_HOME": home for name in ("CONFIG", "DATA", "STATE", "CACHE")})
    try:
        counts = try_files(files_below(options.folders, options.limit))
    finally:
        shutil.rmtree(home, ignore_errors=True)
    print(table(counts))
    return 1 if any(kind == BROKEN for _, kind in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
