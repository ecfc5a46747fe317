"""What is taken out of a text that comes from elsewhere by hand, and saying so."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pia_desktop.files import limits
from pia_desktop.forms.values import HIDDEN, UNPRINTABLE

# Line ends of Word, Excel and old systems.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_TAKEN_OUT = re.compile(f"{UNPRINTABLE.pattern}|{HIDDEN.pattern}")
_NAMED = 3


@dataclass(frozen=True)
class SanitizedText:
    """A pasted text as a page can show it; `said` tells a person what was taken out, or nothing."""

    text: str
    said: str


def sanitize_pasted(text: str, halves: int = 0) -> SanitizedText:
    """Line ends made one; control characters and halves of characters gone, all else kept.

    `halves` are those that whoever handed the text over has left out of it already.
    """
    text = _LINE_ENDS.sub("\n", text)
    taken = Counter(_TAKEN_OUT.findall(text))
    number = taken.total() + halves
    if not number:
        return SanitizedText(text, "")
    named = [f"U+{ord(char):04X}が{count:,}個" for char, count in taken.most_common(_NAMED)]
    if halves:
        named.insert(0, f"片割れになった文字が{halves:,}個")
    more = "など" if len(taken) > _NAMED else ""
    return SanitizedText(
        _TAKEN_OUT.sub("", text),
        f"印刷できない文字を{number:,}個取り除きました（{'、'.join(named)}{more}）。"
        "ほかの文字はそのままです。",
    )


def too_long(text: str) -> str:
    """Why a text is too long for one box, or nothing."""
    if len(text) <= limits.TEXT_CHARACTERS:
        return ""
    return (
        f"{len(text):,}文字あるので、貼り付けていません。"
        f"一つの欄は{limits.TEXT_CHARACTERS:,}文字までです。"
    )
