"""Ⅱ4 委託 and Ⅲ4: the numbers, and what contradicts each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.checks.listed import Listed, annexed, listed_at
from pia_desktop.checks.plain_words import is_blank, quote
from pia_desktop.checks.registry import Edit, Finding, Fix, Scope, Severity, rule
from pia_desktop.checks.subject import CheckSubject

OUTSOURCING_COUNT = "outsourcing-count"
OUTSOURCING_CONTRADICTION = "outsourcing-contradiction"
SUBCONTRACT_CONTRADICTION = "subcontract-contradiction"

_EXISTS, _COUNT = "outsourcing_exists", "outsourcing_count"
_RISK = "risk.outsourcing"
# Wording that says that nothing is subcontracted: with 再委託しない it contradicts nothing.
_DENIED = re.compile(
    r"再(?:々)?委託.{0,30}(?:ない|ません|なし|無し|禁止|禁じ)|(?:ない|禁止|認めていない|行わない)。?$"
)


@rule(
    OUTSOURCING_COUNT,
    Severity.ERROR,
    "様式：委託の有無の( )件と、委託事項の数",
    title="委託の件数",
    looks_at="委託の( )件と、記入されている委託事項の数が合うかを見ます。",
    scope=Scope.FILE,
    items=("files[].outsourcing_count",),
)
def outsourcing_counts(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """件数 differs from the number of 委託事項. Where an annex is named, the rest may be there."""
    address = f"files[{file}].{_COUNT}"
    count = subject.get(address)
    listed = listed_at(subject, f"files[{file}].outsourcing")
    if not isinstance(count, int) or listed.fits(count):
        return
    if not listed.filled and subject.chosen(f"files[{file}].{_EXISTS}") == "not_outsourced":
        return  # said as a contradiction
    yield from counted(subject, OUTSOURCING_COUNT, address, count, listed, "委託", "委託事項")


def counted(
    subject: CheckSubject,
    code: str,
    address: str,
    count: int,
    listed: Listed,
    what: str,
    entries: str,
) -> Iterator[Finding]:
    """A 件数 that isn't what is listed: an error, or a notice where an annex holds the rest."""
    annex = annexed(subject, listed, count)
    if annex.holds_rest:
        return
    message = f"{what}は{count}件ですが、記入されている{entries}は{listed.filled}件です。"
    if annex.addresses:
        yield subject.finding(
            code,
            address,
            f"{what}は{count}件ですが、{annex.words}の表にあるのは{annex.rows}件です"
            f"（記入されている{entries}は{listed.filled}件）。",
            "件数を直すか、別紙の表に足りない行を加えてください。",
            compared=(*annex.addresses, *listed.addresses),
            severity=Severity.WARNING,
        )
        return
    if annex.named and count > listed.filled:
        yield subject.finding(
            code,
            address,
            f"{message}残りは{annex.words}にあるものと見ています。",
            "別紙にある件数と合わせて、件数が合うかを確かめてください。",
            compared=listed.addresses,
            severity=Severity.NOTICE,
        )
        return
    yield subject.finding(
        code,
        address,
        message,
        f"件数を直すか、足りない{entries}を記入してください。"
        if count > listed.filled
        else f"件数を直すか、要らない{entries}を消してください。",
        compared=listed.addresses,
    )


