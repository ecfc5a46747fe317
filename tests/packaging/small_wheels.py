"""Wheels and a lock of the tests' own, so that a kit can be built without fetching anything."""

from __future__ import annotations

import hashlib
import importlib.resources
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from kit.offline import Parts

LICENCE = "Anybody may use it.\n"
NAMES = ("small-part", "other-part")


@dataclass(frozen=True)
class Store:
    """A folder of wheels that stands for a package index."""

    folder: Path

    def parts(self) -> Parts:
        """What a kit is built from, its wheels brought from here."""
        return Parts(self.folder / "parts.lock", self.folder / "tools.lock", self._fetch)

    def _fetch(self, lock: Path, folder: Path, release: str) -> None:
        for wheel in (self.folder / lock.stem).glob("*.whl"):
            shutil.copyfile(wheel, folder / wheel.name)


def make_store(folder: Path) -> Store:
    """Two small parts, and the pip that every Python can bring along."""
    bundled = importlib.resources.files("ensurepip") / "_bundled"
    pips = [Path(str(path)) for path in bundled.iterdir() if path.name.startswith("pip-")]
    if not pips:
        pytest.skip("this Python brings no pip along")
    for name in ("parts", "tools"):
        (folder / name).mkdir()
    for name in NAMES:  # for any system: pip installs them here too
        make_wheel(folder / "parts", name, "any")
    shutil.copyfile(pips[0], folder / "tools" / pips[0].name)
    for name in ("parts", "tools"):
        write_lock(folder / f"{name}.lock", sorted((folder / name).glob("*.whl")))
    return Store(folder)


def make_wheel(folder: Path, name: str, platform: str, licence: str = LICENCE) -> Path:
    """A wheel with one module that holds its name."""
    plain = name.replace("-", "_")
    info = f"{plain}-1.0.dist-info"
    files = {
        f"{plain}.py": f"NAME = {name!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n"
        "License-Expression: MIT\n",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\n"
        f"Tag: py3-none-{platform}\n",
    }
    if licence:
        files[f"{info}/licenses/LICENSE"] = licence
    rows = [*(f"{file},," for file in files), f"{info}/RECORD,,"]
    path = folder / f"{plain}-1.0-py3-none-{platform}.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in {**files, f"{info}/RECORD": "\n".join(rows) + "\n"}.items():
            wheel.writestr(file, text)
    return path


def write_lock(lock: Path, wheels: list[Path]) -> None:
    """A lock as `make lock` writes it."""
    lines = ["# a lock of the tests"]
    for wheel in wheels:
        name, version = wheel.name.split("-")[:2]
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        lines.append(f"{name.replace('_', '-')}=={version} \\\n    --hash=sha256:{digest}")
    lock.write_text("\n".join(lines) + "\n", "utf-8")
