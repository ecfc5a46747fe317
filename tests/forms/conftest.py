"""A small definition that a test spoils, or asks for one condition."""

from pathlib import Path

import pytest

SMALL = """\
form: 様式3
name: 試験用
edition: 試験の版
title: 試験用の様式
options:
  yes_no:
    agreed: はい
    refused: いいえ
  colours:
    red: 赤
    other: その他( )
sections:
  - id: first
    title: Ⅰ 最初
    sheet: Ⅰ最初
    headings:
      - title: 1. 一つ目
        items:
          - {id: "a.line", kind: line, label: ①行}
          - {id: "a.choice", kind: choice, label: "②選択 ※", options: yes_no, important: true}
          - {id: "a.checks", kind: checks, label: ③複数, options: colours}
          - {id: "a.check", kind: check, label: 該当しない}
          - {id: "list[]", kind: repeat, label: "一覧{n}"}
          - {id: "list[].name", kind: line, label: "一覧{n}"}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The file of a small form without a fault; items are added by appending lines."""
    path = tmp_path / "youshiki3-small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path
