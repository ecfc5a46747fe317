"""Saving with fsync, against writing the same bytes with one fsync."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count

from pia_desktop.assessment.pia_file import save, to_bytes
from tests.benchmarks.runner import Row, against, alternate
from tests.benchmarks.subject import Subject

MOST = 3.0


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
