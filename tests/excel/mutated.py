"""Small assessments cut out of whole ones, their workbooks mutated, and what reading them gave.

A workbook is known by its seed: the slice of which source, which mutations, and all their chances.
"""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pia_desktop.assessment import Answers, Assessment, from_json
from pia_desktop.excel.importer import read_workbook
from pia_desktop.excel.workbook_writer import TALLEST_ROW
from pia_desktop.sheets import PrintedPages, lay_out
from pia_desktop.sheets.office_fonts import office_measure
from tests.excel.mutations import Mutation, in_order
from tests.excel.openpyxl_workbook import build_workbook

OFFICE = office_measure(TALLEST_ROW)

# What a person writes where a text goes on in another cell: a reader may keep or drop it.
_GOES_ON = re.compile(r"\n?[(（](?:[上下]欄|[上下]段|[前次]の欄)[にの]続[くき][)）]\n?")

_SIGNS = set("○〇◯●レ✓✔1")

# Sections that only some slices hold, so that each workbook stays small.
_FIRST_HALF = ("business", "systems", "process", "reason", "number_use", "linkage", "department")
_SECOND_HALF = ("governance", "disclosure", "inquiry", "procedure", "changes")
# Of so many slices one holds two files.
EVERY, TWO_FILES = 4, 3

# Mutations that do nothing in most slices.
_NEEDS_FILES = {"files_on_one_sheet"}
_NEEDS_FOLDED = {"folded_groups_deleted"}

# Of so many workbooks one holds its empty groups, folded away: those are five times as large.
FOLDED_EVERY = 25

_INNER = ("outsourcing", "provisions", "transfers")


@dataclass(frozen=True)
class Wrong:
    """An answer that was not read as it was written; None: it was not read, or never written."""

    address: str
    expected: Any
    got: Any

    def __str__(self) -> str:
        return f"{self.address}: {_short(self.expected)} → {_short(self.got)}"


@dataclass
class Outcome:
    """What reading one mutated workbook gave. `lost` are texts found nowhere at all."""

    seed: int
    mutations: list[str]
    total: int
    wrong: list[Wrong] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        head = f"seed {self.seed} {self.mutations}: {len(self.wrong)} of {self.total} wrong"
        return "\n  ".join(
            [head, *map(str, self.wrong[:12]), *(f"lost: {_short(text)}" for text in self.lost[:8])]
        )


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 90 else f"{text[:50]}…{text[-38:]}"


@lru_cache(maxsize=8)
def whole(source: Path) -> Assessment:
    """A source assessment, read once."""
    return from_json(source)


def slice_of(data: dict[str, Any], number: int) -> dict[str, Any]:
    """A few of everything, all texts whole: one half of the sections, or now and then both.

    Slices with the numbers from 0 on together hold the whole assessment.
    """
    out = dict(data)
    step, half = divmod(number, 3)
    out["files"] = [_file_slice(file, step, half) for file in _some_files(data, step)]
    out["systems"] = _window(data.get("systems", []), step, 3)
    out["changes"] = _window(data.get("changes", []), step, 8)
    for key in (_SECOND_HALF, _FIRST_HALF, ())[half]:
        out.pop(key, None)
    return out


def _some_files(data: dict[str, Any], step: int) -> list[dict[str, Any]]:
    files = data.get("files", [])
    count = 2 if step % EVERY == TWO_FILES and len(files) > 1 else 1
    return [files[(step + n) % len(files)] for n in range(count)]


def _file_slice(file: dict[str, Any], step: int, half: int) -> dict[str, Any]:
    if half == 1:
        return {"risk": file.get("risk", {})}
    out = {**file, **{key: _window(file[key], step, 2) for key in _INNER if key in file}}
    if half == 0:
        out.pop("risk", None)
    return out


def _window(entries: list[Any], step: int, size: int) -> list[Any]:
    """So many entries from a beginning that moves on with each step."""
    if len(entries) <= size:
        return entries
    start = step * size % len(entries)
    return (entries + entries)[start : start + size]


def assessment_of(source: Path, number: int) -> Assessment:
    """The slice as an assessment of its own."""
    origin = whole(source)
    answers = Answers.read(origin.form, slice_of(origin.answers.to_json(), number))
    return Assessment(answers, origin.figures)


def pages_of(assessment: Assessment, *, folded: bool) -> PrintedPages:
    """The assessment's pages without the sections in which nothing is answered."""
    pages = lay_out(assessment, folded=folded)
    answers = assessment.answers
    filled = {
        place.section.sheet
        for place in answers.places()
        if place.item.kind != "repeat" and answers.get(place.address)
    }
    pages.sheets = [
        sheet for sheet in pages.sheets if sheet.name.rstrip("(0123456789)") in _bases(filled)
    ]
    return pages


def _bases(names: set[str]) -> set[str]:
    return {name.rstrip("(0123456789)") for name in names}


