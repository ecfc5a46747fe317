"""Saving with fsync, against writing the same bytes with one fsync, and what a hundred published
states cost: against none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from pia_desktop.assessment import Assessment
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.pia_file import load, save, to_bytes
from pia_desktop.changes.history import version_history
from tests.benchmarks.runner import Row, against, alternate
from tests.benchmarks.subject import Subject
from tests.workbook_comparison import copy_of

MOST = 3.0
STATES = 100
MOST_WITH_STATES, MOST_TO_LIST, MOST_BYTES = 1.5, 2.0, 4_000_000


def rows(subject: Subject) -> Iterator[Row]:
    """Each save holds a change, so that the state before it is kept as a backup: as it is when a
    person saves.
    """
    assessment = subject.assessment
    path, plain = subject.folder / "saved.pia", subject.folder / "plain.pia"
    data = to_bytes(assessment)
    remarks, numbers = assessment.answers.get("cover.remarks"), count()

    def save_changed() -> None:
        assessment.answers.set("cover.remarks", f"{next(numbers)}")
        save(assessment, path)

    def write_plainly() -> None:
        with plain.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())

    times = alternate(25, save_changed, write_plainly)
    assessment.answers.set("cover.remarks", remarks)
    yield against("save, with backup", "write + one fsync", times, MOST)
    yield from _with_states(assessment, subject.folder)


def _with_states(assessment: Assessment, folder: Path) -> Iterator[Row]:
    """Each state says something else in two boxes, one of them a text of a page."""
    published = Document(copy_of(assessment))
    content = assessment.answers.get("business.content") or ""
    for number in range(1, STATES + 1):
        published.set("cover.remarks", f"{number}回目の評価です。")
        published.set("business.content", f"{content}\n{number}")
        published.publish("令和7年4月1日", changes=2 if number > 1 else None)
    many, none = published.assessment, copy_of(assessment)
    paths, numbers = (folder / "many.pia", folder / "none.pia"), count()

    def save_changed(each: Assessment, path: Path) -> None:
        each.answers.set("cover.remarks", f"{next(numbers)}")
        save(each, path)

    times = alternate(
        25, lambda: save_changed(many, paths[0]), lambda: save_changed(none, paths[1])
    )
    yield against(f"save with {STATES} published states", "with none", times, MOST_WITH_STATES)
    size = len(to_bytes(many))
    yield Row(
        figure=f"size with {STATES} published states",
        value=f"{size / 1e6:.2f} MB",
        baseline="with none",
        baseline_value=f"{len(to_bytes(none)) / 1e6:.2f} MB",
        goal=f"<= {MOST_BYTES // 1_000_000} MB",
        held=size <= MOST_BYTES,
    )
    times = alternate(9, lambda: version_history(load(paths[0])), lambda: load(paths[0]))
    yield against(f"load, and list {STATES} states", "load", times, MOST_TO_LIST)
