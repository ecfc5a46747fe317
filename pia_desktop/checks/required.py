"""What must be filled in and is not."""

from __future__ import annotations

from collections.abc import Iterator

from pia_desktop.assessment.answers import Answers
from pia_desktop.checks.plain_words import quote_all
from pia_desktop.checks.registry import (
    REQUIRED,
    Finding,
    Scope,
    Severity,
    Sureness,
    part_of,
    rule,
)
from pia_desktop.checks.subject import CheckSubject
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.conditions import is_required, why_not_needed
from pia_desktop.forms.places import Place

EMPTY_BRACKET = "empty-bracket"


@rule(
    REQUIRED,
    Severity.ERROR,
    "特定個人情報保護評価指針：様式のすべての項目を記載する",
    title="記入されていない項目",
    looks_at="記入が要る項目が空いていないか、1件以上要る一覧に1件もないことがないかを見ます。",
    sureness=Sureness.LIKELY,
    scope=Scope.PLACE,
    concerns=lambda item: item.answerable and item.required,
    trigger=lambda value: value is None or (isinstance(value, str) and not value.strip()),
)
def empty_boxes(subject: CheckSubject, place: Place) -> Iterator[Finding]:
    """A box that the form asks for is empty."""
    if is_required(subject.form, place.item, place.numbers, subject.get):
        yield subject.finding(
            REQUIRED,
            place.address,
            "記入されていません。",
            "記入するか、該当がなければその旨を書いてください。",
            name=place.name.replace("\n", " "),
        )


@part_of(REQUIRED)
def empty_lists(subject: CheckSubject) -> Iterator[Finding]:
    """A repeat that is needed has no occurrence: a form without a file, an outsourcing without a
    matter.
    """
    answers = subject.answers
    for item in subject.form.all_items:
        if not item.features.repeats or not item.required:
            continue
        for numbers in _numbers_around(answers, item.repeats):
            address = address_of(item.id, numbers).removesuffix("[]")
            if answers.count(address) or why_not_needed(subject.form, item, numbers, answers.get):
                continue
            yield subject.finding(
                REQUIRED,
                address,
                "1件も記入されていません。",
                "追加して記入してください。",
                name=item.name_at((0,)),
            )


def _numbers_around(answers: Answers, repeats: tuple[str, ...]) -> Iterator[tuple[int, ...]]:
    """The indices of every occurrence of the innermost of these repeats."""
    if not repeats:
        yield ()
        return
    for outer in _numbers_around(answers, repeats[:-1]):
        address = address_of(repeats[-1], outer).removesuffix("[]")
        for index in range(answers.count(address)):
            yield (*outer, index)


@rule(
    EMPTY_BRACKET,
    Severity.ERROR,
    "様式：選択肢の( )に具体的な内容を書く",
    title="( )が空いている選択肢",
    looks_at="( )のある選択肢を選んだのに、( )の中が空いていないかを見ます。",
    scope=Scope.PLACE,
    concerns=lambda item: item.kind == "checks",
    trigger=bool,
    items=(
        "systems[].connections",
        "files[].record_main",
        "files[].source",
        "files[].obtain_method",
        "files[].outsourcing[].delivery",
        "files[].provisions[].method",
        "files[].transfers[].method",
    ),
)
def empty_brackets(subject: CheckSubject, place: Place) -> Iterator[Finding]:
    """An option with brackets is ticked, and nothing stands in them."""
    value = subject.get(place.address)
    empty = [key for key, tick in value.items() if isinstance(tick, str) and not tick.strip()]
    if empty:
        yield subject.finding(
            EMPTY_BRACKET,
            place.address,
            f"{quote_all(empty)}を選んでいますが、( )の中が空いています。",
            "( )の中に具体的な名前を書くか、選択を外してください。",
        )
