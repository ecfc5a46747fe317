"""No byte leaves the PC, and what was written stays where the clerk put it.

The program runs without a network interface, every call to do with sockets is watched, and each
box of the form holds a canary that is looked for afterwards.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.cli.commands import COMMANDS
from tests.airgap.apart import Run, run_apart
from tests.airgap.canary import PICTURE, WORD, put_canaries
from tests.airgap.home import Home, make_home
from tests.airgap.verbs_in_one import CALLS, FILLING

# What the clerk asked for, and what the program keeps so that nothing gets lost.
_BELONGS = re.compile(r"書類/.+|data/pia-desktop/(backups|unsaved)/.+")

# A line of the log: numbers, words out of a list, and places in the code.
_LOG_LINE = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} [\d.]+ \d+ [a-z-]+"
    r"( seconds=\d+\.\d{3})?( size=\d+)?( count=\d+)?( form=youshiki\d-\d{4}-\d\d)?"
    r"( code=[a-z-]+)?( type=\w+(\(\d+\))?(<\w+(\(\d+\))?)*)?( at=[\w.]+:\d+(>[\w.]+:\d+)*)?"
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return make_home(tmp_path / "home")


@pytest.fixture
def screen() -> Iterator[str]:
    """A display without a screen, reached by a local socket alone."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    command = ["Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1366x768x24"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        number = server.stdout.readline().decode().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
        server.terminate()


def test_a_socket_would_be_noticed(home: Home) -> None:
    run = run_apart("tests.airgap.probe", [], home)
    assert run.status == 0, run.err
    if run.unseen:
        pytest.skip(run.unseen)
    assert {"AF_INET", "AF_INET6"} <= run.families


@pytest.mark.slow
@pytest.mark.parametrize("form", ["youshiki3-2025-05", "youshiki4-2025-05"])
def test_the_command_line_sends_and_leaves_nothing(home: Home, form: str) -> None:
    boxes = put_canaries(form, home.work)
    run = run_apart("tests.airgap.verbs_in_one", [form, WORD], home)
    assert run.status == 0, run.err
    told = _told(home)
    assert {call.split()[0] for call in CALLS} == set(COMMANDS)
    found_errors = {call for call in CALLS if told[call][0] == 1}  # canaries contradict each other
    assert all(call.startswith("check ") for call in found_errors)
    refused = {"dump nothing.pia", "undo-run none"}
    assert {told[call][0] for call in CALLS if call not in refused} <= {0, 1}
    assert {told[call][0] for call in refused} == {2}
    # It worked: the answers are where they were asked for.
    assert run.out.count(WORD) > boxes
    asked_for = ("a.pia", "again.pia", "other.pia", "a.xlsx", "filled.xlsx")
    assert {f"書類/{name}" for name in asked_for} <= home.holding(WORD.encode())
    assert (home.work / "a.pdf").read_bytes().startswith(b"%PDF-")
    # A fault's message holds an answer: it is neither printed nor kept.
    assert told["fault"] == 2
    assert WORD not in run.err
    assert "type=RuntimeError<OSError(5)" in _log(home)
    # No temporary file lay anywhere but beside the file that it became.
    assert str(home.temp) not in told["temporary"]
    assert told["temporary"]
    _canaries_are_where_they_belong(home)
    # Libraries bring these along; pydantic the first, when it reads the definitions anew.
    assert all(set(modules) <= {"socket"} for _, modules in (told[c] for c in CALLS[:-1]))
    assert set(told[FILLING][1]) <= {"socket", "ssl", "http.client", "urllib.request"}
    _nothing_sent(run)


@pytest.mark.slow
@pytest.mark.parametrize(
    "form,platform", [("youshiki4-2025-05", "offscreen"), ("youshiki3-2025-05", "xcb")]
)
def test_the_window_sends_and_leaves_nothing(
    home: Home, form: str, platform: str, request: pytest.FixtureRequest
) -> None:
    put_canaries(form, home.work)
    shown = {"DISPLAY": request.getfixturevalue("screen")} if platform == "xcb" else {}
    run = run_apart(
        "tests.airgap.window_path",
        ["canary.pia", WORD],
        home,
        QT_QPA_PLATFORM=platform,
        QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
        **shown,
    )
    assert run.status == 0, run.err
    told = _told(home)
    # It worked.
    assert "fault" not in told, told["fault"]
    assert told["steps"] == ["_type", "_turn", "_look_around", "_fail", "_save", "_list"]
    assert set(told["dialogs"]) <= _DIALOGS
    assert told["typed"] == f"42{PICTURE} 1"
    assert told["pages"] > 20
    assert told["previewed"] == 1
    assert told["imported"]
    assert told["listed"] == 2  # 台帳
    assert "dialog_phrases" in told["dialogs"]
    asked_for = ("canary.pia", "別名.pia", "様式.xlsx", "記入.xlsx")
    assert {f"書類/{name}" for name in asked_for} <= home.holding(WORD.encode())
    assert (home.work / "様式.pdf").read_bytes().startswith(b"%PDF-")
    assert told["fetching"] == []  # no answer is shown as HTML, which would fetch its pictures
    # Faults in the middle: their kinds are in the log, their messages nowhere.
    assert WORD not in run.err + run.out
    log = _log(home)
    for noted in ("started", "saved seconds=", "written size=", "qt-warning", "ended"):
        assert f" {noted}" in log
    assert re.search(r" unexpected type=RuntimeError at=__main__:\d+\n", log)
    assert " refused code=file type=FileError" in log
    _canaries_are_where_they_belong(home)
    _settings_hold_paths_and_sizes(home)
    assert told["network"] == []  # Qt's own network library is not even loaded
    assert set(told["modules"]) <= {"socket", "ssl", "http.client", "urllib.request"}
    _nothing_sent(run)


_DIALOGS = {
    "dialog_phrases",
    "dialog_approval",
    "dialog_open_findings",
    "dialog_exported",
    "template_dialog",
    "missing_dialog",
    "import_dialog",
    "leftovers",
    "dialog_preview",
    "dialog_error",
    "dialog_versions",
    "dialog_no_version",
    "dialog_backups",
}


def _told(home: Home) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((home.work / "told.json").read_text("utf-8"))
    return told


def _log(home: Home) -> str:
    return (home.data / "log" / "pia-desktop.log").read_text("ascii")


def _canaries_are_where_they_belong(home: Home) -> None:
    found = home.holding(WORD.encode())
    assert any(path.startswith("data/pia-desktop/backups/") for path in found)
    assert [path for path in sorted(found) if not _BELONGS.fullmatch(path)] == []
    assert list(home.temp.iterdir()) == []
    for line in _log(home).splitlines():
        assert _LOG_LINE.fullmatch(line), line


def _settings_hold_paths_and_sizes(home: Home) -> None:
    kept = json.loads((home.data / "settings.json").read_text("utf-8"))
    assert kept.pop("recent") == [str(home.work / name) for name in ("別名.pia", "canary.pia")]
    assert kept.pop("templates") == [str(home.work / "様式.xlsx")]
    assert kept.pop("ledger_folders") == [str(home.work)]
    assert kept.pop("phrase_libraries") == []
    assert {type(value) for value in kept.values()} <= {int, bool}


def _nothing_sent(run: Run) -> None:
    """Last, for it skips: no socket but those between programs of this PC."""
    if run.unseen:
        pytest.skip(run.unseen)
    assert run.families <= {"AF_UNIX", "AF_LOCAL"}
    if run.networked:
        pytest.skip(f"no socket was made, but {run.networked}")
