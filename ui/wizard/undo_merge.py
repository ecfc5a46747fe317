"""Which changes of one box belong together as one step of undo."""

from __future__ import annotations

from typing import Any

from pia_desktop.forms.kinds import Kind


def continues_step(kind: Kind, before: Any, after: Any) -> bool:
    """Whether a change is typing that may go on, rather than an act of its own.

    A choice is an act. In a list (rows, pictures) it is typing if one entry alone differs: a row
    that came, went or moved is an act.
    """
    if kind.picked:
        return False
    if isinstance(before, list) or isinstance(after, list):
        old, new = before or [], after or []
        different = sum(was != now for was, now in zip(old, new, strict=False))
        return len(old) == len(new) and different <= 1
    return True
