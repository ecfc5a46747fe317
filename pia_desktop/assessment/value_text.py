"""A value in words, and a value whose options stand by their ids: an edition may rename a label,
an id stays.
"""

from __future__ import annotations

from typing import Any

from pia_desktop.forms.model import Item

_TICK = "○ "


def value_as_text(item: Item, value: Any) -> str:
    """The value as the form prints it, for a person to read: a line a tick, a line a picture."""
    if item.kind == "check":
        return f"{_TICK}{item.label}"
    if item.kind == "count":
        return f"{value}件"
    if item.kind == "checks":
        return "\n".join(_tick_in_words(item, key, tick) for key, tick in value.items())
    if item.kind == "figures":
        return "\n".join(
            f"図「{figure['file']}」　{figure['caption']}".rstrip() for figure in value
        )
    return str(value)


def _tick_in_words(item: Item, key: str, tick: Any) -> str:
    option = next(option for option in item.options if option.key == key)
    words = f"{_TICK}{option.heading}：{key}" if option.heading else f"{_TICK}{key}"
    if option.bracket == "none" or tick == "":
        return words
    return f"{words}（{tick}{'件' if option.bracket == 'count' else ''}）"


def options_to_ids(item: Item, value: Any) -> Any:
    """The value with its options' ids in place of their labels."""
    if item.kind == "choice":
        return next(option.id for option in item.options if option.label == value)
    if item.kind == "checks":
        return {option.id: value[option.key] for option in item.options if option.key in value}
    return value


def options_to_labels(item: Item, value: Any) -> tuple[Any, Any]:
    """Of a value that `with_ids` gave: what this item takes, in its own labels, and the rest, still
    by ids. Either may be None.
    """
    if item.kind == "choice":
        option = item.option_by_id(value) if isinstance(value, str) else None
        return (option.label, None) if option else (None, value)
    if item.kind == "checks" and isinstance(value, dict):
        taken, rest = {}, {}
        for option_id, tick in value.items():
            option = item.option_by_id(option_id)
            if option is not None and _fits(option.bracket, tick):
                taken[option.key] = tick
            else:
                rest[option_id] = tick
        return taken or None, rest or None
    return value, None


def _fits(bracket: str, tick: Any) -> bool:
    """Whether an option with this bracket can hold the tick."""
    if bracket == "none":
        return tick is True
    wanted = str if bracket == "text" else int
    return isinstance(tick, wanted) and not isinstance(tick, bool)
