"""SECURITY.md names tests and decisions that exist."""

import re

from tests.locations import ROOT


def test_what_holds_a_promise_is_there() -> None:
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`((?:tests|\.ci|pia_desktop)/[\w./]+)`", page)
    named += re.findall(r"\]\((docs/[\w./-]+)\)", page)
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []
    promises = [line for line in page.splitlines() if line.count("|") == 4]
    rows = [row for row in promises if not row.startswith(("| promise", "|---"))]
    assert len(rows) > 15
    assert all("tests/" in row.split("|")[3] for row in rows)
