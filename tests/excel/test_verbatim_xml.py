"""What nobody changes in a worksheet's XML is written as it was read."""

from __future__ import annotations

from xml.etree.ElementTree import canonicalize

import pytest
from defusedxml.common import EntitiesForbidden
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.excel.template_filling.verbatim_xml import (
    local_name,
    parse_verbatim,
    write_verbatim,
)

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
# Prefixes that a list names and nobody else, as Excel has them; a prefix of the main names too.
PART = (
    f'{HEAD}<x:worksheet xmlns:x="urn:main" xmlns:mc="urn:mc" xmlns:x14ac="urn:x14ac"'
    ' mc:Ignorable="x14ac" x14ac:dyDescent="0.2"><x:sheetData> <x:row r="1"/>\n</x:sheetData>'
    '<x:f a="1 &gt; 0 &amp; &quot;/&gt;">A1&lt;2 /&gt; x</x:f><extLst><ext xmlns="urn:other"/>'
    "</extLst></x:worksheet>"
)


def test_names_prefixes_and_white_space_stay_letter_by_letter() -> None:
    assert write_verbatim(parse_verbatim(PART.encode())) == PART.encode()


def test_comments_and_instructions_stay() -> None:
    part = f"{HEAD}<a><!-- 庁内の覚え <b /> --><?print now?><b>名</b></a>".encode()
    again = write_verbatim(parse_verbatim(part))
    assert canonicalize(again.decode(), with_comments=True) == canonicalize(
        part.decode(), with_comments=True
    )
    assert [local_name(child) for child in parse_verbatim(part)] == [None, None, "b"]


def test_a_part_that_declares_entities_is_refused() -> None:
    with pytest.raises(EntitiesForbidden):
        parse_verbatim(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40))
def test_any_text_and_attribute_comes_back(text: str) -> None:
    root = parse_verbatim(b"<a><b/></a>")
    root[0].text = text
    root[0].set("name", text)
    again = parse_verbatim(write_verbatim(root))
    assert (again[0].text or "", again[0].get("name")) == (text, text)
