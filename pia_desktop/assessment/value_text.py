"""A value in words, and a value whose options stand by their ids: an edition may rename a label,
an id stays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from pia_desktop.forms.diagram_value import diagram_lines
from pia_desktop.forms.kinds import KindTable
from pia_desktop.forms.model import Item, Option

_TICK = "○ "


def value_as_text(item: Item, value: Any) -> str:
    """The value as the form prints it, for a person to read: a line a tick, a line a picture."""
    return VALUE_TEXTS[item.kind](item, value)


def options_to_ids(item: Item, value: Any) -> Any:
    """The value with its options' ids in place of their labels."""
    if item.features.has_options:
        return OPTION_WORDS[item.kind].to_ids(item, value)
    return value


def options_to_labels(item: Item, value: Any) -> tuple[Any, Any]:
    """Of a value that `options_to_ids` gave: what this item takes, in its own labels, and the rest,
    still by ids. Either may be None.
    """
    if item.features.has_options:
        return OPTION_WORDS[item.kind].to_labels(item, value)
    return value, None


# -- in words --------------------------------------------------------------------------------


def _plain(item: Item, value: Any) -> str:
    return str(value)


def _tick(item: Item, value: Any) -> str:
    return f"{_TICK}{item.label}"


def _yes_no(item: Item, value: Any) -> str:
    return option_of_yes_no(item, value).label


def option_of_yes_no(item: Item, value: bool) -> Option:
    """The option of a yes-or-no item that stands for the value."""
    return item.options[0 if value else 1]


def _cases(item: Item, value: Any) -> str:
    return f"{value}{item.unit}"


def _ticks(item: Item, value: Any) -> str:
    return "\n".join(_tick_in_words(item, key, tick) for key, tick in value.items())


def _pictures(item: Item, value: Any) -> str:
    return "\n".join(f"図「{figure['file']}」　{figure['caption']}".rstrip() for figure in value)


def _drawing(item: Item, value: Any) -> str:
    return "\n".join(diagram_lines(value))


def _tick_in_words(item: Item, key: str, tick: Any) -> str:
    option = next(option for option in item.options if option.key == key)
    words = f"{_TICK}{option.heading}：{key}" if option.heading else f"{_TICK}{key}"
    if option.bracket == "none" or tick == "":
        return words
    return f"{words}（{tick}{'件' if option.bracket == 'count' else ''}）"


def _grid_lines(item: Item, value: Any) -> str:
    """A line a row, the names of the columns first."""
    return "\n".join(row_in_words(row) for row in (value["columns"], *value["rows"]))


def row_in_words(cells: list[str]) -> str:
    """The cells of a row in one line."""
    return "｜".join(" ".join(cell.split()) for cell in cells)


VALUE_TEXTS: KindTable[Callable[[Item, Any], str]] = KindTable(
    "assessment.value_text",
    lambda kind: kind.has_value,
    {
        "line": _plain,
        "text": _plain,
        "date": _plain,
        "choice": _plain,
        "check": _tick,
        "yes_no": _yes_no,
        "checks": _ticks,
        "count": _cases,
        "figures": _pictures,
        "diagram": _drawing,
        "grid": _grid_lines,
    },
)


# -- options ---------------------------------------------------------------------------------


def _choice_to_id(item: Item, value: Any) -> Any:
    return next(option.id for option in item.options if option.label == value)


def _choice_to_label(item: Item, value: Any) -> tuple[Any, Any]:
    option = item.option_by_id(value) if isinstance(value, str) else None
    return (option.label, None) if option else (None, value)


def _ticks_to_ids(item: Item, value: Any) -> Any:
    return {option.id: value[option.key] for option in item.options if option.key in value}


def _ticks_to_labels(item: Item, value: Any) -> tuple[Any, Any]:
    if not isinstance(value, dict):
        return value, None
    taken, rest = {}, {}
    for option_id, tick in value.items():
        option = item.option_by_id(option_id)
        if option is not None and _fits(option.bracket, tick):
            taken[option.key] = tick
        else:
            rest[option_id] = tick
    return taken or None, rest or None


def _fits(bracket: str, tick: Any) -> bool:
    """Whether an option with this bracket can hold the tick."""
    if bracket == "none":
        return tick is True
    wanted = str if bracket == "text" else int
    return isinstance(tick, wanted) and not isinstance(tick, bool)


class OptionWords(NamedTuple):
    """How the options in a kind's value become ids, and ids become labels again."""

    to_ids: Callable[[Item, Any], Any]
    to_labels: Callable[[Item, Any], tuple[Any, Any]]


OPTION_WORDS: KindTable[OptionWords] = KindTable(
    "assessment.value_text (options)",
    lambda kind: kind.has_value and kind.has_options,
    {
        "choice": OptionWords(_choice_to_id, _choice_to_label),
        "checks": OptionWords(_ticks_to_ids, _ticks_to_labels),
    },
)