@rule(
    OUTSOURCING_CONTRADICTION,
    Severity.ERROR,
    "様式：Ⅱ4の委託の有無と、委託事項、Ⅲ4の「委託しない」",
    title="委託の有無の食い違い",
    looks_at="委託の有無が、委託事項の記入と、Ⅲの「委託しない」と食い違っていないかを見ます。",
    scope=Scope.FILE,
    items=("files[].outsourcing_exists", "files[].risk.outsourcing.none"),
)
def outsourcing_contradictions(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """委託しない beside a 委託事項 or an Ⅲ that tells of 委託, and 委託する beside Ⅲ 委託しない."""
    root = f"files[{file}]"
    exists, none = f"{root}.{_EXISTS}", f"{root}.{_RISK}.none"
    chosen = subject.chosen(exists)
    if not chosen and subject.get(none):
        yield from _none_beside_entries(subject, root)
    if chosen == "not_outsourced" and subject.get(none):
        yield from none_beside_measures(
            subject, OUTSOURCING_CONTRADICTION, f"{root}.{_RISK}.", "委託しない"
        )
    if chosen == "outsourced" and subject.get(none):
        yield subject.finding(
            OUTSOURCING_CONTRADICTION,
            none,
            "Ⅱの委託の有無は「委託する」ですが、Ⅲの「委託しない」に印があります。",
            "委託しているなら、Ⅲの「委託しない」の印を外し、対策を記入してください。",
            compared=(exists,),
        )
    if chosen != "not_outsourced":
        return
    listed, count = listed_at(subject, f"{root}.outsourcing"), subject.get(f"{root}.{_COUNT}")
    if listed.filled or count:
        number = f"{count}件" if count else "空欄"
        yield subject.finding(
            OUTSOURCING_CONTRADICTION,
            exists,
            f"「委託しない」を選んでいますが、委託の件数は{number}、"
            f"記入されている委託事項は{listed.filled}件です。",
            "委託しているなら「委託する」を選び、していないなら委託事項と件数を消してください。",
            compared=(f"{root}.{_COUNT}", *listed.addresses),
        )
    yield from _not_none(subject, root, bool(listed.filled or count))


def _none_beside_entries(subject: CheckSubject, root: str) -> Iterator[Finding]:
    """Ⅲ says 委託しない, and Ⅱ lists 委託事項 without an answer to 委託の有無."""
    listed = listed_at(subject, f"{root}.outsourcing")
    if listed.filled:
        yield subject.finding(
            OUTSOURCING_CONTRADICTION,
            f"{root}.{_RISK}.none",
            f"Ⅲの「委託しない」に印がありますが、Ⅱに委託事項が{listed.filled}件記入されています。",
            "委託しているなら、Ⅲの「委託しない」の印を外してください。",
            compared=listed.addresses,
        )


def none_beside_measures(
    subject: CheckSubject, code: str, start: str, option: str
) -> Iterator[Finding]:
    """Ⅲ has the tick that lets its measures be left out, and measures too."""
    none = f"{start}none"
    filled = [address for address in filled_below(subject, start) if address != none]
    if filled:
        yield subject.finding(
            code,
            none,
            f"Ⅲの「{option}」に印がありますが、その対策も記入されています。",
            f"「{option}」が正しければ対策を消し、そうでなければ印を外してください。",
            compared=tuple(filled[:5]),
            severity=Severity.WARNING,
        )


def _not_none(subject: CheckSubject, root: str, listed: bool) -> Iterator[Finding]:
    """Ⅱ says 委託しない, and Ⅲ doesn't."""
    exists, none = f"{root}.{_EXISTS}", f"{root}.{_RISK}.none"
    if subject.get(none):
        return
    filled = filled_below(subject, f"{root}.{_RISK}.")
    tick = Fix("Ⅲの「委託しない」に印を付ける", (Edit(none, True),))
    told = "" if filled else "印も対策もありません"
    yield subject.finding(
        OUTSOURCING_CONTRADICTION,
        none,
        "Ⅱの委託の有無は「委託しない」ですが、Ⅲの「委託しない」に"
        + (told or "印がなく、委託の対策が記入されています")
        + "。",
        "委託していないなら、Ⅲの「委託しない」に印を付けてください。",
        compared=(exists, *filled[:5]),
        fix=None if filled or listed else tick,
    )


def filled_below(subject: CheckSubject, start: str) -> list[str]:
    """The boxes whose address begins so and that say something."""
    out = []
    for place in subject.places:
        if place.address.startswith(start) and place.item.answerable:
            value = subject.get(place.address)
            if value is not None and not (isinstance(value, str) and is_blank(value)):
                out.append(place.address)
    return out


@rule(
    SUBCONTRACT_CONTRADICTION,
    Severity.ERROR,
    "様式：Ⅱ4の再委託の有無と、許諾方法・再委託事項、Ⅲ4の「再委託していない」",
    title="再委託の有無の食い違い",
    looks_at="再委託の有無が、許諾方法と再委託事項の記入、Ⅲの「再委託していない」と"
    "食い違っていないかを見ます。",
    scope=Scope.FILE,
    items=("files[].outsourcing[].sub_exists", "files[].risk.outsourcing.subcontractor"),
)
def subcontract_contradictions(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """再委託しない with 許諾方法 or 再委託事項, and Ⅲ 再委託していない beside a 再委託する."""
    root = f"files[{file}]"
    subcontracted = []
    for number in range(subject.count(f"{root}.outsourcing")):
        here = f"{root}.outsourcing[{number}]"
        exists = f"{here}.sub_exists"
        chosen = subject.chosen(exists)
        if chosen == "subcontracted":
            subcontracted.append(exists)
        told = [
            address
            for key in ("sub_approval", "sub_content")
            if _tells(subject.text(address := f"{here}.{key}"))
        ]
        if chosen == "not_subcontracted" and told:
            yield subject.finding(
                SUBCONTRACT_CONTRADICTION,
                exists,
                f"委託事項{number + 1}は「再委託しない」ですが、"
                f"「{subject.name(told[0])}」に{quote(subject.text(told[0]))}とあります。",
                "再委託しているなら「再委託する」を選び、していないなら、"
                "許諾方法と再委託事項を消してください。",
                compared=tuple(told),
            )
    risk = f"{root}.{_RISK}.subcontractor"
    if subcontracted and subject.chosen(risk) == "not_subcontracted":
        numbers = "、".join(re.findall(r"outsourcing\[(\d+)\]", " ".join(subcontracted)))
        which = "、".join(str(int(number) + 1) for number in numbers.split("、"))
        yield subject.finding(
            SUBCONTRACT_CONTRADICTION,
            risk,
            f"Ⅱの委託事項{which}は「再委託する」ですが、Ⅲは「再委託していない」です。",
            "Ⅱの再委託の有無と見比べて、違う方を直してください。",
            compared=tuple(subcontracted),
        )


def _tells(text: str) -> bool:
    return not is_blank(text) and _DENIED.search(text) is None
