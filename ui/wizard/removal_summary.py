"""What stands in an occurrence, counted: what a person would lose by removing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pia_desktop.assessment.answers import Answers


@dataclass(frozen=True)
class RemovalSummary:
    """Filled boxes, characters, and figures."""

    boxes: int = 0
    characters: int = 0
    figures: int = 0

    def __bool__(self) -> bool:
        """Whether there is anything to lose."""
        return bool(self.boxes)

    @property
    def words(self) -> str:
        """「記入した12項目（3,456文字、図2枚）」."""
        parts = [f"{self.characters:,}文字"] if self.characters else []
        parts += [f"図{self.figures}枚"] if self.figures else []
        inside = f"（{'、'.join(parts)}）" if parts else ""
        return f"記入した{self.boxes}項目{inside}"


def summarize_removal(answers: Answers, address: str) -> RemovalSummary:
    """What stands below an occurrence's address."""
    boxes = characters = figures = 0
    for place in answers.places():
        value = answers.get(place.address)
        inside = place.address.startswith(address + ".")
        if not inside or not place.item.answerable or value is None:
            continue
        boxes += 1
        characters += _characters(value)
        figures += len(value) if place.item.features.pictorial else 0
    return RemovalSummary(boxes, characters, figures)


def _characters(value: Any) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(_characters(entry) for entry in value.values())
    if isinstance(value, list):
        return sum(_characters(entry) for entry in value)
    return 0
