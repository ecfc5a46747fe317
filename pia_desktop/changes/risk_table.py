"""リスク対策一覧: how each risk of Ⅲ is judged, file by file, and what became of that since the
assessment was published.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.model import Assessment
from pia_desktop.changes.change_table import version_to_compare
from pia_desktop.changes.item_names import plain_title
from pia_desktop.changes.occurrence_matching import match_occurrences
from pia_desktop.changes.state_reference import published_state
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.conditions import why_not_needed
from pia_desktop.forms.model import Heading, Item

_FILES = "files"
_BEST = "特に力を入れて"
_ENOUGH = ("十分である", "十分に")
_NOT = "いない"
_LACKING = "課題が残されている"


class Grade(Enum):
    """How a risk is judged: a mark, a word, and the better the higher; no rank where nothing is
    judged.
    """

    BEST = ("◎", "特に力を入れている", 3)
    ENOUGH = ("○", "十分である", 2)
    LACKING = ("▲", "課題が残されている", 1)
    EMPTY = ("□", "未記入", 0)
    NOT_APPLICABLE = ("―", "該当なし", 0)

    def __init__(self, mark: str, word: str, rank: int) -> None:
        """`mark` and `word` are what a reader sees."""
        self.mark = mark
        self.word = word
        self.rank = rank


@dataclass(frozen=True)
class GradeCell:
    """One judgement: where it stands, how it is, and whether it is better (1) or worse (-1) than
    in the published state; `before` is how it was there, where that differs.
    """

    address: str
    grade: Grade
    trend: int = 0
    before: Grade | None = None

    @property
    def text(self) -> str:
        """「◎特に力を入れている↑」."""
        arrow = {1: "↑", -1: "↓"}.get(self.trend, "")
        return f"{self.grade.mark}{self.grade.word}{arrow}"

    @property
    def spoken(self) -> str:
        """The same in words alone."""
        if not self.trend or self.before is None:
            return self.grade.word
        turn = "良くなりました" if self.trend > 0 else "悪くなりました"
        return f"{self.grade.word}（公表版では{self.before.word}。{turn}）"


@dataclass(frozen=True)
class GradeRow:
    """A risk, or another graded item, with a judgement a file; `whole`: one for the whole
    assessment.
    """

    heading: str
    label: str
    cells: tuple[GradeCell, ...]
    whole: bool = False


@dataclass(frozen=True)
class RiskTable:
    """The files' names; the risks of Ⅲ; the other graded items; the published state compared with,
    nothing where there is none.
    """

    files: tuple[str, ...]
    risks: tuple[GradeRow, ...]
    others: tuple[GradeRow, ...]
    since: str = ""

    def rows(self) -> Iterator[GradeRow]:
        """Risks, then the others."""
        yield from self.risks
        yield from self.others

    def count(self, grade: Grade) -> int:
        """How many risks are judged so."""
        return sum(cell.grade is grade for row in self.risks for cell in row.cells)


def risk_table(assessment: Assessment) -> RiskTable:
    """The table of an assessment as it is now, against its latest published state."""
    return _Table(assessment).made()


@dataclass
class _Table:
    assessment: Assessment
    old: Answers | None = None
    since: str = ""
    was: dict[int, int] = field(default_factory=dict)

    def made(self) -> RiskTable:
        answers = self.assessment.answers
        if self.assessment.versions:
            state = published_state(version_to_compare(self.assessment, None))
            self.old, self.since = state.assessment.answers, state.title
            pairs = match_occurrences(self.old.get(_FILES) or [], answers.get(_FILES) or [])
            self.was = {new: old for old, new in pairs if new is not None and old is not None}
        count = max(answers.count(_FILES), 1)
        names = tuple(
            (answers.get(f"files[{number}].name") or "").strip()
            or f"特定個人情報ファイル{number + 1}"
            for number in range(count)
        )
        risks, others = [], []
        for section in self.assessment.form.sections:
            for heading in section.headings:
                for item in heading.items:
                    if _is_risk(item):
                        risks.append(self._row(heading, item, _risk_name(heading, item), count))
                    elif _is_graded(item):
                        others.append(self._row(heading, item, plain_title(item.label), count))
        return RiskTable(names, tuple(risks), tuple(others), self.since)

    def _row(self, heading: Heading, item: Item, label: str, count: int) -> GradeRow:
        whole = not item.repeats
        cells = [self._cell(item, ())] if whole else []
        cells += [self._cell(item, (number,)) for number in range(0 if whole else count)]
        return GradeRow(_short(heading.title), label, tuple(cells), whole)

    def _cell(self, item: Item, numbers: tuple[int, ...]) -> GradeCell:
        answers = self.assessment.answers
        address = address_of(item.id, numbers)
        grade = _grade_in(answers, item, numbers)
        before = self._before(item, numbers)
        if before is None or not grade.rank or not before.rank or before is grade:
            return GradeCell(address, grade)
        return GradeCell(address, grade, 1 if grade.rank > before.rank else -1, before)

    def _before(self, item: Item, numbers: tuple[int, ...]) -> Grade | None:
        """How it was judged in the published state."""
        if self.old is None or item.id not in self.old.form.by_id:
            return None
        if not numbers:
            return _grade_in(self.old, item, numbers)
        number = self.was.get(numbers[0])
        return None if number is None else _grade_in(self.old, item, (number,))


def _is_graded(item: Item) -> bool:
    return item.kind == "choice" and any(o.label.startswith(_BEST) for o in item.options)


def _is_risk(item: Item) -> bool:
    return _is_graded(item) and any(option.label == _LACKING for option in item.options)


def _grade_in(answers: Answers, item: Item, numbers: tuple[int, ...]) -> Grade:
    value = answers.get(address_of(item.id, numbers))
    if value:
        return grade_of(value)
    own = answers.form.by_id[item.id]
    if why_not_needed(answers.form, own, numbers, answers.get):
        return Grade.NOT_APPLICABLE
    return Grade.EMPTY


def grade_of(label: Any) -> Grade:
    """The grade that a chosen option says."""
    if label.startswith(_BEST):
        return Grade.BEST
    if label == _LACKING or (label.startswith(_ENOUGH) and label.endswith(_NOT)):
        return Grade.LACKING
    return Grade.ENOUGH if label.startswith(_ENOUGH) else Grade.NOT_APPLICABLE


def _risk_name(heading: Heading, item: Item) -> str:
    """The risk that a judgement is about; of several the first, with their number."""
    risk = heading.risk_of(item)
    lines = risk.label.split("\n") if risk is not None else [plain_title(heading.title)]
    name = " ".join(lines[0].split())
    return name if len(lines) == 1 else f"{name} ほか{len(lines) - 1}件"


def _short(title: str) -> str:
    """A heading without what it says in brackets."""
    plain = plain_title(title)
    return plain.partition("(")[0].strip() or plain
