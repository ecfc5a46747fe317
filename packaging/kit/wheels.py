"""The wheels for the Windows PC: fetched by pip after the lock, and read for what they say of
themselves.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from kit.locks import Locked, locked, normalized

PLATFORM = "win_amd64"


class WheelError(Exception):
    """A wheel that the lock doesn't know, or that doesn't run on the Windows PC."""


@dataclass(frozen=True)
class Wheel:
    """One wheel. `licence` is what its metadata says, in whatever words."""

    path: Path
    name: str
    version: str
    sha256: str
    licence: str


def download(lock: Path, folder: Path, python: str) -> None:
    """Have pip fetch every wheel of the lock for Windows; it compares each with its hash."""
    command = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check"]
    command += ["--only-binary", ":all:", "--platform", PLATFORM, "--python-version", python]
    command += ["--require-hashes", "-r", str(lock), "--dest", str(folder)]
    subprocess.run(command, check=True)  # noqa: S603 - our own arguments


def read_wheels(folder: Path) -> list[Wheel]:
    """Every wheel in the folder, by name."""
    return [read_wheel(path) for path in sorted(folder.glob("*.whl"))]


def check(wheels: Iterable[Wheel], lock: Path) -> None:
    """Refuse wheels that aren't exactly the lock's, or aren't for Windows on x64."""
    packages = locked(lock)
    by_name = {wheel.name: wheel for wheel in wheels}
    if by_name.keys() != packages.keys():
        raise WheelError(f"not the lock's packages: {sorted(by_name.keys() ^ packages.keys())}")
    for wheel in by_name.values():
        _check(wheel, packages[wheel.name])


def _check(wheel: Wheel, package: Locked) -> None:
    if wheel.version != package.version or wheel.sha256 not in package.hashes:
        raise WheelError(f"{wheel.path.name} is not what {package.name} is locked to")
    platform = wheel.path.stem.rpartition("-")[2]
    if platform not in ("any", PLATFORM):
        raise WheelError(f"{wheel.path.name} doesn't run on Windows x64")


def read_wheel(path: Path) -> Wheel:
    """What a wheel says of itself."""
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        head = HeaderParser().parsestr(archive.read(name).decode("utf-8"))
    licence = head["License-Expression"] or head["License"] or ""
    return Wheel(
        path=path,
        name=normalized(head["Name"]),
        version=head["Version"],
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        licence=" ".join(licence.split()),
    )
