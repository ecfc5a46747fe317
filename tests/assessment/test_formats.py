"""Files as older programs wrote them open, and a save writes them in today's format."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.backups import list_backups
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.format_upgrade import FORMAT_VERSION, STEPS
from pia_desktop.assessment.publication import load_version

FORMATS = Path(__file__).parent / "formats"


def format_of(data: Path) -> int:
    with zipfile.ZipFile(data) as archive:
        return int(json.loads(archive.read("manifest.json"))["format"])


def test_each_older_format_has_a_step_and_a_file_of_it() -> None:
    older = set(range(1, FORMAT_VERSION))
    assert set(STEPS) == older
    assert {format_of(path) for path in FORMATS.glob("*.pia")} == older


@pytest.mark.parametrize("name", ["format-1-first.pia", "format-1.pia"])
def test_a_file_of_an_older_format_opens_and_is_upgraded_when_saved(
    name: str, tmp_path: Path, backups: Path
) -> None:
    path = tmp_path / "評価書.pia"
    shutil.copy(FORMATS / name, path)
    before = path.read_bytes()
    document = Document.open(path)
    answers = document.answers
    assert not document.assessment.read_only
    assert not document.modified
    assert answers.get("cover.name") == "試験の評価書"
    assert answers.get("files[0].outsourcing_count") == 2
    assert answers.get("process.figures")[0]["file"] in document.assessment.figures
    assert answers.get("threshold") is None
    assert path.read_bytes() == before
    document.set("threshold.subjects", 42_000)
    document.save()
    assert format_of(path) == FORMAT_VERSION
    assert pia_file.load(path).answers.get("threshold") == {"subjects": 42_000}
    assert list_backups(path)[0].read_bytes() == before


def test_what_stood_beside_the_answers_is_still_there() -> None:
    assessment = pia_file.load(FORMATS / "format-1.pia")
    (version,) = assessment.versions
    assert version.title == "第1版（令和7年4月1日公表）"
    assert load_version(version).title == "試験の評価書"
    assert [review.date for review in assessment.reviews] == ["令和8年3月31日"]
    assert [row.row["item"] for row in assessment.generated] == ["Ⅱ"]
    assert [leftover.text for leftover in assessment.leftovers] == ["残った文"]
    again = pia_file.from_bytes(pia_file.to_bytes(assessment), Path("評価書.pia"))
    assert again == assessment


def test_states_of_format_4_come_out_as_they_were_published(tmp_path: Path, backups: Path) -> None:
    path = tmp_path / "評価書.pia"
    shutil.copy(FORMATS / "format-4.pia", path)
    document = Document.open(path)
    first, second = map(load_version, document.assessment.versions)
    rest = "窓口で受け付ける。\n" * 29
    assert first.answers.get("business.content").endswith(f"窓口で受け付ける。\n{rest}")
    assert second.answers.get("business.content").endswith(f"書面で確かめる。\n{rest}")
    assert second.answers.get("files[0].name") == "改めた試験ファイル"
    assert second.answers.get("annexes[0].table")["rows"][1] == ["2", "県知事"]
    assert second.figures.keys() == first.figures.keys() != set()
    document.save()
    assert format_of(path) == FORMAT_VERSION
    again = [load_version(version) for version in pia_file.load(path).versions]
    assert again == [first, second]
    assert list_backups(path)[0].read_bytes() == (FORMATS / "format-4.pia").read_bytes()
