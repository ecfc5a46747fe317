"""The steps in which a person changes the free table of a 別紙."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pia_desktop.assessment import grid_edits

TABLE = {"columns": ["No.", "提供先"], "rows": [["1", "町長"], ["2", "県知事"], ["3", "国"]]}


def table(columns: list[str], *rows: list[str]) -> dict[str, Any]:
    return {"columns": columns, "rows": list(rows)}


ONE, TWO, THREE = ["1", "町長"], ["2", "県知事"], ["3", "国"]
HEADS = ["No.", "提供先"]


# Each step with its arguments: what is changed while the tests are collected, no test has run.
@pytest.mark.parametrize(
    "step,arguments,expected",
    [
        (grid_edits.set_cell, (1, 1, "知事"), table(HEADS, ONE, ["2", "知事"], THREE)),
        (
            grid_edits.set_cell,
            (grid_edits.HEAD, 1, "相手"),
            table(["No.", "相手"], ONE, TWO, THREE),
        ),
        (grid_edits.insert_rows, (1,), table(HEADS, ONE, ["", ""], TWO, THREE)),
        (grid_edits.insert_rows, (3, 2), table(HEADS, ONE, TWO, THREE, ["", ""], ["", ""])),
        (grid_edits.remove_rows, (0, 1), table(HEADS, THREE)),
        (grid_edits.move_rows, (0, 0, 2), table(HEADS, TWO, THREE, ONE)),
        (grid_edits.move_rows, (1, 2, -1), table(HEADS, TWO, THREE, ONE)),
        (
            grid_edits.insert_column,
            (1, "根拠"),
            table(
                ["No.", "根拠", "提供先"], ["1", "", "町長"], ["2", "", "県知事"], ["3", "", "国"]
            ),
        ),
        (grid_edits.remove_columns, (0, 0), table(["提供先"], ["町長"], ["県知事"], ["国"])),
        (grid_edits.remove_columns, (0, 1), {}),
        (
            grid_edits.move_columns,
            (0, 0, 1),
            table(["提供先", "No."], ["町長", "1"], ["県知事", "2"], ["国", "3"]),
        ),
    ],
)
def test_a_step_gives_the_table_anew(
    step: Callable[..., dict[str, Any]], arguments: tuple[Any, ...], expected: dict[str, Any]
) -> None:
    assert step(TABLE, *arguments) == expected
    assert table(HEADS, ONE, TWO, THREE) == TABLE


def test_a_new_column_bears_the_number_of_its_place_unless_that_is_taken() -> None:
    assert grid_edits.free_column_name(TABLE) == "列3"
    assert grid_edits.free_column_name(table(["列2", "甲"])) == "列3"
    assert grid_edits.free_column_name(table(["列3", "甲"])) == "列4"
    assert grid_edits.free_column_name({}) == "列1"
