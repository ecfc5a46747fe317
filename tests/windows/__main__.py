"""`python -m tests.windows` runs the program on a Windows Python under wine (`make windows-check`).

Without arguments everything; or some of: outputs, window, setup, tests. Exit status 0 if all was
as on Linux, or if this machine can't do it, which is said with the reason.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tests.locations import ROOT
from tests.windows.installation import Installation, install
from tests.windows.kit_setup import check_setup
from tests.windows.outputs import compare_outputs
from tests.windows.suite import run_tests
from tests.windows.window import check_window
from tests.windows.wine import MissingError, find_wine

WORK = ROOT / "build" / "windows"
CHECKS: dict[str, Callable[[Installation, Path], list[str]]] = {
    "outputs": compare_outputs,
    "window": check_window,
    "setup": check_setup,
    "tests": run_tests,
}


def main(chosen: list[str]) -> int:
    """Run the checks, and list what was found."""
    WORK.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # else what runs in wine would go on
    try:
        wine = find_wine(WORK / "prefix")
        print(f"windows-check: wine {wine.version} in {wine.root or 'this system'}", flush=True)
        installation = install(wine, WORK)
    except MissingError as missing:
        print(f"windows-check: skipped: {missing}")
        return 0
    count = 0
    try:
        for name in chosen or CHECKS:
            for fault in CHECKS[name](installation, WORK):
                print(f"windows-check: {fault}", flush=True)  # now: the next check may take an hour
                count += 1
    finally:
        wine.end()
    print(f"windows-check: {count} faults" if count else "windows-check: nothing is wrong")
    return bool(count)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
