"""What the command line says of a change's 提出時期: 「ADDRESS=軽減」, 「ADDRESS=事後：理由」."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pia_desktop.changes.change_rows import ChangeRow
from pia_desktop.changes.item_names import fold_name
from pia_desktop.changes.submission_timing import (
    AFTER,
    BEFORE,
    CORRECTED,
    EARLY_CHANGE,
    IMPORTANT_CHANGE,
    LAW_AMENDED,
    NOT_CONSIDERABLE,
    OTHER_CHANGE,
    OWN_WORDS,
    REASSESSED,
    REDUCED,
    RENAMED,
    THRESHOLD_RESULT_CHANGED,
    Timing,
    choose_timing,
)
from pia_desktop.changes.table_merge import ChangeStatus
from pia_desktop.cli.exit_status import UsageError

_WORDS = {
    "重要": IMPORTANT_CHANGE,
    "前倒し": EARLY_CHANGE,
    "対象外": OTHER_CHANGE,
    "変動なし": NOT_CONSIDERABLE,
    "軽減": REDUCED,
    "形式": RENAMED,
    "誤字": CORRECTED,
}
# These need 事前 or 事後 before them: 「事後：法改正」.
_EITHER = {"しきい値": THRESHOLD_RESULT_CHANGED, "再実施": REASSESSED, "法改正": LAW_AMENDED}

HOW = (
    f"判断は、{'・'.join(_WORDS)}、又は「事前：」「事後：」に"
    f"{'・'.join(_EITHER)}か自分の理由を続けたもの。「事前」は※の項目では重要と同じ"
)


def word_of(choice: Timing) -> str:
    """The word by which the call names a choice."""
    return next(word for word, each in (_WORDS | _EITHER).items() if each == choice)


def decide_timings(
    rows: Sequence[ChangeRow],
    standings: Sequence[ChangeStatus],
    decisions: Iterable[str],
    for_undecided: str | None,
) -> list[ChangeRow]:
    """The rows with what the call decides: each of the `decisions` for the rows that it names by
    their address or printed name, and the last for those that nobody has decided then. UsageError
    for a decision that can't be read, or that is for no row, or for one of the person's own.
    """
    decided = list(rows)
    for decision in decisions:
        chosen, word = _named_rows(decided, decision)
        for at in chosen:
            if standings[at] in (ChangeStatus.SAID, ChangeStatus.STALE):
                raise UsageError(
                    f"「{rows[at].name}」の行は確認済みか自分で書いたものです。",
                    "--timing では変えないので、表の提出時期を直してください。",
                )
            decided[at] = replace(decided[at], timing=timing_for(word, decided[at]))
    if for_undecided is not None:
        decided = [
            replace(row, timing=timing_for(for_undecided, row)) if row.undecided else row
            for row in decided
        ]
    return decided


def _named_rows(rows: Sequence[ChangeRow], decision: str) -> tuple[list[int], str]:
    """The rows that 「ADDRESS=判断」 is for, and the word for the judgement."""
    parts = decision.split("=")
    for number in range(1, len(parts)):
        name, word = "=".join(parts[:number]).strip(), "=".join(parts[number:]).strip()
        chosen = [at for at, row in enumerate(rows) if _has_name(row, name)]
        if chosen:
            return chosen, word
    if len(parts) == 1:
        raise UsageError(
            f"--timing の「{decision}」に判断がありません。",
            "「番地=判断」のように書いてください。" + HOW + "。",
        )
    raise UsageError(
        f"--timing の「{parts[0]}」に変更はありません。",
        "changes で一覧を出し、1列目の番地か、項目の名前を書いてください。",
    )


def _has_name(row: ChangeRow, name: str) -> bool:
    return name == row.place.address or fold_name(name) == fold_name(row.name)


def check_timing_word(word: str) -> None:
    """UsageError for a judgement that can't be read, before anything is done for it. 「事後」 alone
    is one for the items without ※ only.
    """
    time, colon, reason = word.replace(":", "：", 1).partition("：")
    if word in _WORDS or word == BEFORE or (time in (BEFORE, AFTER) and colon and reason.strip()):
        return
    raise UsageError(f"提出時期の判断「{word[:40]}」を読めません。", _remedy(word))


def timing_for(word: str, row: ChangeRow) -> Timing:
    """The 提出時期 that a judgement stands for."""
    if word in _WORDS:
        return _WORDS[word]
    if word == BEFORE:
        return IMPORTANT_CHANGE if row.important else EARLY_CHANGE
    if word == AFTER and not row.important:
        return OTHER_CHANGE
    time, colon, reason = word.replace(":", "：", 1).partition("：")
    if time in (BEFORE, AFTER) and colon and reason.strip():
        choice = _EITHER.get(reason.strip()) or replace(OWN_WORDS, reason=reason.strip())
        return choose_timing(choice, time)
    raise UsageError(
        f"提出時期の判断「{word}」を読めません（{row.place.address}）。",
        _remedy(word),
    )


def _remedy(word: str) -> str:
    if word == AFTER:
        return "※の項目を「事後」にするときは、わけも書いてください。" + HOW + "。"
    if word in _EITHER:
        return f"「事前：{word}」か「事後：{word}」のように書いてください。"
    return HOW + "。"
