"""Reading workbooks back after people have worked on them: 500 of them, each a chance of its own,
by `make endurance`; with every change each mutation alone, and a dozen times some together.

Every character that was answered must be in the answers read or in the import's report, and of the
answers at least 99.5 % exactly as they were written.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.effort import ENDURANCE
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
from tests.locations import REAL
from tests.office_printing import SAMPLES

# Each workbook has a seed: even ones for a mutation alone, odd ones for some together.
SEEDS = range(500)
WITH_EVERY_CHANGE = sorted({*range(0, 2 * len(MUTATIONS), 2), *range(1, 24, 2)})
A_BATCH = 10
EXACT = 0.995

# From this seed on it goes without the real assessments.
FIRST_MADE_UP = 400

MADE_UP = (SAMPLES / "youshiki3.json", SAMPLES / "youshiki4.json")


def batches(seeds: Sequence[int]) -> list[list[int]]:
    """The seeds by so many in a test."""
    return [list(seeds[start : start + A_BATCH]) for start in range(0, len(seeds), A_BATCH)]


def sources_of(seed: int) -> list[Path]:
    """The assessments that a slice is cut out of: real ones where there are any."""
    real = sorted(REAL.glob("*.json")) if seed < FIRST_MADE_UP else []
    return real or list(MADE_UP)


def assert_read(outcomes: list[Outcome]) -> None:
    """Nothing lost, and nearly everything exactly right."""
    story = "\n".join(str(outcome) for outcome in outcomes if outcome.wrong or outcome.lost)
    assert not [text for outcome in outcomes for text in outcome.lost], f"lost:\n{story}"
    wrong = sum(len(outcome.wrong) for outcome in outcomes)
    total = sum(outcome.total for outcome in outcomes)
    assert wrong <= total * (1 - EXACT), f"{wrong} of {total} answers wrong:\n{story}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "seeds", batches(SEEDS if ENDURANCE else WITH_EVERY_CHANGE), ids=lambda seeds: f"from{seeds[0]}"
)
def test_reads_what_people_have_worked_on(seeds: list[int], tmp_path: Path) -> None:
    assert_read([outcome_of(sources_of(seed), seed, tmp_path) for seed in seeds])


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
    for seeds in (SEEDS, WITH_EVERY_CHANGE):
        alone = {chosen_mutations(seed)[0].name for seed in seeds if seed % 2 == 0}
        assert alone == set(MUTATIONS)
    together = {mutation.name for seed in SEEDS if seed % 2 for mutation in chosen_mutations(seed)}
    assert together == set(MUTATIONS)


def test_slices_together_hold_the_whole(real_file: Path, real_files: list[Path]) -> None:
    data = whole(real_file).answers.to_json()
    numbers = range(FIRST_MADE_UP // len(real_files))
    held = set().union(*(texts_in(slice_of(data, number)) for number in numbers))
    assert texts_in(data) <= held
