"""Which file each sheet of a section that repeats is about: sheet names, Ⅰ3, likeness of the
files' names and the order decide together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from pia_desktop.excel.importer.box_locator import Box, BoxLocator
from pia_desktop.excel.importer.cell_text import join_lines
from pia_desktop.excel.importer.form_labels import fold_label, label_key, likeness
from pia_desktop.forms import Form

# What each sign weighs. Words that are nearly the same weigh by their likeness.
_SAME_NAME, _LIKE_NAME, _NAMED_NUMBER = 3.0, 2.0, 1.5
_SAME_SHEET, _SAME_MARK, _LIKE_MARK = 3.0, 2.0, 1.5
_SAME_LINE = 1.0
_SAME_PLACE = 0.3

# Names that are less alike are of different files; the likest must be so much ahead.
_LIKE_ENOUGH = 0.5
# Beside files without a name, for one of them the name may be meant.
_LIKE_BESIDE_NAMELESS = 0.8
_AHEAD = 0.1

# Every file's name has these words.
_COMMON = ("特定個人情報", "ファイル", "の名称", "名")

_LAST_NUMBER = re.compile(r"(\d{1,2})(?=\D*$)")
_FIRST_NUMBER = re.compile(r"^\D{0,6}?(\d{1,2})(?!\d)")
_LINE_NUMBER = re.compile(r"^[・\-]?[(\[]?(?:\d{1,2}[)\].、:]?)?")

NAME, SHEET, LIST, ORDER = "特定個人情報ファイル名", "シート名", "Ⅰ3の順", "並び順"

# What an occurrence is known by in `chosen`: its section's number and its place in the workbook.
Key = tuple[int, int]


@dataclass(frozen=True)
class FileDecision:
    """To which file an occurrence of a section was put, and what spoke for which file.

    `number` counts the files from 0, as `signs` do; `certain` if no sign speaks for another file
    and any but the order speaks for this one.
    """

    key: Key
    section: str
    sheet: str
    number: int
    names: tuple[str, ...]
    signs: tuple[tuple[str, int], ...]
    certain: bool

    @property
    def moved(self) -> bool:
        """Whether the file is another than its place in the workbook says."""
        return self.number != self.key[1]

    @property
    def file_name(self) -> str:
        """The file's number and name."""
        return self.name_of(self.number)

    def name_of(self, number: int) -> str:
        """A file's number and name, as far as it has one."""
        name = self.names[number] if number < len(self.names) else ""
        return f"ファイル{number + 1}「{name}」" if name else f"ファイル{number + 1}"

    @property
    def note(self) -> str:
        """The decision in one sentence."""
        subject = f"シート「{self.sheet}」の{self.section.split()[0]}"
        if self.certain:
            by = "と".join(sign for sign, _number in self.signs)
            return f"{subject}は、並び順ではなく{by}により、{self.file_name}のものとしました。"
        if not self.signs:
            reason = "並び順だけにより、"
        else:
            signs = (f"{sign}では{self.name_of(number)}" for sign, number in self.signs)
            reason = f"{'、'.join(signs)}です。"
        return f"{subject}は、{reason}{self.file_name}のものとしました。確かめてください。"


@dataclass
class _Occurrence:
    """One file's part of a section. `mark` is what tells its sheet's name from the others'."""

    number: int
    name: str = ""
    sheet: str = ""
    alone: bool = True
    members: set[int] = field(default_factory=set)
    mark: str = ""


def assign_files(
    form: Form, boxes: BoxLocator, chosen: Mapping[Key, int] | None = None
) -> list[FileDecision]:
    """Number each section's occurrences as the first section's are; `chosen` are those that a
    person has decided. Gives the decisions of assessments with several files.
    """
    sections = {
        number: _occurrences(boxes, number)
        for number, section in enumerate(form.sections)
        if section.repeat and any(heading.title for heading in section.headings)
    }
    present = [number for number, occurrences in sections.items() if occurrences]
    if not present:
        return []
    first, *others = present
    if max(len(sections[number]) for number in present) < 2:
        single = list(_unlike_names(form, sections, first, others, chosen or {}))
        _move(boxes, {decision.key[0]: {0: decision.number} for decision in single})
        return single
    moves = {first: _in_marked_order(sections[first])}
    for occurrence in sections[first]:
        occurrence.number = moves[first][occurrence.number]
    files = sorted(sections[first], key=lambda occurrence: occurrence.number)
    listed = _listed_names(boxes)
    decisions = []
    for number in others:
        title = form.sections[number].plain_title
        in_section = _Section(number, title, sections[number], files, listed).decide(chosen or {})
        moves[number] = {decision.key[1]: decision.number for decision in in_section}
        decisions += in_section
    _move(boxes, moves)
    return decisions


