"""What the manual quotes (「…」) is what the program says: menus, keys, buttons, messages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from PySide6.QtGui import QAction, QKeySequence

from pia_desktop.assessment.document import Document
from pia_desktop.files.paths import manual_dir
from tests.locations import ROOT
from tests.ui.test_commands import Open

CHAPTERS = sorted(manual_dir().glob("*.md"))
# What clerks and other offices write, and names that are put together of that.
EXAMPLES = {
    "abc", "ＡＢＣ", "平成30年12月", "[○] 紙　[ ] 専用線", "様式第３号", "新庁舎", "課長、係長",
    "ファイルの種類：システム用ファイル", "番号_評価書名_様式_提出用_日付",
    "(別紙1) 提供先No.81", "(別紙1) 提供先No. 番号の振り直し",
}  # fmt: skip
_BROKEN_LINE = re.compile(r"(?<=[^\x00-\x7f])\n *(?=[^\x00-\x7f])")
_PATH = re.compile(r"「([^「」]+)」→「([^「」]+)」")
_KEYS = re.compile(r"「([^「」]+)」（((?:Ctrl|Shift|Alt|F\d)[^、）]*)")


def text_of(name: str) -> str:
    """A chapter with its lines joined, and with the words alone of its links."""
    text = (manual_dir() / name).read_text("utf-8")
    return re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", _BROKEN_LINE.sub("", text))


def plain(text: str) -> str:
    """A text of the window without the letter that is pressed for it, and without dots."""
    return re.sub(r"\(&.\)|&", "", text).removesuffix("…")


@cache
def written_in_the_code() -> tuple[str, list[tuple[re.Pattern[str], int]]]:
    """All texts of the program and its forms; for each that has gaps a pattern, and how many
    characters stand between its gaps.
    """
    texts = [path.read_text("utf-8") for path in (ROOT / "templates").rglob("*.yaml")]
    patterns: list[tuple[re.Pattern[str], int]] = []
    for path in (*(ROOT / "ui").rglob("*.py"), *(ROOT / "pia_desktop").rglob("*.py")):
        source = path.read_text("utf-8")
        comments = set()
        for node in () if source.isascii() else ast.walk(ast.parse(source)):
            if isinstance(node, ast.Expr):
                comments.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                patterns += pattern_of(node)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts += [] if node in comments else [plain(node.value)]
    return "\n".join(texts), patterns


def pattern_of(node: ast.JoinedStr) -> Iterator[tuple[re.Pattern[str], int]]:
    """「…{count}件…」 as a pattern, if there are words in it."""
    parts = [plain(str(v.value)) if isinstance(v, ast.Constant) else "" for v in node.values]
    words = "".join(parts)
    if re.search(r"[ぁ-ヿ一-鿿]", words):
        yield re.compile("".join(re.escape(part) or ".{0,60}" for part in parts)), len(words)


def is_said(quoted: str) -> bool:
    """Whether the program has this text; a third of it at least where a text has gaps."""
    texts, patterns = written_in_the_code()
    wanted = plain(quoted).strip("（）")
    return all(part in texts for part in wanted.split("…")) or any(
        3 * count >= len(wanted) and pattern.fullmatch(plain(quoted)) for pattern, count in patterns
    )


@pytest.mark.slow
def test_what_the_manual_quotes_stands_in_the_program() -> None:
    texts = {path.name: text_of(path.name) for path in CHAPTERS}
    titles = {line.lstrip("# ") for text in texts.values() for line in text.splitlines()}
    known = EXAMPLES | titles
    assert [
        f"{name}: {quoted}"
        for name, text in texts.items()
        for quoted in re.findall("「([^「」]+)」", text)
        if quoted not in known and not is_said(quoted)
    ] == []


def test_a_button_that_there_never_was_is_noticed() -> None:
    assert is_said("この図にする")
    assert not is_said("この図をやめる")


def test_the_manual_names_menus_and_keys_as_they_are(open_window: Open, small: Document) -> None:
    window = open_window(small).window
    menus = {
        plain(menu.text()): {plain(entry.text()) for entry in menu.menu().actions()}  # type: ignore[attr-defined]
        for menu in window.menuBar().actions()
    }
    keys: dict[str, set[str]] = {}
    for action in window.findChildren(QAction):
        for name in (plain(action.text()), action.iconText()):
            keys.setdefault(name, set()).update(key.toString() for key in action.shortcuts())
    for path in CHAPTERS:
        text = text_of(path.name)
        for menu, entry in _PATH.findall(text):
            assert menu not in menus or entry in menus[menu], f"{path.name}: {menu} → {entry}"
        for name, key in _KEYS.findall(text):
            written = QKeySequence(key.strip()).toString()
            assert name not in keys or written in keys[name], f"{path.name}: {name} {key}"
