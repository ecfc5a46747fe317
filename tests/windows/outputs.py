"""One call of the command line on either system, in folders of the same name: every byte alike."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from tests.locations import SAMPLES
from tests.windows.installation import Installation
from tests.windows.wine import Result, windows_path

# As people name them.
FOLDER = "作業 (1)"


def calls() -> Iterator[list[str]]:
    """The calls in their order: later ones read what earlier ones wrote. Not `--help`, whose
    columns differ with Python's version.
    """
    yield ["--version"]
    yield ["forms"]
    yield ["rules"]
    for form in ("youshiki3", "youshiki4"):
        file = f"評価書 {form}.pia"
        yield ["items", f"{form}-2025-05"]
        yield ["from-json", f"{form}.json", file]
        yield ["dump", file, "--figures", f"図 {form}"]
        yield ["check", file, "--xlsx", f"点検 {form}.xlsx"]
        yield ["export", file, "--xlsx", f"{form}.xlsx", "--pdf", f"{form}.pdf"]
        yield ["import", f"{form}.xlsx", f"取込 {form}.pia"]
        yield ["dump", f"取込 {form}.pia"]
    yield ["upgrade", "評価書 youshiki3.pia", "youshiki4-2025-05", "繰上げ.pia"]
    yield ["publish", "評価書 youshiki4.pia", "--date", "令和8年4月1日"]
    yield ["fill", "評価書 youshiki4.pia", "変更.json"]
    yield ["versions", "評価書 youshiki4.pia"]
    yield ["changes", "評価書 youshiki4.pia", "--json"]
    yield ["changes", "評価書 youshiki4.pia", "--all-important", "重要", "--apply"]
    made = "評価書 youshiki4.pia"
    yield ["compare", f"{made}@1", made, "--xlsx", "新旧.xlsx", "--pdf", "新旧.pdf"]
    yield ["export", made, "--pdf", "決裁.pdf", "--approval", "課長,係長,担当", "--bundle"]
    for ending in ("svg", "png", "pdf"):
        yield ["diagram", made, f"流れ図.{ending}", "--propose"]
    yield ["review", made, "--date", "令和9年3月1日", "--note", "見直し"]
    yield ["ledger", ".", "--json"]
    yield ["replace", ".", "課", "室"]
    yield ["batch", ".", "--check", "点検の一覧.xlsx"]
    yield ["submission", made, "提出", "--approval", "課長,係長"]
    yield ["schedule", "令和9年4月1日"]
    # What is refused, in the same words.
    yield ["new", "youshiki4-2025-05", "con.pia"]
    yield ["new", "youshiki9", "評価書.pia"]
    yield ["dump", "ない.pia"]
    yield ["dump", "変更.json"]
    yield ["fill", "評価書 youshiki4.pia", "ない.json"]


def compare_outputs(installation: Installation, work: Path) -> list[str]:
    """Make every call on both sides; what differs, a line each."""
    sides = {name: _folder(work / name) for name in ("linux", "windows")}
    faults = []
    count = 0
    for words in calls():
        linux = _on_linux(installation, words, sides["linux"])
        windows = _on_windows(installation, words, sides["windows"])
        faults += [f"{' '.join(words)}: {part}" for part in _differences(linux, windows)]
        count += 1
    faults += _different_files(sides["linux"], sides["windows"])
    files = sum(path.is_file() for path in sides["linux"].rglob("*"))
    print(f"windows-check: {count} calls, {files} files compared, {len(faults)} differences")
    return faults


def _folder(side: Path) -> Path:
    shutil.rmtree(side, ignore_errors=True)
    folder = side / FOLDER
    shutil.copytree(SAMPLES, folder)
    changed = '{"cover": {"remarks": "特になし"}, "department": {"name": "情報政策課"}}'
    (folder / "変更.json").write_text(changed, "utf-8")
    return folder


def _on_linux(installation: Installation, words: list[str], folder: Path) -> Result:
    environ = {
        **os.environ,
        "PIA_DESKTOP_DATA": str(folder.parent / "data"),
        "PYTHONPATH": str(installation.folder),  # the same program, not what is edited meanwhile
    }
    command = [sys.executable, "-m", "pia_desktop", *words]
    done = subprocess.run(
        command, cwd=folder, env=environ, stdin=subprocess.DEVNULL, capture_output=True
    )
    return Result(done.returncode, done.stdout, done.stderr)


def _on_windows(installation: Installation, words: list[str], folder: Path) -> Result:
    environ = {"PIA_DESKTOP_DATA": windows_path(folder.parent / "data")}
    command = [installation.python, "-m", "pia_desktop", *words]
    done = installation.wine.run(command, folder=folder, environ=environ)
    return Result(done.status, named_as_here(done.out, folder), named_as_here(done.err, folder))


def named_as_here(said: bytes, folder: Path) -> bytes:
    """What was said, with the places below a folder written as Linux writes them."""
    for place in sorted(folder.rglob("*"), reverse=True):  # the deepest first
        name = PurePosixPath(place.relative_to(folder))
        said = said.replace(str(PureWindowsPath(name)).encode(), str(name).encode())
    return said


def _differences(linux: Result, windows: Result) -> Iterator[str]:
    if linux.status != windows.status:
        yield f"status ({linux.status}, {windows.status})"
    if linux.out != windows.out:
        yield f"stdout ({first_difference(linux.out, windows.out)})"
    if linux.err != windows.err:
        yield f"stderr ({first_difference(linux.err, windows.err)})"


def first_difference(one: bytes, other: bytes) -> str:
    """The first two lines that differ, or the first that only one side has."""
    lines = [data.decode("utf-8", "replace").splitlines(keepends=True) for data in (one, other)]
    for pair in zip(*lines, strict=False):
        if pair[0] != pair[1]:
            return f"{pair[0]!r}, {pair[1]!r}"
    common, more = sorted(lines, key=len)
    further = f", {more[len(common)]!r}" if len(more) > len(common) else ""
    return f"{len(lines[0])} lines, {len(lines[1])}{further}"


def _different_files(linux: Path, windows: Path) -> Iterator[str]:
    names = {path.relative_to(side) for side in (linux, windows) for path in side.rglob("*")}
    for name in sorted(names):
        one, other = linux / name, windows / name
        if one.is_dir() and other.is_dir():
            continue
        if not (one.is_file() and other.is_file()):
            yield f"only on one side: {name}"
        elif one.read_bytes() != other.read_bytes():
            yield f"file differs: {name}"
