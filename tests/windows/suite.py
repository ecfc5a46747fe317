"""Tests of the program's own, run by the Windows Python."""

from __future__ import annotations

import re
from pathlib import Path

from tests.windows.installation import Installation
from tests.windows.wine import LONGEST_CALL_S

# What needs LibreOffice or takes long is tried on Linux.
FOLDERS = {
    "core": ("tests/files", "tests/forms", "tests/assessment", "tests/changes"),
    "command line": ("tests/acceptance/test_windows.py", "tests/acceptance/test_refusals.py"),
    "window": (
        "tests/ui/editors",
        "tests/ui/controllers/test_editing.py",
        "tests/ui/controllers/test_incoming.py",
        "tests/ui/controllers/test_recovery.py",
        "tests/ui/controllers/test_undo_steps.py",
    ),
    "kills": (
        "tests/recovery/test_killed_while_saving.py",
        "tests/recovery/test_killed_while_typing.py",
    ),
}
_FAILED = re.compile(r"^(?:FAILED|ERROR) (.+)$", re.MULTILINE)


def run_tests(installation: Installation, work: Path) -> list[str]:
    """Run each group of folders in a process of its own; the tests that failed."""
    faults = []
    for group, folders in FOLDERS.items():
        if group in ("window", "kills") and not installation.has_window:
            print("windows-check: tests of the window left out: Qt can't be loaded")
            continue
        marked = "slow" if group == "kills" else "not slow and not print"
        words = [
            installation.tests_python,
            "-B",
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "-n",
            "0",
        ]
        words += ["-q", "-m", marked, *folders]
        done = installation.wine.run(
            words, seconds=8 * LONGEST_CALL_S, environ={"QT_QPA_PLATFORM": "offscreen"}
        )
        (work / f"tests of {group}.log").write_bytes(done.out + done.err)
        lines = done.out.decode("utf-8", "replace").splitlines()
        print(f"windows-check: tests of {group}: {lines[-1] if lines else 'no word'}", flush=True)
        failed = _FAILED.findall("\n".join(lines))
        if done.status and not failed:
            failed = [f"the tests of {group} ended with {done.status}"]
        faults += failed
    return faults
