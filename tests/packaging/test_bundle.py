"""The bundle that `make bundle` has left in dist/, unpacked where there is nothing else: no Python,
no fonts, no network. `make bundle` runs this at its end.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import pytest

from kit.bundle import archive_name
from kit.contents import NAME, ROOT, data_files
from kit.freshness import is_fresh
from kit.locks import locked
from kit.offline import LOCK
from tests.packaging.bare_root import PROGRAM, BareRoot, can_enter

ARCHIVE = ROOT / "dist" / archive_name()
MOST_MEGABYTES = 150
# What is linked to Qt's core, GUI and widgets, to printing, to the icons and to X11.
QT = {"Core", "Gui", "Widgets", "PrintSupport", "Svg", "DBus", "XcbQpa"}

pytestmark = pytest.mark.skipif(
    not is_fresh(ARCHIVE), reason="make bundle has not been run here since the last change"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> BareRoot:
    """The bundle as somebody gets it, unpacked in a place that has nothing else."""
    if not can_enter():
        pytest.skip("this machine makes no namespaces for a user")
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(tmp_path_factory.mktemp("unpacked"), filter="data")
    bare = BareRoot(tmp_path_factory.mktemp("root"))
    bare.fill(next(tmp_path_factory.getbasetemp().glob("unpacked*")) / NAME)
    return bare


@pytest.fixture(scope="module")
def bundle(root: BareRoot) -> Path:
    """The bundle's folder, seen from here."""
    return root.folder / PROGRAM.relative_to("/")


def run_source(*arguments: str, folder: Path) -> str:
    """The same verb in the source tree."""
    environ = {**os.environ, "PIA_DESKTOP_DATA": str(folder / "data")}
    command = [sys.executable, "-m", "pia_desktop", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_the_place_is_bare(root: BareRoot) -> None:
    around = [path for path in root.folder.rglob("*") if PROGRAM.name not in path.parts]
    names = [path.name.lower() for path in around]
    assert not [name for name in names if name.endswith((".ttf", ".otf", ".py"))]
    assert not [name for name in names if name.startswith(("python", "fonts"))]
    assert root.network() == ["lo"]


def test_writes_what_the_source_tree_writes(root: BareRoot, tmp_path: Path) -> None:
    for form in ("youshiki3", "youshiki4"):
        sample = f"resources/sample/{form}.json"
        root.run("from-json", str(PROGRAM / sample), f"/desk/{form}.pia")
        outputs = ["--xlsx", f"/desk/{form}.xlsx", "--pdf", f"/desk/{form}.pdf"]
        root.run("export", f"/desk/{form}.pia", *outputs, "--approval", "課長,係長")

        ours = tmp_path / form
        run_source("from-json", str(ROOT / sample), f"{ours}.pia", folder=tmp_path)
        outputs = ["--xlsx", f"{ours}.xlsx", "--pdf", f"{ours}.pdf"]
        approval = ["--approval", "課長,係長"]
        run_source("export", f"{ours}.pia", *outputs, *approval, folder=tmp_path)

        for ending in ("pia", "xlsx", "pdf"):
            made = (root.folder / "desk" / f"{form}.{ending}").read_bytes()
            assert made == Path(f"{ours}.{ending}").read_bytes(), f"{form}.{ending}"


def test_knows_what_the_source_tree_knows(root: BareRoot, tmp_path: Path) -> None:
    assert root.run("forms") == run_source("forms", folder=tmp_path)
    items = ("items", "youshiki4-2025-05")
    assert root.run(*items) == run_source(*items, folder=tmp_path)


def test_opens_its_window(root: BareRoot) -> None:
    sample = str(PROGRAM / "resources" / "sample" / "youshiki4.json")
    root.run("from-json", sample, "/desk/open.pia")
    # No rule makes the platform without a screen quieter.
    environ = {"QT_QPA_PLATFORM": "offscreen", "PIA_DESKTOP_DATA": "/desk/data"}
    settings = root.folder / "desk" / "data" / "settings.json"
    process = root.start(["/desk/open.pia"], **environ)
    try:
        # The file is remembered by the event loop, once the window is shown.
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until and not settings.exists():
            time.sleep(0.05)
        assert process.poll() is None, process.communicate()[1]
        assert json.loads(settings.read_text("utf-8"))["recent"] == ["/desk/open.pia"]
    finally:
        process.kill()
        complaints = process.communicate()[1]
    assert "Traceback" not in complaints
    assert "could not" not in complaints.lower()


def test_holds_every_file_of_the_program(bundle: Path) -> None:
    for path in data_files():
        assert (bundle / path).read_bytes() == (ROOT / path).read_bytes(), path


def test_holds_no_part_of_qt_that_goes_unused(bundle: Path) -> None:
    libraries = {path.name for path in bundle.rglob("libQt6*.so*")}
    assert {name.removeprefix("libQt6").partition(".")[0] for name in libraries} == QT
    modules = {path.name.partition(".")[0] for path in (bundle / "PySide6").glob("Qt*.so")}
    assert modules <= {f"Qt{name}" for name in QT}
    assert [path.name for path in bundle.rglob("*.qm")] == ["qtbase_ja.qm"]  # Qt's own words
    assert not list(bundle.rglob("libssl*")) + list(bundle.rglob("_ssl*"))


def test_is_no_larger_than_promised(bundle: Path) -> None:
    size = sum(path.lstat().st_size for path in bundle.rglob("*") if path.is_file()) / 1e6
    assert size < MOST_MEGABYTES


def test_brings_its_licences(bundle: Path) -> None:
    folders = {path.name for path in (bundle / "licences").iterdir() if path.is_dir()}
    assert folders >= {"pia-desktop", *locked(LOCK)}
