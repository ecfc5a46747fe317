"""Whether a box is needed, given the other answers, and why not in a clerk's words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.model import Condition, Form, Item

# The value at an address, or None.
ValueAt = Callable[[str], Any]

_NUMBERING = re.compile(r"^[①-⑳]|(?<!\s)\s*※$")


def plain_name(item: Item) -> str:
    """The printed name without its number and ※: 「再委託の有無」 for 「④再委託の有無 ※」."""
    return _NUMBERING.sub("", item.label).strip()


def why_not_needed(form: Form, item: Item, numbers: tuple[int, ...], value_at: ValueAt) -> str:
    """The reason why the item isn't needed here, or nothing if it is.

    An item in a repeat that isn't needed isn't needed either.
    """
    for around in (*item.repeats, item.id):
        condition = form.by_id[around].needed
        if condition is None:
            continue
        reason = _unmet(form, condition, numbers, value_at)
        if reason:
            return reason
    return ""


def open_question(form: Form, item: Item, numbers: tuple[int, ...], value_at: ValueAt) -> str:
    """The name of the choice that decides whether the item is needed, as long as nobody has made
    it; nothing where the item is needed, or an answer says that it isn't.
    """
    for around in (*item.repeats, item.id):
        condition = form.by_id[around].needed
        if condition is not None and _unmet(form, condition, numbers, value_at):
            return _open_leaf(form, condition, numbers, value_at)
    return ""


def _open_leaf(
    form: Form, condition: Condition, numbers: tuple[int, ...], value_at: ValueAt
) -> str:
    """The first choice without an answer among those on which an unmet condition depends."""
    if condition.any:
        names = [_open_leaf(form, inner, numbers, value_at) for inner in condition.any]
        return next((name for name in names if name), "")
    for inner in condition.all:
        if _unmet(form, inner, numbers, value_at):
            return _open_leaf(form, inner, numbers, value_at)
    if not condition.item:
        return ""
    item = form.by_id[condition.item]
    answered = bool(value_at(address_of(item.id, numbers)))
    return "" if answered or item.features.single_tick else plain_name(item)


def is_required(form: Form, item: Item, numbers: tuple[int, ...], value_at: ValueAt) -> bool:
    """Whether the item's box must be filled in here, given the other answers."""
    if not (item.answerable and item.required):
        return False
    return not why_not_needed(form, item, numbers, value_at)


def _unmet(form: Form, condition: Condition, numbers: tuple[int, ...], value_at: ValueAt) -> str:
    if condition.any:
        reasons = [_unmet(form, inner, numbers, value_at) for inner in condition.any]
        return "" if "" in reasons else reasons[0]
    for inner in condition.all:
        reason = _unmet(form, inner, numbers, value_at)
        if reason:
            return reason
    return _leaf_unmet(form, condition, numbers, value_at) if condition.item else ""


def _leaf_unmet(
    form: Form, condition: Condition, numbers: tuple[int, ...], value_at: ValueAt
) -> str:
    item = form.by_id[condition.item]
    value = value_at(address_of(item.id, numbers))
    if condition.ticked is not None:
        if bool(value) == condition.ticked:
            return ""
        tail = "選んでいるので、記入は要りません。" if value else "選んだときに記入します。"
        return f"「{plain_name(item)}」を{tail}"
    labels = {option.id: option for option in item.options}
    if condition.is_not:
        chosen = [labels[i].label for i in condition.is_not if labels[i].label == value]
        if not chosen:
            return ""
        return f"「{plain_name(item)}」が「{chosen[0]}」なので、記入は要りません。"
    wanted = condition.is_ or condition.has
    if condition.is_ and any(labels[i].label == value for i in wanted):
        return ""
    if condition.has and any(labels[i].key in (value or {}) for i in wanted):
        return ""
    names = "」か「".join(labels[i].key for i in wanted)
    return f"「{plain_name(item)}」で「{names}」を選んだときに記入します。"
