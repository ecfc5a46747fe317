"""Boxes that may stay empty and that others fill with 「―」, and a name that should say 終了."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.checks.plain_words import quote
from pia_desktop.checks.registry import Edit, Finding, Fix, Scope, Severity, Sureness, part_of, rule
from pia_desktop.checks.subject import CheckSubject
from pia_desktop.forms.conditions import why_not_needed
from pia_desktop.forms.places import Place

FORM_NOTE = "form-note"

_MAY_BE_EMPTY = re.compile(r"その他の(?:措置|リスク)|その他リスク|^その他|特記事項")
_ENDED = re.compile(r"(?:終了|廃止)(?:した|しました|する|予定|日|。|$)")
_END_MARK = re.compile(r"【[^】]{0,40}終了[^】]{0,40}】")
_NAME, _REMARKS = "cover.name", "cover.remarks"


@rule(
    FORM_NOTE,
    Severity.NOTICE,
    "記載要領：評価書名に【○年○月○日 終了】。"
    "その他・特記事項は、公表された評価書の多くが「―」「なし」と書く",
    title="様式の注記と慣例",
    looks_at="その他の欄と特記事項が空いたままでないか、事務を終了したときに評価書名に【…終了】があるかを見ます。",
    sureness=Sureness.WEAK,
    scope=Scope.PLACE,
    concerns=lambda item: (
        item.features.multiline
        and not item.required
        and not item.id.startswith("changes[]")
        and _MAY_BE_EMPTY.search(item.label)
    ),
    trigger=lambda value: not value,
    items=(_NAME, _REMARKS),
)
def empty_notes(subject: CheckSubject, place: Place) -> Iterator[Finding]:
    """その他 or 特記事項 is empty, on a page that is filled in otherwise."""
    if why_not_needed(subject.form, place.item, place.numbers, subject.get):
        return
    if not any(subject.get(other.address) for other in subject.beside(place)):
        return
    yield subject.finding(
        FORM_NOTE,
        place.address,
        "空いています。",
        "書くことがなければ「なし」か「―」と書くと、書き忘れでないことが分かります。",
        fix=Fix("「なし」と書く", (Edit(place.address, "なし"),)),
    )


@part_of(FORM_NOTE)
def name_without_end(subject: CheckSubject) -> Iterator[Finding]:
    """特記事項 tells that the 事務 has ended, and the name of the assessment doesn't."""
    name, remarks = subject.text(_NAME), subject.text(_REMARKS)
    if not name or _END_MARK.search(name):
        return
    match = _ENDED.search(remarks)
    if match is None or "事務" not in remarks:
        return
    sentence = next(
        (line for line in re.split(r"[\n。]", remarks) if match[0][:2] in line), remarks
    )
    yield subject.finding(
        FORM_NOTE,
        _NAME,
        f"特記事項に{quote(sentence)}とありますが、評価書名に【…終了】がありません。",
        "事務を終了したのなら、評価書名の後に【令和○年○月○日 終了】と書いてください。",
        compared=(_REMARKS,),
    )