def _move(boxes: BoxLocator, moves: Mapping[int, Mapping[int, int]]) -> None:
    """Number the files of each section anew."""
    for box in boxes.boxes:
        if box.numbers and box.label.section in moves:
            moved = moves[box.label.section].get(box.numbers[0], box.numbers[0])
            box.numbers = (moved, *box.numbers[1:])


def _unlike_names(
    form: Form,
    sections: Mapping[int, list[_Occurrence]],
    first: int,
    others: Sequence[int],
    chosen: Mapping[Key, int],
) -> Iterator[FileDecision]:
    """The decisions on sections about the only file under quite another name: perhaps that is a
    file of which the first section says nothing.
    """
    name = sections[first][0].name
    for number in others:
        own = sections[number][0]
        if name and own.name and likeness(_core(own.name), _core(name)) < _LIKE_ENOUGH:
            key, title = (number, 0), form.sections[number].plain_title
            file, names = chosen.get(key, 0), (name, own.name)
            yield FileDecision(key, title, own.sheet, file, names, (), certain=key in chosen)


def _occurrences(boxes: BoxLocator, section: int) -> list[_Occurrence]:
    """The section's occurrences in the workbook's order, with the marks of their sheets."""
    out: dict[int, _Occurrence] = {}
    by_sheet: dict[int, set[int]] = defaultdict(set)
    for box in boxes.boxes:
        if box.label.section != section or not box.numbers:
            continue
        occurrence = out.setdefault(box.numbers[0], _Occurrence(box.numbers[0]))
        occurrence.sheet = occurrence.sheet or box.sheet.name
        occurrence.members.add(id(box.sheet))
        by_sheet[id(box.sheet)].add(box.numbers[0])
        if _is_file_name(box) and not occurrence.name:
            occurrence.name = join_lines(box.cells).strip()
    occurrences = sorted(out.values(), key=lambda occurrence: occurrence.number)
    for occurrence in occurrences:
        occurrence.alone = all(len(by_sheet[member]) == 1 for member in occurrence.members)
    alone = [occurrence for occurrence in occurrences if occurrence.alone]
    if len(alone) > 1:
        marks = sheet_marks([occurrence.sheet for occurrence in alone])
        for occurrence, mark in zip(alone, marks, strict=True):
            occurrence.mark = mark
    return occurrences


def _is_file_name(box: Box) -> bool:
    return len(box.numbers) == 1 and box.item.id.endswith("name") and box.label.heading == 1


def sheet_marks(sheet_names: Sequence[str]) -> list[str]:
    """What tells the sheets' names apart: a number, or the words that they don't share."""
    names = [fold_label(name) for name in sheet_names]
    numbers = [_LAST_NUMBER.search(name) for name in names]
    stems = {
        label_key(name[: match.start()] + name[match.end() :]) if match else label_key(name)
        for name, match in zip(names, numbers, strict=True)
    }
    marks = [str(int(match[1])) if match else "1" for match in numbers]
    if len(stems) > 1 or len(set(marks)) < len(marks):
        begin = _shared(names)
        rests = [name[begin:] for name in names]
        end = _shared([rest[::-1] for rest in rests])
        marks = [label_key(rest[: len(rest) - end]) for rest in rests]
    return marks


def _shared(names: Sequence[str]) -> int:
    """With how many characters all names begin."""
    columns = zip(*names, strict=False)
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, columns))


def _in_marked_order(occurrences: list[_Occurrence]) -> dict[int, int]:
    """The first section's files by the numbers of their sheets, where those are 1, 2, 3 …."""
    marks = [occurrence.mark for occurrence in occurrences]
    if sorted(marks) != sorted(str(number + 1) for number in range(len(marks))):
        return {occurrence.number: occurrence.number for occurrence in occurrences}
    return {occurrence.number: int(occurrence.mark) - 1 for occurrence in occurrences}


def _listed_names(boxes: BoxLocator) -> list[str]:
    """The files' names as Ⅰ3 lists them."""
    for box in boxes.boxes:
        if box.item.id.endswith("file_names"):
            lines = join_lines(box.cells).split("\n")
            return [key for line in lines if (key := _core(_LINE_NUMBER.sub("", fold_label(line))))]
    return []


def _core(name: str) -> str:
    """What of a file's name tells it from others'."""
    core = fold_label(name)
    for word in _COMMON:
        core = core.replace(word, "")
    return label_key(core) or label_key(name)


def _likest(name: str, others: Sequence[str]) -> int | None:
    """Which of the names is the likest, if any is clearly so."""
    if not _core(name):
        return None
    rated = sorted(
        (
            (likeness(_core(name), _core(other)) if other else 0.0, -n)
            for n, other in enumerate(others)
        ),
        reverse=True,
    )
    if not rated or rated[0][0] < (_LIKE_ENOUGH if all(others) else _LIKE_BESIDE_NAMELESS):
        return None
    clear = len(rated) < 2 or rated[0][0] - rated[1][0] >= _AHEAD
    return -rated[0][1] if clear else None


