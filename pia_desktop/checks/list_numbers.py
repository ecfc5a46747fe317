"""Numbers of a list that repeat or jump."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pia_desktop.checks.plain_words import narrow
from pia_desktop.checks.registry import Finding, Scope, Severity, Sureness, rule
from pia_desktop.checks.subject import CheckSubject, WrittenText

NUMBERING = "numbering"

_RECORDS = "files[].records"

# A number before an entry, by the style in which it is written. Each style counts by itself.
# It begins with a plain character, which the library finds far sooner than a `^`.
_AT_LINE = re.compile(
    r"\n[ \t・]*(?:(\d{1,3})[.](?![\d.])|[(](\d{1,3})[)]|(\d{1,3})[)]"
    r"|([①-⑳])(?![のはとをに、～]|及び|から|について))"
)
# What stands before a number at the beginning of a line.
_BEFORE = "\n \t・"
# The group of the numbers with a dot.
_DOTTED = 1
# In the list of recorded items entries also follow each other in a line. There a number may lack
# its dot: such a one counts where it goes on, and is no fault where it doesn't.
_IN_LINE = re.compile(
    r"(?:^|[\n、,。」】＞>])[ \t]{0,40}(?P<weak>\d{1,3})(?:(?P<blank> )(?=[^ ,、])|(?=[^\d,、. ]))"
    r"|(?:^|[\n、,。」】＞> ])[ \t]{0,40}(?P<strong>\d{1,3})\s?[.](?![\d.])",
)
_GAP_SAID = re.compile(r"欠番|中略|以下略|[(（]略[)）]")
_NAMED = 3
# So many numbers make a list.
_ENOUGH = 5


class _Number(NamedTuple):
    """A number as written, its value, where it stands, and whether it is certainly one."""

    text: str
    value: int
    place: int
    certain: bool = True


@rule(
    NUMBERING,
    Severity.WARNING,
    "一覧の番号は続いている",
    title="番号の重なりと飛び",
    looks_at="箇条書きや記録項目の番号が、重なったり飛んだりしていないかを見ます。",
    sureness=Sureness.LIKELY,
    scope=Scope.TEXT,
    of_figures=True,
    in_changes=False,
    items=(_RECORDS,),
)
def numbering_faults(subject: CheckSubject, box: WrittenText) -> Iterator[Finding]:
    """A number comes twice, or the next but one follows it. Sub-lists may begin at 1 anew."""
    if not box.item.features.multiline:
        return
    text = narrow(box.text)
    faults: list[str] = []
    for numbers in _lists(text, box.item.id == _RECORDS):
        faults += _faults(numbers, text, nested=box.item.id != _RECORDS)
    if faults and not _GAP_SAID.search(box.text):
        more = f"ほか{len(faults) - _NAMED}か所" if len(faults) > _NAMED else ""
        yield subject.finding(
            NUMBERING,
            box.address,
            f"番号が続いていません。{'、'.join(faults[:_NAMED])}{more}。",
            "番号を振り直すか、抜けている項目を書き足してください。",
        )


def _lists(text: str, records: bool) -> Iterator[list[_Number]]:
    """The numbers of each style, in order."""
    lists: dict[int, list[_Number]] = {}
    for match in _AT_LINE.finditer(f"\n{text}") if "\n" in text else ():
        style = match.lastindex or 0
        if not records or style != _DOTTED:
            written = match[0].lstrip(_BEFORE)
            number = _Number(written, _value(match[style]), match.end() - len(written) - 1)
            lists.setdefault(style, []).append(number)
    yield from lists.values()
    if records:
        yield _in_lines(text)


def _in_lines(text: str) -> list[_Number]:
    """The numbers in the list of recorded items. Where none has a dot, a blank behind it does."""
    matches = list(_IN_LINE.finditer(text))
    dotted = any(match["strong"] for match in matches)
    blanks = sum(match["blank"] == " " for match in matches)
    by_blank = not dotted and blanks >= _ENOUGH and blanks * 2 > len(matches)
    return [
        _Number(
            match["strong"] or match["weak"],
            int(match["strong"] or match["weak"]),
            match.start("strong") if match["strong"] else match.start("weak"),
            certain=match["strong"] is not None or (by_blank and match["blank"] == " "),
        )
        for match in matches
    ]


def _value(written: str) -> int:
    return int(written) if written.isdecimal() else ord(written) - ord("①") + 1


def _faults(numbers: list[_Number], text: str, *, nested: bool) -> Iterator[str]:
    """What repeats or jumps. A list begins at 1; where lists are `nested`, the one around goes on
    after it.
    """
    last: _Number | None = None
    outer = 0  # the last number of the list around
    for number in numbers:
        value = number.value
        if not number.certain and (last is None or value != last.value + 1):
            continue
        if last is None or value == 1:
            outer = last.value if last and nested else 0
        elif value == last.value + 1:
            pass
        elif outer and value == outer + 1:
            outer = 0
        else:
            yield _fault(last, number, text)
        last = number


def _fault(last: _Number, number: _Number, text: str) -> str:
    entry = re.split(r"[\n、,，。]", text[number.place : number.place + 20])[0]
    if number.value == last.value:
        return f"「{number.text}」が二度あります（二度目は「{entry}」）"
    return f"「{last.text}」の次が「{entry}」です"
