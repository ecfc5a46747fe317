"""How 変更箇所 names an item: section, heading, file, occurrence, risk, and the printed label, as
municipalities write it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pia_desktop.assessment.answers import Answers
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.model import Form, Item
from pia_desktop.forms.outline import occurrence_number
from pia_desktop.forms.places import Place

# The form's mark for a 重要な変更 and what is said behind it: no part of a name.
_MARK = re.compile(r"(?<!\s)\s*※(\([^)]{0,99}\))?(?=\s|$)")
_CASES = re.compile(r"(?<!\s)\s*\(\s*\)\s*件$")
_OPEN_BRACKET = re.compile(r":\s*\)")
_NUMBERING = re.compile(r"^(?:\d+\.|[①-⑳]|\(別添\d?\))\s*")
# Most municipalities number their files in the name itself.
_NUMBERED = re.compile(r"[(（]?[0-9０-９]+[)）.．]|[①-⑳]")

_GONE = "（削除）"

# The form's own labels and the names of some hundred files, which every look at a difference asks
# for.
_KEPT_NAMES = 2_048


def printed_parts(answers: Answers, place: Place, gone: str = "") -> tuple[str, ...]:
    """The name of an item, or of an occurrence, in a row of 変更箇所, in its parts: its group first
    (the section, and the file of several), then what lies within, from the heading on.

    `gone`: the address of the occurrence that the new state no longer has; the name then says so.
    """
    around = _distinct(_around(answers, place, gone), [])
    return (" ".join(around), *_distinct(_inside(answers, place, gone), around))


def _distinct(given: Iterable[str], earlier: list[str]) -> list[str]:
    """The parts as they are printed, without what was said before."""
    parts: list[str] = []
    for part in given:
        plain = plain_title(part)
        if plain and all(_bare(plain) != _bare(before) for before in (*earlier, *parts)):
            parts.append(plain)
    return parts


def _around(answers: Answers, place: Place, gone: str) -> Iterator[str]:
    if place.section.free:
        yield _free_name(answers, place, gone)
        return
    yield place.section.title
    files = place.section.repeat
    if files not in place.item.repeats:
        return
    number = place.numbers[:1]
    if answers.count(files.removesuffix("[]")) > 1 or address_of(files, number) == gone:
        yield _file_name(answers, files, number, gone)


def _inside(answers: Answers, place: Place, gone: str) -> Iterator[str]:
    form, item, numbers = answers.form, place.item, place.numbers
    files = place.section.repeat
    yield place.heading.title
    for depth, repeat in enumerate(item.repeats):
        if repeat != files:
            yield _occurrence(form.by_id[repeat], numbers[: depth + 1], gone)
    risk = place.heading.risk_of(item)
    if risk is not None and "\n" not in risk.label:  # several risks in one are the heading's
        yield risk.label
    yield from _parents(form, item)
    if item.id == files:
        if not place.section.free:
            yield _file_name(answers, files, numbers, gone)
    elif item.features.repeats:
        yield _occurrence(item, numbers, gone)
    elif not item.repeats or item.label != form.by_id[item.repeats[-1]].label:
        yield item.name_at(numbers)


def _free_name(answers: Answers, place: Place, gone: str) -> str:
    """「(別紙2の2)」."""
    repeat, number = answers.form.by_id[place.section.repeat], place.numbers[:1]
    mark = _GONE if address_of(repeat.id, number) == gone else ""
    return f"({occurrence_number(answers, repeat, number)}){mark}"


def _file_name(answers: Answers, files: str, numbers: tuple[int, ...], gone: str) -> str:
    address = address_of(files, numbers)
    name = str(answers.get(f"{address}.name") or "").strip().partition("\n")[0]
    number = "" if _NUMBERED.match(name) else f"({numbers[0] + 1})"
    return f"{number}{name}{_GONE if address == gone else ''}"


def _occurrence(repeat: Item, numbers: tuple[int, ...], gone: str) -> str:
    return repeat.name_at(numbers) + (_GONE if address_of(repeat.id, numbers) == gone else "")


def _parents(form: Form, item: Item) -> list[str]:
    """The labels that the item's own one is indented in, outermost first."""
    parents: list[str] = []
    while item.under:
        item = form.by_id[item.under]
        parents.insert(0, item.name)
    return parents


@lru_cache(_KEPT_NAMES)
def plain_title(printed: str) -> str:
    """A printed title or label in one line, without ※ and with its brackets closed."""
    words = _CASES.sub(" 件数", _MARK.sub("", " ".join(printed.split())))
    return _OPEN_BRACKET.sub(")", words).strip()


def fold_name(name: str) -> str:
    """The name as it is compared with one that a person wrote: without spaces, in any width."""
    return "".join(unicodedata.normalize("NFKC", name).split())


@lru_cache(_KEPT_NAMES)
def _bare(name: str) -> str:
    return _NUMBERING.sub("", name)
