"""A home folder of its own for a process, and everything that lies in it afterwards."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.locations import ROOT

# What a graphical session would hand on, and what would lead out of the home folder.
_NOT_HANDED_ON = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "SESSION_MANAGER",
    "PIA_DESKTOP_",
    "PYTHON",
    "DBUS_",
)


@dataclass(frozen=True)
class Home:
    """`path` is the home folder, `work` where the clerk saves, `temp` the temp folder."""

    path: Path

    @property
    def work(self) -> Path:
        """Where the clerk saves."""
        return self.path / "書類"

    @property
    def temp(self) -> Path:
        """What programs take for the temp folder."""
        return self.path / "temp"

    @property
    def data(self) -> Path:
        """The program's own folder."""
        return self.path / "data" / "pia-desktop"

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a process that lives here."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(_NOT_HANDED_ON)}
        own = {f"XDG_{name}_HOME": str(self.path / name.lower()) for name in _XDG}
        temp = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(self.temp))
        runtime = {"XDG_RUNTIME_DIR": str(self.path / "runtime"), "HOME": str(self.path)}
        return {**kept, **own, **temp, **runtime, "PYTHONPATH": str(ROOT), **more}

    def holding(self, words: bytes) -> set[str]:
        """The files below the home folder that hold these words, also within archives."""
        needles = [words, words.decode().encode("utf-16-le")]
        return {
            path.relative_to(self.path).as_posix()
            for path in self.path.rglob("*")
            if any(needle in data for data in _contents(path) for needle in needles)
        }


_XDG = ("CONFIG", "DATA", "STATE", "CACHE")


def make_home(path: Path) -> Home:
    """An empty home folder."""
    home = Home(path)
    for folder in (home.work, home.temp, path / "runtime"):
        folder.mkdir(parents=True)
    (path / "runtime").chmod(0o700)
    return home


def _contents(path: Path) -> Iterator[bytes]:
    """A file's name, its bytes, and those of what is packed in it."""
    yield path.name.encode()
    if not path.is_file():
        return
    data = path.read_bytes()
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)
