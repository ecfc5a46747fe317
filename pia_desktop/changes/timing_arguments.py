"""What speaks for the one or the other 提出時期 of a change: seen in its texts, never decided."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pia_desktop.changes.change_rows import GONE, NEW, ChangeRow
from pia_desktop.changes.submission_timing import (
    CORRECTED,
    IMPORTANT_CHANGE,
    LAW_AMENDED,
    NOT_CONSIDERABLE,
    REDUCED,
    RENAMED,
    Timing,
)
from pia_desktop.changes.text_diff import diff_passages

# A number of a provision, and what a law or an ordinance is called by.
_PROVISION = re.compile(
    r"(?:第|(?<![0-9一二三四五六七八九十百]))[0-9一二三四五六七八九十百]+"
    r"(?:条|項|号|の[0-9一二三四五六七八九十]+)"
)
_LAW = re.compile(r"法|条例|規則|命令|政令|省令")
_NUMBERS = re.compile(r"[0-9一二三四五六七八九十百条項号第の、,・\s]*")
# So many characters behind a passage belong to its last word.
_BEHIND = 2
# So many changed characters, at most, may be a mistake in writing.
_SLIP = 4

# What speaks for each, for a person to measure the change by.
REASONS_FOR = (
    (
        IMPORTANT_CHANGE,
        "取り扱う情報や人、使い道、委託先、提供先、保管や管理の方法などが変わり、リスクが相当程度"
        "変動するとき",
    ),
    (NOT_CONSIDERABLE, "取扱いの実態が変わらないか、変わってもリスクがほとんど動かないとき"),
    (REDUCED, "対策を強める、取り扱う情報や人を減らすなど、リスクが明らかに下がるとき"),
    (RENAMED, "条番号、名称、組織だけが変わり、取扱いは変わらないとき"),
    (CORRECTED, "書き誤りを正すだけで、取扱いは変わらないとき"),
)


@dataclass(frozen=True)
class TimingArgument:
    """Something seen in a change, and the choices that it speaks for."""

    seen: str
    choices: tuple[Timing, ...]


def timing_arguments(row: ChangeRow) -> list[TimingArgument]:
    """What is seen in the row's texts; nothing where they tell nothing."""
    return list(_seen(row))


def _seen(row: ChangeRow) -> Iterator[TimingArgument]:
    if row.whole:
        if row.after.startswith(NEW):
            yield TimingArgument("新しく加わった件です", (IMPORTANT_CHANGE, NOT_CONSIDERABLE))
        elif row.after == GONE:
            yield TimingArgument("なくなった件です", (REDUCED, NOT_CONSIDERABLE))
        return
    if not row.before or not row.after:
        kind = "書き加えた記載です" if row.after else "なくした記載です"
        yield TimingArgument(kind, (IMPORTANT_CHANGE, NOT_CONSIDERABLE, REDUCED))
        return
    if _plain(row.before) == _plain(row.after):
        yield TimingArgument("変わったのは字の幅や空白だけです", (CORRECTED, RENAMED))
        return
    changed = _changed(row)
    if _only_numbers(row, changed):
        yield TimingArgument("変わったのは法令の条や項の番号だけです", (RENAMED, LAW_AMENDED))
    elif _names_a_law(row):
        yield TimingArgument("法令や条例の名前に触れる変更です", (LAW_AMENDED, RENAMED))
    elif len(changed) <= _SLIP:
        yield TimingArgument(f"変わった字は{len(changed)}字だけです", (CORRECTED, NOT_CONSIDERABLE))


def _changed(row: ChangeRow) -> str:
    """The changed characters of both texts, the longer side of each passage."""
    sides = []
    for passage in diff_passages(row.before, row.after):
        if not passage.same:
            texts = row.before[slice(*passage.old)], row.after[slice(*passage.new)]
            sides.append(max((_plain(text) for text in texts), key=len))
    return "".join(sides)


def _only_numbers(row: ChangeRow, changed: str) -> bool:
    """Whether what changed is numbers, and the text around has provisions of a law."""
    numbers = bool(_NUMBERS.fullmatch(changed))
    return numbers and bool(_PROVISION.search(_plain(row.before)) and _LAW.search(row.before))


def _names_a_law(row: ChangeRow) -> bool:
    """Whether a changed passage, or the word that it ends in, is of a law's name."""
    for passage in diff_passages(row.before, row.after):
        if not passage.same:
            for text, (start, end) in ((row.before, passage.old), (row.after, passage.new)):
                if start < end and _LAW.search(text[start : end + _BEHIND]):
                    return True
    return False


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
