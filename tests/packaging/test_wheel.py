"""The wheel and the sdist hold all that the program needs; installed, it runs from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
from pathlib import Path

import pytest

from kit.contents import ROOT
from pia_desktop import __version__
from tests.effort import LONGEST_CALL_S

DATA = ("templates", "resources", "docs/manual")

# The window with the file and the dialogs that read what was installed.
WINDOW = """\
import sys
from pathlib import Path
from ui.app import application, open_window
from ui.dialogs.about import AboutDialog
from ui.dialogs.manual import ManualDialog
app = application()
window = open_window(Path(sys.argv[1]))
manual, about = ManualDialog(window), AboutDialog(window)
for dialog in (manual, about):
    dialog.show()
app.processEvents()
from PySide6.QtWidgets import QTextBrowser
for dialog in (manual, about):
    print(max(len(each.toPlainText()) for each in dialog.findChildren(QTextBrowser)))
"""


def build(target: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target]
    subprocess.run(
        [*command, "--directory", str(folder)], cwd=ROOT, check=True, capture_output=True
    )
    (built,) = folder.iterdir()
    return built


def tracked(*folders: str) -> set[str]:
    """The files of these folders that belong to the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, check=True
    )
    return set(filter(None, listed.stdout.decode("utf-8").split("\0")))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel; what it depends on is this environment's."""
    folder = tmp_path_factory.mktemp("よその 場所")
    wheel = build("wheel", folder / "dist")
    venv.create(folder / "env", symlinks=True)
    python = folder / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-deps",
        "--no-index",
    ]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    asked = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    packages = subprocess.run([python, "-c", asked], capture_output=True, text=True, check=True)
    there = Path(packages.stdout.strip())
    (there / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"], "utf-8")
    return python


def call(python: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run this Python in a folder of its own, where nothing of the source tree is in reach."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "PIA_DESKTOP_DATA": str(cwd / "data"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    return subprocess.run(
        [str(python), "-P", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST_CALL_S,
        check=False,
    )


@pytest.mark.slow
def test_an_installed_wheel_is_a_whole_program(installed: Path, tmp_path: Path) -> None:
    where = call(
        installed, "-c", "import pia_desktop, ui; print(pia_desktop.__file__)", cwd=tmp_path
    )
    package = Path(where.stdout.strip()).parent
    assert not package.is_relative_to(ROOT)
    for name in tracked(*DATA):
        assert (package / name).read_bytes() == (ROOT / name).read_bytes()

    sample = package / "resources" / "sample" / "youshiki3.json"
    script = installed.with_name("pia-desktop" + (".exe" if os.name == "nt" else ""))
    assert script.is_file()
    calls = (
        ["--version"],
        ["forms"],
        ["from-json", str(sample), "評価書.pia"],
        ["export", "評価書.pia", "--xlsx", "評価書.xlsx", "--pdf", "評価書.pdf"],
        ["import", "評価書.xlsx", "取込.pia"],
    )
    done = [call(installed, "-m", "pia_desktop", *words, cwd=tmp_path) for words in calls]
    assert [each.returncode for each in done] == [0] * len(calls), [each.stderr for each in done]
    assert done[0].stdout == f"pia-desktop {__version__}\n"
    assert done[1].stdout.startswith("youshiki3-2018-05\t")
    assert (tmp_path / "評価書.pdf").read_bytes().startswith(b"%PDF")

    window = call(installed, "-c", WINDOW, "評価書.pia", cwd=tmp_path)
    assert window.returncode == 0, window.stderr
    assert all(int(length) > 100 for length in window.stdout.split())


@pytest.mark.slow
def test_a_program_without_its_forms_says_so(installed: Path, tmp_path: Path) -> None:
    asked = "from pia_desktop.files.paths import forms_dir; print(forms_dir())"
    forms = Path(call(installed, "-c", asked, cwd=tmp_path).stdout.strip())
    aside = forms.rename(forms.with_name("aside"))
    try:
        done = call(installed, "-m", "pia_desktop", "forms", cwd=tmp_path)
    finally:
        aside.rename(forms)
    assert done.returncode == 2
    assert "様式の定義（youshiki….yaml）が1つもありません" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.slow
def test_the_sdist_holds_the_project(tmp_path: Path) -> None:
    with tarfile.open(build("sdist", tmp_path / "dist")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert tracked(*DATA, "pia_desktop", "ui", "tests", "packaging", "Makefile", ".ci") <= names
