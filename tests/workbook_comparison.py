"""What the tests of comparisons share: a state that differs from another in every way there is."""

from __future__ import annotations

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.changes.comparison import Comparison
from pia_desktop.changes.state_reference import AssessmentState

OLD, NEW = "第1版（令和7年4月1日公表）", "変更案"


def copy_of(assessment: Assessment) -> Assessment:
    """The same answers and pictures, to be changed."""
    copy = new_assessment(assessment.form.id)
    copy.answers.fill(assessment.answers.to_json())
    copy.figures = dict(assessment.figures)
    return copy


def compared(old: Assessment, new: Assessment, *, everything: bool = False) -> Comparison:
    """The comparison of two states, under the names above."""
    return Comparison(AssessmentState(old, OLD), AssessmentState(new, NEW), everything=everything)


def changed_copy(assessment: Assessment, every: int = 4, most: int = 10_000) -> Assessment:
    """A copy in which each so many-th item says something else, a text in its midst, and at most
    so many; the second 委託事項 is gone and a new one stands behind the last.
    """
    copy = copy_of(assessment)
    answers = copy.answers
    places = [
        p for p in assessment.answers.places() if p.item.answerable and p.item.kind != "table"
    ]
    filled = [place for place in places if assessment.answers.get(place.address)]
    for number, place in enumerate(filled[: every * most]):
        value = assessment.answers.get(place.address)
        if number % every:
            continue
        if place.item.kind in ("line", "text"):
            behind = "\nまた、この一文を加える。" if place.item.kind == "text" else ""
            answers.set(place.address, changed_text(value, number) + behind * (number % 3 == 0))
        elif place.item.kind == "choice":
            labels = [option.label for option in place.item.options]
            answers.set(place.address, labels[(labels.index(value) + 1) % len(labels)])
        elif place.item.kind == "checks":
            plain = [option.key for option in place.item.options if option.bracket == "none"]
            answers.set(place.address, {plain[-1]: True})
        elif place.item.kind == "count":
            answers.set(place.address, value + 1)
    contracts = answers.get("files[0].outsourcing") or []
    added = {"name": "新しい委託事項", "content": "新しく委託する内容。\n通知書の印刷と封入。"}
    answers.set("files[0].outsourcing", [*contracts[:1], *contracts[2:], added])
    return copy


def changed_text(text: str, number: int) -> str:
    """The text with a word in its midst replaced."""
    middle = len(text) // 2
    return text[:middle] + f"改{number}" + text[middle + 2 :]
