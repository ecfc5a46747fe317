"""Every verb of the command line in one process, as `sh -c "pia-desktop … && pia-desktop …"` would
run them: a watched process takes long to start. Prints what came of it as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pia_desktop.checks
from pia_desktop.cli.main import main

MKSTEMP = "tempfile.mkstemp"
FILLING = "export canary.pia --xlsx filled.xlsx --template a.xlsx --partly"
CALLS = (
    "forms",
    "items {form}",
    "new {form} new.pia",
    "from-json canary.json a.pia",
    "fill a.pia more.json",
    "dump canary.pia --figures figures",
    "check a.pia --json",
    "export canary.pia --xlsx a.xlsx --pdf a.pdf --approval 課長,係長",
    "import a.xlsx again.pia",
    "upgrade canary.pia {other} other.pia",
    "publish a.pia --date 令和7年9月1日",
    "confirm a.pia review-due cover.publication_date --note 公表を待つ",
    "rules --json",
    "versions a.pia",
    "compare canary.pia a.pia --xlsx c.xlsx --pdf c.pdf",
    "fill a.pia more.json",
    "changes a.pia --json",
    "review a.pia --date 令和8年8月1日",
    "diagram canary.pia d.svg",
    "ledger . --json",
    "ledger . --xlsx l.xlsx --pdf l.pdf",
    "replace . 青空市 青空町",
    "replace . 青空市 青空町 --apply --timing 形式",
    "phrases p.json --add 文例 --file a.pia --at business.content",
    "phrases p.json --update . --apply",
    "batch . --check all.xlsx",
    "submission canary.pia hand --approval 課長",
    "schedule 令和9年4月1日 --ics s.ics",
    "runs",
    "undo-run none",
    "dump nothing.pia",
    FILLING,
)

# What brings the network along when it is imported.
NETWORK = {
    "socket",
    "ssl",
    "http.client",
    "urllib.request",
    "ftplib",
    "smtplib",
    "asyncio",
    "xmlrpc",
    "PySide6.QtNetwork",
}


def run(form: str, word: str) -> dict[str, Any]:
    """The status of each call, and the network's modules that are loaded after it."""
    put: list[str] = []
    sys.addaudithook(lambda event, given: put.append(given[0]) if event == MKSTEMP else None)
    more = json.dumps({"cover": {"remarks": word}})
    Path("more.json").write_text(more, encoding="utf-8")
    other = form.replace("3", "4", 1) if "3" in form else form.replace("4", "3", 1)
    out: dict[str, Any] = {}
    for call in CALLS:
        status = main(call.format(form=form, other=other).split())
        out[call] = [status, sorted(NETWORK & set(sys.modules))]
    out["fault"] = _fault(word)
    out["temporary"] = sorted({str(Path(name).parent.resolve()) for name in put})
    return out


def _fault(word: str) -> int:
    """A fault of the program whose message holds an answer."""

    def check(_assessment: object, _today: object) -> None:
        raise RuntimeError(word) from OSError(5, word, word)

    pia_desktop.checks.check = check  # type: ignore[assignment]
    return main(["check", "a.pia"])


if __name__ == "__main__":
    told = json.dumps(run(sys.argv[1], sys.argv[2]))
    Path("told.json").write_text(told, encoding="utf-8")
