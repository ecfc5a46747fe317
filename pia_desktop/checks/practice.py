"""Answers that no municipality should give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pia_desktop.checks.plain_words import is_blank
from pia_desktop.checks.registry import Edit, Finding, Fix, Scope, Severity, Sureness, rule
from pia_desktop.checks.subject import CheckSubject

STALE_PRACTICE = "stale-practice"
GOVERNMENT_ITEM = "government-item"

_REGISTER = "disclosure.register"
_DUTY_SINCE = date(2023, 4, 1)


@rule(
    STALE_PRACTICE,
    Severity.WARNING,
    "個人情報の保護に関する法律第75条（令和5年4月1日から地方公共団体にも適用）",
    title="個人情報ファイル簿の公表",
    looks_at="個人情報ファイル簿の公表が「行っていない」になっていないかを見ます。",
    items=(_REGISTER,),
)
def unpublished_register(subject: CheckSubject) -> Iterator[Finding]:
    """個人情報ファイル簿 isn't published, and 不記載等 doesn't say why."""
    if subject.today < _DUTY_SINCE or subject.chosen(_REGISTER) != "not_done":
        return
    if not is_blank(subject.text("disclosure.unlisted")):
        return
    yield subject.finding(
        STALE_PRACTICE,
        _REGISTER,
        "個人情報ファイル簿の公表が「行っていない」です。令和5年4月1日から、市区町村にも作成と公表が義務付けられています。",
        "公表しているなら「行っている」を選び、作成を要しないファイルなら、その旨を「個人情報ファイル簿への不記載等」に書いてください。",
        compared=("disclosure.unlisted",),
    )


@rule(
    GOVERNMENT_ITEM,
    Severity.WARNING,
    "様式4：NISC政府機関統一基準群は政府機関だけのもの",
    title="政府機関だけの項目",
    looks_at="NISC政府機関統一基準群の項目が「政府機関ではない」になっているかを見ます。",
    sureness=Sureness.SURE,
    scope=Scope.FILE,
    items=("files[].risk.storage.nisc",),
)
def government_answer(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """A municipality answers as if it were an organ of the government."""
    address = f"files[{file}].risk.storage.nisc"
    chosen = subject.chosen(address)
    if not chosen or chosen == "not_government":
        return
    option = subject.answers.item_at(address).option_by_id("not_government")
    if option is None:
        return
    yield subject.finding(
        GOVERNMENT_ITEM,
        address,
        f"「{subject.get(address)}」を選んでいますが、市区町村は政府機関ではありません。",
        f"「{option.label}」を選んでください。",
        fix=Fix(f"「{option.label}」にする", (Edit(address, option.label),)),
    )
