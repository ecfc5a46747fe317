"""The kit that `make kit` has left in dist/: the real wheels. `make kit` runs this at its end."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kit.contents import ROOT
from kit.freshness import is_fresh
from kit.locks import locked
from kit.offline import LOCK, TOOLS, folder_name
from kit.sbom import FETCHED
from kit.wheels import check, read_wheels

KIT = ROOT / "dist" / folder_name()
pytestmark = pytest.mark.skipif(
    not is_fresh(KIT), reason="make kit has not been run here since the last change"
)


def test_sums_hold() -> None:
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=KIT, check=True)


def components() -> dict[str, Any]:
    parts = json.loads((KIT / "sbom.cdx.json").read_text("utf-8"))["components"]
    return {part["name"]: part for part in parts}


def fetched(part: dict[str, Any]) -> str:
    """The digest that a wheel had before what isn't used was left out of it."""
    own = {each["name"]: each["value"] for each in part.get("properties", ())}
    return str(own.get(FETCHED, part["hashes"][0]["content"]))


def test_wheels_are_the_locks_for_windows() -> None:
    wheels = read_wheels(KIT / "wheels")
    check(wheels, KIT / "wheels" / "requirements.lock")
    assert {wheel.name: wheel.version for wheel in wheels} == {
        name: package.version for name, package in locked(LOCK).items()
    }
    check(read_wheels(KIT / "setup"), TOOLS)
    kinds = {wheel.path.stem.rpartition("-")[2] for wheel in wheels}
    assert kinds == {"win_amd64", "any"}


def test_qt_is_windows_own() -> None:
    wheel = next((KIT / "wheels").glob("pyside6_essentials-*.whl"))
    names = zipfile.ZipFile(wheel).namelist()
    assert "PySide6/Qt6Widgets.dll" in names
    assert "PySide6/plugins/platforms/qwindows.dll" in names
    assert not [
        name for name in names if re.search("Quick|Qml|Designer|opengl|icudt|Network", name)
    ]


def test_kit_is_small_enough_to_carry() -> None:
    assert sum(path.stat().st_size for path in KIT.rglob("*") if path.is_file()) < 85_000_000


@pytest.mark.skipif(shutil.which("objdump") is None, reason="objdump is not installed")
def test_every_library_that_is_asked_for_is_there_or_windows_own(tmp_path: Path) -> None:
    for wheel in (KIT / "wheels").glob("*.whl"):
        zipfile.ZipFile(wheel).extractall(tmp_path)
    libraries = [*tmp_path.rglob("*.dll"), *tmp_path.rglob("*.pyd")]
    here = {path.name.lower() for path in libraries} | {"python3.dll", "python313.dll"}
    asked: dict[str, str] = {}
    for path in libraries:
        listed = subprocess.run(
            ["objdump", "-p", path], capture_output=True, text=True, check=True
        ).stdout
        asked |= {name.lower(): path.name for name in re.findall(r"DLL Name: (\S+)", listed)}
    ours = re.compile(r"(qt6|pyside|shiboken|msvcp|vcruntime|concrt|vcomp|icudt|opengl32sw)")
    assert {name: by for name, by in asked.items() if ours.match(name) and name not in here} == {}


def test_list_of_components_has_every_locked_package() -> None:
    parts = components()
    listed = {
        name: part for name, part in parts.items() if part.get("purl", "").startswith("pkg:pypi")
    }
    packages = {**locked(LOCK), **locked(TOOLS)}
    assert listed.keys() == packages.keys()
    for name, package in packages.items():
        part = listed[name]
        assert part["version"] == package.version
        assert fetched(part) in package.hashes
        assert part["licenses"], name
    for name in ("qt", "pcre2", "freetype", "microsoft-visual-cpp-runtime", "pdfium"):
        assert parts[name]["licenses"], name
    for name in ("qt", "pdfium"):  # what readers of their security notices look up
        assert re.fullmatch(r"\d+(\.\d+){2,3}", parts[name]["version"]), name
    for name in ("qt", "pyside6-essentials", "shiboken6"):
        assert parts[name]["externalReferences"][0]["url"].startswith("https://"), name


def test_every_package_has_its_licence() -> None:
    folders = {path.name for path in (KIT / "licences").iterdir() if path.is_dir()}
    assert folders == {"pia-desktop", *locked(LOCK), *locked(TOOLS)}


def test_nothing_was_left_in_it() -> None:
    odd = [path for path in KIT.rglob("*") if path.suffix in (".pyc", ".tmp", ".log")]
    assert not odd
    assert {path.name for path in (KIT / "python").iterdir()} >= {"SHA256.txt", "README.txt"}
    assert Path(KIT / "install.cmd").is_file()