def chosen_mutations(seed: int) -> list[Mutation]:
    """Each mutation alone, one after the other, on even seeds; two to six together on odd ones."""
    every = in_order()
    if seed % 2 == 0:
        return [every[seed // 2 % len(every)]]
    rng = random.Random(seed)  # noqa: S311 - chances that come out the same each time
    chosen = {mutation.name for mutation in rng.sample(every, rng.randint(2, 6))}
    return [mutation for mutation in every if mutation.name in chosen]


def write_mutated(
    assessment: Assessment, mutations: list[Mutation], seed: int, path: Path, *, folded: bool
) -> list[str]:
    """Write the workbook and return the foreign texts that the report must hold."""
    rng = random.Random(seed)  # noqa: S311 - chances that come out the same each time
    book = build_workbook(pages_of(assessment, folded=folded), OFFICE)
    added = [text for mutation in mutations for text in mutation.apply(book, rng)]
    book.save(path)
    return added


def outcome_of(
    sources: list[Path], seed: int, folder: Path, mutations: list[Mutation] | None = None
) -> Outcome:
    """Write the seed's workbook, read it, compare."""
    mutations = chosen_mutations(seed) if mutations is None else mutations
    names = {mutation.name for mutation in mutations}
    step, half = divmod(seed, 3)
    source = sources[step % len(sources)]
    step //= len(sources)
    if names & _NEEDS_FILES:
        step += TWO_FILES - step % EVERY
    assessment = assessment_of(source, step * 3 + half)
    folded = seed % FOLDED_EVERY == 0 or bool(names & _NEEDS_FOLDED)
    return read_back(assessment, mutations, seed, folder, folded=folded)


def read_back(
    assessment: Assessment, mutations: list[Mutation], seed: int, folder: Path, *, folded: bool
) -> Outcome:
    """Write the assessment with these mutations, read it, compare."""
    names = [mutation.name for mutation in mutations]
    path = folder / f"{seed}.xlsx"
    added = write_mutated(assessment, mutations, seed, path, folded=folded)
    try:
        imported = read_workbook(path)
    except Exception as error:
        error.add_note(f"seed {seed}, mutations {names}")
        raise
    path.unlink()
    expected = leaves(assessment.answers.to_json())
    got = leaves(imported.assessment.answers.to_json())
    if "edition_mark_removed" in names:  # then not every slice shows its edition
        got["edition"] = expected["edition"]
    report = [leftover.text for leftover in imported.assessment.leftovers]
    outcome = Outcome(seed, names, len(expected), _wrong(expected, got))
    outcome.lost = [*_lost(outcome.wrong, expected, got, report)]
    reported = _squeezed("\n".join([*report, *map(str, imported.notes)]))
    outcome.lost += [text for text in added if _squeezed(text) not in reported]
    return outcome


def leaves(tree: Any, address: str = "") -> dict[str, Any]:
    """Every single answer by its address; what is empty is no answer."""
    if isinstance(tree, dict):
        pairs = [(f"{address}.{key}" if address else key, value) for key, value in tree.items()]
    elif isinstance(tree, list):
        pairs = [(f"{address}[{number}]", value) for number, value in enumerate(tree)]
    else:
        return {address: tree}
    found: dict[str, Any] = {}
    for name, value in pairs:
        if re.search(r"figures\[\d+\]\.file$", name):
            continue
        if value is None or (value == "" and not _in_brackets(address)):
            continue
        found |= leaves(value, name)
    return found


def _in_brackets(address: str) -> bool:
    """Whether a text at this address is what stands in a ticked option's brackets."""
    return not re.search(r"\[\d+\]$", address) and "." in address


def _wrong(expected: dict[str, Any], got: dict[str, Any]) -> list[Wrong]:
    """Answers that differ, and those that nobody wrote."""
    return [
        Wrong(address, expected.get(address), got.get(address))
        for address in {**expected, **got}
        if not _same(expected.get(address), got.get(address))
    ]


def _same(expected: Any, got: Any) -> bool:
    if type(expected) is not type(got):
        return False
    if expected == got or not isinstance(expected, str):
        return bool(expected == got)
    return _GOES_ON.sub("\n", expected).strip("\n") == _GOES_ON.sub("\n", got).strip("\n")


def _lost(
    wrong: list[Wrong], expected: dict[str, Any], got: dict[str, Any], report: list[str]
) -> Iterator[str]:
    """Lines of wrong answers that stand less often in all that was read than they were written."""
    written = _squeezed("\n".join(str(v) for v in expected.values() if v is not True))
    read = _squeezed("\n".join([*(str(v) for v in got.values() if v is not True), *report]))
    for entry in wrong:
        if entry.expected is None:
            continue
        if entry.expected is True:
            yield from _lost_tick(entry, report)
            continue
        for line in map(_squeezed, str(entry.expected).split("\n")):
            if line and read.count(line) < written.count(line):
                yield f"{entry.address}: {line}"


def _lost_tick(entry: Wrong, report: list[str]) -> Iterator[str]:
    """A tick that was not read must be told of by its option's label or by its sign."""
    label = _squeezed(entry.address.rpartition(".")[2])
    told = map(_squeezed, report)
    if not any(label in text or text.strip("[]") in _SIGNS for text in told):
        yield f"{entry.address}: ticked"


def _squeezed(text: str) -> str:
    """In one way of writing and without blanks and line ends."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text.replace("_x000D_", "")))


def texts_in(data: Any) -> set[str]:
    """Every distinct answer's text."""
    return {json.dumps(value, ensure_ascii=False) for value in leaves(data).values()}
