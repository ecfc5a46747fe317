"""A change of texts that goes through many files: what it would do in each, before anything is
written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.search import SEARCHED_TEXTS, SearchQuery
from pia_desktop.assessment.upgrade import place_in_words
from pia_desktop.errors import PiaError
from pia_desktop.files.lock_file import LockHolder, current_holder
from pia_desktop.forms.places import Place
from pia_desktop.ledger.file_search import find_assessments
from pia_desktop.ledger.item_choice import EVERY_ITEM, ItemChoice
from pia_desktop.ledger.survey import load_writable
from pia_desktop.task_progress import ProgressCallback, no_progress


@dataclass(frozen=True)
class TextEdit:
    """One text of a box with its new wording. `key` is the option whose bracket holds it, or the
    number of the picture that it is the caption of. `count` says in how many places it changes;
    `by_hand` that the text was reworded by hand, so that a person has to ask for it; `name` is
    where it stands, `section` the title of its section.
    """

    address: str
    key: str
    name: str
    section: str
    before: str
    after: str
    count: int = 1
    by_hand: bool = False


@dataclass(frozen=True)
class FilePlan:
    """What is to be changed in one file. `digest` is of the bytes in which it was found. Without
    `edits`, `reason` may say why the file can't be read; `holder` is whoever has it open.
    """

    path: Path
    title: str
    digest: str = ""
    edits: tuple[TextEdit, ...] = ()
    reason: str = ""
    holder: LockHolder | None = None

    @property
    def count(self) -> int:
        """In how many places the file is to be changed."""
        return sum(edit.count for edit in self.edits)

    def only(self, edits: Iterable[TextEdit]) -> FilePlan:
        """The plan with these of its edits alone."""
        wanted = set(edits)
        return replace(self, edits=tuple(edit for edit in self.edits if edit in wanted))


class TextChange(Protocol):
    """What finds the texts to change."""

    def edits_in(self, answers: Answers) -> Iterator[TextEdit]:
        """The texts of an assessment that are to be changed, in printed order."""


def plan_folder(
    folder: Path, change: TextChange, progress: ProgressCallback = no_progress
) -> list[FilePlan]:
    """The plans of the assessments below a folder; a folder that can't be listed is among them with
    its reason.
    """
    files, unreadable = find_assessments(folder)
    closed = [
        FilePlan(each.path, each.path.name, reason=f"フォルダーを開けません（{each.reason}）。")
        for each in unreadable
    ]
    return [*closed, *plan_files(files, change, progress)]


def plan_files(
    paths: Sequence[Path], change: TextChange, progress: ProgressCallback = no_progress
) -> Iterator[FilePlan]:
    """The plans of the files in which there is something to change, or that can't be read."""
    for number, path in enumerate(paths, 1):
        plan = plan_file(path, change)
        if plan.edits or plan.reason:
            yield plan
        progress(number / len(paths))


def plan_file(path: Path, change: TextChange) -> FilePlan:
    """What is to be changed in one file."""
    try:
        data = pia_file.read(path)
        assessment = load_writable(data, path)
    except PiaError as error:
        return FilePlan(path, path.name, reason=f"{error.message}{error.remedy}")
    number = assessment.answers.get("cover.number") or ""
    title = " ".join(f"{number} {assessment.title}".split()) or path.name
    edits = tuple(change.edits_in(assessment.answers))
    holder = current_holder(path)
    return FilePlan(path, title, hashlib.sha256(data).hexdigest(), edits, holder=holder)


def texts_of(answers: Answers, items: ItemChoice) -> Iterator[tuple[Place, str, str, str]]:
    """Each text in the chosen items: its place, address, key and words."""
    for place in answers.places():
        if place.item.features.searchable and items.takes(place):
            for address, key, text in SEARCHED_TEXTS[place.item.kind].find(answers, place):
                if text:
                    yield place, address, key, text


def edit_at(
    answers: Answers, place: Place, address: str, key: str, before: str, after: str
) -> TextEdit:
    """The edit of one text, named by where it stands."""
    name = place_in_words(answers, place)
    return TextEdit(address, key, name, place.section.plain_title, before, after)


@dataclass(frozen=True)
class Replacement:
    """Words in place of others, wherever they stand in the chosen items."""

    query: SearchQuery
    words: str
    items: ItemChoice = EVERY_ITEM

    def edits_in(self, answers: Answers) -> Iterator[TextEdit]:
        """The texts that hold the words."""
        for place, address, key, text in texts_of(answers, self.items):
            spans = list(self.query.spans(text))
            after = text
            for start, end in reversed(spans):
                after = after[:start] + self.words + after[end:]
            if after != text:
                edit = edit_at(answers, place, address, key, text, after)
                yield replace(edit, count=len(spans))
