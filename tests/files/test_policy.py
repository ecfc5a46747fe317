"""The administrator's file beside the program: where everybody's backups and settings go."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox

from pia_desktop.assessment import new_assessment, pia_file
from pia_desktop.cli.main import main
from pia_desktop.errors import FileError
from pia_desktop.files import paths, policy
from pia_desktop.files.paths import DATA_ENV, user_data_dir
from ui import app

Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a policy beside the program, as somebody does with the editor of Windows."""
    root = tmp_path / "program"
    root.mkdir()
    file = root / policy.POLICY_FILE
    monkeypatch.setattr(paths, "policy_file", lambda: file)
    monkeypatch.delenv(DATA_ENV, raising=False)
    policy.decreed_data_dir.cache_clear()

    def put(text: str | bytes) -> Path:
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8-sig"))
        return file

    return put


def test_work_that_is_kept_goes_to_the_decreed_folder(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIA_TEST_USER", "職員 太郎")
    write(f"# 控えと設定を置く場所\r\ndata = '{tmp_path}{os.sep}%PIA_TEST_USER%'\r\n")
    saved = tmp_path / "評価書.pia"
    pia_file.save(new_assessment("youshiki3-2025-05"), saved)
    (tmp_path / "回答.json").write_text('{"cover": {"name": "後"}}', encoding="utf-8")
    assert main(["fill", str(saved), str(tmp_path / "回答.json")]) == 0
    assert list((tmp_path / "職員 太郎").rglob("*.pia")), "the backup"


def test_the_variable_goes_before_the_policy(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(f"data = '{tmp_path / 'decreed'}'")
    monkeypatch.setenv(DATA_ENV, str(tmp_path / "own"))
    assert user_data_dir() == tmp_path / "own"


def test_a_policy_without_a_word_on_it_changes_nothing(
    write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = user_data_dir()
    write("# data = 'Z:\\pia'\n")
    policy.decreed_data_dir.cache_clear()
    assert user_data_dir() == before


@pytest.mark.parametrize(
    "text,words",
    [
        ("data = 'C:\\a", "書き方に誤り"),
        ("folder = 'a'", "「folder」という設定はありません"),
        ("data = 5", "フォルダーの場所を書きます"),
        ("data = 'pia'", "ドライブかサーバーから"),
        ("data = '/x/%NO_SUCH_VARIABLE%'", "%NO_SUCH_VARIABLE%"),
        ("data = '場所'".encode("cp932"), "UTF-8ではありません"),
    ],
    ids=["toml", "unknown", "number", "relative", "variable", "code page"],
)
def test_a_policy_that_cannot_be_followed_is_said_before_anything_is_done(
    write: Write,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    text: str | bytes,
    words: str,
) -> None:
    file = write(text)
    assert main(["new", "youshiki3-2025-05", str(tmp_path / "a.pia")]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert str(file) in said
    assert "情報システムの担当者" in said
    assert not (tmp_path / "a.pia").exists()


def test_the_window_says_it_in_a_box(
    write: Write, qapp: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("data = 5")
    shown: list[str] = []
    monkeypatch.setattr(app.gc, "disable", lambda: None)
    monkeypatch.setattr(QMessageBox, "critical", lambda *given: shown.append(given[2]))
    with pytest.raises(FileError):
        app.run()
    assert "管理者の設定ファイルに問題があります" in shown[0]


def test_the_file_lies_beside_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from pia_desktop.files.paths import *; print(policy_file())"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(done.stdout.strip()) == paths.program_root() / "policy.toml"
