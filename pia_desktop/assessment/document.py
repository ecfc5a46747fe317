"""An assessment that is being worked on: every change can be undone, and nobody's save is lost."""

from __future__ import annotations

import copy
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.answers import Answers, Tree, Value
from pia_desktop.assessment.confirmations import Confirmation, renumber_confirmations
from pia_desktop.assessment.generated_rows import GeneratedRow
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.notes import Note, renumbered
from pia_desktop.assessment.pictures import check_figure, free_name
from pia_desktop.assessment.publication import publish, record_review
from pia_desktop.assessment.undo_history import UndoEdit, UndoHistory, UndoStep, sharing
from pia_desktop.assessment.versions import Review, Version
from pia_desktop.errors import FileError
from pia_desktop.files.file_names import check_name
from pia_desktop.files.lock_file import LockHandle, LockHolder

# Told after each change: the addresses that changed, and whether occurrences came, went or moved.
Listener = Callable[["Change"], None]

# What an assessment holds beside its answers, and what a person calls it.
_BESIDE = {
    "leftovers": "取込記録",
    "generated": "変更箇所の作成の印",
    "versions": "公表版",
    "reviews": "見直しの記録",
    "notes": "メモ",
    "confirmations": "確認済み",
}

# In place of an address where a step changed one of them; no form has such an address.
_MARK = "[]"


class Change(NamedTuple):
    """What has just changed. `structure`: occurrences or rows were added, removed or moved;
    `leftovers`: the 取込記録 has other entries; `notes`: there are other notes; `confirmations`:
    other findings are marked 確認済み; `versions`: there are other published states, reviews, or
    marks of generated rows.
    """

    addresses: tuple[str, ...]
    structure: bool = False
    leftovers: bool = False
    notes: bool = False
    versions: bool = False
    confirmations: bool = False


class ChangedError(FileError):
    """Somebody else has written the file since it was opened or saved here."""

    code = "changed"

    def __init__(self, path: Path) -> None:
        """Of this file."""
        super().__init__(
            "開いたあとに、ほかの人かプログラムがこのファイルを書き換えています。",
            "別の名前で保存して、内容を見比べてください。",
            file=path,
        )


