"""Notes follow their items, come back out of the file, and go into nothing that is handed out."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.notes import (
    Note,
    checked_text,
    note_list,
    open_notes,
    read_notes,
    renumbered,
)
from pia_desktop.assessment.publication import draft_from_version, load_version
from pia_desktop.assessment.upgrade import upgrade
from pia_desktop.cli.main import main
from pia_desktop.forms.values import ValueFault

NAME = Note("課長に確認", "files[0].outsourcing[1].name", "田中", "令和8年4月1日")
DONE = Note("直しました", "cover.name", "佐藤", "令和8年4月2日", done=True)
WHOLE = Note("来週までに")


@pytest.fixture
def noted(document: Document) -> Document:
    document.set_notes([NAME, DONE, WHOLE], "メモの追加")
    return document


def test_notes_come_back_out_of_the_file(noted: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.pia"
    noted.save_as(path)
    assert pia_file.load(path).notes == [NAME, DONE, WHOLE]
    with zipfile.ZipFile(path) as archive:
        listed = json.loads(archive.read("notes.json"))
    assert listed[2] == {"text": "来週までに"}
    assert listed[1]["done"] is True
    noted.set_notes([], "メモの削除")
    noted.save()
    with zipfile.ZipFile(path) as archive:
        assert "notes.json" not in archive.namelist()


def test_a_note_is_unsaved_work_and_can_be_undone(document: Document, tmp_path: Path) -> None:
    document.save_as(tmp_path / "a.pia")
    document.set_notes([WHOLE], "メモの追加")
    assert document.modified
    assert document.unsaved_names() == ["メモ"]
    assert document.undo_name == "メモの追加"
    document.undo()
    assert not document.modified
    document.redo()
    assert document.assessment.notes == [WHOLE]


def test_notes_follow_their_occurrence(noted: Document) -> None:
    def address() -> list[str]:
        return [note.address for note in noted.assessment.notes if note.text == NAME.text]

    noted.add("files[0].outsourcing", 0)
    assert address() == ["files[0].outsourcing[2].name"]
    noted.move("files[0].outsourcing", 2, 0)
    assert address() == ["files[0].outsourcing[0].name"]
    noted.duplicate("files[0].outsourcing", 0)
    assert address() == ["files[0].outsourcing[0].name"]
    noted.add("files", 0)
    assert address() == ["files[1].outsourcing[0].name"]
    noted.remove("files", 1)
    assert address() == []
    for _ in range(5):
        noted.undo()
    assert noted.assessment.notes == [NAME, DONE, WHOLE]


@pytest.mark.parametrize("index,to", [(0, 3), (3, 0), (1, 2), (2, 1)])
def test_a_moved_occurrence_takes_its_notes_wherever_it_goes(
    document: Document, index: int, to: int
) -> None:
    for number in range(4):
        document.add("systems", number, {"name": str(number)})
    names = [document.answers.get(f"systems[{number}].name") for number in range(5)]
    notes = [Note(str(name), f"systems[{n}].name") for n, name in enumerate(names)]
    document.set_notes(notes, "メモ")
    document.move("systems", index, to)
    for note in document.assessment.notes:
        assert document.answers.get(note.address) == note.text


def test_a_list_s_neighbour_keeps_its_notes() -> None:
    notes = [Note("x", "files[0].a"), Note("y", "files_other[0].a"), Note("z", "files")]
    assert renumbered(notes, "files", lambda was: was + 1) == [
        Note("x", "files[1].a"),
        *notes[1:],
    ]


def test_publishing_keeps_them_here_and_not_in_the_state(noted: Document) -> None:
    version = noted.publish("令和8年4月1日")
    assert noted.assessment.notes == [NAME, DONE, WHOLE]
    assert load_version(version).notes == []
    assert draft_from_version(noted.assessment, version).notes == [NAME, DONE, WHOLE]


def test_another_form_keeps_them_with_the_names_of_what_it_has_not(noted: Document) -> None:
    form = noted.assessment.form
    other = upgrade(noted.assessment, "youshiki3-2025-05").assessment
    lost = [note for note in other.notes if note.text.startswith("（") and note.address == ""]
    for note in other.notes:
        assert note.text.endswith(("課長に確認", "直しました", "来週までに"))
    assert len(other.notes) == 3
    only_in_4 = next(
        item.id
        for item in form.all_items
        if item.answerable and item.id not in other.form.by_id and "[" not in item.id
    )
    noted.set_notes([Note("残る", only_in_4)], "メモ")
    moved = upgrade(noted.assessment, "youshiki3-2025-05").assessment.notes
    assert [note.address for note in moved] == [""]
    assert moved[0].text.endswith("\n残る")
    assert not lost or all(note.address == "" for note in lost)


def test_no_export_has_them(noted: Document) -> None:
    from pia_desktop.sheets import lay_out

    words = repr(lay_out(noted.assessment))
    assert "課長に確認" not in words
    assert "来週までに" not in json.dumps(noted.answers.to_json(), ensure_ascii=False)


def test_check_counts_the_open_ones(
    noted: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pia"
    noted.save_as(path)
    main(["check", str(path)])
    assert "未了のメモ\t2件" in capsys.readouterr().out
    main(["check", str(path), "--json"])
    json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "listed",
    [
        {},
        [1],
        [{}],
        [{"text": 1}],
        [{"text": "x", "done": "ja"}],
        [{"text": "x", "address": "../x"}],
        [{"text": "x", "other": "y"}],
    ],
)
def test_what_is_no_list_of_notes_is_refused(listed: object) -> None:
    with pytest.raises(ValueFault):
        read_notes(listed)


def test_a_list_reads_as_it_was_written() -> None:
    notes = [NAME, DONE, WHOLE]
    assert read_notes(note_list(notes)) == notes
    assert open_notes(notes) == [NAME, WHOLE]


def test_an_empty_note_is_none() -> None:
    with pytest.raises(ValueFault):
        checked_text("　\n")


def test_an_assessment_without_notes_is_the_file_it_was(assessment: Assessment) -> None:
    assert b"notes.json" not in pia_file.to_bytes(assessment)
