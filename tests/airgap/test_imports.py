"""No module of the program's own imports the network; the check that says so does see it."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.locations import ROOT


@pytest.fixture(scope="module")
def checks() -> ModuleType:
    spec = importlib.util.spec_from_file_location("checks", ROOT / ".ci" / "checks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / ".ci")  # it imports its neighbour
        spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "line",
    [
        "import socket",
        "import http.client",
        "def f():\n    from urllib import request",
        "from urllib.request import urlopen",
        "from PySide6 import QtCore, QtNetwork",
        "from PySide6.QtNetwork import QTcpSocket",
        "import importlib\nimportlib.import_module('ssl')",
    ],
)
def test_the_check_sees_an_import(checks: ModuleType, line: str) -> None:
    for place in ("ui/a.py", "pia_desktop/forms/a.py"):
        assert list(checks.check_network(Path(place), line))


def test_no_module_imports_the_network(checks: ModuleType) -> None:
    modules = [path for top in ("pia_desktop", "ui") for path in (ROOT / top).rglob("*.py")]
    assert len(modules) > 100
    for path in modules:
        found = checks.check_network(path.relative_to(ROOT), path.read_text("utf-8"))
        assert list(found) == []
