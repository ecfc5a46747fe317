"""What is packed, held against the program: nothing that it needs is missing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kit.contents import NAME, PACKAGES, ROOT, data_files, modules
from kit.unused_files import PLUGINS, Entry, excluded, plugin_of, prune

ISS = ROOT / "packaging" / "windows" / "pia-desktop.iss"
SPEC = ROOT / "packaging" / "pia-desktop.spec"


def test_every_module_is_packed() -> None:
    packed = modules()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            if not name.endswith("__main__"):
                assert name.removesuffix(".__init__") in packed
    assert not [name for name in packed if "test" in name]


def test_every_file_that_the_program_opens_is_packed(tmp_path: Path) -> None:
    environ = {**os.environ, "PIA_DESKTOP_DATA": str(tmp_path / "data")}
    command = [sys.executable, "-m", "tests.packaging.opened", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    opened = {
        line.removeprefix("opened ")
        for line in done.stdout.splitlines()
        if line.startswith("opened ") and "/__pycache__/" not in line  # made where it is started
    }
    assert {"templates/forms/youshiki3-2025-05.yaml", "resources/style/window.qss"} <= opened
    assert {"resources/fonts/OFL.txt", "docs/manual/01-はじめに.md"} <= opened
    assert opened <= {path.as_posix() for path in data_files()}


def test_every_data_file_of_the_repository_is_packed() -> None:
    """Qt opens icons and style sheets itself, unseen by Python."""
    places = ["templates", "resources", "docs/manual", "LICENSE"]
    listed = subprocess.run(
        ["git", "ls-files", "-z", *places], cwd=ROOT, check=True, capture_output=True, text=True
    )
    tracked = {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}
    assert tracked <= {path.as_posix() for path in data_files()}


def test_folders_that_the_program_names_are_packed() -> None:
    from pia_desktop.files import paths

    for folder in (paths.forms_dir, paths.workbooks_dir, paths.resources_dir, paths.manual_dir):
        place = folder().relative_to(ROOT).as_posix()
        assert any(path.as_posix().startswith(f"{place}/") for path in data_files()), place


def test_recipe_takes_its_lists_from_one_place() -> None:
    recipe = SPEC.read_text("utf-8")
    assert "hiddenimports=modules()" in recipe
    assert "for path in data_files()" in recipe
    compile(recipe, str(SPEC), "exec")


def test_what_is_installed_for_developing_is_left_out() -> None:
    out = excluded(ROOT / "requirements.lock")
    assert {"pytest", "mypy", "hypothesis", "PySide6.QtNetwork", "ssl"} <= set(out)
    assert not {"PySide6", "pydantic", "PIL", "yaml", "reportlab", *PACKAGES} & set(out)


QT = "PySide6/Qt/plugins"


@pytest.mark.parametrize("folder", ["PySide6/Qt/translations", "PySide6/translations"])
def test_of_the_translations_qt_s_own_japanese_one_is_packed(folder: str) -> None:
    names = ("qtbase_ja.qm", "qtbase_de.qm", "linguist_ja.qm")
    entries: list[Entry] = [(f"{folder}/{name}", f"/x/{name}", "DATA") for name in names]
    assert [place for place, _, _ in prune(entries, lambda _file: [])] == [f"{folder}/qtbase_ja.qm"]


def test_unused_plugins_take_what_they_link_to_with_them() -> None:
    entries: list[Entry] = [
        ("PySide6/QtWidgets.abi3.so", "widgets", "EXTENSION"),
        (f"{QT}/platforms/libqxcb.so", "xcb", "BINARY"),
        (f"{QT}/platformthemes/libqgtk3.so", "gtk theme", "BINARY"),
        (f"{QT}/tls/libqopensslbackend.so", "tls", "BINARY"),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", "Qt6Widgets", "BINARY"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "Qt6Core", "BINARY"),
        ("PySide6/Qt/lib/libQt6Network.so.6", "Qt6Network", "BINARY"),
        ("libgtk-3.so.0", "gtk", "BINARY"),
        ("libcups.so.2", "cups", "BINARY"),
        ("libpython3.11.so.1.0", "python", "BINARY"),
    ]
    links = {
        "widgets": ["libQt6Widgets.so.6"],
        "Qt6Widgets": ["libQt6Core.so.6", "libc.so.6"],
        "gtk theme": ["libgtk-3.so.0"],
        "tls": ["libQt6Network.so.6"],
    }
    kept = prune(entries, lambda file: links.get(file, []))
    assert [entry[1] for entry in kept] == ["widgets", "xcb", "Qt6Widgets", "Qt6Core", "python"]


@pytest.mark.parametrize(
    "place",
    [f"{QT}/platforms/libqoffscreen.so", "PySide6\\plugins\\platforms\\qwindows.dll"],
    ids=["Linux", "Windows"],
)
def test_plugins_are_known_on_both_systems(place: str) -> None:
    plugin = plugin_of(place)
    assert plugin is not None
    folder, name = plugin
    assert name in PLUGINS[folder]
    assert prune([(place, "file", "BINARY")], lambda file: []) == [(place, "file", "BINARY")]


def test_installer_packs_what_pyinstaller_makes() -> None:
    text = ISS.read_text("utf-8-sig")
    bundle = re.search(r'#define Bundle "(.+)"', text)
    assert bundle is not None
    folder = ISS.parent.joinpath(*bundle[1].split("\\")).resolve()
    assert folder == ROOT / "dist" / NAME
    assert re.findall(r'^Source: "(.+?)"', text, re.MULTILINE) == [r"{#Bundle}\*"]
    assert "recursesubdirs" in text
    programs = set(re.findall(r"\{app\}\\([\w-]+)\.exe", text))
    assert programs == {f"{NAME}w"}
    assert 'programs.append(program(f"{NAME}w", console=False))' in SPEC.read_text("utf-8")
    for named in re.findall(r"^(?:LicenseFile|SetupIconFile)=(.+)$", text, re.MULTILINE):
        assert ISS.parent.joinpath(*named.split("\\")).resolve().is_file()
    packed = {path.as_posix() for path in data_files()}
    for inner in re.findall(r"\{app\}\\(resources\\[\w\\.-]+)", text):
        assert inner.replace("\\", "/") in packed


@pytest.mark.usefixtures("setup_modules")
def test_installer_and_kit_register_the_same() -> None:
    from registration import TITLE, TYPE

    text = ISS.read_text("utf-8-sig")
    assert "PrivilegesRequired=lowest" in text
    assert "HKLM" not in text
    assert f'ValueData: "{TYPE}"' in text
    assert f'Name: "{{userprograms}}\\{TITLE}"' in text
    assert r"DefaultDirName={localappdata}\Programs\pia-desktop" in text


def test_icon_has_every_size_that_windows_asks_for() -> None:
    from PIL import Image

    with Image.open(ROOT / "resources" / "icons" / "pia-desktop.ico") as icon:
        sizes = icon.info["sizes"]
    assert {(size, size) for size in (16, 24, 32, 48, 256)} <= sizes
