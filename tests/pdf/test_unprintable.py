"""A character that no embedded font has is named with its item, wherever it stands on a page."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from pia_desktop.assessment import Answers, Assessment
from pia_desktop.checks.characters import printable
from pia_desktop.errors import ExportError
from pia_desktop.files.font_files import missing_characters
from pia_desktop.forms import load_form_by_id
from pia_desktop.pdf import write_pdf
from tests.strategies import PNG

ODD = "\U00012000"  # cuneiform: in none of the fonts


def assessment(data: dict[str, Any]) -> Assessment:
    form = load_form_by_id("youshiki4-2025-05")
    return Assessment(Answers.read(form, data), {"図.png": PNG})


@pytest.mark.parametrize("approval", [(), ("課長", "係長")], ids=["plain", "approval"])
@pytest.mark.parametrize(
    "data,item,name",
    [
        ({"cover": {"name": f"名{ODD}前"}}, "cover.name", "評価書名"),
        ({"cover": {"number": f"1{ODD}"}}, "cover.number", "評価書番号"),
        ({"business": {"content": f"一行目\n二{ODD}行目"}}, "business.content", "事務の内容"),
        ({"systems": [{}, {"name": ODD}]}, "systems[1].name", "システムの名称"),
        ({"files": [{"name": ODD}]}, "files[0].name", "ファイル名"),
        (
            {"process": {"figures": [{"file": "図.png", "caption": ODD}]}},
            "process.figures[0]",
            "内容",
        ),
        ({"changes": [{}, {"after": f"後{ODD}"}]}, "changes[1].after", "変更後"),
        ({"systems": [{"connections": {"その他": ODD}}]}, "systems[0].connections", "接続"),
    ],
    ids=["title", "number", "text", "occurrence", "file", "caption", "cell", "bracket"],
)
def test_the_item_is_named(
    data: dict[str, Any], item: str, name: str, approval: tuple[str, ...]
) -> None:
    with pytest.raises(ExportError) as caught:
        write_pdf(assessment(data), approval)
    assert caught.value.item == item
    assert name in caught.value.item_name
    assert "U+12000" in str(caught.value)


@pytest.mark.parametrize("title", [f"課{ODD}長", "課\x1b長", "課\udc80長"])
def test_a_title_of_the_approval_page_is_named(title: str) -> None:
    with pytest.raises(ExportError) as caught:
        write_pdf(assessment({}), ("係長", title))
    assert "決裁のページ" in str(caught.value)
    assert "課" in caught.value.item_name
    assert str(caught.value).isprintable()


def test_what_the_fonts_have_is_printed() -> None:
    data = write_pdf(assessment({"cover": {"name": "𠮟る髙﨑"}}), ("課長",))
    assert "𠮟る髙﨑" in PdfReader(io.BytesIO(data)).pages[0].extract_text()


@pytest.mark.parametrize("plane", range(17))
def test_checks_know_which_characters_are_printed(plane: int) -> None:
    codes = range(plane << 16, (plane + 1) << 16)
    chars = [chr(code) for code in codes if not 0xD800 <= code < 0xE000 and code != 0x0A]
    assert [char for char in chars if not missing_characters(char)] == [
        char for char in chars if char in printable()
    ]


def test_names_are_printed() -> None:
    names = "𠮷野𦻙⦅髙⦆﨑辻󠄀"
    data = write_pdf(assessment({"cover": {"name": names}}))
    assert "𠮷野𦻙⦅髙⦆" in PdfReader(io.BytesIO(data)).pages[0].extract_text()


def test_jis_x_0213_is_printed() -> None:
    rows = range(0xA1, 0xFF)
    pairs = [lead + bytes((a, b)) for lead in (b"", b"\x8f") for a in rows for b in rows]
    chars = "".join(pair.decode("euc_jis_2004", "ignore") for pair in pairs)
    assert len(set(chars)) > 11_000
    assert missing_characters(chars) == ""
