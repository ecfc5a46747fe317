"""Making a whole new program folder ready, before the installed one is touched."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from refusal import Refusal
from sums import check_sums

KIT = Path(__file__).resolve().parent.parent
PACKAGES = "packages"
WORKBOOKS = Path("templates", "workbooks")
# What is put beside the program as it stands in the kit.
BESIDE = (
    "uninstall.cmd",
    "register.cmd",
    "pia-desktop.cmd",
    "manual.pdf",
    "sbom.cdx.json",
    "licences",
    "setup",
)
# Of an installation that many users share.
SHARED_MARK = Path("setup", "SHARED")
# What a municipality writes itself: its words of law, and what its IT lays down. IT may put the
# latter into the kit too.
POLICY = Path("policy.toml")
OWN_TERMS = Path("templates", "terms-own.yaml")
_BOOKS = (".xlsx", ".xlsm")


def prepare(fresh: Path, installed: Path, *, shared: bool = False) -> None:
    """Fill the new folder, in which Python lies already, and see that the program starts in it."""
    check_sums(KIT)
    _install_packages(fresh / PACKAGES)
    with zipfile.ZipFile(next((KIT / "program").glob("*.zip"))) as program:
        program.extractall(fresh)
    for name in BESIDE:
        _copy(KIT / name, fresh / name)
    _set_search_path(fresh / "python")
    _keep_workbooks(installed, fresh)
    _keep_own_files(installed, fresh)
    if shared:
        (fresh / SHARED_MARK).touch()
    for name in ("pia_desktop", "ui"):
        compileall.compile_dir(fresh / name, quiet=2)
    _try(fresh)


def _copy(source: Path, target: Path) -> None:
    """A file or a folder, without the pip that was needed once."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("pip-*.whl"))
    else:
        shutil.copyfile(source, target)


def _install_packages(folder: Path) -> None:
    """Install the wheels with pip, which compares each with the hash in the lock file."""
    pip = next((KIT / "setup").glob("pip-*.whl")) / "pip"
    command = [sys.executable, str(pip), "--isolated", "install", "--quiet"]
    command += ["--no-index", "-f", str(KIT / "wheels"), "--only-binary", ":all:"]
    command += ["--disable-pip-version-check", "--no-warn-script-location", "--no-cache-dir"]
    command += ["--require-hashes", "-r", str(KIT / "wheels" / "requirements.lock")]
    command += ["--target", str(folder)]
    if subprocess.run(command, check=False).returncode != 0:  # noqa: S603 - our own arguments
        raise Refusal(
            "部品を入れられませんでした。", "空き容量を確かめて、もう一度実行してください。"
        )


def _set_search_path(python: Path) -> None:
    """Tell this Python where the program is; it then reads no other place and no setting."""
    for path in python.glob("python3*._pth"):
        lines = [f"{path.stem}.zip", ".", f"..\\{PACKAGES}", ".."]
        path.write_text("\n".join(lines) + "\n", "utf-8", newline="\r\n")


def _keep_workbooks(installed: Path, fresh: Path) -> None:
    """Carry over the blank workbooks that the municipality has put into the program."""
    for path in sorted((installed / WORKBOOKS).glob("*")):
        target = fresh / WORKBOOKS / path.name
        if path.suffix.lower() in _BOOKS and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def _keep_own_files(installed: Path, fresh: Path) -> None:
    """Carry over the municipality's own files; a policy in the kit goes before an older one."""
    for name in (POLICY, OWN_TERMS):
        sources = (KIT / name, installed / name) if name == POLICY else (installed / name,)
        for source in sources:
            if source.is_file():
                shutil.copyfile(source, fresh / name)
                break


def _try(fresh: Path) -> None:
    """Start the command line once and load what the window is made of."""
    path = os.pathsep.join((str(fresh), str(fresh / PACKAGES)))
    environ = {**os.environ, "PYTHONPATH": path}  # where the search path isn't set by a file
    qt = "from ui.background.pyside_start import import_pyside; import_pyside(); "  # and keep it
    qt += "import PySide6.QtWidgets"
    for trial in (["-m", "pia_desktop", "forms"], ["-c", qt]):
        done = subprocess.run(  # noqa: S603 - our own arguments
            [sys.executable, *trial], env=environ, cwd=fresh, capture_output=True, check=False
        )
        if done.returncode != 0:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise Refusal(
                f"入れたプログラムが始まりません（{lines[-1] if lines else done.returncode}）。",
                "この表示を控えて、作成元に知らせてください。",
            )
