"""The single answers of an assessment, for comparing two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pia_desktop.assessment import Answers


def leaves(answers: Answers) -> dict[str, Any]:
    """Every answer by its address; an option that is ticked is an answer of its own."""
    written = answers.to_json()
    return dict(_leaves({k: v for k, v in written.items() if k not in ("form", "edition")}, ""))


def _leaves(tree: Any, address: str) -> Iterator[tuple[str, Any]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _leaves(value, f"{address}.{key}")
    elif isinstance(tree, list):
        for number, value in enumerate(tree):
            yield from _leaves(value, f"{address}[{number}]")
    else:
        yield address, tree
