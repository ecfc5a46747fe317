"""A place with no Python, no fonts and no network: a root of its own that holds the bundle and the
system's libraries, entered with namespaces that any user may make.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

PROGRAM = Path("/program/pia-desktop")
_DEVICES = ("null", "urandom", "zero")
_ENTER = (
    "unshare",
    "--map-root-user",
    "--mount",
    "--net",
    "--pid",
    "--ipc",
    "--fork",
    "--kill-child",
)
_READY = """
set -e
root=$1; shift
mount --bind "$root" "$root"
for device in null urandom zero; do mount --bind "/dev/$device" "$root/dev/$device"; done
mount -t proc proc "$root/proc"
exec chroot "$root" "$@"
"""


class BareRoot:
    """The root. Nothing of this machine is in it but what `fill` has put there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("dev", "proc", "tmp", "desk"):
            (folder / name).mkdir(parents=True)
        for name in _DEVICES:
            (folder / "dev" / name).touch()

    def fill(self, bundle: Path) -> None:
        """Move the unpacked bundle in, with the libraries of the system that it asks for."""
        inside = self.folder / PROGRAM.relative_to("/")
        inside.parent.mkdir(parents=True)
        shutil.move(bundle, inside)
        for library in sorted(_of_the_system(inside)):
            copy = self.folder / library.relative_to("/")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(library.resolve(), copy)
            copy.chmod(0o755)

    def network(self) -> list[str]:
        """The network devices that the place has."""
        command = [*_ENTER, "--mount-proc", "cat", "/proc/net/dev"]
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return [line.partition(":")[0].strip() for line in listed.splitlines() if ":" in line]

    def start(self, arguments: Sequence[str], **environ: str) -> subprocess.Popen[str]:
        """Start the program in it, with this environment and no other."""
        command = [*_ENTER, "sh", "-c", _READY, "sh", str(self.folder)]
        return subprocess.Popen(
            [*command, str(PROGRAM / "pia-desktop"), *arguments],
            env={"PATH": os.environ["PATH"], "HOME": "/desk", **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> str:
        """Run a verb and give back what it printed; it must be done without a complaint."""
        process = self.start(arguments)
        out, complaint = process.communicate(timeout=120)
        assert process.returncode == 0, complaint
        assert complaint == ""
        return out


def can_enter() -> bool:
    """Whether this machine lets a user make such a root."""
    command = [*_ENTER, "true"]
    return (
        bool(shutil.which("unshare"))
        and not subprocess.run(command, capture_output=True).returncode
    )


def _of_the_system(bundle: Path) -> set[Path]:
    """What the dynamic linker takes from outside of the bundle."""
    found = _linked(bundle / "pia-desktop")  # starts alone, and shows the others the way then
    for path in bundle.rglob("*.so*"):
        found |= _linked(path, LD_LIBRARY_PATH=str(bundle))
    return {path for path in found if not path.is_relative_to(bundle)}


def _linked(file: Path, **environ: str) -> set[Path]:
    listed = subprocess.run(
        ["ldd", str(file)], env={**os.environ, **environ}, capture_output=True, text=True
    )
    return {Path(word) for word in listed.stdout.split() if word.startswith("/")}
