"""The kit's scripts, run by wine's cmd.exe: installing, updating, refusing, registering, removing;
and what Windows then knows of it, read with Windows' own means.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from kit.contents import VERSION
from kit.freshness import is_fresh
from kit.windows_python import windows_python
from tests.locations import ROOT
from tests.windows.installation import COMPILER, HOME, KIT, Installation
from tests.windows.wine import Result, windows_path

COMMAND = r"HKCU\Software\Classes\pia-desktop.assessment\shell\open\command"
REMOVAL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\pia-desktop"
# As a municipality may call it: blanks and brackets are what scripts trip over.
SHARED = r"C:\Apps\pia desktop (1)"
OWN_BOOK = "町の様式4.xlsx"
# wine's cmd.exe puts what goes through a pipe into such a file and leaves it.
WINES_PIPE = re.compile(r"CMD[0-9a-f]+\.tmp", re.IGNORECASE)
# cmd.exe takes its command with quotes of its own, which no other program reads alike.
_CALL = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1]).returncode)"


def check_setup(installation: Installation, work: Path) -> list[str]:
    """Go through what an administrator does with the kit; what is wrong."""
    compiler = shutil.which(COMPILER)
    if compiler is None:
        print(f"windows-check: the kit's scripts left out: no {COMPILER} for what wine lacks")
        return []
    if not is_fresh(KIT):
        environ = {**os.environ, "PYTHONPATH": str(ROOT / "packaging")}
        subprocess.run([sys.executable, "-m", "kit"], cwd=ROOT, env=environ, check=True)
    _lay_stand_ins(installation, compiler)
    kit = _carried(installation, work)
    windows = _Windows(installation)
    before = windows.temporary()
    _one_user(windows, kit)
    _many_users(windows, kit)
    left = windows.temporary() - before
    if left:
        windows.faults.append(f"left in the temp folder: {sorted(left)}")
    print(f"windows-check: the kit's scripts: {len(windows.faults)} faults", flush=True)
    return windows.faults


def _one_user(windows: _Windows, kit: Path) -> None:
    install = f"{windows_path(kit)}\\install.cmd"
    place = windows.programs()
    home = windows.seen(place)
    shutil.rmtree(home, ignore_errors=True)
    windows.script(install, "/quiet")
    windows.expect("installed", place, known=True)
    if not list(home.rglob("*.pyside")):
        windows.faults.append("installing kept none of PySide's modules compiled")
    windows.script(rf"{place}\pia-desktop.cmd", "forms", says="youshiki4-2025-05")
    _into_a_pipe(windows, place)
    (home / "templates" / "workbooks" / OWN_BOOK).write_bytes(b"the municipality's own")
    windows.script(install, "/quiet")
    windows.expect("updated", place, known=True)
    if not (home / "templates" / "workbooks" / OWN_BOOK).exists():
        windows.faults.append("an update lost the municipality's workbook")
    sums = kit / "python" / "SHA256.txt"
    right = sums.read_bytes()
    sums.write_bytes(b"0" * 64 + right[64:])
    windows.script(install, "/quiet", status=1, says=windows_python().file)
    windows.script(install, "/quiet", "/no-such-thing", status=1)
    sums.write_bytes(right)
    windows.expect("refused", place, known=True)
    windows.script(rf"{place}\uninstall.cmd", "/quiet")
    windows.expect("removed", place, known=False)
    left = {path.name for path in home.rglob("*") if path.is_file()}
    if left != {OWN_BOOK}:
        windows.faults.append(f"removing left {sorted(left)}")
    shutil.rmtree(home)
    beside = [path.name for path in home.parent.iterdir()]
    if beside:
        windows.faults.append(f"left beside the program: {beside}")


def _into_a_pipe(windows: _Windows, place: str) -> None:
    """UTF-8, whatever the console's code page is: 932 here, as on a Japanese Windows."""
    out = windows.seen(r"C:\forms.txt")
    windows.line(f'"{place}\\pia-desktop.cmd" forms | findstr 2025 > C:\\forms.txt')
    said = out.read_bytes() if out.exists() else b""
    if "様式4 全項目評価書（令和7年5月）".encode() not in said:
        windows.faults.append(f"what came through a pipe is not readable: {said[:200]!r}")


