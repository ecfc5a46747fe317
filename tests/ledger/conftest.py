"""A folder with a few made-up assessments, and data of the test's own."""

from pathlib import Path

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
