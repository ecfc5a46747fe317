"""What every test may ask for: programs and folders that may be absent skip with a reason."""

import errno
import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.assessment.document import Document
from pia_desktop.forms import load_form_by_id
from tests.effort import load_profile
from tests.locations import REAL
from tests.shared_outputs import SharedOutputs
from tests.strategies import PNG

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Answers of assessments that cities have published: kept outside the repository.
NO_REAL = f"no real assessments in {REAL}"

load_profile()

# Workbooks are a million small objects, and hardly any of them refer to each other in a circle:
# looking through them as often as Python does costs a fifth of the time.
gc.set_threshold(100_000, 50, 100)

SMALL_ASSESSMENT = {
    "cover": {"name": "試験の評価書", "number": "7"},
    "systems": [{"name": "台帳", "connections": {"その他": "試験の宛名システム"}}],
    "process": {"figures": [{"file": "図.png", "caption": "流れの図"}]},
    "files": [{"name": "台帳ファイル", "outsourcing": [{"name": "入力"}, {}]}],
    "changes": [{"date": "令和7年5月1日", "item": "Ⅰ", "timing": "事後"}],
}


def pytest_configure(config: pytest.Config) -> None:
    """Give this process settings of its own, so that no test sees or changes a person's.

    LibreOffice keeps its profile there too: two that share one refuse to run side by side.
    """
    home = tempfile.mkdtemp(prefix="pia-desktop-tests-")
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = os.path.join(home, name.lower())
    if os.name == "nt":  # there no variable moves the user's folder but the program's own
        os.environ["PIA_DESKTOP_DATA"] = os.path.join(home, "data")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes ``real_file`` once for each real assessment."""
    if "real_file" in metafunc.fixturenames:
        found = [pytest.param(path, id=path.stem) for path in sorted(REAL.glob("*.json"))]
        absent = pytest.param(None, id="absent", marks=pytest.mark.skip(reason=NO_REAL))
        metafunc.parametrize("real_file", found or [absent])


@pytest.fixture
def scanned_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Path]]:
    """A virus scanner of Windows that looks for a moment into each file of an ending just when it
    is to be removed; which ones.
    """

    def watch(ending: str) -> list[Path]:
        seen: list[Path] = []
        unlink = Path.unlink

        def held_at_first(self: Path, *given: Any, **named: Any) -> None:
            if self.name.endswith(ending) and self not in seen:
                seen.append(self)
                error = PermissionError(errno.EACCES, "The process cannot access the file")
                error.winerror = 32
                raise error
            unlink(self, *given, **named)

        monkeypatch.setattr(Path, "unlink", held_at_first)
        return seen

    return watch


@pytest.fixture
def running_process() -> Iterator[int]:
    """The number of another process that runs until the test's end."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process.pid
        process.kill()


@pytest.fixture
def assessment() -> Assessment:
    """A 様式4 with a few answers and one figure."""
    answers = Answers.read(load_form_by_id("youshiki4-2025-05"), SMALL_ASSESSMENT)
    return Assessment(answers, {"図.png": PNG})


@pytest.fixture
def document(assessment: Assessment) -> Document:
    """The same, being worked on; it is nowhere on disk yet."""
    return Document(assessment)


@pytest.fixture
def backups(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Backups and side files go to this folder, which is the test's own."""
    folder = tmp_path_factory.mktemp("userdata")
    monkeypatch.setenv("PIA_DESKTOP_DATA", str(folder))
    return folder


@pytest.fixture(scope="session")
def real_dir() -> Path:
    """The folder of real assessments and their figures."""
    if not REAL.is_dir():
        pytest.skip(NO_REAL)
    return REAL


@pytest.fixture(scope="session")
def real_files(real_dir: Path) -> list[Path]:
    """Every real assessment; ``real_file`` is one of them a test."""
    return sorted(real_dir.glob("*.json"))


@pytest.fixture(scope="session")
def shared_outputs(worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> SharedOutputs:
    """Workbooks that many tests read; each is written once in a run, however many its workers."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "shared-outputs"
    folder.mkdir(exist_ok=True)
    return SharedOutputs(folder)


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice's command."""
    return _program("soffice", "LibreOffice")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """Poppler's command that reads a PDF's text."""
    return _program("pdftotext", "poppler-utils")


def _program(command: str, package: str) -> str:
    found = shutil.which(command)
    if found is None:
        pytest.skip(f"{command} ({package}) is not installed")
    return found
