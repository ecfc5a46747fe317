"""Documents and files of a made-up assessment."""

from pathlib import Path

import pytest
from hypothesis import settings

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.assessment.document import Document
from pia_desktop.forms import load_form_by_id
from tests.strategies import PNG

# How long one example takes is the machine's business, not the test's.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

SMALL = {
    "cover": {"name": "試験の評価書", "number": "7"},
    "systems": [{"name": "台帳", "connections": {"その他": "試験の宛名システム"}}],
    "process": {"figures": [{"file": "図.png", "caption": "流れの図"}]},
    "files": [{"name": "台帳ファイル", "outsourcing": [{"name": "入力"}, {}]}],
    "changes": [{"date": "令和7年5月1日", "item": "Ⅰ", "timing": "事後"}],
}


@pytest.fixture
def assessment() -> Assessment:
    """A 様式4 with a few answers and one figure."""
    answers = Answers.read(load_form_by_id("youshiki4-2025-05"), SMALL)
    return Assessment(answers, {"図.png": PNG})


@pytest.fixture
def document(assessment: Assessment) -> Document:
    """The same, being worked on; it is nowhere on disk yet."""
    return Document(assessment)


@pytest.fixture(autouse=True)
def backups(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Backups go to a folder of this test alone."""
    folder = tmp_path_factory.mktemp("userdata")
    monkeypatch.setenv("PIA_DESKTOP_DATA", str(folder))
    return folder
