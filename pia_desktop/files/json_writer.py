"""JSON as the program's own files hold it: compact, in UTF-8, keys in the order they have."""

from __future__ import annotations

from typing import Any


def compact_json(data: Any) -> bytes:
    """Compact JSON. pydantic's writer takes a third of the standard library's time, which is felt
    in a save; it is loaded with the first one.
    """
    from pydantic_core import to_json

    return to_json(data)


def json_member(data: Any) -> bytes:
    """The same as a file of its own, which ends with a line feed."""
    return compact_json(data) + b"\n"


def without_defaults(record: Any) -> dict[str, Any]:
    """What a named tuple holds by the names of its fields, without what is as by default."""
    defaults = record._field_defaults
    return {
        name: value
        for name, value in record._asdict().items()
        if name not in defaults or value != defaults[name]
    }
