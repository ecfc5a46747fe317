"""Measure every figure and print one table. Exit status 0 if all that were measured hold."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence

from tests.benchmarks import (
    bundle,
    checks,
    comparison,
    diagram,
    excel,
    file_save,
    form_definitions,
    ledger,
    pdf,
    startup,
    workbook_import,
)
from tests.benchmarks.runner import Row
from tests.benchmarks.subject import make_subject

HEAD = ("figure", "value", "baseline", "its value", "ratio", "goal", "held")
HELD = {True: "yes", False: "NO", None: "-"}


def main() -> int:
    """Measure, print, judge."""
    rows: list[Row] = []
    with make_subject() as subject:
        print(f"Measured on {subject.answers.name}")
        for module in (
            form_definitions, file_save, checks, excel, workbook_import, pdf, diagram, comparison,
            startup, bundle, ledger,
        ):  # fmt: skip
            rows += module.rows(subject)
        from tests.benchmarks import window  # Qt would weigh on what is measured before

        rows += window.rows(subject)
    print(_table(rows))
    return 1 if any(row.held is False for row in rows) else 0


def _table(rows: Sequence[Row]) -> str:
    lines = [HEAD, tuple("-" * len(name) for name in HEAD)]
    for row in rows:
        measured = (row.value, row.baseline, row.baseline_value, row.ratio)
        lines.append((row.figure, *measured, row.goal, HELD[row.held]))
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _width(text: str) -> int:
    """How many columns a console needs: a full-width letter takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


if __name__ == "__main__":
    sys.exit(main())
