"""The limits stand in one place; the document for administrators says the same."""

from __future__ import annotations

import json
import re

from pia_desktop.files import limits
from tests.fuzz.cases import Case
from tests.fuzz.runner import READ, run
from tests.locations import ROOT

ROW = re.compile(r"^\|[^|]+\| ([\d,]+) \| `(\w+)` \|$", re.MULTILINE)


def test_the_document_lists_every_limit() -> None:
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    written = {name: int(number.replace(",", "")) for number, name in ROW.findall(text)}
    assert written == {name: getattr(limits, name) for name in dir(limits) if name.isupper()}


def test_the_longest_published_assessments_are_far_below() -> None:
    """20,000 characters in each long text, 500 changes, 69 provisions, three files."""
    text = "特定個人情報を取り扱う事務の内容、" * 1_177
    assert len(text) > 20_000
    file = {
        "name": "試験ファイル",
        "remarks": text,
        "records": text,
        "provisions": [{"name": "提供先", "legal_basis": text[:500]}] * 69,
    }
    answers = {
        "form": "様式4",
        "edition": "令和7年5月",
        "business": {"content": text},
        "files": [file] * 3,
        "changes": [{"before": text[:2_000], "after": text[:2_000]}] * 500,
    }
    data = json.dumps(answers, ensure_ascii=False).encode()
    call = ("from-json", "回答.json", "出力.pia")
    again = (("check", "出力.pia"), ("fill", "出力.pia", "回答.json"), ("dump", "出力.pia"))
    verdict = run(Case(call, {"回答.json": data}, ("出力.pia",), again))
    assert verdict.kind == READ, verdict.why
