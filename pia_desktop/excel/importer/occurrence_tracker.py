"""Which occurrence of a repeat a label belongs to, and which file."""

from __future__ import annotations

from pia_desktop.excel.importer.form_labels import FormLabel, FormLabels
from pia_desktop.excel.importer.label_matcher import LocatedLabel

_SECOND = 2


class OccurrenceTracker:
    """Which occurrence each label belongs to, counted along the form's printed order."""

    def __init__(self, labels: FormLabels) -> None:
        self._form = labels.form
        self._files: dict[int, int] = {}
        self._last: dict[int, FormLabel] = {}
        self._counts: dict[tuple[str, tuple[int, ...]], int] = {}
        self._inner: dict[tuple[str, tuple[int, ...]], int] = {}

    def numbers(self, hit: LocatedLabel) -> tuple[int, ...]:
        """The occurrence's indices, from 0, at this label."""
        label = hit.label
        numbers: tuple[int, ...] = ()
        repeat = self._form.sections[label.section].repeat
        if repeat:
            numbers = (self._file(label),)
        elif label.role != "title":
            self._last[label.section] = label
        for inner in label.repeats:
            if inner != repeat:
                numbers = (*numbers, self._occurrence(hit, inner, numbers))
        return numbers

    def _file(self, label: FormLabel) -> int:
        """A section that repeats begins anew where its first heading comes again."""
        section = label.section
        last = self._last.get(section)
        if section not in self._files:
            self._files[section] = 0
        elif (
            last is not None
            and "section" not in (last.role, label.role)
            and label.top < last.top
            and _begins_anew(last, label)
        ):
            self._files[section] += 1
        if label.role != "section" or section not in self._last:
            self._last[section] = label
        return self._files[section]

    def _occurrence(self, hit: LocatedLabel, repeat: str, outer: tuple[int, ...]) -> int:
        key = (repeat, outer)
        order = hit.label.order
        if key not in self._counts:
            self._counts[key] = (hit.number or 1) - 1
        elif order <= self._inner[key]:
            following = self._counts[key] + 1
            self._counts[key] = max(following, (hit.number or 0) - 1)
        self._inner[key] = order
        return self._counts[key]


def _begins_anew(last: FormLabel, label: FormLabel) -> bool:
    """Whether the label is of a section's beginning; its first heading may be in unknown words."""
    if label.role == "heading" and label.heading == _SECOND:
        return label.heading < last.heading
    return label.heading <= 1 < last.heading
