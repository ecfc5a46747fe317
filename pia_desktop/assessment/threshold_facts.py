"""The facts of the しきい値判断 as an assessment holds them, and what its form says of them."""

from __future__ import annotations

from typing import Any

from pia_desktop.assessment.answers import Answers
from pia_desktop.forms import threshold
from pia_desktop.forms.model import Form, Option
from pia_desktop.forms.threshold import RequiredAssessment, ThresholdFacts


def threshold_facts(answers: Answers) -> ThresholdFacts:
    """The facts that are kept beside the form."""
    return ThresholdFacts(
        subjects=answers.get(threshold.SUBJECTS),
        staff=answers.get(threshold.STAFF),
        accident=answers.get(threshold.ACCIDENT),
        as_of=answers.get(threshold.AS_OF) or "",
    )


def threshold_answers(facts: ThresholdFacts) -> dict[str, Any]:
    """The facts as `Answers.fill` takes them; what is not known is left out."""
    values = {
        threshold.SUBJECTS: facts.subjects,
        threshold.STAFF: facts.staff,
        threshold.ACCIDENT: facts.accident,
        threshold.AS_OF: facts.as_of or None,
    }
    known = {item_id: value for item_id, value in values.items() if value is not None}
    return {"threshold": {item_id.partition(".")[2]: value for item_id, value in known.items()}}


def chosen_option(answers: Answers, item_id: str) -> Option | None:
    """The option that is chosen in an item outside of repeats; None for none, or no such item."""
    item = answers.form.by_id.get(item_id)
    if item is None:
        return None
    value = answers.get(item_id)
    return next((option for option in item.options if option.label == value), None)


def result_option(form: Form, due: RequiredAssessment) -> Option | None:
    """The option of ②しきい値判断結果 that says so; None where the form has none: 様式3 can't be
    filled in for a 全項目評価.
    """
    item = form.by_id.get(threshold.RESULT)
    return item.option_by_id(due.option_id) if item else None


def band_option(form: Form, facts: ThresholdFacts) -> Option | None:
    """The option of 対象人数 that the count lies in; None without a count or such an option."""
    item = form.by_id.get(threshold.SUBJECT_BAND)
    return item.option_by_id(facts.band_id) if item else None
