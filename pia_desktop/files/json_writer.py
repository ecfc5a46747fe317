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
