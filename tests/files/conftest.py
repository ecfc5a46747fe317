"""Tests that write files keep the backups to themselves."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_backups(backups: Path) -> None:
    """Every test here may save."""
