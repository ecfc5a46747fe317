"""Characters that the PDF can't print, 外字, and those that only look like the usual one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pia_desktop.checks.plain_words import around
from pia_desktop.checks.registry import (
    Edit,
    Finding,
    Fix,
    Scope,
    Severity,
    rule,
)
from pia_desktop.checks.subject import CheckSubject, WrittenText
from pia_desktop.files.paths import resources_dir

CHARACTER = "character"

# Characters of other countries' keyboards and of old conversions, and what is written in Japanese.
_ALIKE = dict(
    zip(
        "查宫户别决况减产录临说稅產內黃强卽旣敎閱值",
        "査宮戸別決況減産録臨説税産内黄強即既教閲値",
        strict=True,
    )
) | dict(
    zip(
        "АВЕКМНОРСТХаеорсух",
        "ABEKMHOPCTXaeopcyx",
        strict=True,
    )
)
# Radicals (text copied out of a PDF is full of them) that Unicode gives no ideograph for.
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻑⻘⻝⻤⻨⻩⻫⻭⻯⻲⺫⺬",
        "母民虎西長青食鬼麦黄斉歯竜亀目示",
        strict=True,
    )
)
# 口 (a mouth) for ロ in the イロハ of a law's numbers.
_IROHA = re.compile(r"(?<=号)口(?![座頭径])")
_MOUTH = "号口"
_LATIN = re.compile("[A-Za-z0-9]")
_MARKS = "\u3099\u309a"  # か and ゛ apart, as some systems write file names


# What stands in nearly every text: kana, ideographs, letters, and the signs of an office.
_ORDINARY = (
    (0x0A, 0x0A), (0x20, 0x7E), (0xB7, 0xB7), (0x2010, 0x2015), (0x2025, 0x2026), (0x203B, 0x203B),
    (0x2160, 0x2169), (0x2190, 0x2193), (0x2460, 0x2473), (0x3000, 0x3017), (0x3041, 0x3096),
    (0x30A1, 0x30FE), (0x4E00, 0x9FA5), (0xFF01, 0xFF5E),
)  # fmt: skip


@lru_cache(maxsize=1)
def _unusual() -> re.Pattern[str]:
    """Finds what isn't plainly an ordinary character: one class, for it looks at every letter."""
    ranges = []
    odd = sorted(map(ord, _ALIKE))
    for first, last in _ORDINARY:
        for code in (code for code in odd if first <= code <= last):
            if first < code:
                ranges.append((first, code - 1))
            first = code + 1
        if first <= last:
            ranges.append((first, last))
    parts = (f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
    return re.compile(f"[^{''.join(parts)}]")


@lru_cache(maxsize=1)
def printable() -> frozenset[str]:
    """The characters that the PDF prints; resources/fonts/characters.txt is made of its fonts."""
    chars: set[str] = set()
    for line in (resources_dir() / "fonts" / "characters.txt").read_text("ascii").split():
        first, _, last = line.partition("-")
        chars.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(chars)


def _is_unusual(text: str) -> object:
    return not text.isascii() and (_unusual().search(text) or _MOUTH in text)


@rule(
    CHARACTER,
    Severity.ERROR,
    "PDFに埋め込む書体にある文字",
    title="印刷できない文字と紛らわしい文字",
    looks_at="PDFの書体にない文字、外字、見た目が似ているだけの別の文字がないかを見ます。",
    scope=Scope.TEXT,
    trigger=_is_unusual,
)
def odd_characters(subject: CheckSubject, box: WrittenText) -> Iterator[Finding]:
    """No font has it; it is a 外字; it looks like another one that is meant."""
    chars = dict.fromkeys(match[0] for match in _unusual().finditer(box.text))
    missing = [char for char in chars if char not in printable() and char not in _LINE_ENDS]
    private = [char for char in chars if char not in missing and _is_private(char)]
    if missing:
        yield _missing_finding(subject, box, missing)
    if private:
        yield subject.finding(
            CHARACTER,
            box.address,
            f"外字{_named(private)}があります。ほかのパソコンでは別の字になります。",
            "ふつうの字か、かなに置き換えてください。",
            severity=Severity.WARNING,
            beside=tuple(private),
        )
    yield from _look_alikes(subject, box)


_LINE_ENDS = frozenset("\n\t")


def _is_private(char: str) -> bool:
    return unicodedata.category(char) == "Co"


def _missing_finding(subject: CheckSubject, box: WrittenText, missing: list[str]) -> Finding:
    private = any(map(_is_private, missing))
    place = box.text.index(missing[0])
    return subject.finding(
        CHARACTER,
        box.address,
        f"{around(box.text, place, place + 1)}の{_named(missing)}は、"
        f"{'外字を含み、' if private else ''}PDFに印刷できません。",
        "別の字か、かなに置き換えてください。",
        beside=tuple(missing),
    )


def _named(chars: list[str]) -> str:
    """「𪚲」（U+2A6B2）, for each; a 外字 by its number alone."""
    words = [
        f"（U+{ord(char):04X}）"
        if _is_private(char) or not char.isprintable()
        else f"「{char}」（U+{ord(char):04X}）"
        for char in chars[:8]
    ]
    more = f"など{len(chars)}字" if len(chars) > 8 else ""
    return "、".join(words) + more


def _look_alikes(subject: CheckSubject, box: WrittenText) -> Iterator[Finding]:
    pairs: dict[str, str] = {}
    right = _IROHA.sub("ロ", box.text)
    if right != box.text:
        pairs["口（くち）"] = "ロ（かたかな）"
    out = []
    for place, char in enumerate(right):
        usual = _usual(char, right, place)
        out.append(usual)
        if usual != char:
            pairs[char] = usual
    right = unicodedata.normalize("NFC", "".join(out)) if _has_marks(right) else "".join(out)
    if _has_marks(box.text):
        pairs["か゛のように分かれた濁点"] = "が"
    if not pairs or right == box.text:
        return
    first = next(iter(pairs))
    place = box.text.find(first[0]) if first[0] in box.text else 0
    words = "、".join(f"「{odd}」は「{usual}」" for odd, usual in list(pairs.items())[:5])
    yield subject.finding(
        CHARACTER,
        box.address,
        f"{around(box.text, place, place + 1)}に、よく似た別の字があります。"
        f"{words}の書き誤りと見ています。",
        "ふつうの字に直してください。",
        fix=Fix(
            "ふつうの字に直す", (Edit(box.address, box.with_text(subject.get(box.address), right)),)
        ),
        severity=Severity.WARNING,
        beside=tuple(pairs),
    )


def _has_marks(text: str) -> bool:
    return any(mark in text for mark in _MARKS)


def _usual(char: str, text: str, place: int) -> str:
    """The character that is meant, or the same one."""
    if "\u0400" <= char <= "\u04ff":
        beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
        return _ALIKE.get(char, char) if _LATIN.search(beside) else char
    if char in _ALIKE:
        return _ALIKE[char]
    if "\u2f00" <= char <= "\u2fd5":
        return unicodedata.normalize("NFKC", char)
    return _RADICALS.get(char, char)
