"""What Windows does otherwise than Linux, as far as it can be had here: names, paths, code pages,
line ends, files that another program holds, drives that vanish.
"""

import errno
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from pia_desktop.assessment import new_assessment
from pia_desktop.assessment.pia_file import load, save
from pia_desktop.cli.main import main
from pia_desktop.errors import FileError
from pia_desktop.files import atomic_write
from pia_desktop.files.atomic_write import clear_leftovers
from pia_desktop.files.file_names import MAX_PATH, extended_path
from pia_desktop.files.lock_file import current_holder, is_own, take_lock
from pia_desktop.files.process_identity import pc_mark
from tests.acceptance.conftest import Call

FORM = "youshiki3-2025-05"

# Consoles and locales that a PC may have. Python falls back to C where a locale is not installed.
SURROUNDINGS = (
    {"PYTHONIOENCODING": "cp932", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "cp932:strict", "LC_ALL": "ja_JP.SJIS", "PYTHONUTF8": "0"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
)

# Windows opens a device, writes over another file, or can't have them at all.
RESERVED = (
    "CON",
    "con.pia",
    "NUL.pia",
    "nul .pia",
    "Aux.tar.xlsx",
    "PRN.pdf",
    "COM1.pia",
    "lpt9.pia",
    "COM².pia",
    "CONOUT$",
    "評価書.pia.",
    "評価書.pia ",
    "評価書.pia:隠れた部分",
    "評価書?.pia",
    "a\\b.pia",
    "改\n行.pia",
)

ALLOWED = (
    "CONTRACT.pia",
    "ＣＯＮ.pia",
    "COM.pia",
    "nul評価書.pia",
    "評価書　（案）①Ⅲ㈱～−.pia",
    " 先頭に空白.pia",
    "ﾊﾝｶｸ ｶﾞ.pia",
    "評価書",
)


@pytest.fixture
def run(work: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Call the program in this process; its status, and what it said on stderr."""

    def call(*arguments: str | Path) -> tuple[int, str]:
        capsys.readouterr()
        status = main([str(word) for word in arguments])
        return status, capsys.readouterr().err

    return call


Run = Callable[..., tuple[int, str]]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def named(folder: Path, name: str) -> Path:
    """An assessment with a name, saved."""
    assessment = new_assessment(FORM)
    assessment.answers.set("cover.name", name)
    save(assessment, folder / "評価書.pia")
    return folder / "評価書.pia"


# -- names and paths ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [name for name in RESERVED if os.name != "nt" or "\\" not in name], ids=ascii
)
def test_a_name_that_windows_cannot_have_is_refused(run: Run, work: Path, name: str) -> None:
    status, said = run("new", FORM, work / name)
    assert status == 2
    assert said.count("\n") == 1
    assert "Windows" in said
    assert "別の名前にしてください" in said
    assert names_in(work) == []


@pytest.mark.parametrize("name", ALLOWED, ids=ascii)
def test_a_name_that_windows_can_have_is_taken(run: Run, work: Path, name: str) -> None:
    assert run("new", FORM, work / name) == (0, "")
    assert names_in(work) == [name]


@pytest.mark.parametrize(
    "call",
    [
        ("from-json", "回答.json", "nul.pia"),
        ("upgrade", "評価書.pia", "youshiki4-2025-05", "aux.pia"),
        ("export", "評価書.pia", "--xlsx", "con.xlsx"),
        ("export", "評価書.pia", "--pdf", "様式.pdf", "--xlsx", "様式.xlsx "),
        ("dump", "評価書.pia", "--figures", "lpt1"),
        ("dump", "評価書.pia", "--figures", "prn/図"),
    ],
    ids=" ".join,
)
def test_every_verb_refuses_such_a_name(run: Run, work: Path, call: tuple[str, ...]) -> None:
    named(work, "名前")
    answers = {"form": "様式3", "edition": "令和7年5月", "cover": {"name": "名前"}}
    (work / "回答.json").write_text(json.dumps(answers), encoding="utf-8")
    before = names_in(work)
    status, said = run(*call)
    assert (status, "Windows" in said) == (2, True), said
    assert names_in(work) == before


def test_a_path_of_250_characters(pia: Call, work: Path) -> None:
    folder = work
    while len(str(folder)) < 190:
        folder = folder / "深い フォルダー"
    folder.mkdir(parents=True)
    path = folder / ("評" * (250 - len(str(folder)) - 5) + ".pia")
    assert len(str(path)) == 250
    assert pia("new", FORM, path).status == 0
    (folder / "回.json").write_text('{"cover": {"name": "名前"}}', encoding="utf-8")
    assert pia("fill", path, folder / "回.json").status == 0
    assert pia("export", path, "--pdf", path.with_suffix(".pdf")).status == 0
    assert load(path).title == "名前"
    assert names_in(folder) == sorted([path.name, path.with_suffix(".pdf").name, "回.json"])


@pytest.mark.parametrize(
    "call",
    [
        ("export", "評価書.pia", "--pdf", "評価書.PIA"),
        ("export", "評価書.pia", "--xlsx", "out.book", "--pdf", "OUT.BOOK"),
        ("upgrade", "評価書.pia", "youshiki4-2025-05", "別名.pia"),
    ],
    ids=" ".join,
)
def test_another_name_of_the_same_file_is_not_written_over(
    run: Run, work: Path, call: tuple[str, ...]
) -> None:
    path = named(work, "名前")
    os.link(path, work / "別名.pia")
    before = path.read_bytes(), names_in(work)
    status, said = run(*call)
    assert (status, "同じです" in said) == (2, True), said
    assert (path.read_bytes(), names_in(work)) == before


def test_an_ending_in_capitals_is_the_same_ending(run: Run, work: Path) -> None:
    """A refused export names the file, however its ending is written."""
    named(work, "楔形文字 \U00012000").rename(work / "評価書.PIA")
    status, said = run("export", "評価書.PIA", "--pdf", "様式.PDF")
    assert status == 2
    assert "「評価書.PIA」" in said
    assert "U+12000" in said


# -- code pages and line ends ---------------------------------------------------------------


@pytest.mark.parametrize("environment", SURROUNDINGS, ids=lambda said: "-".join(said.values()))
def test_files_and_output_whatever_the_code_page(
    pia: Call, work: Path, environment: dict[str, str]
) -> None:
    """A name and an answer that cp932 can't write; the file's name comes out as it went in."""
    path = named(work, "𠮷野家①～− 👪")
    done = pia("dump", path, **environment)
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)["cover"]["name"] == "𠮷野家①～− 👪"
    out = work / "様式4 髙﨑①.pia"
    done = pia("upgrade", path, "youshiki4-2025-05", out, **environment)
    assert (done.status, done.err) == (0, "")
    assert "として書き出しました。" in done.out
    assert names_in(work) == sorted([path.name, out.name])
    assert load(out).title == "𠮷野家①～− 👪"
    done = pia("new", FORM, work / "ない" / "a.pia", **environment)
    assert done.status == 2
    assert "フォルダーがありません" in done.err


def test_line_ends_of_windows_and_of_old_macs_are_one(run: Run, pia: Call, work: Path) -> None:
    path = named(work, "名前")
    text = '\ufeff{\r\n "cover": {\r\n  "name": "一\\r\\n二\\r三\\n四"\r\n }\r\n}\r\n'
    (work / "回答.json").write_bytes(text.encode("utf-8"))
    assert run("fill", path, work / "回答.json") == (0, "")
    assert load(path).title == "一\n二\n三\n四"
    dumped = pia("dump", path).out
    assert "\r" not in dumped
    assert "\\r" not in dumped


# -- files that are held, drives that vanish ------------------------------------------------


def held(number: int) -> PermissionError:
    """What Windows raises for a file that another program has open."""
    error = PermissionError(errno.EACCES, "Access is denied")
    error.winerror = number
    return error


@pytest.mark.parametrize("number", [5, 32])
def test_a_file_that_stays_held_is_left_whole(
    run: Run, work: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = named(work, "前")
    (work / "回答.json").write_text('{"cover": {"name": "後"}}', encoding="utf-8")
    waited: list[float] = []
    monkeypatch.setattr(atomic_write.time, "sleep", waited.append)

    def refuse(self: Path, target: Path) -> Path:
        raise held(number)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        status, said = run("fill", path, work / "回答.json")
    assert status == 2
    assert "ほかのプログラムで開いて" in said
    assert "別の場所に保存してください" in said
    assert 0.5 < sum(waited) < 2  # a virus scanner's look; nobody waits longer for a refusal
    assert load(path).title == "前"
    assert names_in(work) == ["回答.json", "評価書.pia"]


def test_a_file_that_is_held_for_a_moment_is_written(
    run: Run, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = named(work, "前")
    (work / "回答.json").write_text('{"cover": {"name": "後"}}', encoding="utf-8")
    replace, unlink = Path.replace, Path.unlink
    looks = {"replace": 2, "unlink": 2}

    def busy(what: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def once_free(self: Path, *given: Any) -> Any:
            if looks[what] and self.suffix == ".tmp":
                looks[what] -= 1
                raise held(32)
            return act(self, *given)

        return once_free

    monkeypatch.setattr(atomic_write.time, "sleep", lambda _: None)
    monkeypatch.setattr(Path, "replace", busy("replace", replace))
    monkeypatch.setattr(Path, "unlink", busy("unlink", unlink))
    assert run("fill", path, work / "回答.json") == (0, "")
    assert looks["replace"] == 0
    assert load(path).title == "後"
    # So is the temporary file of a call that is refused.
    monkeypatch.setattr(atomic_write.os, "fsync", _raising(OSError(errno.ENOSPC, "full")))
    assert run("new", FORM, work / "b.pia")[0] == 2
    assert looks["unlink"] == 0
    assert names_in(work) == ["回答.json", "評価書.pia"]


def _raising(error: OSError) -> Callable[..., Any]:
    def refuse(*_: Any, **__: Any) -> Any:
        raise error

    return refuse


GONE = [
    (errno.ENODEV, 0, "ドライブ"),
    (errno.ENXIO, 0, "ドライブ"),
    (errno.ESTALE, 0, "ファイルサーバー"),
    (errno.ETIMEDOUT, 0, "ファイルサーバー"),
    # Windows' own numbers, with the errno that Python gives them.
    (errno.EACCES, 21, "ドライブ"),
    (errno.ENOENT, 53, "ファイルサーバー"),
    (errno.EINVAL, 59, "ファイルサーバー"),
    (errno.ENOENT, 64, "ファイルサーバー"),
    (errno.ENOENT, 67, "ファイルサーバー"),
]


@pytest.mark.parametrize("step", ["mkstemp", "fsync", "replace"])
@pytest.mark.parametrize("number,windows,named_as", GONE, ids=str)
def test_a_drive_that_vanishes_while_saving(
    run: Run,
    work: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    number: int,
    windows: int,
    named_as: str,
) -> None:
    path = named(work, "前")
    (work / "回答.json").write_text('{"cover": {"name": "後"}}', encoding="utf-8")
    error = OSError(number, "The network path was not found")
    if windows:
        error.winerror = windows
    places = {"mkstemp": atomic_write.tempfile, "fsync": atomic_write.os, "replace": Path}
    with monkeypatch.context() as patch:
        patch.setattr(places[step], step, _raising(error))
        status, said = run("fill", path, work / "回答.json")
    assert status == 2
    assert named_as in said
    assert "別の場所に保存してください" in said
    assert "network" not in said
    assert said.count("\n") == 1
    assert load(path).title == "前"
    assert names_in(work) == ["回答.json", "評価書.pia"]


def test_a_drive_that_is_gone_when_a_file_is_opened(
    run: Run, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = named(work, "前")
    monkeypatch.setattr(Path, "read_bytes", _raising(OSError(errno.ESTALE, "Stale file handle")))
    monkeypatch.setattr(Path, "open", _raising(OSError(errno.ESTALE, "Stale file handle")))
    status, said = run("dump", path)
    assert (status, said.count("\n")) == (2, 1)
    assert "ファイルを開けません（ファイルサーバーにつながりません）" in said
    assert "Stale" not in said


READING = [
    (errno.EACCES, 32, "ほかのプログラムで開いています", "閉じてください"),
    (errno.EACCES, 21, "ドライブがつながっていません", "USBメモリー"),
    (errno.ENOENT, 53, "ファイルサーバーにつながりません", "ネットワーク"),
    (errno.EACCES, 1326, "ファイルサーバーに入れません", "担当者"),
    (errno.EINVAL, 225, "ウイルス対策ソフトが止めました", "担当者"),
    (errno.EACCES, 5, "開く権限がありません", "権限を確かめて"),
    (errno.ENOENT, 2, "ファイルがありません", "名前と場所"),
]


@pytest.mark.parametrize("number,windows,reason,remedy", READING, ids=str)
def test_a_file_that_cannot_be_opened_says_why(
    run: Run,
    work: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    windows: int,
    reason: str,
    remedy: str,
) -> None:
    path = named(work, "前")
    error = OSError(number, "what Windows says")
    error.winerror = windows
    monkeypatch.setattr(Path, "open", _raising(error))
    status, said = run("dump", path)
    assert (status, said.count("\n")) == (2, 1)
    assert f"ファイルを開けません（{reason}）。" in said
    assert remedy in said
    assert "別の場所に保存" not in said


windows_alone = pytest.mark.skipif(os.name != "nt", reason="Windows has such marks and letters")


@windows_alone
def test_a_file_with_the_mark_read_only_says_so(run: Run, work: Path) -> None:
    path = named(work, "前")
    before = path.read_bytes()
    path.chmod(0o444)
    (work / "回答.json").write_text('{"cover": {"name": "後"}}', encoding="utf-8")
    status, said = run("fill", path, work / "回答.json")
    assert (status, "読み取り専用になっています" in said) == (2, True), said
    status, said = run("export", path, "--pdf", path.with_suffix(".PDF"))
    assert (status, said) == (0, "")
    path.with_suffix(".PDF").chmod(0o444)
    status, said = run("export", path, "--pdf", path.with_suffix(".PDF"))
    assert (status, "読み取り専用になっています" in said) == (2, True), said
    assert path.read_bytes() == before
    path.chmod(0o666)
    path.with_suffix(".PDF").chmod(0o666)


@windows_alone
def test_a_file_that_another_program_holds_says_so(run: Run, work: Path) -> None:
    import _winapi

    path = named(work, "前")
    alone = 0  # shared with nobody, as Excel opens a workbook
    handle = _winapi.CreateFile(str(path), _winapi.GENERIC_READ, alone, 0, 3, 0, 0)
    try:
        status, said = run("dump", path)
        assert (status, "ほかのプログラムで開いています" in said) == (2, True), said
    finally:
        _winapi.CloseHandle(handle)


@windows_alone
@pytest.mark.parametrize(
    "place,reason",
    [
        ("Q:\\ない\\a.pia", "ドライブがつながって"),
        ("\\\\no-such-server\\共有\\a.pia", "ファイルサーバー"),
    ],
)
def test_a_place_that_is_not_there_says_so(run: Run, place: str, reason: str) -> None:
    for call in (("dump", place), ("new", FORM, place)):
        status, said = run(*call)
        assert (status, reason in said) == (2, True), said


@windows_alone
def test_a_name_that_just_fits_has_a_lock_and_leaves_nothing(run: Run, work: Path) -> None:
    """The lock and the file that a killed save left have longer names."""
    folder = work
    while len(str(folder)) < 240:
        folder = folder / ("深い" * min(50, (245 - len(str(folder))) // 2))
    os.makedirs(extended_path(str(folder)), exist_ok=True)
    path = folder / "a.pia"
    assert 240 <= len(str(path)) <= MAX_PATH
    assert run("new", FORM, path) == (0, "")
    lock = take_lock(path)
    # Written as by another process that was killed.
    leftover = extended_path(str(folder / f".pia-{pc_mark()}-2147483646-abcdefgh.tmp"))
    with open(leftover, "wb"):
        pass
    try:
        holder = current_holder(path)
        assert holder is not None
        assert is_own(holder)
        clear_leftovers(folder)
        assert sorted(os.listdir(folder)) == ["a.pia", "~$a.pia.lock"]
    finally:
        lock.release()
    assert os.listdir(folder) == ["a.pia"]


@contextmanager
def scanned(watched: Callable[[], list[Path]], seconds: float) -> Iterator[list[Path]]:
    """A virus scanner: it opens what it sees first, lets others read it, and holds it so long."""
    import _winapi

    seen: list[Path] = []
    over = threading.Event()

    def scan() -> None:
        while not seen and not over.is_set():
            for path in watched():
                with suppress(OSError):
                    share = 1  # FILE_SHARE_READ: it may neither be written nor replaced nor removed
                    handle = _winapi.CreateFile(str(path), _winapi.GENERIC_READ, share, 0, 3, 0, 0)
                    seen.append(path)
                    over.wait(seconds)
                    _winapi.CloseHandle(handle)
                    return

    scanner = threading.Thread(target=scan)
    scanner.start()
    try:
        yield seen
    finally:
        over.set()
        scanner.join()


@windows_alone
def test_a_save_waits_for_a_scanner_that_looks_into_the_file(work: Path) -> None:
    path = named(work, "前")
    assessment = load(path)
    assessment.answers.set("cover.name", "後")
    with scanned(lambda: [path], 0.3) as seen:
        while not seen:
            time.sleep(0.01)
        save(assessment, path)
    assert load(path).answers.get("cover.name") == "後"
    assert [each.name for each in work.iterdir()] == [path.name]


@windows_alone
def test_a_save_waits_for_a_scanner_that_looks_into_what_was_just_written(work: Path) -> None:
    path = named(work, "前")
    assessment = load(path)
    assessment.answers.set("cover.remarks", "あ" * 199_000)
    with scanned(lambda: list(work.glob(".pia-*.tmp")), 0.3):
        save(assessment, path)
    assert load(path).answers.get("cover.remarks") == "あ" * 199_000
    assert [each.name for each in work.iterdir()] == [path.name]


@windows_alone
def test_a_file_that_a_scanner_keeps_open_is_left_whole(work: Path) -> None:
    path = named(work, "前")
    before = path.read_bytes()
    assessment = load(path)
    assessment.answers.set("cover.name", "後")
    with scanned(lambda: [path], 60) as seen:
        while not seen:
            time.sleep(0.01)
        with pytest.raises(FileError, match="ほかのプログラムで開いています"):
            save(assessment, path)
        assert path.read_bytes() == before
        assert [each.name for each in work.iterdir()] == [path.name]
    save(assessment, path)
    assert load(path).answers.get("cover.name") == "後"
