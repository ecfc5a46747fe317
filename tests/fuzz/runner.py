"""Running one case in this process, and judging what a person would see of it."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pia_desktop.cli.main import main
from pia_desktop.files.paths import DEBUG_ENV
from tests.fuzz.cases import Case

READ, REFUSED, BROKEN = "read", "refused", "broken"
_JAPANESE = re.compile("[ぁ-ん]")


@dataclass(frozen=True)
class Verdict:
    """What became of a case; `why` is the refusal, or what a person would have seen that broke."""

    kind: str
    why: str = ""


def run(case: Case) -> Verdict:
    """Run the case in a folder of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="pia-fuzz-") as place, _surroundings():
        folder = Path(place) / "外" / "中"
        folder.mkdir(parents=True)
        for name, data in case.files.items():
            (folder / name).write_bytes(data)
        os.chdir(folder)
        return _judged(case, folder)


def _judged(case: Case, folder: Path) -> Verdict:
    before = _state(folder.parent)
    status, said = _call(case.call)
    changed = {name for name, _ in before.items() ^ _state(folder.parent).items()}
    if status is None:
        return Verdict(BROKEN, said)
    if status == 2:
        fault = _fault_of_refusal(said) or (f"refused, but wrote {changed}" if changed else "")
        return Verdict(BROKEN, fault) if fault else Verdict(REFUSED, said)
    allowed = tuple(f"中/{name}" for name in case.writes)
    if said:
        return Verdict(BROKEN, f"read, but said {said!r}")
    if not all(name.startswith(allowed) for name in changed):
        return Verdict(BROKEN, f"wrote {changed}")
    for call in case.then:
        status, said = _call(call)
        if status not in (0, 1) or said:
            return Verdict(BROKEN, f"then {' '.join(call)}: {said}")
    return Verdict(READ)


def _fault_of_refusal(said: str) -> str:
    if said.count("\n") != 1 or not said.endswith("\n"):
        return f"not one line: {said!r}"
    if len(said) > 2_000:
        return f"a line of {len(said)} characters"
    if not _JAPANESE.search(said) or not said.rstrip("\n").isprintable():
        return f"no readable sentence: {said!r}"
    return ""


def _call(words: tuple[str, ...]) -> tuple[int | None, str]:
    """Exit status and stderr of one call, with what a library would print there; None and the
    traceback where there was one.
    """
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    try:
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            warnings.catch_warnings(record=True) as heard,
        ):
            warnings.simplefilter("always")
            status = main(words)
    except BaseException:  # whatever it is, a person would have seen it
        return None, traceback.format_exc()
    return status, "".join([_written(err), *(f"{warning.message}\n" for warning in heard)])


def _written(stream: io.TextIOWrapper) -> str:
    data = stream.buffer
    assert isinstance(data, io.BytesIO)
    return data.getvalue().decode("utf-8")


def _state(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@contextlib.contextmanager
def _surroundings() -> Iterator[None]:
    """Tracebacks shown, and the working folder as it was when all is done."""
    before, folder = dict(os.environ), Path.cwd()
    os.environ[DEBUG_ENV] = "1"
    try:
        yield
    finally:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(before)
        sys.stdout.flush()
