"""Finding a wine that is new enough, and running a Windows program in it."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.locations import ROOT, SHARED

# Python 3.13 asks for CopyFile2, which wine has since 10.
NEEDED = 10
# A folder with a whole system in it that has wine (make_wine_root.sh), where this one's is older.
ROOT_ENV = "PIA_WINE_ROOT"
OWN_ROOT = ROOT / "build" / "wine-root"
_NAMES = ("/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/bin/wine", "/usr/local/bin/wine")
_DISPLAYS = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers have their sockets

# For a program that hangs: none takes nearly as long, however busy the machine is.
LONGEST_CALL_S = 3600

# What the other root needs to see of this one, up to `--`. The mounts are this call's own and end
# with it.
_ENTER = """\
root=$1; shift
while [ "$1" != -- ]; do
    mkdir -p "$root$1" && mount --rbind "$1" "$root$1" || exit 125
    shift
done
shift
exec chroot "$root" "$@"
"""
# Debian's server ends with its last program: each call would start Windows anew, which takes longer
# than what is called. One that runs already is left as it is, without a word.
_CALL = 'wineserver -p60; cd "$0" && exec "$@"'


class MissingError(Exception):
    """What this machine lacks for the check."""


@dataclass(frozen=True)
class Result:
    """What a program answered."""

    status: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        """Both outputs, for a person."""
        data = self.out + self.err
        try:
            return data.decode("utf-8").strip()
        except UnicodeDecodeError:  # cmd.exe speaks the console's code page
            return data.decode("cp932", "replace").strip()


def windows_path(path: Path) -> str:
    """The name by which a Windows program knows a file of this machine."""
    return "Z:" + str(path).replace("/", "\\")


@dataclass(frozen=True)
class Wine:
    """A wine and the folder in which it has its drive C:."""

    program: str
    version: str
    root: Path | None
    prefix: Path

    @property
    def drive(self) -> Path:
        """Drive C:."""
        return self.prefix / "drive_c"

    def run(
        self,
        words: Iterable[str],
        *,
        seconds: int = LONGEST_CALL_S,
        folder: Path = ROOT,
        environ: Mapping[str, str] | None = None,
    ) -> Result:
        """Run a Windows program in a folder below the project's."""
        # Into files: wine's services inherit the outputs and would hold a pipe open.
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            command = [*self._entered(), *self._environ(environ or {})]
            command += ["sh", "-c", _CALL, str(folder), self.program, *words]
            try:
                done = subprocess.run(
                    command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, timeout=seconds
                )
                status = done.returncode
            except subprocess.TimeoutExpired:
                self.end()  # what was called doesn't end with its starter
                err.write(f"ended by windows-check after {seconds} s".encode())
                status = 124
            out.seek(0)
            err.seek(0)
            return Result(status, out.read(), err.read())

    def end(self) -> None:
        """End what still runs in this prefix, and only there."""
        server = [*self._entered(), *self._environ({}), "wineserver", "-k"]
        subprocess.run(server, check=False, capture_output=True, timeout=LONGEST_CALL_S)

    def _entered(self) -> list[str]:
        if self.root is None:
            return []
        enter = ["unshare", "--mount", "sh", "-c", _ENTER, "sh", str(self.root)]
        places = [Path("/proc"), Path("/dev"), ROOT, _DISPLAYS, SHARED]
        return [*enter, *(str(place) for place in places if place.is_dir()), "--"]

    def _environ(self, more: Mapping[str, str]) -> list[str]:
        values = {
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/lib/wine",
            "HOME": str(self.prefix.parent),
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winedbg.exe=d;certutil.exe=n",
            "LC_ALL": "ja_JP.UTF-8",  # its code page is 932 then, as on a Japanese Windows
            "DISPLAY": os.environ.get("DISPLAY", ""),
            **more,
        }
        return ["env", "-i", *(f"{name}={value}" for name, value in values.items())]


def find_wine(prefix: Path) -> Wine:
    """The wine of this system, or of the root beside it; MissingError says what is missing."""
    chosen = os.environ.get(ROOT_ENV)
    roots = [Path(chosen)] if chosen else [None, OWN_ROOT]
    seen = []
    for root in roots:
        for name in _NAMES:
            if not Path(f"{root or ''}{name}").is_file():
                continue
            if root is not None and os.geteuid() != 0:
                raise MissingError(f"the wine in {root} can be used by root alone")
            wine = Wine(name, "", root, prefix)
            version = _version(wine)
            if version and int(version.split(".")[0]) >= NEEDED:
                return Wine(name, version, root, prefix)
            seen.append(f"{root or ''}{name} ({version or 'no version'})")
            break
    hint = f"Debian 13 has it; `make wine-root` puts one into {OWN_ROOT.relative_to(ROOT)}"
    found = f", only {', '.join(seen)}" if seen else ""
    raise MissingError(f"no wine {NEEDED} or newer{found} ({hint})")


def _version(wine: Wine) -> str:
    _DISPLAYS.mkdir(exist_ok=True)
    answer = wine.run(["--version"])
    match = re.match(r"wine-(\d+(?:\.\d+)*)", answer.out.decode("ascii", "replace"))
    return match[1] if match else ""
