"""What came in with another file and found no place in the form: kept until a person clears it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from pia_desktop.files import limits
from pia_desktop.files.json_writer import without_defaults
from pia_desktop.forms.diagram_value import DiagramFault, read_diagram
from pia_desktop.forms.values import ValueFault, clean_text, is_file_name

# 「files[0].name」; nothing that an index of a list can't be made of.
_ADDRESS = re.compile(r"([a-z0-9_]+(\[\d{1,4}\])?(\.|\Z))*\Z")


class Leftover(NamedTuple):
    """One text of the 取込記録. `source` names where it came from (the workbook, or the form
    edition that was left), `place` where it stood there (「Ⅰ基本情報 B12」, or an item's printed
    name), and `near` is the address of the item of this form that it stands nearest to, if any.

    What a change of form left over knows its way back: `address` is the box that it filled, and
    `value` what stood there, options by their ids (see `value_text`); None means the text itself.
    """

    source: str
    place: str
    text: str
    near: str = ""
    address: str = ""
    value: Any = None

    @property
    def answer(self) -> Any:
        """What stood in the box: `value`, or the text itself."""
        return self.text if self.value is None else self.value

    @property
    def figures(self) -> list[dict[str, str]]:
        """The pictures with their captions, where the box held pictures."""
        return [dict(entry) for entry in self.value] if isinstance(self.value, list) else []


def read_leftovers(data: Any) -> list[Leftover]:
    """Leftovers out of parsed JSON; ValueFault for anything else."""
    if not isinstance(data, list) or len(data) > limits.LEFTOVERS:
        raise _fault()
    return [_read(entry) for entry in data]


def _read(entry: Any) -> Leftover:
    if not isinstance(entry, dict):
        raise _fault()
    known = set(Leftover._fields)
    owed = known - set(Leftover._field_defaults)
    if not owed <= set(entry) <= known:
        raise _fault()
    value = _cleaned(entry.get("value"))
    if not _is_value(value):
        raise _fault()
    texts = {key: text for key, text in entry.items() if key != "value"}
    if not all(isinstance(text, str) for text in texts.values()):
        raise _fault()
    if not all(_ADDRESS.match(texts.get(key, "")) for key in ("near", "address")):
        raise _fault()
    return Leftover(**{key: clean_text(text) for key, text in texts.items()}, value=value)


def write_leftovers(leftovers: list[Leftover]) -> list[dict[str, Any]]:
    """What `read_leftovers` reads; what is as it is by default is left out."""
    return [without_defaults(leftover) for leftover in leftovers]


def _cleaned(value: Any) -> Any:
    """The value with the texts in it as they are kept."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(key): _cleaned(inner) for key, inner in value.items()}
    return [_cleaned(inner) for inner in value] if isinstance(value, list) else value


def _is_value(value: Any) -> bool:
    """Whether it is a text, a number, a tick, ticked options, pictures, a diagram, or nothing."""
    if isinstance(value, list):
        return all(map(_is_figure, value))
    if isinstance(value, dict):
        if "nodes" in value:
            return _is_diagram(value)
        return all(_is_text(key) and _is_plain(ticked) for key, ticked in value.items())
    return value is None or _is_plain(value)


def _is_diagram(value: dict[str, Any]) -> bool:
    try:
        return read_diagram(value) == value
    except DiagramFault:
        return False


def _is_plain(value: Any) -> bool:
    return _is_text(value) or (isinstance(value, int) and 0 <= value <= limits.COUNT)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and clean_text(value) == value


def _is_figure(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) == {"file", "caption"}
        and all(map(_is_text, entry.values()))
        and is_file_name(entry["file"])
    )


def _fault() -> ValueFault:
    return ValueFault("取込記録の書き方が違います。", "控えか、元のファイルを使ってください。")
