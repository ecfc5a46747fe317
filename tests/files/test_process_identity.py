"""Whether a process still runs, told by its number and its start."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pia_desktop.files import process_identity
from pia_desktop.files.process_identity import own_process_start, pc_mark, pc_name, process_start


def test_a_running_process_has_a_start_and_an_ended_one_has_none() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        start = process_start(other.pid)
        assert start
        assert process_start(other.pid) == start
        assert own_process_start() == process_start(os.getpid())
        assert start != own_process_start()
        other.kill()
        if sys.platform == "linux":  # dead, and nobody has asked after it yet
            os.waitid(os.P_PID, other.pid, os.WEXITED | os.WNOWAIT)
        else:
            other.wait()
        assert process_start(other.pid) == ""
    assert process_start(other.pid) == ""


@pytest.mark.parametrize("number", [0, -1, 2**31, 10**30])
def test_a_number_that_no_process_has(number: int) -> None:
    assert process_start(number) == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has its own way")
def test_where_only_signals_tell() -> None:
    assert process_identity._started_elsewhere(os.getpid()) == process_identity.UNKNOWN
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    assert process_identity._started_elsewhere(ended.pid) == ""


def test_a_pc_s_mark_does_not_tell_its_name() -> None:
    assert len(pc_mark()) == 8
    assert pc_name() == "" or pc_name() not in pc_mark()
