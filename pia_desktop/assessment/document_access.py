"""Opening a document: to edit it, to read it, or with work in it that its file hasn't."""

from __future__ import annotations

from pathlib import Path

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.autosave import WorkOrigin
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.model import Assessment
from pia_desktop.errors import PiaError
from pia_desktop.files.atomic_write import clear_leftovers
from pia_desktop.files.lock_file import LockHandle, LockHolder


def open_for_editing(path: Path, *, over: bool = False) -> Document:
    """The document in a .pia file, locked for this process; LockedError if another has it open.

    `over`: take it over from whoever has it. A file that a newer program wrote is not locked: it
    can only be read. What killed saves left in the folder is cleared away.
    """
    hold = LockHandle()
    if path.is_file():
        hold.begin(path, over=over)
    try:
        document = Document.open(path)
    except BaseException:
        hold.end()
        raise
    if document.assessment.read_only:
        hold.end()
    else:
        document.hold = hold
        clear_leftovers(path.parent)
    return document


def open_for_reading(path: Path, holder: LockHolder) -> Document:
    """The document in a .pia file that `holder` has open."""
    document = Document.open(path)
    document.assessment.read_only = True
    document.held_by = holder
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


def load_if_readable(path: Path) -> Assessment | None:
    """What a file holds now; None where it can't be read."""
    try:
        return pia_file.load(path)
    except PiaError:
        return None
