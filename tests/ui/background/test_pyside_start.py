"""How PySide is imported: quickly from the second start on, and with everything that it can do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.locations import ROOT

# Prints which of PySide's own modules were compiled.
START = """
import builtins
asked, plain = [], builtins.compile
def watched(source, name, *others, **options):
    asked.append(str(name))
    return plain(source, name, *others, **options)
builtins.compile = watched
from ui.background.pyside_start import import_pyside
import_pyside()
assert builtins.compile is watched
import PySide6.QtWidgets
print(*(name for name in asked if name.startswith("shibokensupport/")))
"""
# Prints what PySide says of a call, right and wrong, for which it needs its own modules.
WORDS = """
from PySide6.QtCore import QPoint, Qt
from shibokensupport.signature import get_signature
print(get_signature(QPoint.transposed), Qt.Key.Key_A)
try:
    QPoint("a", 1)
except TypeError as error:
    print(error)
"""


def python(code: str, kept: Path, **environ: str) -> str:
    """What Python prints that keeps its bytecode in this folder."""
    around = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(kept)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=True, cwd=ROOT, env={**around, **environ},
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.strip()


def kept_file(folder: Path) -> Path:
    (found,) = folder.rglob("*.pyside")
    return found


def test_the_second_start_compiles_no_module_of_pyside(tmp_path: Path) -> None:
    assert "parser.py" in python(START, tmp_path)  # if not, PySide has them compiled by now
    assert python(START, tmp_path) == ""


@pytest.mark.parametrize("left", [0, 3, 1_000, -1])
def test_what_was_kept_and_is_damaged_is_made_anew(tmp_path: Path, left: int) -> None:
    python(START, tmp_path)
    file = kept_file(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    assert "parser.py" in python(START, tmp_path)
    assert python(START, tmp_path) == ""
    file.write_bytes(whole[:-9] + b"\0" * 9)
    assert "parser.py" in python(START, tmp_path)


def test_a_module_with_another_source_is_compiled_again(tmp_path: Path) -> None:
    keep = (
        "from ui.background import pyside_start as start\n"
        "from importlib.util import source_hash\n"
        "name = 'shibokensupport/signature/parser.py'\n"
        "path = start.Path(start.cache_from_source(start.__file__)).with_suffix('.pyside')\n"
        "old = compile('raise SystemExit(1)', name, 'exec')\n"
        "path.parent.mkdir(parents=True, exist_ok=True)\n"
        "start._keep(path, {name: (source_hash(b'another'), old)})\n"
    )
    python(keep, tmp_path)
    assert "parser.py" in python(START, tmp_path)
    assert python(START, tmp_path) == ""


def test_where_nothing_can_be_kept_it_is_imported_all_the_same(tmp_path: Path) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_bytes(b"")
    for _ in range(2):
        assert "parser.py" in python(START, no_folder)


def test_nothing_is_kept_where_bytecode_is_not_wanted(tmp_path: Path) -> None:
    python(START, tmp_path, PYTHONDONTWRITEBYTECODE="1")
    assert list(tmp_path.rglob("*")) == []


def test_signatures_and_refusals_are_as_pyside_says_them(tmp_path: Path) -> None:
    ours = "from ui.background.pyside_start import import_pyside\nimport_pyside()\n" + WORDS
    said = python(WORDS, tmp_path)
    assert "Supported signatures" in said
    assert python(ours, tmp_path) == python(ours, tmp_path) == said


def test_pyside_still_imports_what_writes_its_stub_files(tmp_path: Path) -> None:
    """Until this fails, the module must be left empty."""
    code = (
        "import PySide6.QtCore\n"
        "from shibokensupport.signature.lib import pyi_generator\n"
        "print(hasattr(pyi_generator, 'Formatter'))\n"
    )
    assert python(code, tmp_path) == "True"


def test_pyside_still_asks_what_each_module_is(tmp_path: Path) -> None:
    """Until this fails, Python must be given its own `import` back."""
    code = (
        "import PySide6.QtCore\n"
        "from shibokensupport import feature\n"
        "asked = []\n"
        "feature._mod_uses_pyside = lambda module: asked.append(module.__name__) or True\n"
        "import colorsys\n"
        "print(asked)\n"
    )
    assert "colorsys" in python(code, tmp_path)
