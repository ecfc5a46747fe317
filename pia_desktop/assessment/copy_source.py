"""Answers out of another file record of the assessment, or out of another assessment, for an item,
a page or a section of this one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.generated_rows import TABLE
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.upgrade import place_in_words
from pia_desktop.assessment.value_text import options_to_ids, options_to_labels, value_as_text
from pia_desktop.forms import outline
from pia_desktop.forms.addresses import address_of, indices, item_id
from pia_desktop.forms.model import Item, Section
from pia_desktop.forms.values import is_empty

# The list whose occurrences are the 特定個人情報ファイル.
FILE_RECORDS = "files"
_STEP = "ほかのファイルからの写し"


@dataclass(frozen=True)
class CopySource:
    """Where answers come from: an assessment, and which of its 特定個人情報ファイル stands for the
    one in hand; -1 where none is in hand.
    """

    assessment: Assessment
    file: int
    title: str
    is_own: bool


@dataclass(frozen=True)
class CopiedItem:
    """One box: its address here, its name, what it says now, and what it would say."""

    address: str
    name: str
    item: Item
    before: Any
    after: Any

    @property
    def was(self) -> str:
        """What it says now, in words."""
        return "" if is_empty(self.before) else value_as_text(self.item, self.before)

    @property
    def now(self) -> str:
        """What it would say."""
        return value_as_text(self.item, self.after)


def file_of(address: str) -> int:
    """Which 特定個人情報ファイル an address lies in, or -1."""
    return indices(address)[0] if address.startswith(f"{FILE_RECORDS}[") else -1


def own_sources(assessment: Assessment, file: int) -> list[CopySource]:
    """The other 特定個人情報ファイル of the assessment."""
    return [
        CopySource(assessment, number, title, is_own=True)
        for number, title in enumerate(file_titles(assessment.answers))
        if number != file and file >= 0
    ]


def file_titles(answers: Answers) -> list[str]:
    """What the 特定個人情報ファイル of an assessment are called."""
    item = answers.form.by_id[f"{FILE_RECORDS}[]"]
    count = answers.count(FILE_RECORDS)
    return [outline.occurrence_title(answers, item, (number,)) for number in range(count)]


def copied_items(
    answers: Answers, source: CopySource, file: int, wanted: Callable[[str], bool]
) -> list[CopiedItem]:
    """What would be another text in the boxes that are wanted, in printed order. What is empty in
    the source is left alone.
    """
    return list(_differing(answers, source, file, wanted))


def _differing(
    answers: Answers, source: CopySource, file: int, wanted: Callable[[str], bool]
) -> Iterator[CopiedItem]:
    theirs = source.assessment.answers
    for place in theirs.places():
        address = _here(place.address, source.file, file)
        item = answers.form.by_id.get(item_id(address))
        if not address or item is None or place.address == TABLE or not wanted(address):
            continue
        value = theirs.get(place.address)
        if not item.features.has_value or item.kind != place.item.kind or is_empty(value):
            continue
        after, rest = options_to_labels(item, options_to_ids(place.item, value))
        before = answers.get(address)
        if after is not None and rest is None and after != before:
            yield CopiedItem(address, place_in_words(theirs, place), item, before, after)


def _here(address: str, theirs: int, ours: int) -> str:
    """The address here of a box there; nothing for a file that isn't the one to copy from."""
    number = file_of(address)
    if number < 0:
        return address
    if number != theirs or ours < 0:
        return ""
    return address_of(item_id(address), (ours, *indices(address)[1:]))


def in_section(section: Section, file: int) -> Callable[[str], bool]:
    """Whether an address lies in a section, and in the 特定個人情報ファイル of this number."""
    ids = {item.id for heading in section.headings for item in heading.items}

    def lies(address: str) -> bool:
        return item_id(address) in ids and file_of(address) == file

    return lies


def copy_items(document: Document, source: CopySource, items: list[CopiedItem]) -> None:
    """Write them here, with the occurrences that it takes; one step of undo."""
    with document.step(_STEP):
        for item in items:
            _make_occurrences(document, item.address)
            if item.item.features.pictorial and not source.is_own:
                document.set(item.address, [])
                for figure in item.after:
                    data = source.assessment.figures[figure["file"]]
                    document.add_figure(item.address, figure["file"], data, figure["caption"])
            else:
                document.set(item.address, item.after)


def _make_occurrences(document: Document, address: str) -> None:
    numbers = indices(address)
    item = document.answers.form.by_id[item_id(address)]
    for depth, repeat in enumerate(item.repeats):
        of_list = address_of(repeat, numbers[:depth]).removesuffix("[]")
        while document.answers.count(of_list) <= numbers[depth]:
            document.add(of_list)