def _many_users(windows: _Windows, kit: Path) -> None:
    (kit / "policy.toml").write_text("data = 'C:\\decreed\\%USERNAME%'\n", "utf-8")
    windows.script(
        f"{windows_path(kit)}\\install.cmd", "/to", SHARED, "/quiet", says="register.cmd"
    )
    windows.expect("installed for many", SHARED, known=False)
    windows.script(rf"{SHARED}\register.cmd", "/quiet")
    windows.expect("registered", SHARED, known=True)
    windows.script(rf"{SHARED}\pia-desktop.cmd", "new", "youshiki3-2025-05", r"C:\a.pia")
    windows.script(rf"{SHARED}\pia-desktop.cmd", "publish", r"C:\a.pia", "--date", "令和8年4月1日")
    if not list(windows.seen(r"C:\decreed").rglob("*.pia")):
        windows.faults.append("the policy was not followed: no backup in the decreed folder")
    windows.script(rf"{SHARED}\register.cmd", "/remove", "/quiet")
    windows.expect("unregistered", SHARED, known=False)
    windows.script(rf"{SHARED}\pia-desktop.cmd", "--version", says=VERSION)
    windows.script(rf"{SHARED}\uninstall.cmd", "/quiet")
    if windows.seen(SHARED).exists():
        windows.faults.append(f"left of the shared one: {os.listdir(windows.seen(SHARED))}")


def _lay_stand_ins(installation: Installation, compiler: str) -> None:
    script = windows_path(Path(__file__).with_name("stand_in.py")).replace("\\", "\\\\")
    python = installation.python.replace("\\", "\\\\")
    for name in ("tar.exe", "certutil.exe"):
        target = installation.wine.drive / "windows" / "system32" / name
        target.unlink(missing_ok=True)
        words = ["-O2", "-municode", f'-DPYTHON=L"{python}"', f'-DSCRIPT=L"{script}"']
        words += ["-o", str(target), str(Path(__file__).with_name("stand_in.c"))]
        subprocess.run([compiler, *words], check=True)


def _carried(installation: Installation, work: Path) -> Path:
    """The kit as it arrives at the PC, with the Python that an administrator has added."""
    kit = work / "USB メモリ (1)" / KIT.name
    shutil.rmtree(kit.parent, ignore_errors=True)
    shutil.copytree(KIT, kit)
    archive = kit / "python" / windows_python().file
    folder = installation.folder / "python"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(folder.iterdir()):
            packed.write(path, path.name)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    (kit / "python" / "SHA256.txt").write_text(f"{digest}  {archive.name}\n", newline="\r\n")
    return kit


class _Windows:
    """Calls programs, and asks Windows what it knows; notes what is wrong."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._wine = installation.wine
        self.faults: list[str] = []

    def script(self, *words: str, status: int = 0, says: str = "") -> None:
        """Run a script, and see how it ends and what it says."""
        quoted = " ".join(
            f'"{word}"' if not word.startswith(("/", "-")) else word for word in words
        )
        self.line(quoted, status, says)

    def line(self, line: str, status: int = 0, says: str = "") -> None:
        """The same for what a person types."""
        done = self._run(f'cmd.exe /c "{line}"')
        if done.status != status or says not in done.text:
            self.faults.append(f"{line} ended with {done.status}: {done.text}")

    def expect(self, when: str, place: str, *, known: bool) -> None:
        """All of the program there is known to Windows, or nothing."""
        told = {
            "file type": rf"{place}\python\pythonw.exe" in self._asked(COMMAND),
            "list of programs": VERSION in self._asked(REMOVAL),
            "Start menu": bool([*self._users().rglob("特定個人情報保護評価書.lnk")]),
        }
        wrong = [name for name, is_so in told.items() if is_so != known]
        self.faults += [f"{when}: {name} is {not known}" for name in wrong]

    def programs(self) -> str:
        """Where this user's program goes."""
        folder = self._run('cmd.exe /c "echo %LOCALAPPDATA%"').text.splitlines()[0].strip()
        return rf"{folder}\Programs\pia-desktop"

    def seen(self, place: str) -> Path:
        """A place on drive C:, seen from here."""
        return self._wine.drive / place.removeprefix(HOME[:3]).replace("\\", "/")

    def temporary(self) -> set[str]:
        """What lies in the temp folders, but for what wine itself leaves there."""
        names = {path.name for path in self._users().glob("*/AppData/Local/Temp/*")}
        return {name for name in names if not WINES_PIPE.fullmatch(name)}

    def _run(self, line: str) -> Result:
        return self._wine.run([self._installation.python, "-c", _CALL, line])

    def _asked(self, key: str) -> str:
        return self._wine.run(["reg", "query", key, "/s"]).text

    def _users(self) -> Path:
        return self._wine.drive / "users"
