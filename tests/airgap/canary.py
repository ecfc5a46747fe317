"""Assessments with a canary in every box: a word that can be looked for afterwards."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.pia_file import save
from pia_desktop.forms import Item
from tests.strategies import PNG

# Nothing that a form, a library or a system says by itself.
WORD = "Kanarienvogel7391"
# A text that is taken for HTML would fetch the picture, by the network where that is a server's.
PICTURE = f"<img src='//{WORD}.invalid/a.png'>"
_FIGURE = f"{WORD}.png"

# Occurrences of each repeat.
_EACH = 1


def put_canaries(form_id: str, folder: Path) -> int:
    """Write canary.pia with a canary in every box that takes a text, and the same as canary.json
    with its picture; how many boxes there are.
    """
    assessment = new_assessment(form_id)
    for _depth in range(3):  # a repeat within a repeat is known once the outer one has an entry
        for item in assessment.form.items:
            if item.kind == "repeat":
                _begin(assessment, item)
    numbers = count(1)
    for place in list(assessment.answers.places()):
        if place.item.kind == "table":
            columns = assessment.form.tables[place.item.id]
            row = {_last(column.id): _value(column, numbers) for column in columns}
            assessment.answers.set(place.address, [row])
        elif place.item.kind not in ("repeat", "fixed", "risk", "diagram"):
            assessment.answers.set(place.address, _value(place.item, numbers))
    assessment.figures[_FIGURE] = PNG
    assessment.leftovers.append(Leftover(f"{WORD}.xlsx", f"{WORD} B12", f"{PICTURE} 残り"))
    save(assessment, folder / "canary.pia")
    written = json.dumps(assessment.answers.to_json(), ensure_ascii=False)
    (folder / "canary.json").write_text(written, encoding="utf-8")
    (folder / _FIGURE).write_bytes(PNG)
    return next(numbers) - 1


def _begin(assessment: Assessment, item: Item) -> None:
    """An entry in each list of this repeat that has none."""
    answers = assessment.answers
    lists = [""]
    for part in item.id.split("[]")[:-1]:
        lists = [
            f"{above}[{number}]{part}" if above else part
            for above in lists
            for number in range(answers.count(above) if above else 1)
        ]
    for address in lists:
        if answers.count(address) < _EACH:
            answers.insert(address, 0)


def _value(item: Item, numbers: Any) -> Any:
    if item.kind == "choice":
        return item.options[0].label
    if item.kind in ("check", "yes_no"):
        return True
    if item.kind == "count":
        return 3
    if item.kind == "figures":
        return [{"file": _FIGURE, "caption": _text(numbers)}]
    if item.kind == "checks":
        brackets = {"none": True, "count": 2}
        return {o.key: brackets.get(o.bracket) or _text(numbers) for o in item.options}
    return _text(numbers)


def _text(numbers: Any) -> str:
    return f"{PICTURE} {next(numbers)}"


def _last(way: str) -> str:
    return way.rpartition(".")[2]
