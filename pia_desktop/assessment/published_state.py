"""How a published state lies in the file: what differs from the state before it, and its pictures
by their digests.

A state is a .pia file of its own (docs/decisions/0031), but a hundred of them would make a file a
hundred times as large, and each save would write them all again. So a state keeps the manifest of
that file, which has the digest of every part, and of the answers the edits that make them of the
state before. A picture that the present or another state has too is there once. What an older
program kept whole stays whole until the next state is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pia_desktop.assessment.json_difference import apply_differences, json_difference
from pia_desktop.assessment.member_names import ANSWERS_MEMBER, MANIFEST_MEMBER
from pia_desktop.errors import FileError
from pia_desktop.files import limits
from pia_desktop.files.json_reader import parse_json
from pia_desktop.files.json_writer import json_member
from pia_desktop.files.zip_reader import ArchiveFault, unpack_zip
from pia_desktop.files.zip_writer import StoredMember, write_zip


@dataclass(frozen=True)
class WholeState:
    """A state as a .pia file, as programs before 0.2.0 kept it."""

    data: bytes
    form_id = ""

    def members(self) -> dict[str, bytes]:
        """The members of the file; ArchiveFault where it is none."""
        return unpack_zip(self.data, limits.PIA_UNPACKED_BYTES)

    @cached_property
    def written(self) -> StoredMember:
        """The member that keeps it."""
        return StoredMember(self.data)


@dataclass(frozen=True, eq=False)
class SharedState:
    """A state that shares what it can.

    `manifest` is that of the .pia file that it stands for; `written` the member that keeps its
    answers: answers.json itself or, where there is a state `before`, the edits that make it of
    that one's; `pictures` has the figures by their members' names.
    """

    manifest: dict[str, Any]
    written: StoredMember
    pictures: dict[str, StoredMember]
    before: SharedState | None = None

    @property
    def form_id(self) -> str:
        """The edition that it is written in."""
        return str(self.manifest.get("form"))

    @property
    def data(self) -> bytes:
        """The state as the .pia file that was published; ArchiveFault where it can't be put
        together.
        """
        return write_zip({name: StoredMember(data) for name, data in self.members().items()})

    def members(self) -> dict[str, bytes]:
        """The members of that file, or ArchiveFault."""
        return StateReader().members(self)

    def answers(self) -> Any:
        """Its answers as parsed JSON, or ArchiveFault."""
        return StateReader().answers(self)

    def __eq__(self, other: object) -> bool:
        """Equal when they stand for the same file."""
        if isinstance(other, SharedState):
            return self.manifest == other.manifest
        return isinstance(other, WholeState) and self.data == other.data

    def __hash__(self) -> int:
        """Equal states have one edition."""
        return hash(self.form_id)


KeptState = WholeState | SharedState


class StateReader:
    """Reads states. One that says what differs from the state before it is made of all of them,
    back to one whose answers are there; of that before it alone, where that was read last.
    """

    def __init__(self) -> None:
        """Nothing was read so far."""
        self._last: SharedState | None = None
        self._answers: Any = None

    def members(self, state: KeptState) -> dict[str, bytes]:
        """The members of the .pia file that was published, or ArchiveFault."""
        if isinstance(state, WholeState):
            return state.members()
        written = state.written.data if state.before is None else json_member(self.answers(state))
        return {
            MANIFEST_MEMBER: json_member(state.manifest),
            ANSWERS_MEMBER: written,
            **{name: picture.data for name, picture in state.pictures.items()},
        }

    def answers(self, state: SharedState) -> Any:
        """The state's answers as parsed JSON, or ArchiveFault."""
        states = [state]
        while states[-1] is not self._last and states[-1].before is not None:
            states.append(states[-1].before)
        first = states.pop()
        try:
            known = self._answers if first is self._last else _parsed(first.written.data)
            edits = (_parsed(later.written.data) for later in reversed(states))
            self._answers = apply_differences(known, edits)
        except (FileError, ValueError) as fault:
            raise ArchiveFault("前の公表版との違いが読めません。") from fault
        self._last = state
        return self._answers


# Where there is no state at all, as only a damaged file has it.
NO_STATE = WholeState(b"")


def share_states(states: list[KeptState]) -> list[KeptState]:
    """The states with what they have in common kept once. One that would not come out the same to
    the byte stays whole.
    """
    out: list[KeptState] = []
    for state in states:
        before = out[-1] if out and isinstance(out[-1], SharedState) else None
        shared = state if isinstance(state, SharedState) else _shared(state, before)
        out.append(shared or state)
    return out


def _shared(whole: WholeState, before: SharedState | None) -> SharedState | None:
    try:
        members = whole.members()
        manifest = _parsed(members.pop(MANIFEST_MEMBER))
        written = members.pop(ANSWERS_MEMBER)
        if before is not None:
            edits = json_member(json_difference(before.answers(), _parsed(written)))
            if len(edits) < len(written):
                written = edits
            else:  # another form, or written anew
                before = None
        pictures = {name: StoredMember(data) for name, data in members.items()}
        state = SharedState(manifest, StoredMember(written), pictures, before)
        return state if _digests(manifest) == _sums(state) and state.data == whole.data else None
    except (ArchiveFault, FileError, KeyError):
        return None  # no program wrote it like this: it is kept, and refused when it is looked at


def _digests(manifest: Any) -> Any:
    return manifest.get("sha256") if isinstance(manifest, dict) else None


def _sums(state: SharedState) -> dict[str, str]:
    return _member_sums(state.members())


def _member_sums(members: dict[str, bytes]) -> dict[str, str]:
    return {n: StoredMember(d).sha256 for n, d in members.items() if n != MANIFEST_MEMBER}


def says_the_same(state: KeptState, other: KeptState) -> bool:
    """Whether both have the same answers and pictures, down to the byte; whichever program wrote
    either. Found out without reading either of them.
    """
    try:
        own = _digests(_manifest_of(state))
        return own is not None and own == _digests(_manifest_of(other))
    except (ArchiveFault, FileError, KeyError):
        return False


def _manifest_of(state: KeptState) -> Any:
    if isinstance(state, SharedState):
        return state.manifest
    return _parsed(state.members()[MANIFEST_MEMBER])


def _parsed(data: bytes) -> Any:
    return parse_json(data, Path("公表版"))
