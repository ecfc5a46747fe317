"""A short run of the mutated files, and everything that once broke something."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.cases import Case, case_of, keep, kept
from tests.fuzz.corpus import Corpus, corpus
from tests.fuzz.runner import BROKEN, READ, REFUSED, run

REGRESSIONS = sorted((Path(__file__).parent / "regressions").iterdir())
# Whole workbooks take seconds each; they are for the long run.
SMALL = ("pia", "json", "xlsx", "picture")


@pytest.fixture(scope="module")
def good() -> Corpus:
    small = corpus(whole=False)
    assert set(SMALL) <= set(small)
    return small


@pytest.mark.parametrize("part", range(4))
def test_each_is_read_or_refused_in_one_sentence(good: Corpus, part: int) -> None:
    kinds = []
    for number in range(part * 60, part * 60 + 60):
        verdict = run(case_of(2_026, number, good))
        assert verdict.kind != BROKEN, f"--seed 2026 --only {number}: {verdict.why}"
        kinds.append(verdict.kind)
    assert {READ, REFUSED} <= set(kinds)


@pytest.mark.parametrize("place", REGRESSIONS, ids=lambda place: place.name)
def test_what_once_broke_does_no_longer(place: Path) -> None:
    verdict = run(kept(place))
    assert verdict.kind != BROKEN, verdict.why


def test_a_case_is_the_same_in_every_process_and_can_be_kept(good: Corpus, tmp_path: Path) -> None:
    case = case_of(7, 3, good)
    assert case_of(7, 3, good) == case
    keep(case, tmp_path / "case")
    assert kept(tmp_path / "case") == case


@pytest.mark.parametrize(
    "case,why",
    [
        (Case(("dump", "ない.pia"), {}), ""),
        (Case(("forms",), {}), ""),
        (Case(("new", "youshiki4-2025-05", "出力.pia"), {}), "wrote"),
        (Case(("forms",), {}, (), (("dump", "ない.pia"),)), "then dump"),
    ],
    ids=["refused", "read", "wrote", "then"],
)
def test_the_judge_sees_what_is_wrong(case: Case, why: str) -> None:
    verdict = run(case)
    assert (verdict.kind == BROKEN) == bool(why)
    assert why in verdict.why


def test_the_judge_sees_a_traceback_and_a_second_line(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case(("forms",), {})
    monkeypatch.setattr("tests.fuzz.runner.main", lambda words: 1 / 0)
    assert "ZeroDivisionError" in run(case).why
    monkeypatch.setattr("tests.fuzz.runner.main", lambda words: print("a", file=_err()) or 2)
    assert "no readable sentence" in run(case).why
    monkeypatch.setattr("tests.fuzz.runner.main", lambda words: print("あ\nい", file=_err()) or 2)
    assert "not one line" in run(case).why


def _err() -> object:
    import sys

    return sys.stderr
