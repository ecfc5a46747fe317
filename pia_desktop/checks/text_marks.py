"""What was left standing in a text: a bracket without its partner, a blank to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.checks.plain_words import around, narrow, quote
from pia_desktop.checks.registry import Finding, Scope, Severity, Sureness, rule
from pia_desktop.checks.subject import CheckSubject, WrittenText

BRACKETS = "brackets"
PLACEHOLDER = "placeholder"

_PAIRS = (("(", ")"), ("「", "」"), ("『", "』"), ("【", "】"))
_PARTNER = {pair[1]: pair[0] for pair in _PAIRS}
# 「1)」「ア)」「a)」 before an entry.
_ENTRY = re.compile(
    r"(?:^|(?<=[\n\s。]))[ \t　・]{0,40}(?:\d{1,2}|[a-zA-Zア-ンあ-ん]|[ivxIVX]{1,4}|[①-⑳])\)", re.M
)


def _is_uneven(text: str) -> bool:
    """Whether the brackets can't all have partners: a quick look, for most texts are right."""
    marks = narrow(text)
    for opening, closing in _PAIRS:
        opened = marks.count(opening)
        if opened != marks.count(closing):
            return True
        if opened and marks.find(closing) < marks.find(opening):
            return True
    return False


@rule(
    BRACKETS,
    Severity.WARNING,
    "文章の書き方",
    title="閉じていない括弧",
    looks_at="（ 「 『 【 が、閉じないままや、開かないままになっていないかを見ます。",
    sureness=Sureness.LIKELY,
    scope=Scope.TEXT,
    in_changes=False,
    trigger=_is_uneven,
)
def single_brackets(subject: CheckSubject, box: WrittenText) -> Iterator[Finding]:
    """A bracket without its partner. An excerpt in 変更箇所 may begin and end anywhere."""
    single = _single(narrow(box.text))
    if single:
        place, mark = single[0]
        times = f"（ほかに{len(single) - 1}か所）" if len(single) > 1 else ""
        partner = _PARTNER.get(mark) or next(pair[1] for pair in _PAIRS if pair[0] == mark)
        yield subject.finding(
            BRACKETS,
            box.address,
            f"{around(box.text, place, place + 1)}の「{mark}」に、"
            f"対になる「{partner}」がありません{times}。",
            "括弧を補うか、余っている括弧を消してください。",
        )


_NUMBER_BEFORE = re.compile(r"(?:^|[^0-9A-Za-zァ-ヶ])(※?\d{1,2}|[a-zA-Zア-ン])$")
_FIRST_ENTRY = re.compile(r"(?:^|[^0-9A-Za-zァ-ヶ(])[1aAア]\)", re.M)


def _single(text: str) -> list[tuple[int, str]]:
    """The brackets without a partner, and where they stand. Each kind counts by itself."""
    masked = _ENTRY.sub(lambda match: " " * len(match[0]), text)
    single: list[tuple[int, str]] = []
    for opening, closing in _PAIRS:
        if opening not in masked and closing not in masked:
            continue
        opened: list[int] = []
        for match in re.finditer(f"[{re.escape(opening + closing)}]", masked):
            if match[0] == opening:
                opened.append(match.start())
            elif opened:
                opened.pop()
            else:
                single.append((match.start(), closing))
        single += [(place, opening) for place in opened]
    return sorted(_without_entries(text, single))


def _without_entries(text: str, single: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Without the brackets of 「1)…、2)…」 in a line, where there is a first one."""
    before = {
        place: match[1]
        for place, mark in single
        if mark == ")" and (match := _NUMBER_BEFORE.search(text[max(0, place - 4) : place]))
    }
    if before and _FIRST_ENTRY.search(text):
        return [entry for entry in single if entry[0] not in before]
    return [entry for entry in single if not before.get(entry[0], "").startswith("※")]


_MARK = re.compile("[〇○◯●◎×✕✖△＿_?？仮]")


def _may_be_unwritten(text: str) -> object:
    """A quick look, word by word: most texts have none of them."""
    return (
        _MARK.search(text)
        or ("要" in text and ("要確認" in text or "要修正" in text or "要追記" in text))
        or "未定稿" in text
        or "後日記入" in text
        or ("T" in text and ("TB" in text or "TO" in text))
        or "XX" in text
    )


_BLANK = re.compile(
    r"[〇○◯]{2,}|[●◎]{2,}|[×✕✖]{2,}|△{2,}|[＿_]{2,}|\?{2,}|？{2,}"
    r"|(?<![重必主概])要確認|未定稿|要修正|要追記|後日記入|【仮】|[(（]仮[)）]"
    r"|(?<![A-Za-z])(?:TO[D]O|TBD|X[X]X+)(?![A-Za-z])"
)


@rule(
    PLACEHOLDER,
    Severity.WARNING,
    "文章の書き方",
    title="残っている仮の字",
    looks_at="〇〇、××、＿＿、要確認、未定稿のような、あとで書くつもりの字が残っていないかを見ます。",
    sureness=Sureness.LIKELY,
    scope=Scope.TEXT,
    trigger=_may_be_unwritten,
)
def placeholders(subject: CheckSubject, box: WrittenText) -> Iterator[Finding]:
    """Something stands there that was to be replaced; what stood in 変更前 stays as it was."""
    if box.item.id == "changes[].before":
        return
    matches = list(_BLANK.finditer(box.text))
    if not matches:
        return
    marks = list(dict.fromkeys(match[0] for match in matches))
    times = f"（{len(matches)}か所）" if len(matches) > 1 else ""
    yield subject.finding(
        PLACEHOLDER,
        box.address,
        f"{around(box.text, *matches[0].span())}に{quote(marks[0])}が残っています{times}。",
        "正しい言葉に置き換えてください。",
        beside=tuple(marks),
    )
