"""A second workbook goes into an open assessment: where nothing stands yet, in one step of undo."""

from __future__ import annotations

from pia_desktop.assessment import Answers, Assessment, new_assessment
from pia_desktop.assessment.continuation import add_continuation
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.leftovers import Leftover
from tests.strategies import PNG

FORM = "youshiki4-2025-05"


def assessment(**answers: object) -> Assessment:
    """An assessment with these answers."""
    new = new_assessment(FORM)
    new.answers.fill(answers)
    return new


def document(**answers: object) -> Document:
    """An open document with these answers."""
    return Document(assessment(**answers))


def test_answers_go_where_nothing_stands() -> None:
    open_document = document(cover={"name": "住民基本台帳"}, systems=[{"name": "住記"}])
    further = assessment(
        cover={"number": "3"},
        systems=[{"functions": "異動"}, {"name": "宛名"}],
    )
    done = add_continuation(open_document, further, "続き.xlsx")
    answers = open_document.answers
    assert answers.get("cover") == {"name": "住民基本台帳", "number": "3"}
    assert answers.get("systems[0]") == {"name": "住記", "functions": "異動"}
    assert answers.get("systems[1].name") == "宛名"
    assert (done.taken, done.kept) == (3, [])


def test_what_stands_there_stays_and_the_other_is_on_record() -> None:
    open_document = document(cover={"name": "住民基本台帳", "number": "3"})
    done = add_continuation(
        open_document, assessment(cover={"name": "住基台帳", "number": "3"}), "続き.xlsx"
    )
    assert open_document.answers.get("cover.name") == "住民基本台帳"
    assert done.taken == 0
    assert list(open_document.leftovers) == done.kept
    assert done.kept == [Leftover("続き.xlsx", "評価書名", "住基台帳", "cover.name")]


def test_files_are_matched_by_name() -> None:
    open_document = document(
        files=[{"name": "住民基本台帳ファイル"}, {"name": "本人確認情報ファイル"}]
    )
    further = assessment(
        files=[
            {"name": "送付先情報ファイル", "remarks": "丙"},
            {
                "risk": {
                    "file_name": "本人確認情報　ファイル",
                    "network": {"accuracy": {"measure": "乙"}},
                }
            },
        ]
    )
    further.leftovers = [Leftover("続き.xlsx", "Ⅱ B3", "覚え", "files[0].remarks")]
    add_continuation(open_document, further, "続き.xlsx")
    answers = open_document.answers
    assert [answers.get(f"files[{n}].name") for n in range(3)] == [
        "住民基本台帳ファイル",
        "本人確認情報ファイル",
        "送付先情報ファイル",
    ]
    assert answers.get("files[1].risk.file_name") == "本人確認情報　ファイル"
    assert answers.get("files[2].remarks") == "丙"
    assert [leftover.near for leftover in open_document.leftovers] == ["files[2].remarks"]


def test_rows_and_pictures_come_behind_those_that_are_there() -> None:
    row = {
        "date": "令和7年4月1日",
        "item": "Ⅰ1",
        "before": "",
        "after": "甲",
        "timing": "",
        "reason": "",
    }
    other = {**row, "item": "Ⅰ2"}
    open_document = document(
        changes=[row], process={"figures": [{"file": "図1.png", "caption": "一"}]}
    )
    open_document.assessment.figures = {"図1.png": PNG}
    further = assessment(
        changes=[row, other], process={"figures": [{"file": "図1.png", "caption": "二"}]}
    )
    further.figures = {"図1.png": PNG + b"2"}
    add_continuation(open_document, further, "続き.xlsx")
    rows = open_document.answers.get("changes")
    assert [entry["item"] for entry in rows] == ["Ⅰ1", "Ⅰ2"]
    figures = open_document.answers.get("process.figures")
    assert [figure["caption"] for figure in figures] == ["一", "二"]
    pictures = open_document.assessment.figures
    assert [pictures[figure["file"]] for figure in figures] == [PNG, PNG + b"2"]


def test_one_step_of_undo_takes_it_back() -> None:
    open_document = document(cover={"name": "住民基本台帳"})
    before: Answers = open_document.answers.copy()
    add_continuation(
        open_document,
        assessment(cover={"name": "甲", "number": "3"}, files=[{"name": "乙"}]),
        "続き.xlsx",
    )
    assert open_document.undo_name == "続きのExcelの取込み"
    open_document.undo()
    assert open_document.answers == before
    assert open_document.leftovers == ()
