"""The kit that `make kit` has left in dist/: the real wheels. `make kit` runs this at its end."""

from __future__ import annotations

import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from kit.contents import ROOT
from kit.freshness import is_fresh
from kit.locks import locked
from kit.offline import LOCK, TOOLS, folder_name
from kit.wheels import check, read_wheels

KIT = ROOT / "dist" / folder_name()
pytestmark = pytest.mark.skipif(
    not is_fresh(KIT), reason="make kit has not been run here since the last change"
)


def test_sums_hold() -> None:
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=KIT, check=True)


def test_wheels_are_the_locks_for_windows() -> None:
    wheels = read_wheels(KIT / "wheels")
    check(wheels, LOCK)
    check(read_wheels(KIT / "setup"), TOOLS)
    kinds = {wheel.path.stem.rpartition("-")[2] for wheel in wheels}
    assert kinds == {"win_amd64", "any"}


def test_qt_is_windows_own() -> None:
    wheel = next((KIT / "wheels").glob("pyside6_essentials-*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert "PySide6/Qt6Widgets.dll" in names
    assert "PySide6/plugins/platforms/qwindows.dll" in names


def test_list_of_components_has_every_locked_package() -> None:
    parts = json.loads((KIT / "sbom.cdx.json").read_text("utf-8"))["components"]
    listed = {part["name"]: part for part in parts if part.get("purl", "").startswith("pkg:pypi")}
    packages = {**locked(LOCK), **locked(TOOLS)}
    assert listed.keys() == packages.keys()
    for name, package in packages.items():
        part = listed[name]
        assert part["version"] == package.version
        assert part["hashes"][0]["content"] in package.hashes
        assert part["licenses"], name


def test_every_package_has_its_licence() -> None:
    folders = {path.name for path in (KIT / "licences").iterdir() if path.is_dir()}
    assert folders == {"pia-desktop", *locked(LOCK), *locked(TOOLS)}


def test_nothing_was_left_in_it() -> None:
    odd = [path for path in KIT.rglob("*") if path.suffix in (".pyc", ".tmp", ".log")]
    assert not odd
    assert {path.name for path in (KIT / "python").iterdir()} >= {"SHA256.txt", "README.txt"}
    assert Path(KIT / "install.cmd").is_file()
