"""提出時期: whether a change is handed in and published before or after it, and why."""

from __future__ import annotations

from dataclasses import dataclass, replace

BEFORE, AFTER = "事前", "事後"


@dataclass(frozen=True)
class Timing:
    """提出時期 and 提出時期に係る説明. `when` says in a few words when a person chooses it. Without
    a time nobody has decided yet, or the reason leaves open which of the two it is.
    """

    time: str
    reason: str
    when: str

    @property
    def decided(self) -> bool:
        """Whether it says 事前 or 事後."""
        return bool(self.time)

    @property
    def label(self) -> str:
        """「事後：※のない項目の変更」; without a time, what it is chosen for."""
        return f"{self.time}：{self.when}" if self.time else self.when


# 事前 and 事後 say when it is handed in. Whether it is a 重要な変更 is another question: before one
# is made the assessment is done again and published (特定個人情報保護評価に関する規則第11条、
# 特定個人情報保護評価指針第6の2(2)), and other changes may be published before as well.
IMPORTANT_CHANGE = Timing(BEFORE, "重要な変更", "重要な変更")
EARLY_CHANGE = Timing(
    BEFORE,
    "重要な変更には当たらないが、変更する前に提出・公表するもの",
    "重要な変更ではないが、変更する前に公表するもの",
)

# Every other change is a 修正, handed in after it (同規則第14条).
OTHER_CHANGE = Timing(
    AFTER,
    "重要な変更の対象でない項目の変更であり、事前の提出・公表が義務付けられないため",
    "※のない項目の変更",
)

# What the 指針 takes out of the 重要な変更, though the item has ※; only a person can tell. That
# formal changes and corrections are among those that hardly move a risk is a reading of it.
NOT_CONSIDERABLE = Timing(
    AFTER,
    "リスクを相当程度変動させるものではないと考えられる変更であり、重要な変更に当たらないため",
    "※の項目だが、リスクを相当程度変動させるものではない変更",
)
REDUCED = Timing(
    AFTER,
    "リスクを明らかに軽減させる変更であり、重要な変更に当たらないため",
    "※の項目だが、リスクを明らかに軽減させる変更",
)
RENAMED = Timing(
    AFTER,
    "名称等の形式的な変更であり、重要な変更に当たらないため",
    "法令の条番号、名称、組織など、形式だけの変更",
)
CORRECTED = Timing(
    AFTER,
    "誤字脱字等の訂正であり、重要な変更に当たらないため",
    "誤字や脱字などの訂正",
)

# These may be handed in before or after: the person says which.
THRESHOLD_RESULT_CHANGED = Timing(
    "", "しきい値判断の結果が変わったため", "しきい値判断の結果の変更"
)
REASSESSED = Timing("", "評価を再び実施したことに伴う変更であるため", "評価の再実施")
LAW_AMENDED = Timing("", "法令又は条例の改正に伴う変更であるため", "法令・条例の改正に伴う変更")
OWN_WORDS = Timing("", "", "自分の言葉で書く")

CHOICES = (
    IMPORTANT_CHANGE,
    EARLY_CHANGE,
    OTHER_CHANGE,
    NOT_CONSIDERABLE,
    REDUCED,
    RENAMED,
    CORRECTED,
    THRESHOLD_RESULT_CHANGED,
    REASSESSED,
    LAW_AMENDED,
    OWN_WORDS,
)

# What is proposed for an item with ※: only a person can tell what the change does to the risk.
UNDECIDED = Timing("", "", "要判断")

TIMING_HELP = (
    "「事前」「事後」は、変更の前に提出・公表するか、後にするかを表します。重要な変更かどうかとは別の"
    "ことです。\n"
    "様式で「※」の付いた項目の変更は、重要な変更に当たり得ます。リスク（漏えいなど、個人の権利利益に"
    "影響を与え得る事態が起きるおそれ）を相当程度変動させるものではないと考えられる変更と、リスクを"
    "明らかに軽減させる変更は、重要な変更に当たりません。それ以外の「※」の項目の変更は重要な変更で、"
    "変更する前に評価をやり直し、公表します（「事前」）。\n"
    "条番号や名称だけの形式的な変更、誤字の訂正は、ふつうリスクを変動させない変更と考えられますが、"
    "どれに当たるかは、変更の中身を見て人が決めてください。\n"
    "「※」のない項目の変更は、変更した後に修正して公表します（「事後」）。前もって公表しても"
    "かまいません。\n"
    "根拠：特定個人情報保護評価に関する規則第11条・第14条、特定個人情報保護評価指針第6の2(2)"
)

# What may stand behind a known reason where a person has added words of their own.
_BEHIND = ("\n", "。", "（", "(")


def timing_of_row(time: str, reason: str, otherwise: Timing) -> Timing:
    """What a row says, as the choice that it was made by, also with words added to its reason; else
    as words of one's own. Without a time it is still `otherwise` that is proposed.
    """
    if not time:
        return Timing("", reason, otherwise.when)
    matching = [choice for choice in CHOICES if _is_reason(choice, time, reason)]
    choice = max(matching, key=lambda each: len(each.reason), default=OWN_WORDS)
    return Timing(time, reason, choice.when)


def _is_reason(choice: Timing, time: str, reason: str) -> bool:
    if not choice.reason or choice.time not in ("", time):
        return False
    added = reason.removeprefix(choice.reason)
    return reason == choice.reason or (added != reason and added.startswith(_BEHIND))


def choose_timing(choice: Timing, time: str = "") -> Timing:
    """The choice with its own time, or with this one where it leaves the time open."""
    return choice if choice.decided else replace(choice, time=time)


def propose_timing(*, important: bool) -> Timing:
    """What is proposed for a change, by the form's ※ alone: nothing where the item has one."""
    return UNDECIDED if important else OTHER_CHANGE
