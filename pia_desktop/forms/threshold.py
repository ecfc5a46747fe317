"""しきい値判断: which assessment is due (特定個人情報保護評価指針 第5の2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class RequiredAssessment(Enum):
    """What the three facts of the しきい値判断 lead to, as a clerk reads it."""

    NONE = "特定個人情報保護評価の実施は義務付けられません。"
    BASIC = "基礎項目評価（様式2）の実施が義務付けられます。"
    FOCUSED = "基礎項目評価と重点項目評価（様式3）の実施が義務付けられます。"
    FULL = "基礎項目評価と全項目評価（様式4）の実施が義務付けられます。"

    @property
    def form(self) -> str:
        """The form to fill in with this program: 様式4 if that is due, 様式3 else."""
        return "様式4" if self is RequiredAssessment.FULL else "様式3"


@dataclass(frozen=True)
class ThresholdFacts:
    """対象人数, and whether 取扱者 are 500 or more or a 重大事故 happened within a year."""

    subjects: int
    staff: int
    accident: bool


def required_assessment(facts: ThresholdFacts) -> RequiredAssessment:
    """The assessment that is due for these facts."""
    risky = facts.staff >= 500 or facts.accident
    if facts.subjects < 1_000:
        return RequiredAssessment.NONE
    if facts.subjects < 10_000:
        return RequiredAssessment.BASIC
    if facts.subjects < 100_000:
        return RequiredAssessment.FOCUSED if risky else RequiredAssessment.BASIC
    if facts.subjects < 300_000:
        return RequiredAssessment.FULL if risky else RequiredAssessment.FOCUSED
    return RequiredAssessment.FULL
