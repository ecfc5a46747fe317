"""Running the program where there is no network, and watching whether it asks for one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.airgap.home import Home
from tests.effort import LONGEST_CALL_S

_FAMILY = re.compile(r"\bsocket(?:pair)?\((\w+)")
_CONNECT = re.compile(r"\bconnect\(\d+, \{sa_family=(\w+)")


@dataclass(frozen=True)
class Run:
    """How a process ended, what it printed, and of which families it made or used sockets. `unseen`
    says why that isn't known, if it isn't; `networked` why there was a network all the same.
    """

    status: int
    out: str
    err: str
    families: frozenset[str]
    unseen: str
    networked: str


def run_apart(
    module: str,
    arguments: list[str],
    home: Home,
    *,
    timeout: float = LONGEST_CALL_S,
    **environment: str,
) -> Run:
    """Run a module of these tests in a home folder, without a network and watched, as far as this
    machine lets us.
    """
    log = home.path / "calls.txt"
    alone, why_not_alone = _without_network()
    watched, why_not_watched = _watched(log)
    done = subprocess.run(
        [
            *alone,
            *_with_session_bus(environment),
            *watched,
            sys.executable,
            "-m",
            module,
            *arguments,
        ],
        capture_output=True,
        timeout=timeout,
        check=False,
        cwd=home.work,
        env=home.environment(**environment),
    )
    calls = log.read_text("utf-8", "replace") if watched else ""
    log.unlink(missing_ok=True)
    families = frozenset(_FAMILY.findall(calls)) | frozenset(_CONNECT.findall(calls))
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    return Run(done.returncode, out, err, families, why_not_watched, why_not_alone)


def _without_network() -> tuple[list[str], str]:
    """The command in front of another one that takes all network interfaces away from it, or why
    there is none.
    """
    for command in (["unshare", "-rn"], ["unshare", "-n"]):
        if _works([*command, "true"]):
            return command, ""
    return [], "a network namespace (unshare) can't be had on this machine"


def _watched(log: Path) -> tuple[list[str], str]:
    """The command in front of another one that notes every call to do with sockets, or why there
    is none.
    """
    for quick in (["--seccomp-bpf"], []):
        command = ["strace", "-f", *quick, "-qq", "-e", "trace=network", "-o"]
        if _works([*command, os.devnull, "true"]):
            return [*command, str(log)], ""
    return [], "strace is not installed, or may not watch a process on this machine"


def _with_session_bus(environment: dict[str, str]) -> list[str]:
    """On a screen, Qt looks for the accessibility bus, by way of the session's."""
    command = ["dbus-run-session", "--"]
    return command if "DISPLAY" in environment and _works([*command, "true"]) else []


def _works(command: list[str]) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, check=False, timeout=30).returncode == 0
