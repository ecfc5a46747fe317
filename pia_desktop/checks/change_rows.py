"""Rows of 変更箇所 that lack something, or that say no change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.checks.plain_words import is_blank, quote
from pia_desktop.checks.registry import Finding, Severity, part_of, rule
from pia_desktop.checks.subject import CHANGES, CheckSubject

CHANGE_ROW = "change-row"

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
    rows = subject.change_rows
    for number, row in enumerate(rows):
        missing = [key for key in _ASKED if not row.get(key, "").strip()]
        if not missing or not any(text.strip() for text in row.values()):
            continue
        if any(map(_goes_on, rows[number : number + 2])):
            continue
        start = f"{CHANGES}[{number}]"
        words = "、".join(_ASKED[key] for key in missing)
        item = row.get("item", "").strip()
        which = f"{number + 1}行目（{quote(item, 40)}）" if item else f"{number + 1}行目"
        yield subject.finding(
            CHANGE_ROW,
            f"{start}.{missing[0]}",
            f"変更箇所の{which}に、{words}がありません。",
            f"{words}を記入してください。",
            compared=tuple(f"{start}.{key}" for key in missing[1:]),
        )


def _goes_on(row: dict[str, str]) -> bool:
    return any(_CONTINUED.search(row.get(key, "").strip()) for key in ("item", "before", "after"))


@part_of(CHANGE_ROW)
def rows_without_change(subject: CheckSubject) -> Iterator[Finding]:
    """変更前 and 変更後 say the same."""
    for number, row in enumerate(subject.change_rows):
        text = row.get("before", "").strip()
        if text == row.get("after", "").strip() and not is_blank(text):
            before, after = f"{CHANGES}[{number}].before", f"{CHANGES}[{number}].after"
            yield subject.finding(
                CHANGE_ROW,
                after,
                f"変更箇所の{number + 1}行目は、変更前も変更後も{quote(text)}です。",
                "変わったところを書くか、要らない行なら消してください。",
                compared=(before,),
            )
