"""``python -m tests.fuzz [--count N] [--seed S]``: one closing line, and 1 if anything broke."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.fuzz.cases import Case, SeededCases, case_of, keep
from tests.fuzz.corpus import corpus
from tests.fuzz.runner import BROKEN, READ, REFUSED, run
from tests.fuzz.workers import verdicts

BROKEN_DIR = Path("build") / "fuzz"
COUNT = 20_000


def main() -> int:
    """Run so many cases, or one of them here with its traceback shown."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="run one case in this process")
    options = parser.parse_args()
    home = tempfile.mkdtemp(prefix="pia-fuzz-home-")
    os.environ.update({f"XDG_{name}_HOME": home for name in ("CONFIG", "DATA", "STATE", "CACHE")})
    try:
        if options.only is not None:
            return _show(case_of(options.seed, options.only, corpus()))
        return _run(options.seed, options.count)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(seed: int, count: int) -> int:
    begin = time.monotonic()
    good = corpus()
    counts: Counter[str] = Counter()
    largest = 0.0
    for number, verdict, peak in verdicts(SeededCases(seed, good), range(count)):
        counts[verdict.kind] += 1
        largest = max(largest, peak)
        if verdict.kind == BROKEN:
            place = BROKEN_DIR / f"{seed}-{number}"
            keep(case_of(seed, number, good), place)
            print(f"{place}: {verdict.why.strip()[-300:]}", flush=True)
    print(
        f"{sum(counts.values()):,} inputs (seed {seed}): {counts[READ]:,} read, "
        f"{counts[REFUSED]:,} refused, {counts[BROKEN]:,} broken; "
        f"{time.monotonic() - begin:.0f} s, at most {largest:.0f} MB"
    )
    return 1 if counts[BROKEN] else 0


def _show(case: Case) -> int:
    verdict = run(case)
    print(" ".join(case.call))
    print(f"{verdict.kind} {verdict.why}")
    return 1 if verdict.kind == BROKEN else 0


if __name__ == "__main__":
    sys.exit(main())
