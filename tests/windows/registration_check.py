"""What the kit's setup tells Windows, read back with Windows' own means, and taken back."""

from __future__ import annotations

import shutil
from pathlib import Path

from kit.contents import VERSION
from kit.offline import WINDOWS
from tests.windows.installation import HOME, Installation

LONGEST_S = 300
COMMAND = r"HKCU\Software\Classes\pia-desktop.assessment\shell\open\command"
REMOVAL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\pia-desktop"


def check_registration(installation: Installation, work: Path) -> list[str]:
    """Register and remove a copy of the program; what is wrong."""
    home = installation.wine.drive / "registered"
    shutil.rmtree(home, ignore_errors=True)
    (home / "packages").mkdir(parents=True)
    shutil.copytree(installation.folder / "python", home / "python")
    shutil.copytree(WINDOWS / "setup", home / "setup", ignore=shutil.ignore_patterns("__pycache__"))
    (home / "setup" / "VERSION").write_text(f"{VERSION}\n", "utf-8")
    python = r"C:\registered\python\python.exe"
    faults = []

    def setup(verb: str) -> None:
        words = [python, "-I", "-B", r"C:\registered\setup", verb]
        done = installation.wine.run(words, seconds=LONGEST_S)
        if done.status:
            faults.append(f"setup {verb} ended with {done.status}: {done.text}")

    def asked(key: str) -> str:
        return installation.wine.run(["reg", "query", key, "/s"], seconds=LONGEST_S).text

    def links() -> list[Path]:
        return sorted((installation.wine.drive / "users").rglob("特定個人情報保護評価書.lnk"))

    setup("register")
    if r'"C:\registered\python\pythonw.exe" -m pia_desktop "%1"' not in asked(COMMAND):
        faults.append(f"a double click opens nothing: {asked(COMMAND)}")
    if VERSION not in asked(REMOVAL):
        faults.append(f"not in the list of programs: {asked(REMOVAL)}")
    if not links():
        faults.append("no entry in the Start menu")
    setup("remove")
    if "pythonw.exe" in asked(COMMAND) or VERSION in asked(REMOVAL) or links():
        faults.append("something of it was left with Windows")
    if (home / "packages").exists() or not (home / "python").is_dir():
        faults.append("removing left the program, or took what runs the script")
    print(f"windows-check: registered and removed under {HOME[:2]}, {len(faults)} faults")
    return faults
