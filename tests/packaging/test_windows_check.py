"""`make windows-check` says what this machine lacks, and is no failure then."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.locations import ROOT
from tests.windows.installation import PYTHON_ENV, install
from tests.windows.outputs import calls, first_difference, named_as_here
from tests.windows.wine import ROOT_ENV, MissingError, Wine, windows_path

pytestmark = pytest.mark.skipif(os.name == "nt", reason="it runs Windows from outside")


def test_says_that_there_is_no_wine(tmp_path: Path) -> None:
    environ = {**os.environ, ROOT_ENV: str(tmp_path), "PYTHONPATH": str(ROOT / "packaging")}
    command = [sys.executable, "-m", "tests.windows", "outputs"]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("windows-check: skipped: no wine 10 or newer")
    assert "make wine-root" in done.stdout


def test_says_that_there_is_no_windows_python(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PYTHON_ENV, str(tmp_path / "python.zip"))
    monkeypatch.setattr("tests.windows.installation.is_fresh", lambda kit: True)
    with pytest.raises(MissingError, match=r"python\.zip"):
        install(Wine("wine", "10.0", None, tmp_path / "prefix"), tmp_path)


def test_compares_every_kind_of_command() -> None:
    called = {words[0] for words in calls()}
    assert {"new", "from-json", "fill", "dump", "check", "export", "import", "publish"} <= called
    assert {"changes", "compare", "upgrade", "ledger", "items", "forms", "rules"} <= called


def test_knows_this_machines_files_by_their_windows_names() -> None:
    assert windows_path(Path("/srv/作業 (1)/a.pia")) == "Z:\\srv\\作業 (1)\\a.pia"


def test_a_folder_is_named_with_either_systems_separator(tmp_path: Path) -> None:
    (tmp_path / "提出" / "点検").mkdir(parents=True)
    (tmp_path / "提出" / "点検" / "a.pdf").touch()
    said = "「提出\\点検\\a.pdf」と「提出\\点検」、\\d は正規表現".encode()
    assert (
        named_as_here(said, tmp_path).decode()
        == "「提出/点検/a.pdf」と「提出/点検」、\\d は正規表現"
    )


def test_tells_the_line_that_one_side_has_alone() -> None:
    said = first_difference(b"", b"wine: no display\n")
    assert said == "0 lines, 1, 'wine: no display\\n'"
    assert first_difference(b"a\nb\n", b"a\n") == "2 lines, 1, 'b\\n'"
    assert first_difference(b"a\nb\n", b"a\nc\n") == "'b\\n', 'c\\n'"
    assert first_difference(b"a\n", b"a\r\n") == "'a\\n', 'a\\r\\n'"
