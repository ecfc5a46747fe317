"""What a wheel of the kit loses, and that it stays a wheel that pip takes."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kit.bundled_parts import bundled_parts, file_version
from kit.lean_wheels import make_lean, write_lock
from kit.licences import notes
from kit.wheels import Wheel, read_wheels
from tests.packaging.small_wheels import make_wheel

# The block that holds a Windows library's version: mark, version of the block, version.
VERSION = b"\xbd\x04\xef\xfe\x00\x00\x01\x00" + b"\x0b\x00\x06\x00\x00\x00\x03\x00"
QT = {
    "PySide6/__init__.py": b"",
    "PySide6/QtCore.pyd": b"",
    "PySide6/QtQml.pyd": b"",
    "PySide6/Qt6Core.dll": b"MZ..." + VERSION + b"10.49 2026-09-28\0",
    "PySide6/Qt6Quick.dll": b"",
    "PySide6/Qt6Designer.dll": b"",
    "PySide6/opengl32sw.dll": b"",
    "PySide6/designer.exe": b"",
    "PySide6/vcruntime140.dll": b"MZ" + VERSION,
    "PySide6/vcomp140.dll": b"",
    "PySide6/plugins/platforms/qwindows.dll": b"",
    "PySide6/plugins/sqldrivers/qsqlite.dll": b"",
    "PySide6/plugins/tls/qschannelbackend.dll": b"",
    "PySide6/qml/QtQuick/plugin.dll": b"",
    "PySide6/resources/icudtl.dat": b"",
    "PySide6/translations/qtbase_ja.qm": b"",
    "PySide6/translations/qtbase_de.qm": b"",
    "PySide6/QtCore.pyi": b"",
}
LEFT = {
    "PySide6/__init__.py",
    "PySide6/QtCore.pyd",
    "PySide6/Qt6Core.dll",
    "PySide6/vcruntime140.dll",
    "PySide6/plugins/platforms/qwindows.dll",
    "PySide6/translations/qtbase_ja.qm",
}


@pytest.fixture
def wheels(tmp_path: Path) -> list[Wheel]:
    """A wheel of Qt's shape, and one that has nothing to lose."""
    path = make_wheel(tmp_path, "pyside6-essentials", "any")
    with zipfile.ZipFile(path, "a") as archive:
        for name, data in QT.items():
            archive.writestr(name, data)
    make_wheel(tmp_path, "small-part", "any")
    return read_wheels(tmp_path)


def test_only_what_the_window_loads_stays(wheels: list[Wheel]) -> None:
    qt, small = make_lean(wheels)
    names = set(zipfile.ZipFile(qt.wheel.path).namelist())
    assert {name for name in names if name.startswith("PySide6/")} == LEFT
    assert set(QT) - LEFT <= set(qt.left_out)
    assert qt.fetched_sha256 == wheels[0].sha256 != qt.wheel.sha256
    assert (small.left_out, small.wheel) == ((), wheels[1])


def test_pip_takes_the_lean_wheel_by_the_kits_own_lock(wheels: list[Wheel], tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    write_lock(make_lean(wheels), lock)
    target = tmp_path / "target"
    command = [sys.executable, "-m", "pip", "--isolated", "install", "--quiet", "--no-index"]
    command += ["-f", str(tmp_path), "--require-hashes", "-r", str(lock), "--target", str(target)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (target / "PySide6" / "Qt6Core.dll").is_file()
    assert not (target / "PySide6" / "opengl32sw.dll").exists()


def test_parts_of_others_are_named_with_their_versions(wheels: list[Wheel]) -> None:
    lean = make_lean(wheels)
    parts = {part.name: part for part in bundled_parts(each.wheel for each in lean)}
    assert parts["qt"].version == "6.11.3"
    assert parts["qt"].source.endswith("/qt/6.11/6.11.3/")
    assert parts["pcre2"].version == "10.49"
    assert parts["microsoft-visual-cpp-runtime"].version == "6.11.3.0"
    text = notes(lean)
    assert "pyside6-essentials 1.0: https://code.qt.io/" in text
    assert "qt 6.11.3: https://download.qt.io/" in text
    assert "pcre2 10.49（qt の中）: BSD-3-Clause" in text
    assert wheels[0].sha256 in text
    assert "small-part" not in text


def test_a_library_without_a_version_is_noticed() -> None:
    assert file_version(VERSION) == "6.11.3.0"
    with pytest.raises(ValueError, match="without a version"):
        file_version(b"MZ")
