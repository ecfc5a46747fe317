"""Which Python for Windows somebody adds to the kit."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from kit.contents import ROOT

DEFINITION = ROOT / "packaging" / "windows" / "python.toml"


@dataclass(frozen=True)
class WindowsPython:
    """python.org's embeddable package: its file, and the hash that the install script asks for."""

    version: str
    file: str
    sha256: str
    page: str

    @property
    def release(self) -> str:
        """The release line that the wheels are fetched for, such as 3.13."""
        return ".".join(self.version.split(".")[:2])


def windows_python(definition: Path = DEFINITION) -> WindowsPython:
    """What the definition says."""
    return WindowsPython(**tomllib.loads(definition.read_text("utf-8")))
