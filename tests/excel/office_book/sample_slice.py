"""Parts of assessments to put into a workbook: some answers left out, long ones cut short."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

from pia_desktop.assessment import Answers
from pia_desktop.forms import Form, form_ids, load_form_by_id

_OLD_INFORMATION = "4情報(氏名、性別、生年月日、住所)"
_NEW_INFORMATION = "5情報(氏名、氏名の振り仮名、性別、生年月日、住所)"
# What no workbook of ours shows: pictures, and what stands beside the form.
_LEFT_OUT = ("threshold", "process", "annexes")


def sample_slice(source: Path, seed: int, *, small: bool) -> tuple[Form, dict[str, Any]]:
    """A form and a part of the source's answers in it; a small part for a quick test."""
    pick = Random(f"slice {seed}")  # noqa: S311 - no secret
    data = json.loads(source.read_text("utf-8"))
    name = "youshiki4" if data["form"] == "様式4" else "youshiki3"
    form = load_form_by_id(pick.choice([i for i in form_ids() if i.startswith(name)]))
    data = _thinned(data, pick, 2 if small else 6, pick.choice((0.0, 0.1, 0.5)))
    if small:
        data = _shortened(data)
    # A row that says nothing isn't seen in a table.
    data["changes"] = [row for row in data.get("changes", []) if any(row.values())]
    notes = data.get("process", {}).get("notes")
    for key in _LEFT_OUT:
        data.pop(key, None)
    if notes:
        data["process"] = {"notes": notes}
    data["form"], data["edition"] = form.form, form.edition
    for file in data.get("files", []):
        _rename_information(file, form)
    return form, Answers.read(form, data).to_json()


def _thinned(node: Any, pick: Random, most: int, share: float) -> Any:
    """Without a share of the answers, and at most so many occurrences of each repeat."""
    if isinstance(node, dict):
        kept = {
            key: _thinned(value, pick, most, share)
            for key, value in node.items()
            if isinstance(value, dict | list)
            or key in ("form", "edition")
            or pick.random() >= share
        }
        return {key: value for key, value in kept.items() if not key.startswith("_")}
    if isinstance(node, list):
        start = pick.randrange(max(1, len(node) - most + 1))
        return [_thinned(entry, pick, most, share) for entry in node[start : start + most]]
    return deepcopy(node)


def _shortened(node: Any) -> Any:
    """With the first lines of each long text alone."""
    if isinstance(node, dict):
        return {key: _shortened(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_shortened(entry) for entry in node]
    return "\n".join(node.split("\n")[:4]).rstrip() if isinstance(node, str) else node


def _rename_information(file: dict[str, Any], form: Form) -> None:
    """4情報 or 5情報, as the edition has it."""
    labels = {option.key for item in form.items for option in item.options}
    wanted = _NEW_INFORMATION if _NEW_INFORMATION in labels else _OLD_INFORMATION
    ticks = file.get("record_main", {})
    for label in (_OLD_INFORMATION, _NEW_INFORMATION):
        if label in ticks and label != wanted:
            ticks[wanted] = ticks.pop(label)
