"""The tables of the rules in the manual and in docs/sources.md are those of the registry."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from pia_desktop.checks import RULES
from tests.locations import ROOT


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TABLES = script("rule_tables").TABLES


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_the_table_is_fresh(path: Path) -> None:
    text = path.read_text("utf-8")
    assert script("rule_tables").filled(path) == text, "run `make rules`"
    assert all(f"`{code}`" in text for code in RULES)


def test_the_list_of_printable_characters_is_fresh() -> None:
    made = script("printable_characters")
    assert made.listed() == made.TARGET.read_text("ascii"), "run `make rules`"
