"""The bundle: the program and its Python in one folder, made by PyInstaller for this system."""

from __future__ import annotations

import gzip
import io
import platform
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

from kit import licences
from kit.contents import NAME, ROOT, VERSION
from kit.locks import locked
from kit.offline import LOCK

SPEC = ROOT / "packaging" / "pia-desktop.spec"


def archive_name() -> str:
    """The archive that the bundle is handed over as."""
    return f"{NAME}-{VERSION}-{sys.platform}-{platform.machine().lower()}.tar.gz"


def build(dist: Path, work: Path) -> Path:
    """Make the bundle's folder and its archive below `dist`; the archive is given back."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", str(dist), "--workpath", str(work), str(SPEC)]
    subprocess.run(command, check=True, cwd=ROOT)  # noqa: S603 - our own arguments
    folder = dist / NAME
    texts = [*licences.of_the_program(), *licences.of_installed(_installed()), *_of_python()]
    licences.write(texts, folder / "licences")
    archive = dist / archive_name()
    archive.write_bytes(_packed(folder))
    return archive


def _installed() -> list[str]:
    return list(locked(LOCK))


def _of_python() -> list[licences.Text]:
    """Python's own licence, where this Python keeps it."""
    path = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    if not path.is_file():
        return []
    return [licences.Text("python", path.name, path.read_bytes())]


def _packed(folder: Path) -> bytes:
    """The folder as an archive, without this machine's users and times."""
    out = io.BytesIO()
    with (
        gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w") as archive,
    ):
        archive.add(folder, folder.name, filter=_plain)
    return out.getvalue()


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    return member
