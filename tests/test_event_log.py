"""The log says when, what kind and where in the code; no word of an assessment can get in."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from pia_desktop import event_log
from pia_desktop.errors import FileError
from pia_desktop.event_log import MAX_BYTES, MAX_LOG_FILES, Event, log_event, log_files
from pia_desktop.forms import load_form_by_id
from pia_desktop.forms.model import Form
from tests.effort import LONGEST_CALL_S
from tests.locations import ROOT

ANSWER = "山田太郎の回答"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "データ"
    monkeypatch.setenv("PIA_DESKTOP_DATA", str(folder))
    return folder


def logged() -> str:
    return log_files()[0].read_text("ascii")


def raised(error: Exception) -> Exception:
    """The error with a traceback, as it comes to whoever catches it."""
    try:
        raise error
    except Exception as caught:
        return caught


def test_a_line_says_when_what_and_how_much() -> None:
    form = load_form_by_id("youshiki4-2025-05")
    log_event(Event.WRITTEN, form=form, seconds=1.23456, size=380_651, count=2)
    assert logged().endswith(
        f" {os.getpid()} written seconds=1.235 size=380651 count=2 form=youshiki4-2025-05\n"
    )


def test_of_an_error_there_is_everything_but_its_words() -> None:
    error = FileError(ANSWER, ANSWER, file=f"C:\\{ANSWER}.pia", item=ANSWER, item_name=ANSWER)
    error.__cause__ = OSError(28, ANSWER, ANSWER)
    log_event(Event.REFUSED, error=raised(error))
    assert " refused code=file type=FileError<OSError(28) at=" in logged()
    assert f"{__name__}:" in logged()
    assert ANSWER not in logged()


def test_nothing_takes_a_text() -> None:
    """An argument is a kind of event, an error, a form or a number; a text in its place fails."""
    hints = get_type_hints(log_event, {**vars(event_log), "Form": Form})
    taken = {str(kind).removesuffix(" | None") for kind in hints.values()}
    assert not any("str" in kind or "Any" in kind or "Path" in kind for kind in taken), taken
    for name in set(inspect.signature(log_event).parameters) - {"event"}:
        wrong: dict[str, Any] = {name: ANSWER}
        with pytest.raises((AttributeError, ValueError, TypeError)):
            log_event(Event.SAVED, **wrong)
    with pytest.raises(AttributeError):
        log_event(ANSWER)  # type: ignore[arg-type]
    assert not log_files()[0].exists()


def test_the_log_stays_small(data: Path) -> None:
    for file in reversed(log_files()):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x" * (MAX_BYTES - 10) + b"\n")
    log_event(Event.STARTED)
    assert sorted(path.name for path in log_files()[0].parent.iterdir()) == [
        "pia-desktop.log",
        "pia-desktop.log.1",
        "pia-desktop.log.2",
    ]
    assert logged().count("\n") == 1
    assert log_files()[1].stat().st_size == MAX_BYTES - 9
    assert len(log_files()) == MAX_LOG_FILES


def test_a_file_that_another_window_holds_is_written_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows renames no file that is open; the next line tries again."""
    log_files()[0].parent.mkdir(parents=True)
    log_files()[0].write_bytes(b"x" * MAX_BYTES + b"\n")

    def held(self: Path, target: Path) -> Path:
        raise PermissionError(13, "held")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", held)
        log_event(Event.SAVED)
    assert logged().endswith(" saved\n")
    assert logged().startswith("xxx")
    log_event(Event.SAVED)
    assert logged().count("\n") == 1


_WRITER = """
from pia_desktop import event_log
event_log.MAX_BYTES = 4_000
for number in range(200):
    event_log.log_event(event_log.Event.SAVED, count=number)
"""


def test_two_processes_write_whole_lines() -> None:
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER], cwd=ROOT, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for writer in writers:
        assert writer.communicate(timeout=LONGEST_CALL_S)[1] == b""
        assert writer.returncode == 0
    lines = [line for file in log_files() if file.exists() for line in file.open("r")]
    assert len(lines) > 50
    assert all(" saved count=" in line and line.endswith("\n") for line in lines)


def _file_in_the_way(data: Path) -> None:
    data.write_bytes(b"a file where the folder should be")


def _folder_in_the_way(data: Path) -> None:
    (data / "log" / "pia-desktop.log").mkdir(parents=True)


@pytest.mark.parametrize("block", [_file_in_the_way, _folder_in_the_way])
def test_no_work_stops_for_a_log_that_cannot_be_written(
    data: Path, block: Callable[[Path], None]
) -> None:
    block(data)
    log_event(Event.SAVED, seconds=1)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to(data: Path) -> None:
    data.mkdir(mode=0o500)
    log_event(Event.SAVED, seconds=1)
    assert list(data.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in the folder")
def test_nobody_else_reads_it() -> None:
    log_event(Event.SAVED)
    assert log_files()[0].stat().st_mode & 0o077 == 0


def test_it_costs_a_start_next_to_nothing() -> None:
    """Neither the logging library nor the network's modules, which its handlers import."""
    program = (
        "import sys; before = set(sys.modules); import pia_desktop.event_log;"
        "print(*(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(done.stdout.split())
    assert "pia_desktop.event_log" in loaded
    assert loaded.isdisjoint({"logging", "logging.handlers", "socket", "traceback", "datetime"})
