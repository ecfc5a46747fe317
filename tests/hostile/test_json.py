"""Answers files that somebody made to do harm."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from pia_desktop.files import limits
from tests.fuzz.corpus import SMALL, pictures
from tests.hostile.calls import PIA, refusal

_NUMBERS = re.compile(r"[\d,]+件")
HEAD = {"form": "様式4", "edition": "令和7年5月"}


def refused_json(data: bytes) -> str:
    """The line with which a new file and a filled one refuse these answers."""
    said = refusal("from-json", "回答.json", "出力.pia", 回答__json=data)
    filled = refusal("fill", "評価書.pia", "回答.json", 回答__json=data, 評価書__pia=PIA)
    assert _NUMBERS.sub("", filled) == _NUMBERS.sub("", said)  # it has some already
    return said


def written(**answers: Any) -> bytes:
    return json.dumps({**HEAD, **answers}).encode()


@pytest.mark.parametrize("levels", [100, 900, 5_000, 1_000_000])
def test_nesting(levels: int) -> None:
    data = b'{"form": "\xe6\xa7\x98\xe5\xbc\x8f4", "cover": ' + b"[" * levels + b"]" * levels + b"}"
    said = refused_json(data)
    assert "深すぎます" in said or "JSON" in said


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5_000, "1e30"])
def test_numbers_that_are_none(number: str) -> None:
    text = json.dumps({**HEAD, "systems": [{"connections": {"その他": 7}}]})
    refused_json(text.replace("7}", f"{number}}}").encode())


def test_a_count_beyond_all_measure_names_the_item() -> None:
    said = refused_json(written(files=[{"outsourcing_exists": 10**30}]))
    assert "files[0].outsourcing_exists" in said
    said = refused_json(written(files=[{"outsourcing_count": 10**30}]))
    assert "files[0].outsourcing_count" in said


@pytest.mark.parametrize("code", [0x00, 0x1B, 0x7F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF])
def test_characters_that_no_page_can_hold_name_the_item(code: int) -> None:
    said = refused_json(written(cover={"name": f"評価{chr(code)}書"}))
    assert "cover.name「評価書名」" in said
    assert f"U+{code:04X}" in said


def test_a_terminal_s_commands_in_a_key_are_shown_by_their_codes() -> None:
    said = refused_json(written(**{"\x1b]0;x\x07\u202e": 1}))
    assert "<U+001B>" in said
    assert "<U+202E>" in said


def test_a_key_of_a_megabyte_is_not_printed_whole() -> None:
    assert len(refused_json(written(**{"a" * 1_000_000: 1}))) < 500
    twice = b'{"' + b"a" * 100_000 + b'": 1, "' + b"a" * 100_000 + b'": 2}'
    assert len(refused_json(twice)) < 300


def test_a_text_of_fifty_megabytes() -> None:
    assert "大きすぎます" in refused_json(b'{"a": "' + b"a" * limits.JSON_BYTES + b'"}')
    said = refused_json(written(cover={"name": "a" * (limits.TEXT_CHARACTERS + 1)}))
    assert "cover.name" in said
    assert "長すぎます" in said


def test_a_million_rows() -> None:
    assert "多すぎます" in refused_json(b'{"changes": [' + b"{}," * 1_000_000 + b"{}]}")
    said = refused_json(written(changes=[{}] * (limits.ROWS + 1)))
    assert "changes" in said
    assert "5,001件" in said


def test_occurrences_in_occurrences() -> None:
    said = refused_json(written(systems=[{}] * (limits.OCCURRENCES + 1)))
    assert "systems" in said
    files = [{"outsourcing": [{}] * 290, "provisions": [{}] * 290} for _ in range(20)]
    assert "合わせて" in refused_json(written(files=files))


@pytest.mark.parametrize(
    "name",
    [
        "../図.png",
        "/etc/passwd",
        "C:\\図.png",
        "図/図.png",
        "CON",
        "aux.png",
        "..",
        ".図.png",
        "図.png ",
    ],
)
def test_a_picture_elsewhere(name: str) -> None:
    said = refused_json(written(process={"figures": [{"file": name, "caption": ""}]}))
    assert "process.figures" in said


def test_pictures_that_are_one_file_on_windows() -> None:
    names = ("図a.png", "図A.png")
    answers = {**SMALL, "process": {"figures": [{"file": name} for name in names]}}
    said = refusal(
        "from-json",
        "回答.json",
        "出力.pia",
        回答__json=json.dumps(answers).encode(),
        図a__png=pictures()[0],
        図A__png=pictures()[1],
    )
    assert "図a.png" in said
    assert "図A.png" in said
