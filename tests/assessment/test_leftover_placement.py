"""Working off the 取込記録: undone in one step, unsaved until it is saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from pia_desktop.assessment import Assessment, pia_file
from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.leftover_placement import (
    LeftoverTargets,
    clear_all_leftovers,
    clear_leftover,
    place_leftover,
)
from pia_desktop.assessment.leftovers import Leftover, read_leftovers, write_leftovers
from pia_desktop.assessment.model import fill
from pia_desktop.errors import FileError
from pia_desktop.forms.values import ValueFault
from tests.strategies import PNG

TEXT = Leftover("去年.xlsx", "Ⅰ B12", "欄外の記入\n二行目", "systems[0].functions")
FIGURE = Leftover(
    "様式4", "事務の内容(図)", "図「別.png」", value=[{"file": "別.png", "caption": "別の図"}]
)


@pytest.fixture
def left(assessment: Assessment, tmp_path: Path) -> Document:
    """A saved document with two entries in its 取込記録."""
    assessment.leftovers = [TEXT, FIGURE]
    assessment.figures["別.png"] = PNG
    document = Document(assessment)
    document.save_as(tmp_path / "a.pia")
    return document


def test_put_is_one_step_that_undo_takes_back_with_its_entry(left: Document) -> None:
    heard: list[Change] = []
    left.listen(heard.append)
    place_leftover(left, TEXT, "systems[0].functions")
    assert left.answers.get("systems[0].functions") == TEXT.text
    assert left.leftovers == (FIGURE,)
    assert heard == [Change(("systems[0].functions",), leftovers=True)]
    assert left.unsaved_names() == ["②システムの機能", "取込記録"]
    left.undo()
    assert left.answers.get("systems[0].functions") is None
    assert left.leftovers == (TEXT, FIGURE)
    assert not left.modified
    left.redo()
    assert left.leftovers == (FIGURE,)
    assert left.answers.get("systems[0].functions") == TEXT.text


def test_put_appends_below_what_stands_there(left: Document) -> None:
    place_leftover(left, TEXT, "cover.name")
    assert left.answers.get("cover.name") == "試験の評価書\n欄外の記入\n二行目"


def test_figures_go_to_where_pictures_are(left: Document) -> None:
    takers = LeftoverTargets(left.answers)
    nearest = takers.nearest(FIGURE)
    assert nearest is not None
    assert [place.address for place in takers.all(FIGURE)] == ["process.figures"]
    place_leftover(left, FIGURE, nearest.address)
    names = [figure["file"] for figure in left.answers.get("process.figures")]
    assert names == ["図.png", "別.png"]
    left.save()
    assert left.path is not None
    assert pia_file.load(left.path).figures == {"図.png": PNG, "別.png": PNG}


def test_clearing_counts_as_a_change_and_is_saved(left: Document) -> None:
    clear_leftover(left, TEXT)
    assert left.leftovers == (FIGURE,)
    assert left.unsaved_names() == ["取込記録"]
    left.save()
    assert not left.modified
    assert left.path is not None
    assert Document.open(left.path).leftovers == (FIGURE,)
    clear_all_leftovers(left)
    assert left.leftovers == ()
    left.undo()
    left.undo()
    assert left.leftovers == (TEXT, FIGURE)
    assert left.modified


def test_twice_the_same_entry_is_cleared_once(left: Document) -> None:
    left.set_leftovers([TEXT, TEXT], "取込記録")
    clear_leftover(left, TEXT)
    assert left.leftovers == (TEXT,)


def test_a_copy_of_a_newer_file_keeps_its_leftovers(left: Document, tmp_path: Path) -> None:
    left.assessment.read_only = True
    left.save_as(tmp_path / "b.pia")
    assert pia_file.load(tmp_path / "b.pia").leftovers == [TEXT, FIGURE]
    assert not left.assessment.read_only


def test_what_nothing_has_saved_yet_is_unsaved(assessment: Assessment) -> None:
    document = Document.unsaved(assessment)
    assert document.modified
    assert "評価書名" in document.unsaved_names()


def test_nearest_is_the_first_text_behind_a_choice(left: Document) -> None:
    takers = LeftoverTargets(left.answers)
    for near, wanted in (
        ("systems[0].name", "systems[0].name"),
        ("business.subject_count", "systems[0].functions"),
        ("files[0].risk.obtain.purpose", "files[0].risk.obtain.purpose.others_measure"),
    ):
        place = takers.nearest(Leftover("a", "b", "c", near))
        assert place is not None
        assert place.address == wanted
    assert takers.nearest(Leftover("a", "b", "c")) is None
    assert takers.nearest(Leftover("a", "b", "c", "files[7].name")) is None


def test_filling_keeps_pictures_that_were_left(left: Document, tmp_path: Path) -> None:
    fill(left.assessment, {"cover": {"number": "8"}}, tmp_path / "a.json")
    assert set(left.assessment.figures) == {"図.png", "別.png"}
    (tmp_path / "別.png").write_bytes(PNG + b"x")
    data = {"process": {"figures": [{"file": "別.png", "caption": ""}]}}
    with pytest.raises(FileError, match="別の図"):
        fill(left.assessment, data, tmp_path / "a.json")


def test_leftovers_are_written_and_read() -> None:
    assert read_leftovers(write_leftovers([TEXT, FIGURE])) == [TEXT, FIGURE]
    assert list(write_leftovers([TEXT])[0]) == ["source", "place", "text", "near"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        ["x"],
        [{"source": "a", "place": "b"}],
        [{"source": "a", "place": "b", "text": "c", "more": "d"}],
        [{"source": "a", "place": "b", "text": 1}],
        [{"source": "a", "place": "b", "text": "\x00"}],
        [{"source": "a", "place": "b", "text": "c", "value": [{"file": "x"}]}],
    ],
)
def test_anything_else_is_refused(data: object) -> None:
    with pytest.raises(ValueFault):
        read_leftovers(data)
