"""The project's own few files with every reader, and what `make corpora` says of a folder."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.corpora.__main__ import files_below, table, try_files
from tests.corpora.readers import READERS, CorpusCases
from tests.fuzz.runner import BROKEN, READ, REFUSED, run

OWN = Path(__file__).parent / "own"
# What each reader takes of them; it refuses the others.
TAKEN = {
    "assessment": {"評価書.pia"},
    "answers": {"回答.json"},
    "workbook": {"様式の項目.xlsx"},
    "template": set(),  # the given workbook shows the items in no layout that can be filled in
    "picture": {"図.png", "図.jpg"},
}


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_takes_its_own_files_and_refuses_the_others(reader: str) -> None:
    cases = CorpusCases(files_below([OWN]))
    assert len(cases.files) > 8
    taken = set()
    for number in range(len(cases)):
        if cases.reader(number) != reader:
            continue
        verdict = run(cases(number))
        assert verdict.kind != BROKEN, (cases.file(number).name, verdict.why)
        if verdict.kind == READ:
            taken.add(cases.file(number).name)
    assert taken == TAKEN[reader]


def test_every_file_of_a_folder_is_counted_with_every_reader(
    capsys: pytest.CaptureFixture[str],
) -> None:
    counts = try_files((OWN / "空.json", OWN / "図.png"))
    assert "2 files" in capsys.readouterr().out
    lines = [line.split() for line in table(counts).splitlines()]
    assert lines[0] == ["reader", "tried", "read", "refused", "broken"]
    assert lines[-1] == ["all", "10", "1", "9", "0"]
    assert ["picture", "2", "1", "1", "0"] in lines


def test_of_many_files_some_are_taken_at_even_distances(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_bytes(b"")
    assert [path.name for path in files_below([tmp_path], 3)] == ["00.txt", "10.txt", "20.txt"]


def test_what_broke_is_counted() -> None:
    counts = Counter({("answers", READ): 1, ("answers", REFUSED): 2, ("picture", BROKEN): 1})
    assert table(counts).splitlines()[-1].split() == ["all", "4", "1", "2", "1"]
