"""What an import made of a workbook, compared with what a person reads in it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pia_desktop.assessment import Answers
from pia_desktop.forms import Form
from pia_desktop.forms.addresses import item_id

_TICK = "選択"


@dataclass
class ImportOutcome:
    """The answers that differ. `wrong` is all of them; `misplaced` those that hold what belongs
    elsewhere; `lost` texts that are neither in the answers nor in the report.
    """

    seed: int
    total: int
    wrong: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [f"seed {self.seed}: {len(self.wrong)} of {self.total} answers wrong"]
        for name in ("misplaced", "lost", "wrong"):
            lines += [f"  {name}: {line}" for line in getattr(self, name)]
        return "\n".join(lines)


def outcome_of(
    seed: int, expected: dict[str, Any], imported: Answers, report: Iterable[str]
) -> ImportOutcome:
    """Compare the answers; `report` is what the import says that it could not place."""
    wanted = leaves(imported.form, expected)
    got = leaves(imported.form, imported.to_json())
    outcome = ImportOutcome(seed, len(wanted))
    differing = [key for key in {**wanted, **got} if wanted.get(key) != got.get(key)]
    remains = [_squeezed(got[key]) for key in differing if key in got]
    remains += [_squeezed(text) for text in report]
    for key in differing:
        right, read = wanted.get(key, ""), got.get(key, "")
        story = f"{key}: {_short(right)} became {_short(read)}"
        outcome.wrong.append(story)
        if Counter(_squeezed(read)) - Counter(_squeezed(right)):
            outcome.misplaced.append(story)
        lines = [_tick_label(imported.form, key)] if right == _TICK else right.split("\n")
        outcome.lost += [f"{key}: {line}" for line in _lost_lines(lines, remains)]
    return outcome


def leaves(form: Form, data: dict[str, Any]) -> dict[str, str]:
    """Every answered box as a text by its address; each ticked option is one of its own."""
    out: dict[str, str] = {}
    _collect(form, data, "", out)
    return {key: text for key, text in out.items() if key not in ("form", "edition")}


def _collect(form: Form, node: Any, address: str, out: dict[str, str]) -> None:
    if isinstance(node, dict):
        item = form.by_id.get(item_id(address))
        if item and item.kind == "checks":
            out.update((f"{address}.{key}", _tick_text(value)) for key, value in node.items())
            return
        for key, value in node.items():
            _collect(form, value, f"{address}.{key}" if address else key, out)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            _collect(form, value, f"{address}[{index}]", out)
    elif node != "":
        out[address] = _tick_text(node)


def _tick_text(value: Any) -> str:
    """A tick is a word; empty brackets are a tick and no more."""
    return _TICK if value is True or value == "" else str(value)


def _tick_label(form: Form, key: str) -> str:
    """The printed words of a single tick, or of an option."""
    item = form.by_id.get(item_id(key))
    return item.label if item else key.rpartition(".")[2]


def _lost_lines(lines: list[str], remains: list[str]) -> list[str]:
    """The lines that no differing answer holds, nor the report."""
    texts = [_squeezed(line) for line in lines]
    return [text for text in texts if not any(text in other for other in remains)]


def _squeezed(text: str) -> str:
    """Without white space and differences of width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _short(text: str) -> str:
    return repr(text if len(text) < 60 else f"{text[:28]}……{text[-28:]}")