class Document:
    """An assessment with its file, its history, and listeners that follow each change."""

    def __init__(self, assessment: Assessment, path: Path | None = None) -> None:
        """Start with the state that is on disk, or a new one that is nowhere yet."""
        self.assessment = assessment
        self.path = path
        self.lock = LockHandle()
        # Who else has the file open: it is read here, not written.
        self.locked_by: LockHolder | None = None
        self._history = UndoHistory()
        self._open_step: UndoStep | None = None
        self._listeners: list[Listener] = []
        self._saved = assessment.answers.copy()
        self._saved_beside = _beside(assessment)
        self.digest = digest_of(path) if path else ""  # of what the file held when last looked at

    @classmethod
    def open(cls, path: Path) -> Document:
        """The document in a .pia file."""
        data = pia_file.read(path)
        document = cls(pia_file.from_bytes(data, path))
        document.path = path
        document.digest = hashlib.sha256(
            data
        ).hexdigest()  # of these bytes, whatever lies there now
        return document

    @classmethod
    def unsaved(cls, assessment: Assessment) -> Document:
        """A document that no file has yet, all of whose answers are worth saving."""
        document = cls(assessment)
        document._saved = Answers(assessment.form)
        document._saved_beside = {name: [] for name in _BESIDE}
        return document

    def saved_is(self, saved: Assessment) -> None:
        """Tell that its file holds this: what differs from it is not saved yet."""
        self._saved = saved.answers.copy()
        self._saved_beside = _beside(saved)

    @property
    def answers(self) -> Answers:
        """The answers as they are now. Change them through the document only."""
        return self.assessment.answers

    @property
    def leftovers(self) -> tuple[Leftover, ...]:
        """The 取込記録 as it is now."""
        return tuple(self.assessment.leftovers)

    def listen(self, listener: Listener) -> None:
        """Be told of each change, once."""
        if listener not in self._listeners:
            self._listeners.append(listener)

    def unlisten(self, listener: Listener) -> None:
        """Be told no longer."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    # -- changing ---------------------------------------------------------------------------

    @contextmanager
    def step(self, name: str, merge: str = "") -> Iterator[None]:
        """Everything changed inside is one step of undo.

        With `merge`, it joins the step before it if that has the same mark: so do the letters typed
        into one box.
        """
        if self._open_step is not None:
            yield
            return
        step = self._open_step = UndoStep(name, merge=merge)
        try:
            yield
        except BaseException:
            self._open_step = None
            self._apply(_backwards(step))
            raise
        self._open_step = None
        if not step.edits:
            return
        self._history.add(step)
        self._tell(step.edits)

    def end_merge(self) -> None:
        """What is typed from now on is a step of its own."""
        self._history.end_merge()

    def set(self, address: str, value: Value, *, merge: bool = False) -> None:
        """Set one box. With `merge`, changes of the same box that follow are one step of undo."""
        before = self.answers.get(address)
        name = self.answers.item_at(address).name.partition("\n")[0]
        with self.step(f"「{name}」の入力", merge=address if merge else ""):
            self._edit(address, value, before, structure=False)

    def add(self, address: str, index: int | None = None, occurrence: Tree | None = None) -> int:
        """Add an occurrence or row (at the end, or before `index`); its index is given back."""
        at = self.answers.count(address) if index is None else index
        with self.step(f"{self._list_name(address)}の追加"):
            self._edit_list(
                address, lambda entries: entries.insert(at, copy.deepcopy(occurrence or {}))
            )
            self._renumber(address, lambda was: was + (was >= at))
        return at

    def duplicate(self, address: str, index: int) -> int:
        """Put a copy of an occurrence after it."""
        with self.step(f"{self._list_name(address)}の複製"):
            return self.add(address, index + 1, self.answers.get(f"{address}[{index}]"))

    def remove(self, address: str, index: int) -> None:
        """Take an occurrence or row away, with all that stands in it."""
        with self.step(f"{self._list_name(address)}の削除"):
            self._edit_list(address, lambda entries: entries.pop(index))
            self._renumber(address, lambda was: None if was == index else was - (was > index))

    def move(self, address: str, index: int, to: int) -> None:
        """Move an occurrence or row so that it then stands at `to`."""
        with self.step(f"{self._list_name(address)}の移動"):
            self._edit_list(address, lambda entries: entries.insert(to, entries.pop(index)))
            self._renumber(address, lambda was: _moved(was, index, to))

    def set_rows(self, address: str, rows: list[Tree]) -> None:
        """Put these rows into a table in place of all that it has."""
        with self.step(f"{self._list_name(address)}の変更"):
            self._edit(address, rows, self.answers.get(address), structure=True)

    def add_figure(self, address: str, name: str, data: bytes, caption: str = "") -> None:
        """Add a picture; a name that is taken by another picture gets a number."""
        check_figure(data, name)
        free = free_name(name, data, self.assessment.figures)
        with self.step("図の追加"):
            figures = [*(self.answers.get(address) or ()), {"file": free, "caption": caption}]
            self.set(address, figures)
            self.assessment.figures[free] = data

    def set_leftovers(self, leftovers: list[Leftover], name: str) -> None:
        """Leave these entries in the 取込記録; `name` is what undo says of it."""
        self._set_beside("leftovers", leftovers, name)

    def set_generated(self, generated: list[GeneratedRow], name: str) -> None:
        """Mark these rows of 変更箇所 as generated and not accepted yet."""
        self._set_beside("generated", generated, name)

    def set_notes(self, notes: list[Note], name: str) -> None:
        """Have these notes; `name` is what undo says of it."""
        self._set_beside("notes", notes, name)

    def set_confirmations(self, confirmations: list[Confirmation], name: str) -> None:
        """Have these findings marked 確認済み."""
        self._set_beside("confirmations", confirmations, name)

    def _set_beside(self, what: str, value: list[Any], name: str) -> None:
        before = list(getattr(self.assessment, what))
        if before != value:
            with self.step(name):
                self._now(UndoEdit(_MARK + what, before, list(value), structure=False))

    def publish(
        self,
        date: str,
        note: str = "",
        by: str = "",
        *,
        repeated: bool = False,
        changes: int | None = None,
    ) -> Version:
        """Freeze the present state. It can't be undone: a published state is never lost."""
        version = publish(self.assessment, date, note, by, repeated=repeated, changes=changes)
        self._tell([UndoEdit(_MARK + "versions", None, None, structure=False)])
        return version

    def record_review(self, date: str, note: str = "", by: str = "") -> Review:
        """Note that the assessment was reviewed and needed no change."""
        review = record_review(self.assessment, date, note, by)
        self._tell([UndoEdit(_MARK + "reviews", None, None, structure=False)])
        return review

    def _now(self, edit: UndoEdit) -> None:
        if self._open_step is None:
            raise RuntimeError("an edit outside a step")
        self._apply([(edit.address, edit.after)])
        self._open_step.edits.append(edit)

    def _renumber(self, address: str, to: Callable[[int], int | None]) -> None:
        """Take notes and confirmations along with the occurrences of a list."""
        notes, confirmations = self.assessment.notes, self.assessment.confirmations
        for what, before, after in (
            ("notes", notes, renumbered(notes, address, to)),
            ("confirmations", confirmations, renumber_confirmations(confirmations, address, to)),
        ):
            if after != before:
                self._now(UndoEdit(_MARK + what, before, after, structure=False))

    def _list_name(self, address: str) -> str:
        return self.answers.item_at(address).label.replace("{n}", "")

    def _edit_list(self, address: str, change: Callable[[list[Any]], Any]) -> None:
        before = self.answers.get(address)
        entries = list(before or ())
        change(entries)
        self._edit(address, entries, before, structure=True)

    def _edit(self, address: str, value: Value, before: Value, *, structure: bool) -> None:
        if self._open_step is None:
            raise RuntimeError("an edit outside a step")
        kept = self._history.kept(address, before)
        self.answers.set(address, value)
        after = sharing(self.answers.get(address), kept)
        if after != kept:
            self._open_step.edits.append(UndoEdit(address, kept, after, structure))

    # -- undoing ----------------------------------------------------------------------------

    @property
    def undo_name(self) -> str:
        """What undo would take back, or nothing."""
        return self._history.undo_name

    @property
    def redo_name(self) -> str:
        """What redo would do again, or nothing."""
        return self._history.redo_name

    def undo(self) -> None:
        """Take the last step back."""
        step = self._history.undo()
        if step is not None:
            self._apply(_backwards(step))
            self._tell(step.edits)

    def redo(self) -> None:
        """Do the step that was taken back last again."""
        step = self._history.redo()
        if step is not None:
            self._apply([(edit.address, edit.after) for edit in step.edits])
            self._tell(step.edits)

    def _apply(self, values: list[tuple[str, Value]]) -> None:
        for address, value in values:
            if address.startswith(_MARK):
                setattr(self.assessment, address.removeprefix(_MARK), list(value))
            else:
                self.answers.set(address, copy.deepcopy(value))

    def _tell(self, edits: list[UndoEdit]) -> None:
        marked = [edit.address for edit in edits if edit.address.startswith(_MARK)]
        beside = {address.removeprefix(_MARK) for address in marked}
        change = Change(
            tuple(edit.address for edit in edits if not edit.address.startswith(_MARK)),
            structure=any(edit.structure for edit in edits),
            leftovers="leftovers" in beside,
            notes="notes" in beside,
            versions=bool(beside - {"leftovers", "notes", "confirmations"}),
            confirmations="confirmations" in beside,
        )
        for listener in tuple(self._listeners):
            listener(change)

    # -- the file ---------------------------------------------------------------------------

    @property
    def modified(self) -> bool:
        """Whether there is anything that the file doesn't have."""
        beside = _beside(self.assessment)
        return beside != self._saved_beside or self.answers != self._saved

    def unsaved_names(self, limit: int = 1000) -> list[str]:
        """The printed names of what differs from the saved state, in order."""
        beside = _beside(self.assessment)
        names_beside = [
            word for key, word in _BESIDE.items() if beside[key] != self._saved_beside[key]
        ]
        if self.answers == self._saved:
            return names_beside
        places = self.answers.differing(self._saved)
        names = [*(place.name.partition("\n")[0] for place in places), *names_beside]
        return (names or ["項目の並び"])[:limit]

    def changed_on_disk(self) -> bool:
        """Whether somebody else has written the file since it was opened or saved here; FileError
        if that can't be seen.
        """
        if self.path is None or not os.path.isfile(self.path):
            return False
        now = digest_of(self.path)
        if not now:
            raise FileError(
                "いまのファイルを読めないので、上書きしません。",
                "ほかのプログラムで開いていないか、読む権限があるかを確かめるか、"
                "別の名前で保存してください。",
                file=self.path,
            )
        return now != self.digest

    def save(self) -> None:
        """Write to the document's own file. Refuses to write over what somebody else saved."""
        if self.path is None:
            raise FileError("保存先が決まっていません。", "名前を付けて保存してください。")
        if self.changed_on_disk():
            raise ChangedError(self.path)
        self.save_as(self.path)

    def save_as(self, path: Path) -> None:
        """Write to `path` and go on with that file."""
        assessment = self.assessment
        check_name(path)  # before Windows makes a device of it
        same = _same_file(path, self.path)
        if same and self.locked_by is not None:
            raise FileError(
                "ほかの人が開いているファイルなので、上書きできません。",
                "別の名前で保存してください。",
                file=path,
            )
        if assessment.read_only and not same:
            assessment = replace(assessment, read_only=False)
        with self.lock.moving_to(path):
            pia_file.save(assessment, path)
        self.assessment = assessment
        self.path = path
        self.locked_by = None
        self.digest = digest_of(path)
        self._saved = self.answers.copy()
        self._saved_beside = _beside(assessment)


def _beside(assessment: Assessment) -> dict[str, list[Any]]:
    return {name: list(getattr(assessment, name)) for name in _BESIDE}


def _moved(was: int, index: int, to: int) -> int:
    """Where the occurrence that was at `was` stands after that at `index` has gone to `to`."""
    if was == index:
        return to
    without = was - (was > index)
    return without + (without >= to)


def _backwards(step: UndoStep) -> list[tuple[str, Value]]:
    return [(edit.address, edit.before) for edit in reversed(step.edits)]


def _same_file(path: Path, other: Path | None) -> bool:
    return other is not None and path.resolve() == other.resolve()


def digest_of(path: Path) -> str:
    """The SHA-256 of what a file holds; nothing if it can't be read."""
    try:
        with path.open("rb") as stream:  # of any size: somebody may have put something else there
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
