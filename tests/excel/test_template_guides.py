"""Templates whose boxes say how to fill them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from pia_desktop.excel.importer import read_workbook
from pia_desktop.excel.template_filling import fill_template
from tests.excel.leaves import leaves
from tests.excel.office_book import office_book, plain_style, sample_slice
from tests.excel.workbook_edits import texts
from tests.locations import SAMPLES
from tests.office_printing import reopened

ITEM, LABEL = "business.content", "②事務の内容"
GUIDES = (
    "※事務の流れが分かるように記載すること。",
    "ここに事務の流れを記入",
    "（例）窓口で受け付ける。",
)


@pytest.mark.parametrize("guide", GUIDES)
def test_guidance_in_a_box_is_no_answer_and_gives_way_to_one(guide: str, tmp_path: Path) -> None:
    form, answers = sample_slice(SAMPLES / "youshiki3.json", 3, small=True)
    answers["business"].pop("content", None)
    book = office_book(form, answers, plain_style(3)).workbook
    label = next(c for sheet in book for c in texts(sheet) if str(c.value).startswith(LABEL))
    sheet = label.parent
    left = next(a for a in sheet.merged_cells.ranges if label.coordinate in a)
    sheet.cell(label.row, left.max_col + 1).value = guide
    book.save(tmp_path / "ひな形.xlsx")
    imported = read_workbook(tmp_path / "ひな形.xlsx")
    assessment = imported.assessment
    assert assessment.answers.get(ITEM) is None
    assert [entry.text for entry in assessment.leftovers] == [guide]

    def shown() -> list[str]:
        data = fill_template(assessment, tmp_path / "ひな形.xlsx").data
        return [str(cell.value) for sheet in reopened(data) for cell in texts(sheet)]

    assert guide in shown()
    assessment.answers.set(ITEM, "申請を受け付け、決定する。")
    filled = shown()
    assert "申請を受け付け、決定する。" in filled
    assert guide not in filled


@pytest.mark.parametrize("place", ["in_title", "row_below"])
def test_ticks_that_share_a_cell_are_set_each_by_itself(place: str, tmp_path: Path) -> None:
    form, answers = sample_slice(SAMPLES / "youshiki3.json", 3, small=True)
    network = answers["files"][0].setdefault("risk", {}).setdefault("network", {})
    network.pop("no_obtain", None)
    network["no_provide"] = True
    style = plain_style(3, heading_checks=place)
    office_book(form, answers, style).workbook.save(tmp_path / "昨年.xlsx")
    assessment = read_workbook(tmp_path / "昨年.xlsx").assessment
    for name, value in (("no_obtain", True), ("no_provide", None)):
        assessment.answers.set(f"files[0].risk.network.{name}", value)
    filled = fill_template(assessment, tmp_path / "昨年.xlsx")
    assert filled.missing == ()
    (tmp_path / "今年.xlsx").write_bytes(filled.data)
    again = read_workbook(tmp_path / "今年.xlsx").assessment
    assert leaves(again.answers) == leaves(assessment.answers)
    words = [str(c.value) for sheet in reopened(filled.data) for c in texts(sheet)]
    assert any("情報提供ネットワークシステムとの接続" in text for text in words)
