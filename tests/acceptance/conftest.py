"""The program from outside: each call is a process of its own, as a clerk's is.

What many calls are made for, one after the other, is called in the tests' own process.
"""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pia_desktop.cli.main import main
from pia_desktop.files.paths import resources_dir
from tests.effort import LONGEST_CALL_S
from tests.locations import ROOT


@dataclass(frozen=True)
class Done:
    """How a call ended. Both streams were UTF-8, or reading them would have failed."""

    status: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture
def pia_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call the program in a folder of its own: `pia("new", form, path, LC_ALL="C")`."""
    data = tmp_path / "利用者の データ"
    monkeypatch.setenv("PIA_DESKTOP_DATA", str(data))
    work = tmp_path / "作業 フォルダー"
    work.mkdir()
    monkeypatch.chdir(work)

    def call(*arguments: str | Path, **environment: str) -> Done:
        done = subprocess.run(
            [sys.executable, "-m", "pia_desktop", *map(str, arguments)],
            capture_output=True,
            timeout=LONGEST_CALL_S,
            check=False,
            cwd=work,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        )
        return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return call


@pytest.fixture
def pia(pia_process: Call) -> Call:
    """The program as a process; a module whose calls are many takes `pia_in_process` for it."""
    return pia_process


@pytest.fixture
def pia_in_process(pia_process: Call) -> Call:
    """Call the program where `pia_process` does, without a process: in a twentieth of the time.

    An environment of its own takes a process.
    """

    def call(*arguments: str | Path, **environment: str) -> Done:
        if environment:
            return pia_process(*arguments, **environment)
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main([str(argument) for argument in arguments])
        return Done(status, *(_written(stream) for stream in (out, err)))

    return call


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    data = stream.buffer
    assert isinstance(data, io.BytesIO)
    return data.getvalue().decode("utf-8")


@pytest.fixture
def work(pia_process: Call) -> Path:
    """The folder in which the program is called."""
    return Path.cwd()


@pytest.fixture(scope="session")
def sample_dir() -> Path:
    """The shipped samples and their figure."""
    return resources_dir() / "sample"
