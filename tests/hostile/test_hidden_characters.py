"""Characters that nobody sees: commands for a terminal, and those that turn the order of letters.
Whichever way they come, they are taken out or shown by their codes.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pia_desktop.assessment import Assessment, pia_file
from pia_desktop.assessment.leftovers import Leftover, read_leftovers
from pia_desktop.assessment.notes import Note
from pia_desktop.cli.main import main
from pia_desktop.forms import load_form_by_id
from tests.fuzz.corpus import members_of
from tests.hostile.calls import PIA, pia_with
from tests.office_printing import reopened

# C1: CSI and OSC as single characters; then override, isolates and marks of direction.
HIDDEN = "\x9b\x9d\x80\u202e\u202a\u2066\u2069\u200f\u061c"
ODD = f"評{HIDDEN}価"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_out_of_answers_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    form = load_form_by_id("youshiki4-2025-05")
    data = {"form": form.form, "edition": form.edition, "cover": {"name": ODD}}
    Path("a.json").write_text(json.dumps(data), "utf-8")
    assert main(["from-json", "a.json", "a.pia"]) == 0
    assert f"見えない制御文字を{len(HIDDEN)}個取り除きました。" in capsys.readouterr().out
    assert pia_file.load(Path("a.pia")).title == "評価"
    assert main(["fill", "a.pia", "a.json"]) == 0
    assert f"{len(HIDDEN)}個取り除きました。" in capsys.readouterr().out
    data["cover"] = {"name": "評\x85価"}
    Path("a.json").write_text(json.dumps(data), "utf-8")
    assert main(["fill", "a.pia", "a.json"]) == 0
    assert capsys.readouterr().out == ""
    assert pia_file.load(Path("a.pia")).title == "評\n価"


def test_out_of_a_file_that_another_program_wrote() -> None:
    answers = json.loads(members_of(PIA)["answers.json"])
    answers["cover"]["name"] = ODD
    left = [{"source": ODD, "place": ODD, "text": ODD, "value": {ODD: ODD}}]
    notes = [{"text": ODD, "by": ODD}]
    written = {"answers.json": answers, "leftovers.json": left, "notes.json": notes}
    data = pia_with(**{name: json.dumps(value).encode() for name, value in written.items()})
    assessment = pia_file.from_bytes(data, Path("a.pia"))
    assert assessment.title == "評価"
    assert assessment.notes == [Note("評価", by="評価")]
    (leftover,) = assessment.leftovers
    assert (leftover.source, leftover.place, leftover.text) == ("評価",) * 3


def test_pictures_that_were_left_over_keep_their_way_back() -> None:
    entry = {
        "source": "a",
        "place": "b",
        "text": "c",
        "value": [{"file": "図.png", "caption": ODD}],
    }
    assert read_leftovers([entry]) == [
        Leftover("a", "b", "c", value=[{"file": "図.png", "caption": "評価"}])
    ]


def test_out_of_a_workbook(capsys: pytest.CaptureFixture[str], made: Assessment) -> None:
    pia_file.save(made, Path("a.pia"))
    assert main(["export", "a.pia", "--xlsx", "a.xlsx"]) == 0
    book = reopened(Path("a.xlsx"))
    for sheet in book:
        for cell in (cell for row in sheet for cell in row):
            if cell.value == made.title:
                cell.value = ODD
    book.worksheets[0].title = f"表紙{HIDDEN}"
    book.worksheets[0]["A90"] = ODD
    book.save("b.xlsx")
    capsys.readouterr()
    assert main(["import", "b.xlsx", "b.pia"]) == 0
    assert "印刷できない制御文字を取り除きました。" in capsys.readouterr().out
    imported = pia_file.load(Path("b.pia"))
    assert imported.title == "評価"
    assert not set(HIDDEN) & set(repr(imported.leftovers))


@pytest.fixture
def made() -> Assessment:
    assessment = pia_file.from_bytes(PIA, Path("a.pia"))
    assessment.answers.set("cover.name", "試験の評価書の名称")
    return assessment


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file of such a name")
def test_a_name_of_a_file_gives_the_terminal_no_command(
    capsys: pytest.CaptureFixture[str], made: Assessment, folder: Path
) -> None:
    name = "評価\x1b]0;x\x07\x9b2J\u202egnp.pia"
    (folder / name).write_bytes(pia_file.to_bytes(made))
    for call in (["ledger", "."], ["ledger", ".", "--json"], ["dump", name], ["check", name]):
        main(call)
        said = capsys.readouterr()
        for text in (said.out, said.err):
            assert not {"\x1b", "\x07", *HIDDEN} & set(text), call
    main(["ledger", ".", "--json"])
    (entry,) = json.loads(capsys.readouterr().out)
    assert entry["path"] == name
