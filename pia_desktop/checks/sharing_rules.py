"""Ⅱ5 提供・移転 and Ⅲ5: the numbers, and what contradicts each other."""

from __future__ import annotations

from collections.abc import Iterator

from pia_desktop.checks.listed import Listed, listed_at
from pia_desktop.checks.outsourcing_rules import counted, filled_below, none_beside_measures
from pia_desktop.checks.registry import Edit, Finding, Fix, Scope, Severity, rule
from pia_desktop.checks.subject import CheckSubject

SHARING_COUNT = "sharing-count"
SHARING_CONTRADICTION = "sharing-contradiction"

# The option's id, the key of its list, what it is called, and what an occurrence is called.
_KINDS = (
    ("provided", "provisions", "提供", "提供先"),
    ("transferred", "transfers", "移転", "移転先"),
)


@rule(
    SHARING_COUNT,
    Severity.ERROR,
    "様式：提供・移転の有無の( )件と、提供先・移転先の数",
    title="提供・移転の件数",
    looks_at="提供・移転の( )件と、記入されている提供先・移転先の数が合うかを見ます。",
    scope=Scope.FILE,
    items=("files[].sharing_exists",),
)
def sharing_counts(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """件数 differs from the number of 提供先 or 移転先."""
    address = f"files[{file}].sharing_exists"
    ticked = subject.ticked(address)
    for option, key, what, entries in _KINDS:
        count = ticked.get(option)
        if count is None or isinstance(count, bool):
            continue
        listed = listed_at(subject, f"files[{file}].{key}")
        if count == 0 or not listed.fits(count):
            yield from counted(subject, SHARING_COUNT, address, count, listed, what, entries)


@rule(
    SHARING_CONTRADICTION,
    Severity.ERROR,
    "様式：Ⅱ5の提供・移転の有無と、提供先・移転先、Ⅲ5の「提供・移転しない」",
    title="提供・移転の有無の食い違い",
    looks_at="提供・移転の有無が、提供先・移転先の記入と、Ⅲの「提供・移転しない」と"
    "食い違っていないかを見ます。",
    scope=Scope.FILE,
    items=("files[].sharing_exists", "files[].risk.sharing.none"),
)
def sharing_contradictions(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """行っていない beside a 提供 or 移転, an occurrence without its tick, and Ⅲ against Ⅱ."""
    root = f"files[{file}]"
    ticked = subject.ticked(f"{root}.sharing_exists")
    if not ticked:
        return
    lists = {key: listed_at(subject, f"{root}.{key}") for _, key, _, _ in _KINDS}
    yield from _beside_not_done(subject, root, ticked, lists)
    yield from _unticked(subject, root, ticked, lists)
    yield from _against_risk(subject, root, ticked, lists)


def _beside_not_done(
    subject: CheckSubject, root: str, ticked: dict[str, object], lists: dict[str, Listed]
) -> Iterator[Finding]:
    if "not_done" not in ticked:
        return
    ticked_words = [f"{what}を行っている" for option, _, what, _ in _KINDS if option in ticked]
    there = [f"{words}が{lists[k].filled}件" for _, k, _, words in _KINDS if lists[k].filled]
    if not ticked_words and not there:
        return
    parts = [f"「{words}」にも印があります" for words in ticked_words]
    parts += [f"{words}記入されています" for words in there]
    yield subject.finding(
        SHARING_CONTRADICTION,
        f"{root}.sharing_exists",
        f"「行っていない」に印がありますが、{'。また、'.join(parts)}。",
        "行っているなら「行っていない」の印を外し、行っていないなら提供先・移転先を消してください。",
        compared=tuple(address for listed in lists.values() for address in listed.addresses),
    )


def _unticked(
    subject: CheckSubject, root: str, ticked: dict[str, object], lists: dict[str, Listed]
) -> Iterator[Finding]:
    for option, key, what, entries in _KINDS:
        listed = lists[key]
        if listed.filled and option not in ticked and "not_done" not in ticked:
            yield subject.finding(
                SHARING_CONTRADICTION,
                f"{root}.sharing_exists",
                f"{entries}が{listed.filled}件記入されていますが、「{what}を行っている」に印がありません。",
                f"「{what}を行っている」に印を付けて件数を書くか、{entries}を消してください。",
                compared=listed.addresses,
            )


def _against_risk(
    subject: CheckSubject, root: str, ticked: dict[str, object], lists: dict[str, Listed]
) -> Iterator[Finding]:
    """Ⅲ5 is about what doesn't go through the network: 提供 through it alone is none there."""
    exists, none = f"{root}.sharing_exists", f"{root}.risk.sharing.none"
    if subject.get(none):
        outside = _outside_network(subject, root)
        if "transferred" in ticked or ("provided" in ticked and outside):
            ticked_words = [
                f"「{what}を行っている」" for option, _, what, _ in _KINDS if option in ticked
            ]
            yield subject.finding(
                SHARING_CONTRADICTION,
                none,
                f"Ⅱの提供・移転の有無は{'と'.join(ticked_words)}ですが、"
                "Ⅲの「提供・移転しない」に印があります。",
                "提供・移転しているなら、Ⅲの「提供・移転しない」の印を外し、対策を記入してください。",
                compared=(exists, *outside),
            )
        else:
            start = f"{root}.risk.sharing."
            yield from none_beside_measures(
                subject, SHARING_CONTRADICTION, start, "提供・移転しない"
            )
    elif set(ticked) == {"not_done"} and not any(each.filled for each in lists.values()):
        filled = filled_below(subject, f"{root}.risk.sharing.")
        yield subject.finding(
            SHARING_CONTRADICTION,
            none,
            "Ⅱの提供・移転の有無は「行っていない」ですが、Ⅲの「提供・移転しない」に"
            + ("印がなく、対策が記入されています。" if filled else "印も対策もありません。"),
            "提供・移転していないなら、Ⅲの「提供・移転しない」に印を付けてください。",
            compared=(exists, *filled[:5]),
            fix=None if filled else Fix("Ⅲの「提供・移転しない」に印を付ける", (Edit(none, True),)),
        )


def _outside_network(subject: CheckSubject, root: str) -> tuple[str, ...]:
    """The ways of 提供 that aren't the network."""
    out = []
    for number in range(subject.count(f"{root}.provisions")):
        address = f"{root}.provisions[{number}].method"
        if set(subject.ticked(address)) - {"information_network"}:
            out.append(address)
    return tuple(out)
