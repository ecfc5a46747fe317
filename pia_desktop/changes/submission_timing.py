"""提出時期: whether a change is handed in before or after it, and why."""

from __future__ import annotations

from dataclasses import dataclass

BEFORE, AFTER = "事前", "事後"


@dataclass(frozen=True)
class Timing:
    """提出時期 and 提出時期に係る説明. `when` says in a few words when a person chooses it."""

    time: str
    reason: str
    when: str


# A change of an item with ※ is a 重要な変更: the assessment is done again and published before it
# (特定個人情報保護評価に関する規則第11条、特定個人情報保護評価指針第6の2(2)).
IMPORTANT_CHANGE = Timing(BEFORE, "重要な変更", "※の項目の変更")

# Every other change is a 修正, handed in after it (同規則第14条).
OTHER_CHANGE = Timing(
    AFTER,
    "重要な変更の対象でない項目の変更であり、事前の提出・公表が義務付けられないため",
    "※のない項目の変更",
)

# What the rules take out of the 重要な変更, though the item has ※; only a person can tell.
REDUCED = Timing(
    AFTER,
    "リスクを明らかに軽減させる変更であり、重要な変更に当たらないため",
    "リスクを明らかに軽減させる変更",
)
RENAMED = Timing(
    AFTER,
    "名称等の形式的な変更であり、重要な変更に当たらないため",
    "部署名や法令の条番号など、形式だけの変更",
)
CORRECTED = Timing(
    AFTER,
    "誤字脱字等の訂正であり、重要な変更に当たらないため",
    "誤字や脱字などの訂正",
)

CHOICES = (IMPORTANT_CHANGE, OTHER_CHANGE, REDUCED, RENAMED, CORRECTED)

TIMING_HELP = (
    "様式で「※」の付いた項目の変更は「重要な変更」です。変更する前に評価をやり直し、公表します"
    "（提出時期は「事前」）。ほかの項目の変更は、変更した後に修正して公表します（「事後」）。"
    "「※」の項目でも、誤字の訂正や名称だけの変更などの形式的な変更と、リスクを明らかに軽減させる変更は"
    "重要な変更に当たらず、「事後」にできます。どれに当たるかは人が決めてください。\n"
    "根拠：特定個人情報保護評価に関する規則第11条・第14条、特定個人情報保護評価指針第6の2(2)"
)


def timing_of_row(time: str, reason: str, otherwise: Timing) -> Timing:
    """What a row says, as the choice that it was made by; with words of one's own, as `otherwise`
    or the first choice of the same time.
    """
    for choice in (*CHOICES, otherwise):
        if (time, reason) == (choice.time, choice.reason):
            return choice
    near = next((known for known in (otherwise, *CHOICES) if known.time == time), otherwise)
    return Timing(time, reason, near.when)


def propose_timing(*, important: bool) -> Timing:
    """What is proposed for a change, by the form's ※ alone."""
    return IMPORTANT_CHANGE if important else OTHER_CHANGE
