"""The published states of an assessment, and the reviews that changed nothing.

A published state is a whole .pia file inside the file: it can be taken out with any unzip tool and
opened by itself. It is never changed.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from typing import Any

from pia_desktop.forms.values import ValueFault, clean_text

VERSIONS_FOLDER = "versions/"
_STATE = re.compile(r"versions/(\d{4,6})\.pia\Z")

# A state is kept a year or more; no assessment is published more often than it has days.
MAX_VERSIONS = 9_999


@dataclass(frozen=True)
class Version:
    """One published state. `number` counts from 1; `date` is the 公表日 as printed; `note` and `by`
    are free words; `repeated` says that the assessment was done (again), so that the five years
    begin anew (特定個人情報保護評価に関する規則第15条); `data` is the state as a .pia file.
    """

    number: int
    date: str
    note: str = ""
    by: str = ""
    repeated: bool = False
    data: bytes = b""

    @property
    def title(self) -> str:
        """「第2版（令和8年4月1日公表）」."""
        return f"第{self.number}版（{self.date}公表）"


@dataclass(frozen=True)
class Review:
    """A yearly review that led to no change: its date as printed, a note, and who did it."""

    date: str
    note: str = ""
    by: str = ""


def version_members(versions: list[Version]) -> dict[str, bytes]:
    """The file's members that hold these states."""
    return {_member(version.number): version.data for version in versions}


def version_list(versions: list[Version]) -> list[dict[str, Any]]:
    """What `read_versions` reads beside the members."""
    return [
        {key: value for key, value in asdict(version).items() if key != "data"}
        for version in versions
    ]


def read_versions(listed: Any, members: dict[str, bytes]) -> list[Version]:
    """The states out of their list and their members; ValueFault where they don't belong together
    or are numbered otherwise than 1, 2, 3 ….
    """
    entries = _entries(listed, Version, {"data"})
    versions = [
        Version(**entry, data=members.get(_member(entry["number"]), b"")) for entry in entries
    ]
    numbers = [version.number for version in versions]
    held = {name for name in members if name.startswith(VERSIONS_FOLDER)}
    in_order = numbers == list(range(1, len(numbers) + 1))
    if not in_order or held != set(version_members(versions)) or len(numbers) > MAX_VERSIONS:
        raise _fault()
    return versions


def review_list(reviews: list[Review]) -> list[dict[str, Any]]:
    """What `read_reviews` reads."""
    return [asdict(review) for review in reviews]


def read_reviews(listed: Any) -> list[Review]:
    """The reviews out of parsed JSON; ValueFault for anything else."""
    return [Review(**entry) for entry in _entries(listed, Review, set())]


def is_state(member: str) -> bool:
    """Whether a member of the file is a published state."""
    return _STATE.match(member) is not None


def _member(number: int) -> str:
    return f"{VERSIONS_FOLDER}{number:04d}.pia"


def _entries(listed: Any, of: type, beside: set[str]) -> list[dict[str, Any]]:
    """The entries, each with every field of the class and of its type."""
    kinds = {field.name: field.type for field in fields(of) if field.name not in beside}
    if not isinstance(listed, list):
        raise _fault()
    for entry in listed:
        if not isinstance(entry, dict) or set(entry) != set(kinds):
            raise _fault()
        for name, kind in kinds.items():
            if type(entry[name]).__name__ != kind:
                raise _fault()
    return [
        {
            name: clean_text(value) if isinstance(value, str) else value
            for name, value in entry.items()
        }
        for entry in listed
    ]


def _fault() -> ValueFault:
    return ValueFault("公表版の書き方が違います。", "控えか、元のファイルを使ってください。")
