"""Comparing two states, against loading them, and two long texts, against difflib."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import islice

from pia_desktop.assessment import Assessment
from pia_desktop.assessment.pia_file import load, save
from pia_desktop.changes.differences import changed_items
from pia_desktop.changes.text_diff import diff_marks
from tests.benchmarks.runner import Row, against, alternate
from tests.benchmarks.subject import Subject
from tests.workbook_comparison import changed_copy, copy_of

CHANGED, MOST = 300, 4.0
LETTERS, MOST_FOR_TEXT = 20_000, 0.5


def rows(subject: Subject) -> Iterator[Row]:
    """What 変更箇所 and 新旧対照表 wait for."""
    old = _three_files(subject.assessment)
    new = changed_copy(old, 1, CHANGED * 6 // 5)  # some say the same again
    paths = subject.folder / "old.pia", subject.folder / "new.pia"
    for state, path in zip((old, new), paths, strict=True):
        save(state, path)
    changed = len(changed_items(old, new))
    if changed < CHANGED:
        raise RuntimeError(f"{changed} items changed")
    times = alternate(9, lambda: changed_items(old, new), lambda: [load(path) for path in paths])
    yield against(f"compare, {changed} items changed", "load both files", times, MOST)

    before = _long_text()
    after = before.replace("第7", "7番目の").replace("保存する。", "保存し、\n消去する。", 40)
    times = alternate(5, lambda: diff_marks(before, after), lambda: _by_letter(before, after))
    yield against("compare a text of 20,000", "difflib by letter", times, MOST_FOR_TEXT)


def _three_files(assessment: Assessment) -> Assessment:
    """The assessment with at least three files."""
    copy = copy_of(assessment)
    files = copy.answers.get("files") or []
    more = [{**files[0], "name": f"写し{number}"} for number in range(3 - len(files))]
    copy.answers.set("files", [*files, *more])
    return copy


def _long_text() -> str:
    """A text of so many letters in lines and sentences, no two of them alike."""
    sentences = (
        f"第{number}の事務では、届出を受け付けて台帳に記録し、保存する。" + "\n" * (number % 3 == 2)
        for number in range(LETTERS)
    )
    return "".join(islice(sentences, LETTERS // 20))[:LETTERS]


def _by_letter(before: str, after: str) -> object:
    """Without the letters that occur often: with them it would take minutes."""
    return SequenceMatcher(None, before, after).get_opcodes()
