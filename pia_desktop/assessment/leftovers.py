"""What came in with another file and found no place in the form: kept until a person clears it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from pia_desktop.forms.kinds import ValueFault, clean_text


@dataclass(frozen=True)
class Leftover:
    """One text of the 取込記録. `source` names where it came from (the workbook, or the form
    edition that was left), `place` where it stood there (「Ⅰ基本情報 B12」, or an item's printed
    name), and `near` is the address of the item of this form that it stands nearest to, if any.
    """

    source: str
    place: str
    text: str
    near: str = ""


def read_leftovers(data: Any) -> list[Leftover]:
    """Leftovers out of parsed JSON; ValueFault for anything else."""
    names = {field.name for field in fields(Leftover)}
    if not isinstance(data, list):
        raise _fault()
    out = []
    for entry in data:
        if not isinstance(entry, dict) or set(entry) != names:
            raise _fault()
        if not all(isinstance(value, str) for value in entry.values()):
            raise _fault()
        out.append(Leftover(**{name: clean_text(value) for name, value in entry.items()}))
    return out


def write_leftovers(leftovers: list[Leftover]) -> list[dict[str, str]]:
    """What `read_leftovers` reads."""
    return [asdict(leftover) for leftover in leftovers]


def _fault() -> ValueFault:
    return ValueFault("取込記録の書き方が違います。", "控えか、元のファイルを使ってください。")
