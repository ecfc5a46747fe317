"""Rows of 変更箇所 that lack something, or that say no change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.checks.plain_words import is_blank, quote
from pia_desktop.checks.registry import Finding, Severity, part_of, rule
from pia_desktop.checks.subject import CHANGES, CheckSubject

CHANGE_ROW = "change-row"

_COLUMNS = ("date", "item", "before", "after", "timing", "reason")
_ASKED = {"date": "変更日", "item": "項目", "timing": "提出時期"}
# A row that goes on with the one above or below has what is asked for there.
_CONTINUED = re.compile(
    r"^[(（【]?(?:上|下|前|次)[のに]?(?:段|行|頁|ページ|欄)?[にへからより]*の?続|^[(（【]?続き"
)


@rule(
    CHANGE_ROW,
    Severity.ERROR,
    "様式：変更箇所の各行に、変更日、項目、変更前、変更後、提出時期",
    title="変更箇所の行の抜け",
    looks_at="変更箇所の行に変更日・項目・提出時期があるか、変更前と変更後が違うかを見ます。",
    items=("changes[].date", "changes[].item", "changes[].after", "changes[].timing"),
)
def rows_with_gaps(subject: CheckSubject) -> Iterator[Finding]:
    """変更日, 項目 or 提出時期 is missing in a row that says something."""
    count = subject.count(CHANGES)
    for row in range(count):
        start = f"{CHANGES}[{row}]"
        missing = [key for key in _ASKED if not subject.text(f"{start}.{key}")]
        if not missing or not any(subject.text(f"{start}.{key}") for key in _COLUMNS):
            continue
        if _goes_on(subject, row) or (row + 1 < count and _goes_on(subject, row + 1)):
            continue
        words = "、".join(_ASKED[key] for key in missing)
        item = subject.text(f"{start}.item")
        which = f"{row + 1}行目（{quote(item, 40)}）" if item else f"{row + 1}行目"
        yield subject.finding(
            CHANGE_ROW,
            f"{start}.{missing[0]}",
            f"変更箇所の{which}に、{words}がありません。",
            f"{words}を記入してください。",
            compared=tuple(f"{start}.{key}" for key in missing[1:]),
        )


def _goes_on(subject: CheckSubject, row: int) -> bool:
    start = f"{CHANGES}[{row}]"
    return any(
        _CONTINUED.search(subject.text(f"{start}.{key}")) for key in ("item", "before", "after")
    )


@part_of(CHANGE_ROW)
def rows_without_change(subject: CheckSubject) -> Iterator[Finding]:
    """変更前 and 変更後 say the same."""
    for row in range(subject.count(CHANGES)):
        before, after = f"{CHANGES}[{row}].before", f"{CHANGES}[{row}].after"
        text = subject.text(before)
        if not is_blank(text) and text == subject.text(after):
            yield subject.finding(
                CHANGE_ROW,
                after,
                f"変更箇所の{row + 1}行目は、変更前も変更後も{quote(text)}です。",
                "変わったところを書くか、要らない行なら消してください。",
                compared=(before,),
            )
