"""しきい値判断: which assessment is due (特定個人情報保護評価指針 第5の2), and which of the form's
options says so. docs/sources.md says how sure this is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

# The items that the しきい値判断 is made of: the facts beside the form, and what the form prints.
SUBJECTS = "threshold.subjects"
STAFF = "threshold.staff"
ACCIDENT = "threshold.accident"
AS_OF = "threshold.as_of"
FACTS = (SUBJECTS, STAFF, ACCIDENT, AS_OF)
# The day of a planned change: no fact, it stands beside them.
CHANGE_DATE = "threshold.change_date"
RESULT = "procedure.threshold"
SUBJECT_BAND = "business.subject_count"

# From so many 取扱者 on an assessment is due that is more thorough.
MANY_STAFF = 500


class RequiredAssessment(Enum):
    """What the facts of the しきい値判断 lead to, as a clerk reads it; the lightest first."""

    NONE = "特定個人情報保護評価の実施は義務付けられません。"
    BASIC = "基礎項目評価（様式2）の実施が義務付けられます。"
    FOCUSED = "基礎項目評価と重点項目評価（様式3）の実施が義務付けられます。"
    FULL = "基礎項目評価と全項目評価（様式4）の実施が義務付けられます。"

    @property
    def form(self) -> str:
        """The form to fill in with this program: 様式4 if that is due, 様式3 else."""
        return "様式4" if self is RequiredAssessment.FULL else "様式3"

    @property
    def short(self) -> str:
        """「基礎項目評価と重点項目評価」."""
        return _SHORT[self]

    @property
    def option_id(self) -> str:
        """The id of the option of ②しきい値判断結果 that says so."""
        return _OPTION_IDS[self]

    @property
    def weight(self) -> int:
        """How much is due: a number to compare by."""
        return list(RequiredAssessment).index(self)


_SHORT = {
    RequiredAssessment.NONE: "義務なし",
    RequiredAssessment.BASIC: "基礎項目評価",
    RequiredAssessment.FOCUSED: "基礎項目評価と重点項目評価",
    RequiredAssessment.FULL: "基礎項目評価と全項目評価",
}
_OPTION_IDS = {
    RequiredAssessment.NONE: "none_due",
    RequiredAssessment.BASIC: "basic_due",
    RequiredAssessment.FOCUSED: "focused_due",
    RequiredAssessment.FULL: "full_due",
}


@dataclass(frozen=True)
class SubjectBand:
    """An option of 対象人数: its id, and the fewest people in it."""

    option_id: str
    fewest: int


# The bands of 対象人数, the largest first, as the options of the form have them.
_BANDS = (
    SubjectBand("from_300000", 300_000),
    SubjectBand("from_100000", 100_000),
    SubjectBand("from_10000", 10_000),
    SubjectBand("from_1000", 1_000),
    SubjectBand("under_1000", 0),
)

# What is due in each band: with many 取扱者 or a 重大事故, and without.
_DUE = {
    "from_300000": (RequiredAssessment.FULL, RequiredAssessment.FULL),
    "from_100000": (RequiredAssessment.FULL, RequiredAssessment.FOCUSED),
    "from_10000": (RequiredAssessment.FOCUSED, RequiredAssessment.BASIC),
    "from_1000": (RequiredAssessment.BASIC, RequiredAssessment.BASIC),
    "under_1000": (RequiredAssessment.NONE, RequiredAssessment.NONE),
}


@dataclass(frozen=True)
class ThresholdFacts:
    """対象人数, 取扱者数 with those of 委託先, and whether a 重大事故 of 特定個人情報 happened in
    the agency within a year; None for what is not known. `as_of` is the day of the counts as
    written.
    """

    subjects: int | None = None
    staff: int | None = None
    accident: bool | None = None
    as_of: str = ""

    @property
    def risky(self) -> bool | None:
        """Whether the more thorough assessment of the band is due; None where that isn't known."""
        many = None if self.staff is None else self.staff >= MANY_STAFF
        if many or self.accident:
            return True
        return None if many is None or self.accident is None else False

    @property
    def band_id(self) -> str:
        """The id of the option of 対象人数 that the count lies in; nothing without a count."""
        if self.subjects is None:
            return ""
        return next(band.option_id for band in _BANDS if self.subjects >= band.fewest)


def required_assessment(facts: ThresholdFacts) -> RequiredAssessment | None:
    """The assessment that is due for these facts; None where they leave it open."""
    possible = possible_assessments(facts.band_id, facts.risky)
    return possible[0] if len(possible) == 1 else None


def possible_assessments(band_id: str, risky: bool | None) -> tuple[RequiredAssessment, ...]:
    """What may be due in a band of 対象人数, the heavier first; nothing for an unknown band."""
    if band_id not in _DUE:
        return ()
    with_risk, without = _DUE[band_id]
    if risky is not None:
        return (with_risk if risky else without,)
    return (with_risk,) if with_risk is without else (with_risk, without)


def assessment_of_option(option_id: str) -> RequiredAssessment | None:
    """What an option of ②しきい値判断結果 says is due; None for an unknown one."""
    return next((due for due, own in _OPTION_IDS.items() if own == option_id), None)
