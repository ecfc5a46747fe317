"""The published states of an assessment, and the reviews that changed nothing.

A published state stands for a .pia file of its own and is never changed; `published_state` says how
it is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from pia_desktop.assessment.member_names import FIGURES_FOLDER, VERSIONS_FOLDER
from pia_desktop.assessment.published_state import NO_STATE, KeptState, SharedState, WholeState
from pia_desktop.files.json_writer import compact_json
from pia_desktop.files.zip_writer import StoredMember
from pia_desktop.forms.values import ValueFault, clean_text

# A state as a file of its own; its answers; what differs from those of the state before.
_WHOLE, _ANSWERS, _EDITS = ".pia", ".answers.json", ".edits.json"
_STATE = re.compile(r"versions/\d{4,6}(\.pia|\.answers\.json|\.edits\.json)\Z")
_PICTURES = f"{VERSIONS_FOLDER}pictures/"
_PICTURE = re.compile(r"versions/pictures/[0-9a-f]{64}\Z")

# What the entry of a state in the list has and may have beside that, and what the one of a review.
_OF_VERSION: dict[str, type] = {
    "number": int,
    "date": str,
    "note": str,
    "by": str,
    "repeated": bool,
}
_BESIDE = frozenset({"changes", "manifest"})
_OF_REVIEW: dict[str, type] = {"date": str, "note": str, "by": str}

# A state is kept a year or more; no assessment is published more often than it has days.
MAX_VERSIONS = 9_999


@dataclass(frozen=True)
class Version:
    """One published state. `number` counts from 1; `date` is the 公表日 as printed; `note` and `by`
    are free words; `repeated` says that the assessment was done (again), so that the five years
    begin anew (特定個人情報保護評価に関する規則第15条); `state` is what was published; `changes`
    how many items differed from the state before, None where that wasn't counted at publishing.
    """

    number: int
    date: str
    note: str = ""
    by: str = ""
    repeated: bool = False
    state: KeptState = NO_STATE
    changes: int | None = None

    @property
    def title(self) -> str:
        """「第2版（令和8年4月1日公表）」."""
        return f"第{self.number}版（{self.date}公表）"

    @property
    def data(self) -> bytes:
        """The state as a .pia file, or ArchiveFault where it is damaged."""
        return self.state.data

    @property
    def form_id(self) -> str:
        """The edition that it is written in; nothing where that isn't known without reading it."""
        return self.state.form_id

    @cached_property
    def member(self) -> str:
        """The file's member that holds it."""
        return _member(self.number, _ending(self.state))

    @cached_property
    def entry(self) -> bytes:
        """Its entry in the list, as JSON: made once, for every save writes all of them."""
        entry = {name: getattr(self, name) for name in _OF_VERSION}
        if self.changes is not None:
            entry["changes"] = self.changes
        if isinstance(self.state, SharedState):
            entry["manifest"] = self.state.manifest
        return compact_json(entry)


class Review(NamedTuple):
    """A yearly review that led to no change: its date as printed, a note, and who did it."""

    date: str
    note: str = ""
    by: str = ""


def version_members(versions: list[Version], there: set[str]) -> dict[str, StoredMember]:
    """The file's members that hold these states; a picture whose digest is `there` needs none."""
    members: dict[str, StoredMember] = {}
    pictures: dict[str, StoredMember] = {}
    for version in versions:
        state = version.state
        members[version.member] = state.written
        if isinstance(state, SharedState):
            for picture in state.pictures.values():
                if picture.sha256 not in there:
                    pictures[_PICTURES + picture.sha256] = picture
    return members | dict(sorted(pictures.items()))


def version_list(versions: list[Version]) -> bytes:
    """What `read_versions` reads beside the members, as JSON."""
    return b"[" + b",".join(version.entry for version in versions) + b"]\n"


def read_versions(listed: Any, members: dict[str, StoredMember]) -> list[Version]:
    """The states out of their list and the file's members; ValueFault where they don't belong
    together or are numbered otherwise than 1, 2, 3 ….
    """
    if not isinstance(listed, list) or len(listed) > MAX_VERSIONS:
        raise _fault()
    pictures = {
        member.sha256: member
        for name, member in members.items()
        if name.startswith((FIGURES_FOLDER, _PICTURES))
    }
    versions: list[Version] = []
    for number, entry in enumerate(listed, 1):
        words = _words(entry, _OF_VERSION, _BESIDE)
        changes, manifest = entry.get("changes"), entry.get("manifest")
        if words["number"] != number or type(changes) not in (int, type(None)):
            raise _fault()
        if manifest is None:
            state: KeptState = _whole(number, members)
        else:
            state = _shared(number, manifest, members, pictures, versions)
        versions.append(Version(**words, state=state, changes=changes))
    there = {member.sha256 for name, member in members.items() if name.startswith(FIGURES_FOLDER)}
    held = {name for name in members if name.startswith(VERSIONS_FOLDER)}
    if held != set(version_members(versions, there)):
        raise _fault()
    return versions


def _whole(number: int, members: dict[str, StoredMember]) -> WholeState:
    member = members.get(_member(number, _WHOLE))
    return WholeState(member.data if member else b"")


def _shared(
    number: int,
    manifest: Any,
    members: dict[str, StoredMember],
    pictures: dict[str, StoredMember],
    versions: list[Version],
) -> SharedState:
    digests = manifest.get("sha256") if isinstance(manifest, dict) else None
    if not isinstance(digests, dict) or not all(isinstance(d, str) for d in digests.values()):
        raise _fault()
    figures = {name: digest for name, digest in digests.items() if name.startswith(FIGURES_FOLDER)}
    if not pictures.keys() >= set(figures.values()):
        raise _fault()
    own = {name: pictures[digest] for name, digest in figures.items()}
    before = versions[-1].state if versions else None
    if answers := members.get(_member(number, _ANSWERS)):
        return SharedState(manifest, answers, own)
    edits = members.get(_member(number, _EDITS))
    if edits is None or not isinstance(before, SharedState):
        raise _fault()
    return SharedState(manifest, edits, own, before)


def review_list(reviews: list[Review]) -> list[dict[str, Any]]:
    """What `read_reviews` reads."""
    return [review._asdict() for review in reviews]


def read_reviews(listed: Any) -> list[Review]:
    """The reviews out of parsed JSON; ValueFault for anything else."""
    if not isinstance(listed, list):
        raise _fault()
    return [Review(**_words(entry, _OF_REVIEW)) for entry in listed]


def is_state(member: str) -> bool:
    """Whether a member of the file belongs to the published states."""
    return _STATE.match(member) is not None or _PICTURE.match(member) is not None


def _member(number: int, ending: str) -> str:
    return f"{VERSIONS_FOLDER}{number:04d}{ending}"


def _ending(state: KeptState) -> str:
    if isinstance(state, WholeState):
        return _WHOLE
    return _ANSWERS if state.before is None else _EDITS


def _words(
    entry: Any, kinds: dict[str, type], beside: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The entry's fields, each there and of its type, without what may stand `beside` them."""
    if not isinstance(entry, dict) or set(entry) - beside != set(kinds):
        raise _fault()
    if any(type(entry[name]) is not kind for name, kind in kinds.items()):
        raise _fault()
    return {
        name: clean_text(entry[name]) if isinstance(entry[name], str) else entry[name]
        for name in kinds
    }


def _fault() -> ValueFault:
    return ValueFault("公表版の書き方が違います。", "控えか、元のファイルを使ってください。")
