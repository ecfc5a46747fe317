"""The layout: the sheets' order, the parts of a box, and groups of occurrences."""

import pytest

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.sheets import Block, Cell, Look, PrintedPages, boxes, lay_out
from pia_desktop.sheets.grid import STRIP
from pia_desktop.sheets.layout import IMPORTANT_LEGEND


def sheet_blocks(pages: PrintedPages, name: str) -> tuple[Block, ...]:
    return next(sheet.blocks for sheet in pages.sheets if sheet.name == name)


def cells(blocks: tuple[Block, ...]) -> list[Cell]:
    return [cell for block in blocks for row in block.rows for cell in row.cells]


def test_files_come_one_after_the_other_and_records_after_all_of_them() -> None:
    assessment = new_assessment("youshiki4-2025-05")
    assessment.answers.set("files", [{"name": "甲"}, {"name": "乙"}])
    assert [sheet.name for sheet in lay_out(assessment).sheets] == [
        "表紙",
        "Ⅰ基本情報",
        "(別添1)事務の内容",
        "Ⅱファイルの概要(1)",
        "Ⅱファイルの概要(2)",
        "(別添2)記録項目",
        "Ⅲリスク対策(1)",
        "Ⅲリスク対策(2)",
        "Ⅳその他のリスク対策",
        "Ⅴ開示請求、問合せ",
        "Ⅵ評価実施手続",
        "(別添3)変更箇所",
    ]


def test_the_picture_of_the_事務_stands_under_the_title_alone() -> None:
    blocks = sheet_blocks(lay_out(new_assessment("youshiki4-2025-05")), "(別添1)事務の内容")
    texts = [cell.text for cell in cells(blocks) if cell.text]
    assert texts == ["(別添1) 事務の内容", "(備考)"]


@pytest.mark.parametrize(
    "form_id, risks",
    [
        ("youshiki3-2025-05", "Ⅲ リスク対策"),
        ("youshiki4-2018-05", "Ⅲ 特定個人情報ファイルの取扱いプロセスにおけるリスク対策"),
    ],
)
def test_項目一覧_lists_the_sections_without_their_notes(form_id: str, risks: str) -> None:
    texts = [cell.text for cell in cells(sheet_blocks(lay_out(new_assessment(form_id)), "表紙"))]
    contents = texts[texts.index("項目一覧") :]
    assert risks in contents
    assert not any("※" in text for text in contents)


def test_a_choice_shows_its_bracket_and_all_options_numbered() -> None:
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.set("linkage.exists", "未定")
    texts = [cell.text for cell in cells(sheet_blocks(lay_out(assessment), "Ⅰ基本情報"))]
    start = texts.index("①実施の有無")
    assert [text for text in texts[start : start + 12] if text][:8] == [
        "①実施の有無",
        "[",
        "未定",
        "]",
        "<選択肢>",
        "1) 実施する",
        "2) 実施しない",
        "3) 未定",
    ]


def test_a_count_stands_in_the_box_of_its_choice() -> None:
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.set("files", [{"outsourcing_exists": "委託する", "outsourcing_count": 12}])
    block = next(
        block
        for block in sheet_blocks(lay_out(assessment), "Ⅱファイルの概要")
        if any(cell.address == "files[0].outsourcing_count" for cell in cells((block,)))
    )
    texts = [cell.text for cell in cells((block,)) if cell.text]
    assert texts[0] == "委託の有無 ※"
    assert texts[-3:] == ["(", "12", ")件"]


def test_ticks_stand_in_cells_of_their_own() -> None:
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.set("files", [{"source": {"本人又は本人の代理人": True, "その他": "町民"}}])
    found = cells(sheet_blocks(lay_out(assessment), "Ⅱファイルの概要"))
    ticks = [c for c in found if c.address == "files[0].source" and c.choices == ("○",)]
    assert [tick.text for tick in ticks] == ["○", "", "", "", "", "○"]
    assert [c.text for c in found if c.address == "files[0].source" and not c.choices] == [
        "",
        "",
        "",
        "",
        "町民",
    ]


def test_single_checks_stand_at_the_end_of_the_heading() -> None:
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.set("files", [{"risk": {"network": {"no_provide": True}}}])
    row = next(
        row
        for block in sheet_blocks(lay_out(assessment), "Ⅲリスク対策")
        for row in block.rows
        if row.cells[0].text.startswith("6. 情報提供")
    )
    assert [cell.text for cell in row.cells][1:] == [
        "[", "", "]", "接続しない(入手)", "[", "○", "]", "接続しない(提供)",
    ]  # fmt: skip


def test_a_sub_item_stands_one_step_inside_its_parent() -> None:
    blocks = sheet_blocks(lay_out(new_assessment("youshiki3-2025-05")), "Ⅱファイルの概要")
    by_label = {cell.text: cell for cell in cells(blocks) if cell.look in boxes.LABEL_LOOKS}
    parent, child = by_label["③対象となる本人の範囲 ※"], by_label["その必要性"]
    assert (parent.left, child.left) == (0, 1)
    assert "b" not in parent.borders
    assert "t" in child.borders


def test_no_rule_crosses_a_label_that_spans_several_items() -> None:
    blocks = sheet_blocks(lay_out(new_assessment("youshiki3-2025-05")), "Ⅱファイルの概要")
    strips = [cell for cell in cells(blocks) if (cell.left, cell.width) == (0, STRIP)]
    assert {cell.text for cell in strips} >= {"再委託", ""}
    for cell in strips:
        assert cell.borders == ("tlr" if cell.text else "lr")


def paper_bars(assessment: Assessment, sheet: str) -> list[str]:
    looks = (Look.BAR, Look.GROUP)
    blocks = sheet_blocks(lay_out(assessment, folded=False), sheet)
    return [cell.text for cell in cells(tuple(blocks)) if cell.look in looks and "～" in cell.text]


def test_paper_shows_one_bar_for_all_that_is_empty() -> None:
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.set("systems", [{"name": "甲"}, {}, {"name": "丙"}])
    assert paper_bars(assessment, "Ⅰ基本情報") == ["システム2～5", "システム4～20　（記載なし）"]


def test_paper_says_in_short_what_another_answer_rules_out() -> None:
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.set("files", [{"outsourcing_exists": "委託しない"}])
    sheet = "Ⅱファイルの概要"
    assert paper_bars(assessment, sheet)[0] == "委託事項1～20　（記載なし）"
    assessment.answers.set("files[0].outsourcing_exists", "委託する")
    assert paper_bars(assessment, sheet)[0] == "委託事項2～20　（記載なし）"


def test_paper_explains_the_important_mark_once_and_the_workbook_not() -> None:
    assessment = new_assessment("youshiki3-2025-05")
    for folded, count in ((False, 1), (True, 0)):
        blocks = tuple(lay_out(assessment, folded=folded).blocks())
        assert sum(IMPORTANT_LEGEND in cell.text for cell in cells(blocks)) == count


def test_empty_occurrences_are_folded_and_their_bars_stay() -> None:
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.set("systems", [{"name": "甲"}, {}, {"name": "丙"}])
    blocks = sheet_blocks(lay_out(assessment), "Ⅰ基本情報")
    hidden = {
        cell.text: block.hidden
        for block in blocks
        for cell in cells((block,))
        if cell.look is Look.BAR
    }
    assert [name for name, folded in hidden.items() if not folded] == [
        "システム1",
        "システム2～5",
        "システム3",
        "システム6～10",
        "システム11～15",
        "システム16～20",
    ]
    assert hidden["システム4"]
    assert hidden["システム20"]
