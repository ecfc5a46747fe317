"""Texts that are the same where they should differ, or differ where they should be the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from pia_desktop.checks.plain_words import narrow, quote
from pia_desktop.checks.registry import Finding, Scope, Severity, Sureness, rule
from pia_desktop.checks.subject import CheckSubject
from pia_desktop.forms.addresses import item_id
from pia_desktop.forms.model import Form
from pia_desktop.forms.places import Place

SAME_TEXT = "same-text"
NEAR_TWIN = "near-twin"

_LONG = 80
_FIGURE = re.compile(r"\d+(?:,\d{3})*")
_SHORTEST = 10
_MOST_DIFFERENCE = 12
# Boxes in which each file has figures of its own.
_OWN_FIGURES = ("files[].name", "files[].risk.file_name", "files[].records")


@rule(
    SAME_TEXT,
    Severity.NOTICE,
    "指針：リスクごとに対策を記載する",
    title="二つのリスクに同じ文章",
    looks_at="違うリスクの対策に、同じ長い文章（80字以上）が書かれていないかを見ます。",
    sureness=Sureness.LIKELY,
    scope=Scope.FILE,
)
def same_texts(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """One text of 80 characters or more stands under two risks of one file."""
    by_text: dict[str, list[Place]] = defaultdict(list)
    for place in subject.texts_of_file(file):
        if place.item.id.startswith("files[].risk.") and place.item.features.multiline:
            text = subject.text(place.address)
            if len(text) >= _LONG:
                by_text[text].append(place)
    for places in by_text.values():
        if len(places) < 2 or len({_risk_of(place) for place in places}) < 2:
            continue
        first, *others = places
        yield subject.finding(
            SAME_TEXT,
            others[0].address,
            f"{quote(subject.text(first.address), 24)}で始まる文章が、"
            f"「{_words(first)}」にもあります。",
            "リスクに合った対策になっているかを確かめてください。",
            compared=(first.address, *(place.address for place in others[1:])),
        )


def _risk_of(place: Place) -> tuple[str, str]:
    risk = place.heading.risk_of(place.item)
    return place.heading.title, risk.id if risk else place.item.id


def _words(place: Place) -> str:
    risk = place.heading.risk_of(place.item)
    return " ".join((risk.label if risk else place.heading.title).split())


@rule(
    NEAR_TWIN,
    Severity.NOTICE,
    "経験：写した文章の数だけが違う",
    title="数だけが違う同じ文章",
    looks_at="二つのファイルの同じ項目が、数だけ違う同じ文章になっていないかを見ます。",
    sureness=Sureness.WEAK,
)
def near_twins(subject: CheckSubject) -> Iterator[Finding]:
    """The same item of two files differs in a figure alone."""
    if len(subject.files) < 2:
        return
    items = _twin_items(subject.form)
    known: dict[str, list[str]] = defaultdict(list)
    texts = subject.facts(_with_figures, subject.wording_addresses)
    for address in sorted(texts, key=subject.order):
        item = item_id(address)
        if item not in items:
            continue
        mine = texts[address]
        other = next((twin for twin in known[item] if _are_alike(texts[twin], mine)), None)
        known[item].append(address)
        if other is None:
            continue
        pair = _differing(texts[other], mine)
        if pair is not None:
            yield subject.finding(
                NEAR_TWIN,
                address,
                f"{int(_number_of(other)) + 1}件目のファイルと同じ文章で、"
                f"{quote(pair[0])}が{quote(pair[1])}になっています。",
                "どちらの数も正しいかを確かめてください。",
                compared=(other,),
            )


def _number_of(address: str) -> str:
    return address[len("files[") : address.index("]")]


@lru_cache(maxsize=8)
def _twin_items(form: Form) -> frozenset[str]:
    return frozenset(
        item.id
        for item in form.items
        if item.repeats == ("files[]",) and item.kind == "text" and item.id not in _OWN_FIGURES
    )


def _with_figures(text: str) -> str | None:
    """The text, if it has figures and isn't a short one."""
    text = text.strip()
    return text if len(text) >= _SHORTEST and _FIGURE.search(text) else None


def _are_alike(text: str, other: str) -> bool:
    """Whether two texts are the same but for their figures. Most are told apart at a glance."""
    near = abs(len(text) - len(other)) <= _MOST_DIFFERENCE
    return near and text != other and _frame(text) == _frame(other)


def _frame(text: str) -> str:
    """The text with its figures taken out."""
    return _FIGURE.sub("#", "".join(narrow(text).split()))


def _differing(before: str, after: str) -> tuple[str, str] | None:
    """The first figures that differ, each with the word behind it."""
    pairs = zip(_figures(before), _figures(after), strict=False)
    return next(((one, other) for one, other in pairs if one != other), None)


def _figures(text: str) -> list[str]:
    flat = "".join(narrow(text).split())
    return [flat[match.start() : match.end() + 1] for match in _FIGURE.finditer(flat)]