class _Section:
    """Deciding on the occurrences of one section."""

    def __init__(
        self,
        section: int,
        title: str,
        occurrences: list[_Occurrence],
        files: list[_Occurrence],
        listed: list[str],
    ) -> None:
        self._section = section
        self._title = title
        self._occurrences = occurrences
        self._files = files
        self._listed = listed
        self._names = tuple(file.name for file in files)

    def decide(self, chosen: Mapping[Key, int]) -> list[FileDecision]:
        """The decisions in the workbook's order."""
        count = max(len(self._files), len(self._occurrences))
        signs = {o.number: self._signs(o) for o in self._occurrences}
        decided = {
            o.number: chosen[self._section, o.number]
            for o in self._occurrences
            if (self._section, o.number) in chosen
        }
        rated = sorted(
            (-self._weight(signs[o.number], o, number), abs(o.number - number), o.number, number)
            for o in self._occurrences
            if o.number not in decided
            for number in range(count)
        )
        for _weight, _distance, own, number in rated:
            if own not in decided and number not in decided.values():
                decided[own] = number
        return [
            self._decision(o, decided[o.number], signs[o.number], chosen) for o in self._occurrences
        ]

    def _decision(
        self,
        occurrence: _Occurrence,
        number: int,
        signs: dict[str, tuple[int, float]],
        chosen: Mapping[Key, int],
    ) -> FileDecision:
        key = (self._section, occurrence.number)
        votes = tuple((sign, file) for sign, (file, _weight) in signs.items())
        agreed = bool(votes) and all(file == number for _sign, file in votes)
        return FileDecision(
            key=key,
            section=self._title,
            sheet=occurrence.sheet,
            number=number,
            names=self._names,
            signs=votes,
            certain=agreed or key in chosen,
        )

    def _weight(self, signs: dict[str, tuple[int, float]], own: _Occurrence, number: int) -> float:
        order = _SAME_PLACE if own.number == number else 0.0
        return order + sum(weight for file, weight in signs.values() if file == number)

    def _signs(self, own: _Occurrence) -> dict[str, tuple[int, float]]:
        """For which file each sign speaks, and how much it weighs."""
        by_kind = {NAME: self._by_name(own), SHEET: self._by_sheet(own), LIST: self._by_list(own)}
        return {kind: sign for kind, sign in by_kind.items() if sign is not None}

    def _by_name(self, own: _Occurrence) -> tuple[int, float] | None:
        key = label_key(own.name)
        if not key:
            return None
        same = [n for n, name in enumerate(self._names) if label_key(name) == key]
        if same:
            return (same[0], _SAME_NAME) if len(same) == 1 else None
        like = _likest(own.name, self._names)
        if like is not None:
            return like, _LIKE_NAME
        number = _FIRST_NUMBER.match(fold_label(own.name))
        if number and 1 <= int(number[1]) <= len(self._files):
            return int(number[1]) - 1, _NAMED_NUMBER
        return None

    def _by_sheet(self, own: _Occurrence) -> tuple[int, float] | None:
        shared = [n for n, file in enumerate(self._files) if file.members & own.members]
        if len(shared) == 1 and own.alone:
            return shared[0], _SAME_SHEET
        if not own.mark:
            return None
        same = [n for n, file in enumerate(self._files) if file.mark == own.mark]
        if len(same) == 1:
            return same[0], _SAME_MARK
        if own.mark.isdigit():
            marked = any(file.mark for file in self._files)
            fits = not marked and 1 <= int(own.mark) <= len(self._files)
            return (int(own.mark) - 1, _SAME_MARK) if fits else None
        for words in ([file.mark for file in self._files], self._names):
            like = _likest(own.mark, words)
            if like is not None:
                return like, _LIKE_MARK
        return None

    def _by_list(self, own: _Occurrence) -> tuple[int, float] | None:
        """By the line of Ⅰ3 that both names are like."""
        line = _likest(own.name, self._listed) if own.name else None
        if line is None:
            return None
        like = [n for n, name in enumerate(self._names) if _likest(name, self._listed) == line]
        if len(like) == 1:
            return like[0], _SAME_LINE
        unlike = all(_likest(name, self._listed) is None for name in self._names)
        fits = unlike and len(self._listed) == len(self._files)
        return (line, _SAME_LINE) if fits else None


def decision_notes(decisions: Sequence[FileDecision]) -> Iterator[str]:
    """What a person has to know: what goes against the order, and what is uncertain."""
    for decision in decisions:
        if decision.moved or not decision.certain:
            yield decision.note
