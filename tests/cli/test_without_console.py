"""A start by a click on Windows: there is no console, and Python has neither stdout nor stderr."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pia_desktop.cli import main as entry

# Starts the program with these words; its status, and what a box showed.
Start = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Start:
    def call(*words: str | Path) -> tuple[int, list[str]]:
        boxes: list[str] = []
        with monkeypatch.context() as patch:
            patch.setattr(entry, "show_message", boxes.append)
            patch.setattr(sys, "stdout", None)
            patch.setattr(sys, "stderr", None)
            status = entry.main([str(word) for word in words])
            assert (sys.stdout, sys.stderr) == (None, None)
        return status, boxes

    return call


def test_two_files_that_are_dropped_onto_the_program(start: Start, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.pia", "b.pia")]
    for file in files:
        file.touch()
    status, (said,) = start(*files)
    assert (status, said) == (2, "一度に開けるファイルは1つです。1つずつ開いてください。")


def test_a_file_that_has_gone_is_named(start: Start, tmp_path: Path) -> None:
    status, (said,) = start(tmp_path / "移動した.pia")
    assert (status, "移動した.pia" in said) == (2, True)


def test_a_library_that_a_virus_scanner_has_taken_away(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ui.app", None)
    status, (said,) = start()
    assert (status, "システム担当に知らせてください" in said) == (2, True)


def test_what_a_command_prints_goes_nowhere(start: Start) -> None:
    assert start("forms") == (0, [])


def test_with_a_console_no_box_comes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    boxes: list[str] = []
    monkeypatch.setattr(entry, "show_message", boxes.append)
    assert entry.main(["ない.pia"]) == 2
    assert (boxes, capsys.readouterr().err.count("\n")) == ([], 1)
