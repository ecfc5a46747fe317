"""Every regular expression of the program, how it is used, and texts that it may work long on."""

from __future__ import annotations

import ast
import importlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from pia_desktop.forms.terms import load_terms
from tests.locations import ROOT

PACKAGES = ("pia_desktop", "ui")
# Those that try the pattern at each place of the text, not at its beginning alone.
SEARCHES = {"search", "finditer", "findall", "sub", "subn", "split"}
_BEGINS = {"match", "fullmatch"}
_CLASSES = {codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " \n", codes.CATEGORY_WORD: "a"}


@dataclass
class UsedPattern:
    """A pattern, where it stands, and the methods that it is used with."""

    pattern: re.Pattern[Any]
    where: str
    methods: set[str] = field(default_factory=set)

    @property
    def searches(self) -> bool:
        """Whether it is tried at each place; also where nobody can tell."""
        return not self.methods or bool(self.methods & SEARCHES)

    def work(self, text: str) -> None:
        """Use it on a text, to the end."""
        given: Any = text if isinstance(self.pattern.pattern, str) else text.encode("utf-8")
        if self.searches:
            for _ in self.pattern.finditer(given):
                pass
        else:
            self.pattern.match(given)
            self.pattern.fullmatch(given)


def program_patterns() -> list[UsedPattern]:
    """Those that the modules hold, that stand in calls of `re`, and those of terms.yaml."""
    found: dict[tuple[Any, int], UsedPattern] = {}
    files = sorted(file for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
    trees = {file: ast.parse(file.read_text("utf-8")) for file in files}
    uses = {file: _uses([tree]) for file, tree in trees.items()}
    anywhere = _uses(trees.values())
    for file, tree in trees.items():
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
        if name.endswith("__main__"):
            continue
        module = importlib.import_module(name.removesuffix(".__init__"))
        for variable, value in list(vars(module).items()):
            for pattern in _inside(value):
                own = uses[file] if variable.startswith("_") else anywhere
                methods = own.get(variable, set()) if pattern is value else set()
                _note(found, pattern, f"{name}.{variable}", methods)
        for pattern, line, method in _inline(tree):
            if method != "compile":  # else the module holds it, or a function made it of another
                _note(found, pattern, f"{name}:{line}", {method})
    for term in _inside(load_terms()):
        _note(found, term, "terms.yaml", set())
    return list(found.values())


def _note(
    found: dict[tuple[Any, int], UsedPattern],
    pattern: re.Pattern[Any],
    where: str,
    methods: set[str],
) -> None:
    used = found.setdefault((pattern.pattern, pattern.flags), UsedPattern(pattern, where, methods))
    used.methods |= methods


def _uses(trees: Any) -> dict[str, set[str]]:
    """The methods of patterns that are called on each name."""
    out: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in SEARCHES | _BEGINS:
                if isinstance(node.value, ast.Name):
                    out.setdefault(node.value.id, set()).add(node.attr)
                elif isinstance(node.value, ast.Attribute):
                    out.setdefault(node.value.attr, set()).add(node.attr)
    return out


def _inline(tree: ast.Module) -> Iterator[tuple[re.Pattern[Any], int, str]]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        if of_re and node.args and isinstance(node.args[0], ast.Constant):
            yield re.compile(node.args[0].value), node.lineno, node.func.attr


def _inside(value: Any, depth: int = 5) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, list | tuple | set | frozenset | dict):
        inner = [*value, *value.values()] if isinstance(value, dict) else value
        for entry in inner:
            yield from _inside(entry, depth - 1)
    elif depth and type(value).__module__.startswith(PACKAGES) and hasattr(value, "__dict__"):
        for entry in vars(value).values():
            yield from _inside(entry, depth - 1)


def hostile_texts(pattern: re.Pattern[Any], length: int, *, pairs: int) -> Iterator[str]:
    """Texts of what the pattern looks for, over and over, that end so that it fails: each of its
    characters alone, and pairs of so many of them.
    """
    letters = sorted(_letters(parser.parse(pattern.pattern, pattern.flags)))
    for unit in (*letters[:12], "x", " ", "\n", "1", "あ"):
        yield unit * length + "\0"
    chosen = letters[:: max(1, len(letters) // max(pairs, 1))][:pairs]
    for one, other in itertools.permutations(chosen, 2):
        yield (one + other) * (length // 2) + "\0"


def _letters(tree: Any) -> set[str]:
    """A few characters that each part of a pattern takes."""
    out: set[str] = set()
    for code, value in tree:
        if code is codes.LITERAL:
            out.add(chr(value))
        elif code is codes.NOT_LITERAL:
            out |= {chr(value), "x"}
        elif code is codes.IN:
            out |= {letter for part in value for letter in _class_letters(*part)}
        else:
            out = out.union(*map(_letters, _parts(code, value)))
    return {letter for letter in out if not "\ud800" <= letter <= "\udfff"}


def _class_letters(kind: Any, given: Any) -> str:
    if kind is codes.LITERAL:
        return chr(given)
    if kind is codes.RANGE:
        return chr(given[0])
    return _CLASSES.get(given, "x") if kind is codes.CATEGORY else ""


def _parts(code: Any, value: Any) -> list[Any]:
    """The patterns within a part of one."""
    if code is codes.BRANCH:
        return list(value[1])
    if code is codes.ATOMIC_GROUP:
        return [value]
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return [value[2]]
    return [value[3]] if code is codes.SUBPATTERN else []
