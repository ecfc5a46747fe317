"""A folder with a few made-up assessments, and data of the test's own."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from tests.ledger.municipality import Town, build_town


@pytest.fixture(autouse=True)
def own_data(backups: Path) -> Path:
    """Index, records and backups go to a folder of the test alone."""
    return backups


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Twelve assessments: three broken, one newer, one open on another PC."""
    return build_town(tmp_path / "共有 フォルダー", 12)


@pytest.fixture
def closed_folder(town: Town, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the town that the server lets nobody list; who runs the tests may list all."""
    closed = town.files[0].parent
    real = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path) == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    return closed
