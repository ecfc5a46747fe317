"""Which workbooks are offered to be filled in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pia_desktop.assessment import new_assessment
from pia_desktop.excel import write_workbook
from pia_desktop.excel.template_filling import TemplateList, find_workbooks, template_list
from pia_desktop.files.paths import workbooks_dir


def test_only_workbooks_are_listed_by_name(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.XLSM", "~$b.xlsx", ".c.xlsx", "README.md", "d.xls"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "folder.xlsx").mkdir()
    assert [path.name for path in find_workbooks(tmp_path)] == ["a.XLSM", "b.xlsx"]
    assert find_workbooks(tmp_path / "missing") == []


def test_the_programs_folder_is_there_and_explains_itself() -> None:
    assert (workbooks_dir() / "README.md").is_file()


def test_each_file_is_looked_into_once_and_named_after_its_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, broken = tmp_path / "様式3.xlsx", tmp_path / "壊れた.xlsx"
    book.write_bytes(write_workbook(new_assessment("youshiki3-2018-05")))
    broken.write_bytes(b"PK")
    offering = TemplateList()
    paths = [book, tmp_path / "missing.xlsx", broken, tmp_path / "." / "様式3.xlsx"]
    found = offering.of(paths)
    assert [(each.path, each.form) for each in found] == [(book, "様式3"), (broken, "")]
    monkeypatch.setattr(template_list, "open_book", lambda path: pytest.fail(f"{path} again"))
    assert offering.of(paths) == found
    monkeypatch.undo()
    book.write_bytes(write_workbook(new_assessment("youshiki4-2025-05")))
    os.utime(book, ns=(1, 1))
    assert offering.of([book])[0].form == "様式4"
