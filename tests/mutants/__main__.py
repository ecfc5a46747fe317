"""Changes the core in small ways, one at a time, and counts how many the tests notice.

Run `make mutants`: a sample of mutmut's mutants, chosen by a seed, each tried with the tests that
reach it. Works on a copy in build/mutants/, so that the sources may be edited meanwhile. Takes
an hour and more; fails if fewer than nine of ten are noticed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
from collections import Counter
from functools import partial

from tests.locations import ROOT, SHARED

COPY = ROOT / "build" / "mutants"
WANTED_SHARE = 0.9
NOTICED = {"killed", "timeout", "segfault", "caught by type check"}

# mutmut makes all mutants and learns which tests reach them before it looks for the names given.
NO_MUTANT = "none"


def copy_sources() -> None:
    """Copy what git knows, as it is now, to a folder of the run's own."""
    shutil.rmtree(COPY, ignore_errors=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (COPY / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, COPY / name)

    if SHARED.is_dir():  # the tests look for it beside the project
        (COPY / SHARED.name).symlink_to(SHARED, target_is_directory=True)


def run_mutants(jobs: int, names: list[str], *, check: bool = True) -> None:
    """Have mutmut try these mutants in the copy; it shows how far it is."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(jobs), *names]
    subprocess.run(command, cwd=COPY, check=check)


def told_by_mutmut(*arguments: str) -> str:
    """What mutmut prints of the run in the copy."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    return subprocess.run(command, cwd=COPY, stdout=subprocess.PIPE, text=True, check=True).stdout


def all_mutants() -> list[str]:
    """The names of every mutant that was made."""
    names: set[str] = set()
    for path in (COPY / "mutants").rglob("*.meta"):
        names |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].keys()
    return sorted(names)


def states(names: list[str]) -> dict[str, str]:
    """What became of each of these mutants, in mutmut's words."""
    told = told_by_mutmut("results", "--all", "1")
    lines = (line.strip().rpartition(": ") for line in told.splitlines())
    known = {name: state for name, _, state in lines}
    return {name: known[name] for name in names}


def _lot(seed: int, name: str) -> str:
    """What decides whether a mutant is tried: its name alone, so that a change elsewhere in the
    code leaves the sample as it is.
    """
    return hashlib.sha256(f"{seed} {name}".encode()).hexdigest()


def main() -> int:
    """Make the mutants, try a sample of them, print what became of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    copy_sources()
    run_mutants(options.jobs, [NO_MUTANT], check=False)
    every = all_mutants()
    sample = sorted(sorted(every, key=partial(_lot, options.seed))[: options.count])
    run_mutants(options.jobs, sample)
    outcome = states(sample)
    survivors = [name for name in sample if outcome[name] not in NOTICED]
    for name in survivors:
        print(f"{outcome[name]}: {name}\n{told_by_mutmut('show', name)}")
    noticed = len(sample) - len(survivors)
    print(f"{len(every)} mutants, {len(sample)} tried (seed {options.seed}): {noticed} noticed")
    print(", ".join(f"{state} {count}" for state, count in Counter(outcome.values()).items()))
    return 0 if noticed >= WANTED_SHARE * len(sample) else 1


if __name__ == "__main__":
    sys.exit(main())
