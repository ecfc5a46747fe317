"""Clocks that are wrong, a time zone that changes, and a locale that isn't UTF-8: the same files
come out, and nothing is lost.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from pia_desktop.assessment import new_assessment
from pia_desktop.assessment.autosave import SideFile, WorkOrigin, find_unsaved_work
from pia_desktop.assessment.document import Document
from pia_desktop.files.lock_file import lock_path_of
from pia_desktop.forms import load_form_by_id
from tests.acceptance.conftest import Call
from tests.effort import LONGEST_CALL_S
from tests.locations import ROOT
from tests.strategies import PNG

FORM = "youshiki3-2025-05"

# A PC whose battery is empty, and one whose year was mistyped. A zip knows the years 1980 to 2107.
CLOCKS = ("1975-06-01 12:00:00", "2120-06-01 12:00:00")

VERBS = (
    "from-json 回答.json 評価書.pia",
    "publish 評価書.pia --date 令和8年4月1日",
    "review 評価書.pia --date 令和8年10月1日",
    "check 評価書.pia",
    "export 評価書.pia --xlsx 評価書.xlsx --pdf 評価書.pdf",
    "import 評価書.xlsx 取込.pia",
    "export 評価書.pia --xlsx ひな形.xlsx --template 評価書.xlsx",
    "ledger . --xlsx 台帳.xlsx",
)
WRITTEN = ("評価書.pia", "評価書.xlsx", "評価書.pdf", "取込.pia", "ひな形.xlsx")

# Python's own clock put to another day, where there is no libfaketime to put the system's.
PUT = textwrap.dedent(
    """
    import sys, time
    when = sys.argv[1]
    if when:
        import datetime
        shift = datetime.datetime.fromisoformat(when).timestamp() - time.time()
        real, local, utc = time.time, time.localtime, time.gmtime
        time.time = lambda: real() + shift
        time.time_ns = lambda: int(time.time() * 1e9)
        time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
        time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)

        class Moments(type):
            def __instancecheck__(cls, value):
                return isinstance(value, cls.__mro__[1])

        class Moment(datetime.datetime, metaclass=Moments):
            @classmethod
            def now(cls, tz=None):
                return cls.fromtimestamp(time.time(), tz)

            @classmethod
            def today(cls):
                return cls.now()

        class Day(datetime.date, metaclass=Moments):
            @classmethod
            def today(cls):
                return cls.fromtimestamp(time.time())

        datetime.datetime, datetime.date = Moment, Day
    from pia_desktop.cli.main import main
    for verb in sys.argv[2:]:
        status = main(verb.split())
        assert status in (0, 1), (verb, status)
    """
)


def written(folder: Path, when: str, *before: str) -> dict[str, bytes]:
    """What the verbs write in this folder with the clock at this time, each file's bytes."""
    folder.mkdir()
    form = load_form_by_id(FORM)
    answers = {
        "form": form.form,
        "edition": form.edition,
        "cover": {"name": "時計の評価書"},
        "files": [{"name": "台帳"}],
    }
    (folder / "回答.json").write_text(json.dumps(answers), "utf-8")
    (folder / "図.png").write_bytes(PNG)
    done = subprocess.run(
        [*before, sys.executable, "-c", PUT, "" if before else when, *VERBS],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PIA_DESKTOP_DATA": str(folder / "data"),
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        },
        capture_output=True,
        timeout=LONGEST_CALL_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return {name: (folder / name).read_bytes() for name in WRITTEN}


@pytest.mark.slow
def test_the_same_files_come_out_whatever_the_clock_says(tmp_path: Path) -> None:
    faketime = shutil.which("faketime")
    one, other = (
        written(tmp_path / when[:4], when, *((faketime, when) if faketime else ()))
        for when in CLOCKS
    )
    assert one == other


@pytest.fixture
def zone() -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("a process keeps its time zone here")
    before = os.environ.get("TZ")
    yield
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("zone")
def test_a_time_zone_that_changes_is_no_change_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIA_DESKTOP_DATA", str(tmp_path / "data"))
    path = tmp_path / "評価書.pia"
    document = Document(new_assessment(FORM))
    side = SideFile()
    moments: list[datetime] = []
    for zone in ("Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati", "UTC"):
        os.environ["TZ"] = zone
        time.tzset()
        document.set("cover.name", zone)
        if document.path is None:
            document.lock.begin(None)
            document.save_as(path)
        else:
            document.save()  # refused if the file, or the lock, seemed to be another's
        assert document.lock.file_lock is not None
        assert document.lock.file_lock.beat() is None
        side.write(document.assessment, WorkOrigin(document.path, document.digest))
        side.leave()
        (work,) = find_unsaved_work()
        moments.append(work.when)
    assert moments == sorted(moments)
    assert (moments[-1] - moments[0]).total_seconds() < LONGEST_CALL_S
    document.lock.end()
    assert not lock_path_of(path).exists()


@pytest.fixture(scope="session")
def shift_jis(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The locale ja_JP.SJIS, made for this run."""
    folder = tmp_path_factory.mktemp("locales")
    making = ["localedef", "--no-warnings=ascii", "-f", "SHIFT_JIS", "-i", "ja_JP"]
    if shutil.which("localedef") is None:
        pytest.skip("no localedef to make the locale ja_JP.SJIS with")
    made = subprocess.run([*making, str(folder / "ja_JP.SJIS")], capture_output=True, check=False)
    if not (folder / "ja_JP.SJIS").is_dir():
        pytest.skip(f"the locale ja_JP.SJIS can't be made: {made.stderr.decode().strip()}")
    return {"LOCPATH": str(folder), "LC_ALL": "ja_JP.SJIS", "PYTHONUTF8": "0"}


@pytest.mark.slow
def test_a_shift_jis_locale_changes_neither_names_nor_words(
    pia: Call, shift_jis: dict[str, str]
) -> None:
    encoding = subprocess.run(
        [sys.executable, "-c", "import sys; print(sys.getfilesystemencoding())"],
        env={**os.environ, **shift_jis},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert encoding == "shift_jis"
    work = Path.cwd()
    name = "𠮷野家①～− 👪.pia"
    assert pia("new", FORM, name, **shift_jis).status == 0
    (work / "回答.json").write_text('{"cover": {"name": "𠮷野家～−"}}', "utf-8")
    done = pia("fill", name, "回答.json", **shift_jis)
    assert (done.status, done.err) == (0, "")
    done = pia("dump", name, **shift_jis)
    assert json.loads(done.out)["cover"]["name"] == "𠮷野家～−"
    done = pia("export", name, "--pdf", "評価書の出力.pdf", **shift_jis)
    assert (done.status, done.err) == (0, "")
    left = {name for name in os.listdir(work) if name != "回答.json"}
    assert left == {name, "評価書の出力.pdf"}
    done = pia("new", FORM, "ない/a.pia", **shift_jis)
    assert done.status == 2
    assert "フォルダーがありません" in done.err
