"""Twelve digits that may be somebody's 個人番号. No message says them again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.checks.plain_words import narrow
from pia_desktop.checks.registry import Finding, Scope, Severity, Sureness, rule
from pia_desktop.checks.subject import CheckSubject, WrittenText

NUMBER_LIKE = "number-like"

_SEPARATOR = r"[ \-‐‑–—―－ー・_]"
_NUMBER = re.compile(
    r"(?<![\d])(?<!\d[ \-.,/])"
    r"(\d{12}"
    rf"|\d{{4}}({_SEPARATOR})\d{{4}}\2\d{{4}}"
    rf"|\d{{3}}({_SEPARATOR})\d{{3}}\3\d{{3}}\3\d{{3}}"
    rf"|\d{{6}}{_SEPARATOR}\d{{6}}"
    rf"|\d(?:{_SEPARATOR}\d){{11}})"
    r"(?![\d])(?![ \-.,/]\d)"
)
_DIGITS = re.compile(r"[0-9０-９](?:.?[0-9０-９]){11}")
# The weights of 番号法施行令第8条 (行政手続…法律施行令) and 総務省令第85号第5条, from the left.
_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


@rule(
    NUMBER_LIKE,
    Severity.ERROR,
    "番号法施行令第8条（検査用数字）、番号法第19条（特定個人情報の提供の制限）",
    title="個人番号かもしれない数字",
    looks_at="公表する評価書に、検査用数字の合う12桁の数字（個人番号かもしれない数字）がないかを見ます。",
    sureness=Sureness.LIKELY,
    scope=Scope.TEXT,
    of_figures=True,
    trigger=_DIGITS.search,
)
def number_like(subject: CheckSubject, box: WrittenText) -> Iterator[Finding]:
    """Twelve digits, of any width, spaced or hyphened, with the right check digit."""
    places = [
        match.start() + 1
        for match in _NUMBER.finditer(narrow(box.text))
        if has_check_digit(re.sub(r"\D", "", match[1]))
    ]
    if places:
        where = "、".join(f"{place}文字目" for place in places[:5])
        yield subject.finding(
            NUMBER_LIKE,
            box.address,
            f"個人番号かもしれない12桁の数字があります（{where}から）。",
            "個人番号なら、必ず消してください。評価書は公表されます。",
        )


def has_check_digit(digits: str) -> bool:
    """Whether twelve digits end with the check digit of a 個人番号. One digit twelve times is no
    number.
    """
    if len(set(digits)) == 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    rest = total % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)
