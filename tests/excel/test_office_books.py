"""Reading assessments that other offices have laid out: 200 of them by `make endurance`, each a
chance of its own, and a few of them with every change.

Every answered line must be in the answers read or in the import's report, none may hold what
belongs elsewhere, and of a thousand answers at most two may be left on record.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pia_desktop.excel.importer import read_workbook
from tests.effort import ENDURANCE, effort
from tests.excel.office_book import (
    ImportOutcome,
    OfficeStyle,
    office_book,
    outcome_of,
    plain_style,
    sample_slice,
    style_of,
)
from tests.office_printing import SAMPLES

BATCHES = 20
A_BATCH = 10
# For a change the first books of every few batches.
RUN = range(0, BATCHES, effort(4, 1))
BOOKS = effort(2, A_BATCH)
EXACT = 0.998


# Each by itself upon a plain style is read without a fault.
HABITS: tuple[dict[str, Any], ...] = (
    {},
    {"helper": "left"},
    {"helper": "right"},
    {"choices": ("one_cell",)},
    {"choices": ("ticks_in_cell",)},
    {"choices": ("ticks_in_cells",)},
    {"ticks": ("lines_in_cell",)},
    {"ticks": ("mark_cells",), "cell_marks": ("☑", "☐")},
    {"answers_below": "always"},
    {"option_sheet": True},
    {"grid": "four"},
    {"parts": 3},
    {"parts": 2, "rule_between": True, "answers_below": "long"},
    {"heading_checks": "in_title"},
    {"heading_checks": "row_below"},
    {"choices": ("one_cell",), "option_mark": "{n} "},
    {"merged": False, "grid": "four"},
    {"merged": False, "answers_below": "always"},
    {"merged": False, "label_down": False, "side_by_side": True},
    {"guides": True, "merged": False},
)


def imported(seed: int, folder: Path, style: OfficeStyle | None = None) -> ImportOutcome:
    """What the import makes of the office's book with this number; whole samples at times."""
    source = SAMPLES / ("youshiki3.json" if seed % 2 else "youshiki4.json")
    form, answers = sample_slice(source, seed, small=not ENDURANCE or seed % 10 > 0)
    path = folder / f"office-{seed}.xlsx"
    office_book(form, answers, style or style_of(seed)).workbook.save(path)
    done = read_workbook(path)
    report = [leftover.text for leftover in done.assessment.leftovers]
    return outcome_of(seed, answers, done.assessment.answers, [*report, *done.notes])


@pytest.mark.slow
@pytest.mark.parametrize("batch", RUN)
def test_an_office_s_own_layout_is_read(batch: int, tmp_path: Path) -> None:
    seeds = range(batch * A_BATCH, batch * A_BATCH + BOOKS)
    outcomes = [imported(seed, tmp_path) for seed in seeds]
    story = "\n".join(str(outcome) for outcome in outcomes if outcome.wrong)
    total = sum(outcome.total for outcome in outcomes)
    wrong = sum(len(outcome.wrong) for outcome in outcomes)
    print(f"office books {seeds.start} to {seeds[-1]}: {wrong} of {total} answers wrong")
    assert not [line for outcome in outcomes for line in outcome.misplaced], f"misplaced:\n{story}"
    assert not [line for outcome in outcomes for line in outcome.lost], f"lost:\n{story}"
    assert wrong <= total * (1 - EXACT), f"{wrong} of {total} answers wrong:\n{story}"


@pytest.mark.parametrize("habits", HABITS, ids=str)
@pytest.mark.parametrize("seed", [1, 4])
def test_a_habit_by_itself_is_read_without_a_fault(
    seed: int, habits: dict[str, Any], tmp_path: Path
) -> None:
    outcome = imported(seed, tmp_path, plain_style(seed, **habits))
    assert not outcome.wrong, str(outcome)
    assert not outcome.lost, str(outcome)


def test_the_record_tells_a_misplaced_a_lost_and_a_missing_answer(tmp_path: Path) -> None:
    """The judge of the test above sees each kind of fault."""
    form, answers = sample_slice(SAMPLES / "youshiki3.json", 1, small=True)
    path = tmp_path / "book.xlsx"
    office_book(form, answers, style_of(1)).workbook.save(path)
    read = read_workbook(path).assessment.answers.copy()
    read.set("business.name", "ほかの欄の記載")
    read.set("cover.agency", "")
    outcome = outcome_of(1, answers, read, [])
    keys = {line.partition(":")[0] for line in outcome.wrong}
    assert {"business.name", "cover.agency"} <= keys
    assert [line for line in outcome.misplaced if line.startswith("business.name")]
    assert [line for line in outcome.lost if line.startswith("cover.agency")]
    reported = outcome_of(1, answers, read, [answers["cover"]["agency"]])
    assert not [line for line in reported.lost if line.startswith("cover.agency")]
