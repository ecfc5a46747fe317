"""A kit that is built once for the tests that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit import offline
from kit.contents import ROOT
from tests.packaging.small_wheels import Store, make_store

SETUP = ROOT / "packaging" / "windows" / "setup"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """What stands for the package index."""
    return make_store(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="session")
def kit(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole kit but for the wheels, which are small ones; not to be changed."""
    return offline.build(tmp_path_factory.mktemp("dist"), store.parts())


@pytest.fixture
def setup_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The modules that run on the Windows PC can be imported by their plain names."""
    monkeypatch.syspath_prepend(str(SETUP))
