"""Answers copied out of another 特定個人情報ファイル, or out of another assessment."""

from __future__ import annotations

from pia_desktop.assessment import new_assessment
from pia_desktop.assessment.copy_source import (
    CopySource,
    copied_items,
    copy_items,
    file_of,
    in_section,
    own_sources,
)
from pia_desktop.assessment.document import Document
from tests.strategies import PNG

FULL = "youshiki4-2025-05"


def document() -> Document:
    """Two files, of which the first has two 委託事項 and the second says nothing."""
    assessment = new_assessment(FULL)
    assessment.answers.fill(
        {
            "files": [
                {
                    "name": "住民台帳ファイル",
                    "erasure": "溶かす。",
                    "outsourcing": [{"name": "保守"}, {"name": "印刷"}],
                },
                {"name": "宛名ファイル"},
            ]
        }
    )
    return Document(assessment)


def test_the_other_files_are_the_sources_and_of_none_in_hand_there_is_none() -> None:
    assessment = document().assessment
    (source,) = own_sources(assessment, 1)
    assert (source.file, source.is_own) == (0, True)
    assert "住民台帳ファイル" in source.title
    assert own_sources(assessment, -1) == []


def test_occurrences_that_are_missing_are_made_and_it_is_one_step() -> None:
    target = document()
    before = target.answers.copy()
    (source,) = own_sources(target.assessment, 1)
    items = copied_items(target.answers, source, 1, lambda address: "outsourcing" in address)
    assert [(item.address, item.was, item.now) for item in items] == [
        ("files[1].outsourcing[0].name", "", "保守"),
        ("files[1].outsourcing[1].name", "", "印刷"),
    ]
    copy_items(target, source, items)
    assert target.answers.count("files[1].outsourcing") == 2
    assert target.answers.get("files[1].outsourcing[1].name") == "印刷"
    assert target.answers.get("files[1].erasure") is None
    target.undo()
    assert target.answers == before


def test_what_is_empty_there_or_the_same_is_left_alone() -> None:
    target = document()
    target.set("files[1].erasure", "溶かす。")
    (source,) = own_sources(target.assessment, 1)
    items = copied_items(target.answers, source, 1, lambda _: True)
    assert [item.address for item in items] == [
        "files[1].name",
        "files[1].outsourcing[0].name",
        "files[1].outsourcing[1].name",
    ]
    (back,) = own_sources(target.assessment, 0)
    items = copied_items(target.answers, back, 0, lambda _: True)
    assert [(item.address, item.was, item.now) for item in items] == [
        ("files[0].name", "住民台帳ファイル", "宛名ファイル")
    ]


def test_a_section_is_that_of_the_file_in_hand() -> None:
    form = document().answers.form
    section = next(
        section
        for section in form.sections
        if any(item.id == "files[].erasure" for part in section.headings for item in part.items)
    )
    lies = in_section(section, 1)
    assert lies("files[1].erasure")
    assert not lies("files[0].erasure")
    assert not lies("cover.name")
    assert (file_of("files[12].erasure"), file_of("cover.name")) == (12, -1)


def test_pictures_of_another_assessment_come_along() -> None:
    other = Document(new_assessment(FULL))
    other.add_figure("process.figures", "流れ.png", PNG, "流れ")
    target = document()
    source = CopySource(other.assessment, -1, "別の評価書", is_own=False)
    items = copied_items(target.answers, source, -1, lambda _: True)
    copy_items(target, source, items)
    (figure,) = target.answers.get("process.figures")
    assert figure["caption"] == "流れ"
    assert target.assessment.figures[figure["file"]] == PNG
