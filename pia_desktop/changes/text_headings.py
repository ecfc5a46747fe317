"""The headings that people write inside a text: <窓口における措置>, 【…】, 1. …, (1) …, ①…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Each kind of heading by what a line begins with, with the brackets or numbers in either width.
_KINDS = {
    "bracket": re.compile(r"【[^】\n]+】"),
    "angle": re.compile(r"[<＜〈《≪][^\n]*[>＞〉》≫]\s*$"),
    "square": re.compile(r"[\[［〔][^\n]*[\]］〕]\s*$"),
    "chapter": re.compile(r"第[0-9０-９一二三四五六七八九十]+(?=[\s　])"),
    "roman": re.compile(r"[Ⅰ-Ⅻ][.．、\s　]"),
    "number": re.compile(r"[0-9０-９]+[.．、](?![0-9０-９])"),
    "paren": re.compile(r"[(（][0-9０-９ア-ンa-zａ-ｚ]+[)）]|[⑴-⒇]"),
    "circle": re.compile(r"[①-⑳㉑-㉟]"),
    "kana": re.compile(r"[ア-ン](?:[.．、)）]|[\s　])|[a-zａ-ｚ][.．)）]"),
}
_LINE = re.compile(r"[^\n]*(?:\n|$)")

# A longer line, or one with a sentence in it, is a text of its own: its sign alone is the heading.
_LONGEST = 40


@dataclass(frozen=True)
class TextHeading:
    """A heading line. `start` and `end` are where the line stands in the text, with its line feed;
    `title` is what is said of it, the whole line or its sign, which ends at `title_end`.
    """

    kind: str
    start: int
    end: int
    title: str
    title_end: int


def text_headings(text: str) -> Iterator[TextHeading]:
    """The headings of a text, in order."""
    for line in _LINE.finditer(text):
        heading = _heading(line[0], line.start())
        if heading is not None:
            yield heading


def _heading(line: str, start: int) -> TextHeading | None:
    indent = len(line) - len(line.lstrip())
    words = line.strip()
    for kind, sign in _KINDS.items():
        mark = sign.match(words)
        if mark is None:
            continue
        short = len(words) <= _LONGEST and "。" not in words
        title = words if short else mark[0].strip()
        end = start + len(line)
        title_end = end if short else start + indent + len(title)
        return TextHeading(kind, start, end, title, title_end)
    return None


def headings_above(headings: list[TextHeading], position: int) -> list[TextHeading]:
    """The headings that what begins at this position stands under, outermost first. A heading ends
    where the next one of its kind begins, and with what it stands under.
    """
    above: list[TextHeading] = []
    for heading in headings:
        if heading.start > position:
            break
        kinds = [each.kind for each in above]
        if heading.kind in kinds:
            del above[kinds.index(heading.kind) :]
        above.append(heading)
    return [heading for heading in above if heading.start < position]
