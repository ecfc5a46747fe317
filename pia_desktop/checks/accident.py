"""Ⅲ7 重大事故: whether one happened, and what is told of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.checks.plain_words import is_blank, quote
from pia_desktop.checks.registry import Finding, Scope, Severity, part_of, rule
from pia_desktop.checks.subject import CheckSubject

ACCIDENT_CONTRADICTION = "accident-contradiction"

_DENIED = re.compile(
    r"(?:発生|事故|該当|事案).{0,12}(?:ない|なし|ありません|無し|無い|なかった)"
    r"|重大事故に(?:は)?(?:該当|当た)|いない。?$|ない。?$"
)


@rule(
    ACCIDENT_CONTRADICTION,
    Severity.ERROR,
    "様式：重大事故の有無と、その内容",
    title="重大事故の有無の食い違い",
    looks_at="重大事故が「発生なし」なのに内容が書かれていたり、「発生あり」なのに内容がなかったり、ファイルごとに答えが違ったりしないかを見ます。",
    scope=Scope.FILE,
    items=("files[].risk.storage.accident", "files[].risk.storage.accident_content"),
)
def accident_contradictions(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """発生なし with a described accident, 発生あり without one."""
    accident = f"files[{file}].risk.storage.accident"
    content = f"{accident}_content"
    chosen, text = subject.chosen(accident), subject.text(content)
    if chosen == "none_occurred" and not is_blank(text) and not _DENIED.search(text):
        yield subject.finding(
            ACCIDENT_CONTRADICTION,
            accident,
            f"重大事故は「発生なし」ですが、その内容に{quote(text)}とあります。",
            "発生したのなら「発生あり」を選び、していないなら内容を消してください。",
            compared=(content,),
        )
    if chosen == "occurred" and is_blank(text):
        yield subject.finding(
            ACCIDENT_CONTRADICTION,
            accident,
            f"重大事故は「発生あり」ですが、その内容が{quote(text) if text else '空欄'}です。",
            "いつ何があったかを「その内容」に書くか、「発生なし」を選んでください。",
            compared=(content,),
        )


@part_of(ACCIDENT_CONTRADICTION)
def files_disagree(subject: CheckSubject) -> Iterator[Finding]:
    """Ⅲ asks each file whether one happened in the agency: the answers can't differ."""
    first, *others = [f"files[{file}].risk.storage.accident" for file in subject.files] or [""]
    for address in others:
        chosen, other = subject.get(address), subject.get(first)
        if chosen and other and chosen != other:
            yield subject.finding(
                ACCIDENT_CONTRADICTION,
                address,
                f"このファイルでは重大事故は「{chosen}」ですが、1件目のファイルでは「{other}」です。",
                "評価実施機関での事故を聞いているので、どのファイルでも同じになります。違う方を直してください。",
                compared=(first,),
            )
