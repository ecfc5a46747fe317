"""The steps that undo takes back and redo does again; so many of them as a person goes back."""

from __future__ import annotations

import copy
from typing import Any, NamedTuple

from pia_desktop.assessment.answers import Value

# A day's work. Each step holds what stood there before and after, and a window is open for weeks.
MOST_STEPS = 1_000


class UndoEdit(NamedTuple):
    """One value before and after; both are kept for undo and redo."""

    address: str
    before: Value
    after: Value
    structure: bool


class UndoStep:
    """What one undo takes back."""

    def __init__(self, name: str, merge: str = "") -> None:
        """Nothing yet. Steps with the same mark `merge` join it."""
        self.name = name
        self.edits: list[UndoEdit] = []
        self.merge = merge


class UndoHistory:
    """What was done and what was undone, the newest last."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._done: list[UndoStep] = []
        self._undone: list[UndoStep] = []
        self._lists: dict[str, Value] = {}  # as each was kept last, by its address

    def add(self, step: UndoStep) -> None:
        """Note what was done; nothing can be done again after that. The oldest step goes where
        there are too many.
        """
        last = self._done[-1] if self._done else None
        if step.merge and last is not None and last.merge == step.merge and not self._undone:
            if len(step.edits) == 1 and last.edits[-1].address == step.edits[0].address:
                last.edits[-1] = last.edits[-1]._replace(after=step.edits[0].after)
            else:
                last.edits.extend(step.edits)
        else:
            self._done.append(step)
        self._undone.clear()
        del self._done[:-MOST_STEPS]
        self._lists |= {e.address: e.after for e in step.edits if isinstance(e.after, list)}

    def end_merge(self) -> None:
        """What is done from now on is a step of its own."""
        if self._done:
            self._done[-1].merge = ""

    @property
    def undo_name(self) -> str:
        """What undo would take back, or nothing."""
        return self._done[-1].name if self._done else ""

    @property
    def redo_name(self) -> str:
        """What redo would do again, or nothing."""
        return self._undone[-1].name if self._undone else ""

    def undo(self) -> UndoStep | None:
        """The step that is to be taken back now, if there is one."""
        if not self._done:
            return None
        self._undone.append(self._done.pop())
        return self._undone[-1]

    def redo(self) -> UndoStep | None:
        """The step that is to be done again now, if there is one."""
        if not self._undone:
            return None
        step = self._undone.pop()
        step.merge = ""
        self._done.append(step)
        return step

    def kept(self, address: str, value: Value) -> Value:
        """A copy of a value that stands there, to be kept. It shares what it can with the last
        copy: a list of five hundred rows is kept once, not with every row that is added to it.
        """
        return sharing(value, self._lists.get(address))


def sharing(value: Any, known: Any) -> Any:
    """A copy of a value, with parts of a `known` one in place of those that are equal to them.
    Nobody may change either of them any more.
    """
    if isinstance(value, list) and isinstance(known, list):
        return _list_sharing(value, known)
    if isinstance(value, dict) and isinstance(known, dict):
        if value == known:
            return known
        return {key: sharing(inner, known.get(key)) for key, inner in value.items()}
    return copy.deepcopy(value)


def _list_sharing(value: list[Any], known: list[Any]) -> list[Any]:
    """Entries come, go or move in the midst: those before and behind are the same."""
    if value == known:
        return known
    shorter = min(len(value), len(known))
    start = next((n for n in range(shorter) if value[n] != known[n]), shorter)
    left = shorter - start
    end = next((n for n in range(left) if value[-1 - n] != known[-1 - n]), left)
    middle = value[start : len(value) - end]
    others = known[start : len(known) - end]
    others += [None] * (len(middle) - len(others))
    return [
        *known[:start],
        *map(sharing, middle, others),
        *known[len(known) - end :],
    ]
