"""What `make setup` says on a fresh machine: the step under way, and no warning of pip's own."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from kit.contents import ROOT
from tests.packaging.small_wheels import make_wheel, write_lock

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the Makefile is for Linux")

PROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "small-project"
version = "1.0"

[tool.hatch.build]
dev-mode-dirs = ["."]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one locked package, and an empty environment that borrows pip from here."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    write_lock(tmp_path / "a.lock", [make_wheel(wheels, "small-part", "any")])
    (tmp_path / "small_project").mkdir()
    (tmp_path / "small_project" / "__init__.py").touch()
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    venv.create(tmp_path / "env", with_pip=False)
    own = next((tmp_path / "env" / "lib").glob("python*/site-packages"))
    (own / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return tmp_path


def set_up(project: Path) -> subprocess.CompletedProcess[str]:
    """Run the script with a configuration of pip that it has something to say about."""
    configured = {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": f"{project}/wheels {project}/nowhere",
        "PIP_CONFIG_FILE": os.devnull,
    }
    script = ROOT / "packaging" / "setup_packages.sh"
    return subprocess.run(
        ["sh", str(script), "env/bin/python", "a.lock"],
        cwd=project,
        env={**os.environ, **configured},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.skipif(sys.prefix == sys.base_prefix, reason="pip is borrowed from an environment")
def test_says_the_step_and_no_warning(project: Path) -> None:
    done = set_up(project)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ("Setting up: installing the 1 packages of a.lock (about a minute) ...\n")
    log = (project / "env" / "setup.log").read_text("utf-8")
    assert "nowhere" in log, "what pip warned of is not lost"
    code = "import small_part, small_project; print(small_part.NAME)"
    python = project / "env" / "bin" / "python"
    ran = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "small-part\n"


def test_says_why_it_failed(project: Path) -> None:
    lock = project / "a.lock"
    lock.write_text(lock.read_text("utf-8").replace("sha256:", "sha256:" + "0" * 64)[:-65] + "\n")
    done = set_up(project)
    assert done.returncode == 1
    assert "hash" in done.stderr.lower()
    assert "env/setup.log" in done.stderr
    assert "nowhere" not in done.stderr
