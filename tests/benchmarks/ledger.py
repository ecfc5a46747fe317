"""The 台帳 of a hundred assessments with ten published states each, one change through all of them,
and the suggestions at an item.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import rmtree
from statistics import median

from pia_desktop.assessment import from_json
from pia_desktop.assessment.pia_file import load, save
from pia_desktop.assessment.publication import publish
from pia_desktop.assessment.search import SearchQuery
from pia_desktop.checks.live_check import check
from pia_desktop.files.paths import user_data_dir
from pia_desktop.ledger.change_entry import ChangeEntry
from pia_desktop.ledger.file_change import apply_plans
from pia_desktop.ledger.item_choice import EVERY_ITEM
from pia_desktop.ledger.survey import survey_files
from pia_desktop.ledger.text_edits import Replacement, plan_files, texts_of
from pia_desktop.ledger.text_pool import read_pool
from tests.benchmarks.runner import Row, against, seconds, skipped
from tests.benchmarks.subject import Subject

FILES, STATES, ROUNDS = 100, 10, 3
# What a person waits for until all rows stand there, and then until the last one is counted.
MOST_LISTED, MOST_COUNTED = 1.5, 2.5
MOST_AGAIN = 2.0
MOST_REPLACED = 4.0
MOST_SUGGESTED = 3.0
ITEM = "business.content"


def rows(subject: Subject) -> Iterator[Row]:
    """Each round of the first look begins without an index."""
    files = _files(subject)
    today = date.today()

    def look(*, counted: bool) -> None:
        rmtree(user_data_dir() / "ledger", ignore_errors=True)
        list(survey_files(files, subject.folder, today, counted=counted))

    def load_all() -> None:
        for path in files:
            load(path)

    def check_all() -> None:
        for path in files:
            check(load(path), today)

    load_all()
    listed = [(seconds(lambda: look(counted=False)), seconds(load_all)) for _ in range(ROUNDS)]
    yield against("ledger of 100, listed", "loading them", _medians(listed), MOST_LISTED)
    counted = [(seconds(lambda: look(counted=True)), seconds(check_all)) for _ in range(ROUNDS)]
    name = "loading and checking them"
    yield against("ledger of 100, with 点検", name, _medians(counted), MOST_COUNTED)
    yield _again(subject, files, today)
    yield _replaced(subject, files)
    yield _suggested(files)


def _files(subject: Subject) -> list[Path]:
    folder = subject.folder / "ledger"
    folder.mkdir()
    assessment = from_json(subject.answers)
    for number in range(STATES):
        publish(assessment, f"令和7年{number + 1}月1日")
    paths = []
    for number in range(FILES):
        assessment.answers.set("cover.number", str(number + 1))
        paths.append(folder / f"{number:03}.pia")
        save(assessment, paths[-1])
    return paths


def _medians(times: list[tuple[float, float]]) -> tuple[float, float]:
    return median(own for own, _ in times), median(other for _, other in times)


def _again(subject: Subject, files: list[Path], today: date) -> Row:
    """Both sides read from the disk: what the system has in memory would be read in no time, and a
    file server has none of it in this PC's memory.
    """
    figure = "ledger of 100, again"
    if not hasattr(os, "posix_fadvise"):
        return skipped(figure, f"ratio <= {MOST_AGAIN:g}", "no way to read from the disk itself")
    os.sync()
    times = []
    for _ in range(2 * ROUNDS):
        _forget(files)
        read = seconds(lambda: [path.read_bytes() for path in files])
        _forget(files)
        own = seconds(lambda: list(survey_files(files, subject.folder, today)))
        times.append((own, read))
    return against(figure, "reading their bytes", _medians(times), MOST_AGAIN)


def _forget(files: list[Path]) -> None:
    for path in files:
        handle = os.open(path, os.O_RDONLY)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(handle)


def _replaced(subject: Subject, files: list[Path]) -> Row:
    """Forth and back, so that every round has something to do; with 変更箇所 and 点検."""
    words = ["事務", "仕事"]
    entry = ChangeEntry("令和8年4月1日")

    def replace() -> None:
        words.reverse()
        change = Replacement(SearchQuery(words[0]), words[1])
        apply_plans(list(plan_files(files, change)), "試し", subject.folder, entry)

    def load_and_save() -> None:
        for path in files:
            assessment = load(path)
            assessment.answers.set("cover.remarks", f"{os.urandom(4).hex()}")
            save(assessment, path)

    times = [(seconds(replace), seconds(load_and_save))]
    return against("replace in 100", "loading and saving them", _medians(times), MOST_REPLACED)


def _suggested(files: list[Path]) -> Row:
    pool = read_pool(files)
    texts = [text for path in files for *_, text in texts_of(load(path).answers, EVERY_ITEM)]

    def search() -> None:
        for text in texts:
            "中間サーバー" in text  # noqa: B015 - what is measured

    times = [(seconds(lambda: pool.suggest(ITEM)), seconds(search)) for _ in range(25)]
    name = "searching their texts for a word"
    return against("suggestions at an item", name, _medians(times), MOST_SUGGESTED)
