"""The rows of 変更箇所 that the program wrote, as long as no person has taken them over."""

from __future__ import annotations

from typing import Any, NamedTuple

from pia_desktop.forms.values import ValueFault, clean_text

TableRow = dict[str, str]

# The item that is the table of 変更箇所, in every form.
TABLE = "changes"


class GeneratedRow(NamedTuple):
    """One row that was written from a comparison with the published state `since`. Where the table
    holds this very row, it waits to be accepted; an edited row is the person's own.
    """

    since: int
    row: TableRow


def generated_list(rows: list[GeneratedRow]) -> list[dict[str, Any]]:
    """What `read_generated` reads."""
    return [row._asdict() for row in rows]


def read_generated(listed: Any) -> list[GeneratedRow]:
    """The rows out of parsed JSON; ValueFault for anything else."""
    if not isinstance(listed, list):
        raise _fault()
    return [_read(entry) for entry in listed]


def _read(entry: Any) -> GeneratedRow:
    if not isinstance(entry, dict) or set(entry) != {"since", "row"}:
        raise _fault()
    since, row = entry["since"], entry["row"]
    if type(since) is not int or since < 1 or not isinstance(row, dict):
        raise _fault()
    if not all(isinstance(word, str) for pair in row.items() for word in pair):
        raise _fault()
    return GeneratedRow(since, {key: clean_text(text) for key, text in row.items()})


def _fault() -> ValueFault:
    return ValueFault(
        "作成した変更箇所の書き方が違います。", "控えか、元のファイルを使ってください。"
    )
