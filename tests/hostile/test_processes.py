"""The worst of the hostile files through processes of their own, with 1 GB of memory each."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from pia_desktop.files import limits
from tests.effort import LONGEST_CALL_S
from tests.fuzz.corpus import SMALL, members_of, packed
from tests.hostile.calls import BOOK, PIA
from tests.hostile.test_figures import files, png
from tests.locations import ROOT

SHEET = "xl/worksheets/sheet1.xml"

# Sets the limit where the system has one, then is the program.
START = """
import sys
if sys.platform != "win32":
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from pia_desktop.cli.main import main
sys.exit(main())
"""


def text_of_fifty_megabytes() -> dict[str, bytes]:
    text = "\U00020b9f".encode() + b"a" * (limits.JSON_BYTES - 100)
    return {"回答.json": b'{"cover": {"name": "' + text + b'"}}'}


def largest_picture() -> dict[str, bytes]:
    return files(png(10_000, 5_000), "図.png")


def large_workbook() -> dict[str, bytes]:
    parts = members_of(BOOK)
    row = "<row>" + '<c s="1"><v>1</v></c>' * 50 + "</row>"
    cells = row * 400
    deep = "<a>" * 100_000 + "</a>" * 100_000
    end = f"{cells}</sheetData>{deep}".encode()
    return {"去年.xlsx": packed({**parts, SHEET: parts[SHEET].replace(b"</sheetData>", end, 1)})}


def file_of_the_largest_size() -> dict[str, bytes]:
    members = members_of(PIA)
    picture = bytes(limits.PIA_UNPACKED_BYTES - 10**6)
    return {"評価書.pia": packed({**members, "figures/x.png": picture})}


@pytest.mark.parametrize(
    "call,made,status",
    [
        (("from-json", "回答.json", "出力.pia"), text_of_fifty_megabytes, 2),
        (("from-json", "回答.json", "出力.pia"), largest_picture, 0),
        (("import", "去年.xlsx", "出力.pia"), large_workbook, 0),
        (("dump", "評価書.pia"), file_of_the_largest_size, 2),
    ],
    ids=["text", "picture", "workbook", "file"],
)
def test_a_gigabyte_is_enough(
    call: tuple[str, ...],
    made: Callable[[], dict[str, bytes]],
    status: int,
    tmp_path: Path,
) -> None:
    work = tmp_path / "作業"
    work.mkdir()
    for name, data in made().items():
        (work / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", START, *call],
        cwd=work,
        capture_output=True,
        timeout=LONGEST_CALL_S,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PIA_DESKTOP_DATA": str(tmp_path / "data")},
    )
    said = done.stderr.decode("utf-8")
    assert done.returncode == status, said
    assert said.count("\n") == (1 if status == 2 else 0)
    assert "思わぬ誤り" not in said
    assert (work / "出力.pia").exists() == (status == 0)


def several_largest() -> dict[str, bytes]:
    """Pictures of 50 million pixels, of each kind."""
    wide, high = 10_000, 5_000
    jpeg = io.BytesIO()
    Image.new("RGB", (wide, high), (9, 80, 200)).save(jpeg, "JPEG")
    clear = zlib.compress((b"\0" + b"\x80" * wide * 4) * high, 1)
    made = {
        "色.png": png(wide, high, kind=2),
        "透.png": png(wide, high, pixels=clear, kind=6),
        "透2.png": png(wide, high, (b"tEXt", b"a\0b"), pixels=clear, kind=6),
        "写.jpg": jpeg.getvalue(),
        "写2.jpg": jpeg.getvalue() + b"\0",
    }
    figures = [{"file": name, "caption": ""} for name in made]
    answers = {**SMALL, "process": {"figures": figures}}
    return {"回答.json": json.dumps(answers).encode(), **made}


SHOW = """
import os, sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pia_desktop.cli.main import main
calls = ("from-json 回答.json 出力.pia", "export 出力.pia --xlsx 出力.xlsx --pdf 出力.pdf")
for call in calls:
    assert main(call.split()) == 0
from ui.app import application, open_window
from ui.printing.page_images import PAPER_DPI, PageImages
app = application()
window = open_window(Path("出力.pia"))
window.go_to("process.figures")
card = f"preview:process.figures[{sys.argv[1]}]"
button = None
while button is None or button.icon().isNull():
    QTest.qWait(20)
    button = window.findChild(QAbstractButton, card)
pages = PageImages(Path("出力.pdf").read_bytes())
for number in range(3, 7):
    pages.image(number, PAPER_DPI / 72)
status = Path("/proc/self/status").read_text("ascii")
peak = int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
print(f"at most {peak // 1000} MB")
assert peak < 1_000_000, peak
os._exit(0)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc")
def test_several_of_the_largest_pictures_at_once_stay_below_a_gigabyte(tmp_path: Path) -> None:
    """Taken in, exported, shown on the page and drawn for paper, all in one process."""
    made = several_largest()
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", SHOW, str(len(made) - 2)],
        cwd=tmp_path,
        capture_output=True,
        timeout=LONGEST_CALL_S,
        check=False,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PIA_DESKTOP_DATA": str(tmp_path / "data"),
            "QT_QPA_PLATFORM": "offscreen",
        },
    )
    assert done.returncode == 0, done.stderr.decode()
    print(done.stdout.decode().splitlines()[-1:])
