"""The offline kit: the folder that the municipality's IT carries to a Windows PC."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kit import licences
from kit.contents import NAME, ROOT, VERSION, program_files
from kit.lean_wheels import LeanWheel, make_lean, write_lock
from kit.manual import guide, manual, pdf
from kit.release_note import release_note
from kit.sbom import sbom
from kit.sums import write_slip, write_sums
from kit.wheels import Wheel, check, download, read_wheels
from kit.windows_python import WindowsPython, windows_python

WINDOWS = ROOT / "packaging" / "windows"
LOCK = ROOT / "requirements.lock"
TOOLS = ROOT / "requirements-kit.lock"
SCRIPTS = ("install.cmd", "uninstall.cmd", "register.cmd", "pia-desktop.cmd")
# IT puts a file into it, and may name another release of it there.
OPEN_FOLDER = "python"
# The earliest date that a zip can hold: the same program is the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)

_PYTHON_PAGE = """\
このフォルダーに、Windows用のPythonを置いてください。

ファイル: {file}
公開ページ: {page}
（Windows embeddable package (64-bit)）

SHA256.txt の値と公開ページの値が同じことを確かめてください。
詳しくは install-guide.pdf をご覧ください。
"""

Fetch = Callable[[Path, Path, str], None]


@dataclass(frozen=True)
class Parts:
    """What the kit is put together from. `fetch(lock, folder, release)` brings the wheels."""

    lock: Path = LOCK
    tools: Path = TOOLS
    fetch: Fetch = download


def folder_name() -> str:
    """The kit's folder."""
    return f"{NAME}-{VERSION}-windows-x64"


def build(dist: Path, parts: Parts | None = None) -> Path:
    """Make the kit anew below `dist`, and give its folder back."""
    parts = parts or Parts()
    python = windows_python()
    kit = dist / folder_name()
    if kit.exists():
        shutil.rmtree(kit)
    for name in ("wheels", "setup", "program", "messages", OPEN_FOLDER):
        (kit / name).mkdir(parents=True)
    wheels = make_lean(_put_wheels(kit / "wheels", parts.lock, parts.fetch, python))
    write_lock(wheels, kit / "wheels" / "requirements.lock")
    tools = _put_wheels(kit / "setup", parts.tools, parts.fetch, python)
    _put_setup(kit)
    _put_python(kit / OPEN_FOLDER, python)
    _put_program(kit / "program" / f"{NAME}-{VERSION}.zip")
    _put_papers(kit, wheels, tools, python)
    write_sums(kit, besides=(OPEN_FOLDER,))
    write_slip(kit)
    return kit


def _put_wheels(folder: Path, lock: Path, fetch: Fetch, python: WindowsPython) -> list[Wheel]:
    fetch(lock, folder, python.release)
    wheels = read_wheels(folder)
    check(wheels, lock)
    return wheels


def _put_setup(kit: Path) -> None:
    """The scripts, in the shape in which Windows reads them."""
    for name in SCRIPTS:
        text = (WINDOWS / name).read_text("ascii")
        (kit / name).write_text(text, "ascii", newline="\r\n")
    for path in sorted((WINDOWS / "messages").glob("*.txt")):
        # UTF-16 with its mark: TYPE shows it right whatever the console's code page is.
        text = path.read_text("utf-8")
        (kit / "messages" / path.name).write_text(text, "utf-16", newline="\r\n")
    for path in sorted((WINDOWS / "setup").glob("*.py")):
        shutil.copyfile(path, kit / "setup" / path.name)
    (kit / "setup" / "VERSION").write_text(f"{VERSION}\n", "utf-8", newline="\n")


def _put_python(folder: Path, python: WindowsPython) -> None:
    line = f"{python.sha256}  {python.file}\n"
    (folder / "SHA256.txt").write_text(line, "ascii", newline="\r\n")
    page = _PYTHON_PAGE.format(file=python.file, page=python.page)
    (folder / "README.txt").write_text(page, "utf-8-sig", newline="\r\n")


def _put_program(archive: Path) -> None:
    with zipfile.ZipFile(archive, "w") as program:  # most of it are fonts: packing saves little
        for path in program_files():
            member = zipfile.ZipInfo(path.as_posix(), _DATE)
            member.external_attr = 0o644 << 16
            program.writestr(member, (ROOT / path).read_bytes())


def _put_papers(
    kit: Path, lean: list[LeanWheel], tools: list[Wheel], python: WindowsPython
) -> None:
    wheels = [each.wheel for each in lean]
    (kit / "manual.pdf").write_bytes(pdf(manual()))
    (kit / "install-guide.pdf").write_bytes(pdf(guide()))
    (kit / "RELEASE-NOTES.md").write_text(release_note(), "utf-8-sig", newline="\r\n")
    (kit / "sbom.cdx.json").write_text(sbom(lean, tools, python), "utf-8", newline="\n")
    texts = [*licences.of_the_program(), *licences.of_wheels([*wheels, *tools])]
    licences.write(texts, kit / "licences", licences.notes(lean))
