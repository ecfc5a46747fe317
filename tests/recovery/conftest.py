"""How often things are tried: a part of it with every change, the full count by `make endurance`.

What was done is printed, so that a run can be believed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.effort import effort

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it


@contextmanager
def folder_in_memory(otherwise: Path) -> Iterator[Path]:
    """A folder in memory where there is one: thousands of saves need not wait for a disk, and a
    program that is killed leaves there what it leaves on a disk.
    """
    if not os.access(_IN_MEMORY, os.W_OK):
        yield otherwise
        return
    with tempfile.TemporaryDirectory(prefix="pia-desktop-", dir=_IN_MEMORY) as name:
        yield Path(name)


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one, for this test alone."""
    with folder_in_memory(tmp_path) as folder:
        yield folder


@pytest.fixture(autouse=True)
def own_data(quick: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Backups and side files go to a folder of this test alone."""
    folder = quick / "userdata"
    monkeypatch.setenv("PIA_DESKTOP_DATA", str(folder))
    return folder


@pytest.fixture
def times() -> Callable[[int, int], int]:
    """So many times with every change, and so many for endurance."""
    return effort


def fork_and_print(code: str, *given: object, timeout: float) -> str:
    """What a script prints that forks; pytest's own process has threads and is not forked."""
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, given)],
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    print(done.stdout.strip())
    return done.stdout.strip()
