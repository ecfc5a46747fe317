"""One program for many users, in a folder that nobody of them may write to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kit.contents import ROOT, program_files
from tests.locations import SAMPLES

# A mount of its own, read-only, which ends with the shell.
_READ_ONLY = """\
mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 77
touch "$1/a" 2>/dev/null && exit 77
shift
exec "$@"
"""
_WINDOW = """
import sys
from pathlib import Path
from ui.app import application, open_window
app = application()
window = open_window(Path(sys.argv[1]))
app.processEvents()
assert window.document is not None
window.document.set("cover.number", "8")
window.controllers.documents.save()
window.close()
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program as the kit lays it, in a folder of its own."""
    folder = tmp_path / "共有 (1)" / "pia-desktop"
    for path in program_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, folder / path)
    return folder


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting needs root")
def test_runs_from_a_folder_that_may_not_be_written_to(program: Path, tmp_path: Path) -> None:
    work = tmp_path / "使う人"
    shutil.copytree(SAMPLES, work)
    (program / "policy.toml").write_text(f"data = '{work}/data'\n", "utf-8")
    environ = {name: value for name, value in os.environ.items() if name != "PIA_DESKTOP_DATA"}
    environ |= {"PYTHONPATH": str(program), "QT_QPA_PLATFORM": "offscreen", "HOME": str(work)}
    environ["XDG_CACHE_HOME"] = str(work / "cache")

    def call(*words: str) -> None:
        command = ["unshare", "--mount", "sh", "-c", _READ_ONLY, "sh", str(program)]
        done = subprocess.run(
            [*command, sys.executable, *words],
            cwd=work,
            env=environ,
            capture_output=True,
            text=True,
        )
        if done.returncode == 77 or done.stderr.startswith("unshare: "):
            pytest.skip("no mounts of a test's own here")
        assert (done.returncode, done.stderr) == (0, "")

    before = sorted(program.rglob("*"))
    call("-m", "pia_desktop", "from-json", "youshiki3.json", "評価書.pia")
    call("-m", "pia_desktop", "export", "評価書.pia", "--pdf", "様式.pdf", "--xlsx", "様式.xlsx")
    call("-c", _WINDOW, "評価書.pia")
    assert sorted(program.rglob("*")) == before
    assert list((work / "data").rglob("*.pia")), "the backup, where the policy says"
