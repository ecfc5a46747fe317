"""A free section (別紙) in a definition, and what a person gets wrong in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pia_desktop.forms import load_form
from tests.forms.faults import changed, copy_forms, faults_of, with_line

FREE = """\
  - id: extra
    title: 資料
    sheet: 資料
    free: true
    headings:
      - title: ""
        items:
          - {id: "extra[]", kind: repeat, label: "資料{n}"}
          - {id: "extra[].title", kind: line, label: 題名}
          - {id: "extra[].table", kind: grid, label: 表}
"""


@pytest.fixture
def definition(tmp_path: Path) -> Path:
    return copy_forms(tmp_path) / "youshiki3-2018-05.yaml"


def test_an_edition_may_have_one_of_its_own(definition: Path) -> None:
    with_line(definition, FREE)
    form = load_form(definition)
    assert [section.id for section in form.free_sections] == ["annexes", "extra"]
    assert "extra" not in [section.id for section in form.sections]
    assert "extra[].table" in form.printed_ids


def test_it_lies_in_a_repeat_as_a_whole(definition: Path) -> None:
    plain = FREE.replace("extra[].title", "extra_title").replace("extra[].table", "extra_table")
    with_line(
        definition,
        plain.replace('          - {id: "extra[]", kind: repeat, label: "資料{n}"}\n', ""),
    )
    assert any("一つの繰り返しの中に" in fault for fault in faults_of(definition))


def test_it_is_printed(definition: Path) -> None:
    with_line(definition, FREE.replace("    sheet: 資料\n", "    printed: false\n"))
    assert any("「free」にできません" in fault for fault in faults_of(definition))


def test_a_free_table_has_no_place_in_the_form_itself(definition: Path) -> None:
    line = changed(
        definition,
        '          - "other_agencies"\n',
        '          - "other_agencies"\n          - {id: "business.table", kind: grid, label: 表}\n',
    )
    assert [fault for fault in faults_of(definition) if f":{line + 1}: " in fault]
