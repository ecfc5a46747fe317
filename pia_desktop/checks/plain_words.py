"""Reading what people write: words that say nothing, widths of letters, quoting in a message."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pia_desktop.forms.model import Item

# What people put into a box that doesn't apply.
_BLANK = re.compile(
    r"[-‐‑–—―－ー~～*・.、。/／]*"
    r"|[(（]?(?:特に)?(?:該当)?(?:事項)?(?:は)?(?:なし|無し?|ない|ありません|無い)[)）]?。?"
    r"|(?:本項目は)?(?:該当|対象)(?:し|に該当し)?(?:ない|ません|外)。?|空欄|N/?A|n/?a"
)
# Brackets, signs and letters of full width, and the narrow ones that stand for them one by one.
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
_WIDE = re.compile("[\uff01-\uff5e\u3000]")
_NUMBERING = re.compile(r"(?:[(]?(?:\d{1,2}|[ア-ン])[).、]|[①-⑳]|\d{1,2}[ 　]|・)\s*")
_QUOTED = 30


def is_blank(text: str) -> bool:
    """Whether a text says nothing: empty, 「―」「なし」「該当なし」 and the like."""
    return _BLANK.fullmatch("".join(text.split())) is not None


@lru_cache(maxsize=2048)
def narrow(text: str) -> str:
    """The text with letters, digits and signs of full width made narrow, character by character:
    places in it are places in the text.
    """
    for char in set(_WIDE.findall(text)):  # takes a sixth of the time of a translation
        text = text.replace(char, _NARROW[char])
    return text


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """A name for comparing: without width, blanks, and the number before it."""
    text = "".join(unicodedata.normalize("NFKC", text).split())
    match = _NUMBERING.match(text)
    return text[match.end() :] if match else text


def quote(text: str, most: int = _QUOTED) -> str:
    """「text」 in one line, cut where it is long."""
    line = " ".join(text.split())
    return f"「{line if len(line) <= most else line[: most - 1] + '…'}」"


def quote_all(texts: list[str], most: int = 5) -> str:
    """「a」「b」「c」, and how many more."""
    more = f"など{len(texts)}個" if len(texts) > most else ""
    return "".join(map(quote, texts[:most])) + more


def item_words(item: Item) -> str:
    """「③対象となる本人の範囲」: an item's label in one line, without ※."""
    return " ".join(item.label.replace("※", "").split())


def around(text: str, start: int, end: int, most: int = 12) -> str:
    """「…text…」: the words around a place, so that it is found again."""
    left, right = max(0, start - most), min(len(text), end + most)
    cut = " ".join(text[left:right].split())
    return f"「{'…' if left else ''}{cut}{'…' if right < len(text) else ''}」"
