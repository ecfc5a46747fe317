"""`upgrade` from outside: another edition and the other form, and all the way back."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.acceptance.conftest import Call
from tests.strategies import FORM_IDS


@pytest.fixture
def pia(pia_in_process: Call) -> Call:
    """Without processes, but where the locale counts."""
    return pia_in_process


@pytest.fixture(params=["youshiki3", "youshiki4"])
def sample(request: pytest.FixtureRequest, pia: Call, work: Path, sample_dir: Path) -> Path:
    """A shipped sample as a file."""
    assert pia("from-json", sample_dir / f"{request.param}.json", "元.pia").status == 0
    return work / "元.pia"


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_there_and_back(pia: Call, sample: Path, form_id: str) -> None:
    before = sample.read_bytes()
    answers = json.loads(pia("dump", sample).out)
    own = f"youshiki{answers['form'][-1]}-2025-05"
    if form_id == own:
        return
    done = pia("upgrade", sample, form_id, "先.pia", LC_ALL="C")
    assert (done.status, done.err) == (0, "")
    assert json.loads(pia("dump", "先.pia").out)["form"] == f"様式{form_id[8]}"
    assert pia("upgrade", "先.pia", own, "後.pia").status == 0
    assert json.loads(pia("dump", "後.pia").out) == answers
    assert sample.read_bytes() == before


def test_what_needs_a_person_is_said_and_kept_in_the_file(pia: Call, work: Path) -> None:
    answers = {
        "form": "様式4",
        "edition": "平成30年5月",
        "cover": {"name": "児童手当に関する事務 全項目評価書"},
        "reason": {"necessity": "手当を正しく支給するため。\n二行目。"},
        "files": [{"name": "受給者台帳"}],
    }
    (work / "a.json").write_text(json.dumps(answers), encoding="utf-8")
    pia("from-json", "a.json", "a.pia")
    done = pia("upgrade", "a.pia", "youshiki3-2025-05", "b.pia")
    assert "様式3 重点項目評価書（令和7年5月）" in done.out
    assert "引き継いだ記入：2件" in done.out
    assert "①事務実施上の必要性\n手当を正しく支給するため。\n二行目。\n" in done.out
    assert "「全項目評価書」という言葉" in done.out
    assert "files[0].risk.audit\t" in done.out
    with zipfile.ZipFile("b.pia") as archive:
        left = json.loads(archive.read("leftovers.json"))
    assert [entry["text"] for entry in left] == ["手当を正しく支給するため。\n二行目。"]


def test_pictures_stay_in_the_file(pia: Call, work: Path, sample_dir: Path) -> None:
    pia("from-json", sample_dir / "youshiki4.json", "a.pia")
    pia("upgrade", "a.pia", "youshiki3-2025-05", "b.pia")
    with zipfile.ZipFile("b.pia") as archive:
        kept = archive.read("figures/process.png")
    assert kept == (sample_dir / "process.png").read_bytes()


def test_an_existing_file_is_replaced(pia: Call, work: Path) -> None:
    pia("new", "youshiki3-2018-05", "a.pia")
    (work / "b.pia").write_bytes(b"what was there")
    assert pia("upgrade", "a.pia", "youshiki3-2025-05", "b.pia").status == 0
    assert json.loads(pia("dump", "b.pia").out)["edition"] == "令和7年5月"
