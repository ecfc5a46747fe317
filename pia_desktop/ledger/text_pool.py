"""The texts of other assessments by item, to choose from: read in the background, kept in memory
alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pia_desktop.assessment.answers import Answers
from pia_desktop.errors import PiaError
from pia_desktop.ledger.item_choice import EVERY_ITEM
from pia_desktop.ledger.read_ahead import read_ahead
from pia_desktop.ledger.survey import load_writable
from pia_desktop.ledger.text_edits import texts_of
from pia_desktop.task_progress import ProgressCallback, no_progress


@dataclass(frozen=True)
class TextSuggestion:
    """A text that stands at an item in other assessments, and in which of them."""

    text: str
    titles: tuple[str, ...]


class TextPool:
    """The texts of many assessments by the ids of their items."""

    def __init__(self) -> None:
        """No text yet."""
        self._texts: dict[str, dict[str, list[tuple[Path, str]]]] = defaultdict(dict)
        self.count = 0

    def add(self, path: Path, answers: Answers) -> None:
        """Take the texts of one assessment."""
        title = answers.get("cover.name") or path.stem
        self.count += 1
        for place, address, _key, text in texts_of(answers, EVERY_ITEM):
            if address == place.address:
                self._texts[place.item.id].setdefault(text, []).append((path, title))

    def suggest(self, item_id: str, *, without: Path | None = None) -> list[TextSuggestion]:
        """What stands at an item elsewhere, that of most assessments first; `without` the file that
        is open.
        """
        suggestions = []
        for text, places in self._texts.get(item_id, {}).items():
            titles = tuple(dict.fromkeys(title for path, title in places if path != without))
            if titles:
                suggestions.append(TextSuggestion(text, titles))
        return sorted(suggestions, key=lambda each: (-len(each.titles), each.text))


def read_pool(paths: Sequence[Path], progress: ProgressCallback = no_progress) -> TextPool:
    """The texts of these files; those that can't be read are left out."""
    pool = TextPool()
    shares = [0.0]
    for number, file in enumerate(read_ahead(paths, lambda: progress(shares[-1])), 1):
        if file.fault is None:
            try:
                pool.add(file.path, load_writable(file.data, file.path).answers)
            except PiaError:  # the 台帳 says why
                continue
        shares.append(number / len(paths))
        progress(shares[-1])
    return pool
