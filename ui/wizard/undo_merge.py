"""Which changes of one box belong together as one step of undo."""

from __future__ import annotations

from typing import Any

from pia_desktop.forms.kinds import Kind


def continues_step(kind: Kind, before: Any, after: Any) -> bool:
    """Whether a change is typing that may go on, rather than an act of its own.

    A choice is an act, and so is a change in a free table, which comes when a cell is done, or of a
    diagram, which comes when its window is closed. In a
    list (rows, pictures) it is typing if one entry alone differs: a row that came, went or moved is
    an act. Among options to tick it is typing where the text of one bracket differs, whose first
    letter ticks its box.
    """
    if kind.picked or kind.gridded or kind.drawn:
        return False
    if isinstance(before, dict) or isinstance(after, dict):
        return _types_in_bracket(before or {}, after or {})
    if isinstance(before, list) or isinstance(after, list):
        old, new = before or [], after or []
        different = sum(was != now for was, now in zip(old, new, strict=False))
        return len(old) == len(new) and different <= 1
    return True


def _types_in_bracket(before: dict[str, Any], after: dict[str, Any]) -> bool:
    different = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return len(different) == 1 and all(
        state.get(different[0], "") is not True and different[0] in after
        for state in (before, after)
    )
