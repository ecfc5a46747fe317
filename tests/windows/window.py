"""The window on an X server of its own, looked at by a program that runs in wine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.locations import SAMPLES
from tests.windows.installation import Installation
from tests.windows.wine import windows_path

SCREEN = "1366x768x24"


def check_window(installation: Installation, work: Path) -> list[str]:
    """Open it, click in it, keep a picture; what is wrong."""
    if not installation.has_window:
        print("windows-check: window left out: no x86_64-w64-mingw32-gcc to make what wine lacks")
        return []
    if shutil.which("Xvfb") is None:
        print("windows-check: window left out: no Xvfb")
        return []
    folder = work / "window"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SAMPLES, folder)
    environ = {
        "PIA_DESKTOP_DATA": windows_path(folder / "data"),
        "QT_QPA_PLATFORM": "windows",
        "PYTHONUTF8": "1",
    }
    make = [installation.python, "-m", "pia_desktop", "from-json", "youshiki4.json", "評価書.pia"]
    installation.wine.run(make, folder=folder, environ=environ)
    probe = windows_path(Path(__file__).with_name("window_probe.py"))
    names = [windows_path(folder / name) for name in ("評価書.pia", "window.png", "desktop.png")]
    installation.wine.end()  # it keeps to the display of its first program
    with _display(folder) as display:
        done = installation.wine.run(
            [installation.python, probe, *names],
            folder=folder,
            environ={**environ, "DISPLAY": display},
        )
        installation.wine.end()
    print("\n".join(f"windows-check: window: {line}" for line in done.text.splitlines()))
    lines = [line for line in done.text.splitlines() if line.startswith("FAULT")]
    if done.status and not lines:
        lines = [f"status {done.status}"]
    return [f"window: {line}" for line in lines]


@contextmanager
def _display(folder: Path) -> Iterator[str]:
    """An X server that chooses its own number."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-ac"]
    log = (folder / "xvfb.log").open("wb")
    server = subprocess.Popen(command, pass_fds=(writing,), stdout=log, stderr=log)
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            yield f":{said.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
        log.close()
