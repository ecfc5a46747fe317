"""Reading workbooks back after people have worked on them: 500 of them, each a chance of its own,
by `make endurance`, and a third of them with every change.

Every character that was answered must be in the answers read or in the import's report, and of the
answers at least 99.5 % exactly as they were written.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.conftest import NO_REAL, REAL
from tests.effort import effort
from tests.excel.mutated import (
    Outcome,
    chosen_mutations,
    outcome_of,
    read_back,
    slice_of,
    texts_in,
    whole,
)
from tests.excel.mutations import MUTATIONS, Mutation
from tests.excel.workbook_edits import texts
from tests.office_printing import SAMPLES

BATCHES = 50
A_BATCH = 10
RUN = range(0, BATCHES, effort(3, 1))
EXACT = 0.995

# The last batches go without the real assessments, so that every machine runs some.
SAMPLE_BATCHES = 10

MADE_UP = (SAMPLES / "youshiki3.json", SAMPLES / "youshiki4.json")


def sources_of(batch: int) -> list[Path]:
    """The assessments that a batch cuts its slices out of."""
    if batch >= BATCHES - SAMPLE_BATCHES:
        return list(MADE_UP)
    found = sorted(REAL.glob("*.json"))
    if not found:
        pytest.skip(NO_REAL)
    return found


def assert_read(outcomes: list[Outcome]) -> None:
    """Nothing lost, and nearly everything exactly right."""
    story = "\n".join(str(outcome) for outcome in outcomes if outcome.wrong or outcome.lost)
    assert not [text for outcome in outcomes for text in outcome.lost], f"lost:\n{story}"
    wrong = sum(len(outcome.wrong) for outcome in outcomes)
    total = sum(outcome.total for outcome in outcomes)
    assert wrong <= total * (1 - EXACT), f"{wrong} of {total} answers wrong:\n{story}"


@pytest.mark.slow
@pytest.mark.parametrize("batch", RUN)
def test_reads_what_people_have_worked_on(batch: int, tmp_path: Path) -> None:
    sources = sources_of(batch)
    seeds = range(batch * A_BATCH, (batch + 1) * A_BATCH)
    assert_read([outcome_of(sources, seed, tmp_path) for seed in seeds])


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1001, 1003])
def test_reads_whole_real_assessments(real_file: Path, seed: int, tmp_path: Path) -> None:
    mutations = chosen_mutations(seed)
    assert_read([read_back(whole(real_file), mutations, seed, tmp_path, folded=True)])


def test_an_answer_that_is_gone_is_noticed(tmp_path: Path) -> None:
    """The test itself: a text, a tick and a number that someone took out are missed."""
    taken: list[str] = []

    def take_out(book: Workbook, rng: random.Random) -> None:
        for cell in [cell for sheet in book for cell in texts(sheet)]:
            wanted = {"児童手当システム": "text", "○": "tick", "2": "number"}.get(cell.value)
            if wanted and wanted not in taken:
                taken.append(wanted)
                cell.value = None

    outcome = outcome_of([MADE_UP[0]], 2, tmp_path, [Mutation("taken", take_out)])
    assert sorted(taken) == ["number", "text", "tick"]
    assert len(outcome.wrong) == len(outcome.lost) == 3, str(outcome)


def test_there_are_many_mutations_and_each_comes_alone_and_with_others() -> None:
    assert len(MUTATIONS) >= 30
    seeds = range(BATCHES * A_BATCH)
    alone = {chosen_mutations(seed)[0].name for seed in seeds if seed % 2 == 0}
    together = {mutation.name for seed in seeds if seed % 2 for mutation in chosen_mutations(seed)}
    assert alone == together == set(MUTATIONS)


def test_slices_together_hold_the_whole(real_file: Path, real_files: list[Path]) -> None:
    data = whole(real_file).answers.to_json()
    numbers = range((BATCHES - SAMPLE_BATCHES) * A_BATCH // len(real_files))
    held = set().union(*(texts_in(slice_of(data, number)) for number in numbers))
    assert texts_in(data) <= held
