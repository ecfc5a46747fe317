"""Opening a document: to edit it, to read it, or with work in it that its file hasn't.

This module alone marks an opened document as read-only, and says who else has its file open.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.autosave import WorkOrigin
from pia_desktop.assessment.document import Document, digest_of
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import PiaError
from pia_desktop.files.atomic_write import clear_leftovers
from pia_desktop.files.lock_file import LockHandle, LockHolder


def open_for_editing(path: Path, *, take_over: bool = False) -> Document:
    """The document in a .pia file, locked for this process; LockedError if another has it open.

    `take_over`: take the lock from whoever holds it. A file that a newer program wrote is not
    locked: it can only be read. What killed saves left in the folder is cleared away.
    """
    lock = LockHandle()
    if path.is_file():
        lock.begin(path, take_over=take_over)
    try:
        document = Document.open(path)
    except BaseException:
        lock.end()
        raise
    if document.assessment.read_only:
        lock.end()
    else:
        document.lock = lock
        clear_leftovers(path.parent)
    return document


@contextmanager
def changing(path: Path) -> Iterator[Document]:
    """The document in a .pia file, saved if what is done inside succeeds, and locked meanwhile:
    LockedError if somebody has it open, ChangedError if somebody has written it after it was read.
    """
    document = open_for_editing(path)
    try:
        yield document
        document.save()
    finally:
        document.lock.end()


def save_new(assessment: Assessment, path: Path) -> None:
    """Write an assessment to a file of its own, over what lies there; LockedError if somebody has
    that open.
    """
    lock = LockHandle()
    lock.begin(path)
    try:
        pia_file.save(assessment, path)
    finally:
        lock.end()


def open_for_reading(path: Path, holder: LockHolder) -> Document:
    """The document in a .pia file that `holder` has open."""
    document = Document.open(path)
    make_read_only(document, holder)
    return document


def restore_document(assessment: Assessment, origin: WorkOrigin) -> Document:
    """A document with work that its file hasn't. A save finds out whether somebody else has written
    the file since the work grew from it.
    """
    document = Document.unsaved(assessment)
    if origin.path is not None:
        document.path = origin.path
        document.digest = origin.digest
        saved = load_if_readable(origin.path)
        if saved is not None and saved.form.id == assessment.form.id:
            document.saved_is(saved)
    return document


def restore_earlier_state(document: Document, state: Assessment) -> Document:
    """A document with an earlier state of `document`, as work that the file hasn't. It can be
    written where `document` can; else the same person has the file open.
    """
    state = replace(state, read_only=document.assessment.read_only)
    digest = digest_of(document.path) if document.path is not None else ""
    earlier = restore_document(state, WorkOrigin(document.path, digest))
    earlier.locked_by = document.locked_by
    return earlier


def lock_restored(document: Document, *, take_over: bool = False) -> None:
    """Lock the file of a document with restored work; LockedError if another process has it open.

    `take_over`: take the lock from whoever holds it.
    """
    document.lock.begin(document.path, take_over=take_over)


def make_read_only(document: Document, holder: LockHolder) -> None:
    """Let a document only be read, because `holder` has its file open."""
    document.assessment.read_only = True
    document.locked_by = holder


def load_if_readable(path: Path) -> Assessment | None:
    """What a file holds now; None where it can't be read."""
    try:
        return pia_file.load(path)
    except PiaError:
        return None
