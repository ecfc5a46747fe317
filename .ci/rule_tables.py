"""Write the tables of the rules of 点検 into the manual and docs/sources.md, from the registry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pia_desktop.checks import RULES
from pia_desktop.checks.registry import Rule

ROOT = Path(__file__).resolve().parents[1]
# What the table stands between: the manual is made into a PDF, which knows no comments.
COMMENTS = ("<!-- rules -->\n", "<!-- end of rules -->\n")
CHAPTER = ("## 規則の一覧\n\n", "\n次の章")


def manual_row(rule: Rule) -> str:
    """A row for a clerk: title, severity, what it looks at, code."""
    return f"| {rule.title} | {rule.severity.word} | {rule.looks_at} | `{rule.code}` |"


def source_row(rule: Rule) -> str:
    """A row for whoever asks where a rule comes from."""
    return f"| `{rule.code}` | {rule.title} | {rule.source} | {rule.sureness.value} |"


TABLES: dict[Path, tuple[tuple[str, str], str, Callable[[Rule], str]]] = {
    ROOT / "docs" / "manual" / "13-点検する.md": (
        CHAPTER,
        "| 規則 | 重さ | 見るところ | コード |\n|---|---|---|---|\n",
        manual_row,
    ),
    ROOT / "docs" / "sources.md": (
        COMMENTS,
        "| rule | what | source | how sure |\n|---|---|---|---|\n",
        source_row,
    ),
}


def filled(path: Path) -> str:
    """The file's text with today's table between its marks."""
    (begin, end), head, row = TABLES[path]
    before, _, rest = path.read_text("utf-8").partition(begin)
    _, _, after = rest.partition(end)
    rows = "".join(f"{row(rule)}\n" for rule in RULES.values())
    return f"{before}{begin}{head}{rows}{end}{after}"


if __name__ == "__main__":
    for each in TABLES:
        each.write_text(filled(each), "utf-8")
