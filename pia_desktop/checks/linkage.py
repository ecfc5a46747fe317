"""Ⅰ 情報連携 against what is connected to the 情報提供ネットワークシステム."""

from __future__ import annotations

from collections.abc import Iterator

from pia_desktop.checks.registry import Finding, Scope, Severity, Sureness, part_of, rule
from pia_desktop.checks.subject import CheckSubject

LINKAGE_CONTRADICTION = "linkage-contradiction"

_EXISTS = "linkage.exists"
_NETWORK = "information_network"
_NETWORK_NAME = "情報提供ネットワークシステム"


@rule(
    LINKAGE_CONTRADICTION,
    Severity.WARNING,
    "様式：Ⅰの情報連携の実施の有無と、入手方法・提供方法・接続、Ⅲ6の「接続しない」",
    title="情報連携の食い違い",
    looks_at="情報連携の実施の有無が、情報提供ネットワークシステムを選んだ入手方法・提供方法・接続と、"
    "Ⅲの「接続しない」と食い違っていないかを見ます。",
    sureness=Sureness.LIKELY,
    items=(
        _EXISTS,
        "systems[].connections",
        "files[].obtain_method",
        "files[].provisions[].method",
        "files[].risk.network.no_obtain",
        "files[].risk.network.no_provide",
    ),
)
def linkage_contradictions(subject: CheckSubject) -> Iterator[Finding]:
    """実施しない beside a use of the network, and 実施する while no file is connected."""
    chosen = subject.chosen(_EXISTS)
    if chosen == "not_linked":
        yield from _linked_all_the_same(subject)
    elif chosen == "linked" and subject.files:
        pairs = [_not_connected(subject, file) for file in subject.files]
        if all(len(pair) == 2 for pair in pairs):
            yield subject.finding(
                LINKAGE_CONTRADICTION,
                _EXISTS,
                "情報連携は「実施する」ですが、どのファイルもⅢで入手・提供とも「接続しない」です。",
                "情報連携をするファイルのⅢの「接続しない」の印を外すか、実施の有無を直してください。",
                compared=tuple(address for pair in pairs for address in pair),
            )


def _linked_all_the_same(subject: CheckSubject) -> Iterator[Finding]:
    connected = [
        address
        for number in range(subject.count("systems"))
        if _NETWORK in subject.ticked(address := f"systems[{number}].connections")
    ]
    obtained = [
        address
        for file in subject.files
        if _NETWORK in subject.ticked(address := f"files[{file}].obtain_method")
    ]
    provided = [address for file in subject.files for address in _provided(subject, file)]
    open_risk = [
        f"files[{file}].risk.network.{key}"
        for file in subject.files
        for key in ("no_obtain", "no_provide")
        if not subject.get(f"files[{file}].risk.network.{key}") and _is_begun(subject, file)
    ]
    parts = [
        f"{words}"
        for addresses, words in (
            (connected, f"システムの接続に「{_NETWORK_NAME}」を選んでいます"),
            (obtained, f"入手方法に「{_NETWORK_NAME}」を選んでいます"),
            (provided, f"提供方法に「{_NETWORK_NAME}」を選んでいます"),
            (open_risk, "Ⅲの「接続しない」に印がありません"),
        )
        if addresses
    ]
    if parts:
        yield subject.finding(
            LINKAGE_CONTRADICTION,
            _EXISTS,
            f"情報連携は「実施しない」ですが、{'。また、'.join(parts)}。",
            "情報連携をしているかどうかを確かめて、違う方を直してください。",
            compared=(*connected, *obtained, *provided, *open_risk),
        )


def _is_begun(subject: CheckSubject, file: int) -> bool:
    """Whether anything of Ⅲ6 is filled in: else it is merely not written yet."""
    root = f"files[{file}].risk.network."
    return any(subject.get(address) for address in subject.by_address if address.startswith(root))


def _provided(subject: CheckSubject, file: int) -> list[str]:
    return [
        address
        for number in range(subject.count(f"files[{file}].provisions"))
        if _NETWORK in subject.ticked(address := f"files[{file}].provisions[{number}].method")
    ]


def _not_connected(subject: CheckSubject, file: int) -> list[str]:
    """The ticks 「接続しない」 of a file."""
    return [
        address
        for key in ("no_obtain", "no_provide")
        if subject.get(address := f"files[{file}].risk.network.{key}")
    ]


@part_of(LINKAGE_CONTRADICTION, Scope.FILE)
def file_against_risk(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """A file is obtained or provided through the network, and its Ⅲ says 「接続しない」."""
    root = f"files[{file}]"
    no_obtain, no_provide = f"{root}.risk.network.no_obtain", f"{root}.risk.network.no_provide"
    obtained = f"{root}.obtain_method"
    if subject.get(no_obtain) and _NETWORK in subject.ticked(obtained):
        yield _contradiction(subject, no_obtain, "入手方法", "接続しない(入手)", (obtained,))
    provided = _provided(subject, file)
    if subject.get(no_provide) and provided:
        yield _contradiction(subject, no_provide, "提供方法", "接続しない(提供)", tuple(provided))


def _contradiction(
    subject: CheckSubject, address: str, what: str, tick: str, compared: tuple[str, ...]
) -> Finding:
    return subject.finding(
        LINKAGE_CONTRADICTION,
        address,
        f"Ⅱの{what}に「{_NETWORK_NAME}」を選んでいますが、Ⅲの「{tick}」に印があります。",
        f"{what}か、Ⅲの「{tick}」の印を直してください。",
        compared=compared,
    )
