"""The kit's setup: prepared, registered and removed as install.cmd and uninstall.cmd have it done,
and what Windows then knows of it, read with Windows' own means.

install.cmd itself can't run: wine has no tar.exe.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from kit.contents import VERSION
from kit.freshness import is_fresh
from tests.locations import ROOT
from tests.windows.installation import KIT, Installation
from tests.windows.wine import windows_path

LONGEST_S = 900
COMMAND = r"HKCU\Software\Classes\pia-desktop.assessment\shell\open\command"
REMOVAL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\pia-desktop"
NAME = "pia desktop (1)"
PLACE = rf"C:\Programs\{NAME}"


def check_registration(installation: Installation, work: Path) -> list[str]:
    """Set up a program out of the kit, and take it away again; what is wrong."""
    if not is_fresh(KIT):
        environ = {**os.environ, "PYTHONPATH": str(ROOT / "packaging")}
        subprocess.run([sys.executable, "-m", "kit"], cwd=ROOT, env=environ, check=True)
    home = installation.wine.drive / "Programs" / NAME
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(installation.folder / "python", home / "python")
    windows = _Windows(installation)
    before = windows.temporary()
    setup = windows_path(KIT / "setup")
    python = rf"{PLACE}\python\python.exe"
    windows.call(python, "-I", "-B", setup, "prepare", PLACE, rf"{PLACE}.old")
    windows.call(rf"{PLACE}\pia-desktop.cmd", "forms")
    windows.call(rf"{PLACE}\register.cmd", "/quiet")
    windows.expect("registered", known=True)
    windows.call(rf"{PLACE}\register.cmd", "/remove", "/quiet")
    windows.expect("unregistered", known=False)
    windows.call(rf"{PLACE}\register.cmd", "/quiet")
    windows.call(rf"{PLACE}\uninstall.cmd", "/quiet")
    windows.expect("removed", known=False)
    if home.exists():
        windows.faults.append(f"removing left {sorted(path.name for path in home.iterdir())}")
    left = windows.temporary() - before
    if left:
        windows.faults.append(f"left in the temp folder: {sorted(left)}")
    print(f"windows-check: set up and removed, {len(windows.faults)} faults", flush=True)
    return windows.faults


class _Windows:
    """Calls programs, and asks Windows what it knows; notes what is wrong."""

    def __init__(self, installation: Installation) -> None:
        self._wine = installation.wine
        self.faults: list[str] = []

    def call(self, *words: str) -> None:
        """Run a program or a script, which has to end well."""
        command = ["cmd", "/c", *words] if words[0].endswith(".cmd") else list(words)
        done = self._wine.run(command, seconds=LONGEST_S)
        if done.status:
            self.faults.append(f"{' '.join(words)} ended with {done.status}: {done.text}")

    def expect(self, when: str, *, known: bool) -> None:
        """All of it is known to Windows, or nothing."""
        told = {
            "file type": rf"{PLACE}\python\pythonw.exe" in self._asked(COMMAND),
            "list of programs": VERSION in self._asked(REMOVAL),
            "Start menu": bool([*self._users().rglob("特定個人情報保護評価書.lnk")]),
        }
        wrong = [name for name, is_so in told.items() if is_so != known]
        self.faults += [f"{when}: {name} is {not known}" for name in wrong]

    def temporary(self) -> set[str]:
        """What lies in the temp folders."""
        folders = self._users().glob("*/AppData/Local/Temp")
        return {path.name for folder in folders for path in folder.iterdir()}

    def _asked(self, key: str) -> str:
        return self._wine.run(["reg", "query", key, "/s"], seconds=LONGEST_S).text

    def _users(self) -> Path:
        return self._wine.drive / "users"
