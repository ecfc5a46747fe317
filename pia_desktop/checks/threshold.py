"""しきい値判断: what the kept facts lead to, and what contradicts it or makes a new assessment due.

Sources and their sureness: docs/sources.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.publication import load_version
from pia_desktop.assessment.threshold_facts import (
    band_option,
    chosen_option,
    result_option,
    threshold_facts,
)
from pia_desktop.assessment.versions import Version
from pia_desktop.checks.registry import Edit, Finding, Fix, Severity, Sureness, rule
from pia_desktop.checks.subject import CheckSubject
from pia_desktop.errors import PiaError
from pia_desktop.forms.threshold import (
    ACCIDENT,
    RESULT,
    STAFF,
    SUBJECT_BAND,
    SUBJECTS,
    RequiredAssessment,
    ThresholdFacts,
    assessment_of_option,
    possible_assessments,
    required_assessment,
)

THRESHOLD_CONTRADICTION = "threshold-contradiction"
THRESHOLD_CHANGED = "threshold-changed"

_TABLE_SOURCE = "特定個人情報保護評価指針第5の2"
_REPEAT_SOURCE = "特定個人情報保護評価指針第6の2"
_DO_AGAIN = "評価をやり直して公表し、「再実施」として確定してください。"
_CORRECT = "しきい値判断のページの数と、評価書の記入を見比べて、違う方を直してください。"


@rule(
    THRESHOLD_CONTRADICTION,
    Severity.ERROR,
    _TABLE_SOURCE,
    title="しきい値判断の食い違い",
    looks_at="しきい値判断結果と対象人数が、しきい値判断のページの数と合うか、しきい値判断結果が対象人数から"
    "導かれるものか、この様式で足りるかを見ます。",
    sureness=Sureness.LIKELY,
    items=(SUBJECT_BAND, RESULT, SUBJECTS, STAFF, ACCIDENT),
)
def threshold_contradictions(subject: CheckSubject) -> Iterator[Finding]:
    """The count lies outside of the chosen 対象人数; the chosen result can't follow from the facts
    and 対象人数; another form is due. What is not known contradicts nothing.
    """
    yield from _wrong_band(subject)
    wrong_form = _wrong_form(subject)
    if wrong_form:
        yield wrong_form
    else:
        yield from _wrong_result(subject)


def _wrong_band(subject: CheckSubject) -> Iterator[Finding]:
    answers = subject.answers
    chosen, facts = chosen_option(answers, SUBJECT_BAND), threshold_facts(answers)
    if chosen is None or facts.subjects is None or chosen.id == facts.band_id:
        return
    fitting = band_option(answers.form, facts)
    yield subject.finding(
        THRESHOLD_CONTRADICTION,
        SUBJECT_BAND,
        f"対象人数は「{chosen.label}」ですが、しきい値判断のページの対象人数は"
        f"{facts.subjects:,}人です。",
        f"数が正しければ、対象人数を「{fitting.label}」にしてください。" if fitting else _CORRECT,
        compared=(SUBJECTS,),
        fix=_choose("対象人数", SUBJECT_BAND, fitting.label) if fitting else None,
    )


def _choose(name: str, address: str, label: str) -> Fix:
    return Fix(f"{name}を「{label}」にする", (Edit(address, label),))


def _wrong_form(subject: CheckSubject) -> Finding | None:
    """様式3 in hand where a 全項目評価 is certainly due. A more thorough one may always be done."""
    answers, form = subject.answers, subject.form
    due = possible_results(answers)
    if due != (RequiredAssessment.FULL,) or form.form != RequiredAssessment.FOCUSED.form:
        return None
    return subject.finding(
        THRESHOLD_CONTRADICTION,
        RESULT if RESULT in form.by_id else SUBJECTS,
        f"この評価書は{form.form}（{form.name}）ですが、"
        f"{_basis(answers)}では、{RequiredAssessment.FULL.value}",
        "「様式を改める」で様式4にするか、数を確かめて直してください。",
        compared=_compared(answers),
    )


def _wrong_result(subject: CheckSubject) -> Iterator[Finding]:
    answers = subject.answers
    chosen, possible = chosen_option(answers, RESULT), possible_results(answers)
    stated = assessment_of_option(chosen.id) if chosen else None
    if chosen is None or stated is None or not possible or stated in possible:
        return
    options = [option for due in possible if (option := result_option(answers.form, due))]
    fitting = "」か「".join(option.label for option in options)
    yield subject.finding(
        THRESHOLD_CONTRADICTION,
        RESULT,
        f"しきい値判断結果は「{chosen.label}」ですが、{_basis(answers)}からは"
        f"「{'」か「'.join(due.short for due in possible)}」になります。",
        f"数が正しければ、しきい値判断結果を「{fitting}」にしてください。" if fitting else _CORRECT,
        compared=_compared(answers),
        fix=_choose("しきい値判断結果", RESULT, fitting) if len(options) == 1 else None,
    )


def _compared(answers: Answers) -> tuple[str, ...]:
    """The facts that the result follows from, those that are known."""
    facts = (SUBJECTS, SUBJECT_BAND, STAFF, ACCIDENT)
    return tuple(address for address in facts if answers.get(address) is not None)


def possible_results(answers: Answers) -> tuple[RequiredAssessment, ...]:
    """What may be due after the facts, the heavier first; where they have no count, after the
    chosen 対象人数. Nothing where neither is there.
    """
    facts, chosen = threshold_facts(answers), chosen_option(answers, SUBJECT_BAND)
    band = facts.band_id or (chosen.id if chosen else "")
    return possible_assessments(band, facts.risky)


def _basis(answers: Answers) -> str:
    """The facts that the result follows from: 「対象人数12,000人、取扱者数600人」."""
    facts, chosen = threshold_facts(answers), chosen_option(answers, SUBJECT_BAND)
    if facts.subjects is not None:
        words = [f"対象人数{facts.subjects:,}人"]
    else:
        words = [f"対象人数「{chosen.label}」"] if chosen else []
    if facts.staff is not None:
        words.append(f"取扱者数{facts.staff:,}人")
    if facts.accident is not None:
        words.append(f"1年以内の重大事故{'あり' if facts.accident else 'なし'}")
    return "、".join(words)


# -- since the last published state --------------------------------------------------------------


@dataclass(frozen=True)
class ResultChange:
    """The result now, and the one of the last published state, which was another."""

    version: Version
    before: RequiredAssessment
    now: RequiredAssessment

    @property
    def message(self) -> str:
        """What changed."""
        return (
            f"しきい値判断の結果が、{self.version.title}の「{self.before.short}」から"
            f"「{self.now.short}」に変わりました。"
        )

    @property
    def is_heavier(self) -> bool:
        """Whether 重点項目評価 or 全項目評価 is newly due: then doing it again is a duty."""
        return self.now.weight > max(self.before.weight, RequiredAssessment.BASIC.weight)

    @property
    def consequence(self) -> str:
        """What follows, in a sentence."""
        if self.is_heavier:
            return "評価の再実施が義務付けられます。"
        return "評価の再実施が要るかどうかを、最新の指針とその解説で確かめてください。"

    @property
    def remedy(self) -> str:
        """What to do."""
        return self.consequence + (_DO_AGAIN if self.is_heavier else "")


def result_change(assessment: Assessment) -> ResultChange | None:
    """How the result changed since the last published state; None where it didn't, or where it
    isn't known now or wasn't known then.
    """
    now = required_assessment(threshold_facts(assessment.answers))
    if now is None or not assessment.versions:
        return None
    version = assessment.versions[-1]
    before = _published_result(version)
    return None if before in (None, now) else ResultChange(version, before, now)


@lru_cache(maxsize=2)
def _published_result(version: Version) -> RequiredAssessment | None:
    """The result after the facts that were published with the state, else the one that it says."""
    try:
        answers = load_version(version).answers
    except PiaError:  # a form that is here no longer: what it says is not known
        return None
    due = required_assessment(threshold_facts(answers))
    chosen = chosen_option(answers, RESULT)
    return due or (assessment_of_option(chosen.id) if chosen else None)


@rule(
    THRESHOLD_CHANGED,
    Severity.WARNING,
    _REPEAT_SOURCE,
    title="しきい値判断の結果の変化",
    looks_at="しきい値判断の結果が、最後に公表した評価書から変わっていないかを見ます。",
    sureness=Sureness.LIKELY,
    items=(SUBJECTS, STAFF, ACCIDENT),
)
def threshold_changed(subject: CheckSubject) -> Iterator[Finding]:
    """The facts lead to another result than in the last published state."""
    change = result_change(subject.assessment)
    if change is not None:
        yield subject.finding(
            THRESHOLD_CHANGED,
            SUBJECTS,
            change.message,
            change.remedy,
            compared=_compared(subject.answers),
            beside=(str(change.version.number), change.before.option_id, change.now.option_id),
        )


# -- for the page --------------------------------------------------------------------------------


@dataclass(frozen=True)
class ThresholdResult:
    """What the facts lead to, as the page shows it: `due` where that is certain, else `open_facts`
    says what is still needed. `choices` are the options of the form that say the same, by the ids
    of their items.
    """

    facts: ThresholdFacts
    due: RequiredAssessment | None
    open_facts: tuple[str, ...]
    form_fits: bool
    choices: dict[str, str]
    change: ResultChange | None


def threshold_result(assessment: Assessment) -> ThresholdResult:
    """The result of an assessment as it is now."""
    answers = assessment.answers
    facts = threshold_facts(answers)
    due = required_assessment(facts)
    choices = {SUBJECT_BAND: band_option(answers.form, facts)}
    if due is not None:
        choices[RESULT] = result_option(answers.form, due)
    return ThresholdResult(
        facts,
        due,
        _open_facts(facts) if due is None else (),
        form_fits=due is not RequiredAssessment.FULL or assessment.form.form == due.form,
        choices={
            item_id: option.label for item_id, option in choices.items() if option is not None
        },
        change=result_change(assessment),
    )


def _open_facts(facts: ThresholdFacts) -> tuple[str, ...]:
    """The facts on which it still depends, in a clerk's words."""
    names = {
        "対象人数": facts.subjects is None,
        "取扱者数": facts.staff is None,
        "重大事故の有無": facts.accident is None,
    }
    return tuple(name for name, missing in names.items() if missing)
