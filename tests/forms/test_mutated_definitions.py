"""A shipped definition with one thing changed: it loads, or its report names the line."""

from __future__ import annotations

import copy
import re
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pia_desktop.errors import DefinitionError
from pia_desktop.files.paths import forms_dir
from pia_desktop.forms.builder import build_form

EDITION = "youshiki3-2025-05.yaml"
FILES = ("shared.yaml", "youshiki3-2018-05.yaml", EDITION)

KeyPath = tuple[str | int, ...]


@lru_cache(maxsize=1)
def shipped() -> dict[str, Any]:
    return {name: yaml.safe_load((forms_dir() / name).read_text("utf-8")) for name in FILES}


def entries(content: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    """The path of every key and every entry of a list."""
    pairs = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in pairs:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from entries(value, (*path, key))


def written(content: Any) -> str:
    """One key or entry a line, so that a line is one place."""
    return yaml.dump(
        content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000
    )


def lines_of(text: str, path: KeyPath) -> range:
    """The lines at which a key or an entry of a list begins and ends."""
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    first = 1
    for key in path:
        if isinstance(node, yaml.MappingNode):
            key_node, node = next(pair for pair in node.value if pair[0].value == str(key))
            first = key_node.start_mark.line + 1
        else:
            node = node.value[key]
            first = node.start_mark.line + 1
    return range(first, max(first, node.end_mark.line) + 1)


def names_in(content: Any) -> set[str]:
    """Every key and every text: what another line may refer to."""
    if isinstance(content, dict):
        return {str(key) for key in content} | set().union(*map(names_in, content.values()), set())
    if isinstance(content, list):
        return set().union(*map(names_in, content), set())
    return {str(content)}


def lines_with(texts: dict[str, str], names: set[str]) -> set[str]:
    """Where any of these names stands, by itself or as the beginning of an id."""
    return {
        f"{file}:{number}"
        for file, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        for word in (line.strip(" -"), *re.split(r"[:\s'\"-]+", line.strip(" -")))
        if word in names or any(word.startswith(f"{name}.") for name in names)
    }


def mutate(data: st.DataObject, content: Any, path: KeyPath) -> tuple[Any, KeyPath, set[str]]:
    """The content with one thing changed, where, and the names that are gone."""
    content = copy.deepcopy(content)
    around = content
    for key in path[:-1]:
        around = around[key]
    key = path[-1]
    value = around[key]
    kind = data.draw(st.sampled_from(["drop", "rename", "double", "retype", "respell"]))
    if kind == "drop":
        del around[key]
        return content, path[:-1], names_in(value) | {str(key)}
    if kind == "rename" and isinstance(around, dict):
        pairs = [(f"{k}x" if k == key else k, v) for k, v in around.items()]
        around.clear()
        around.update(pairs)
        return content, (*path[:-1], f"{key}x"), names_in(value) | {str(key)}
    if kind == "double" and isinstance(around, list):
        around.insert(key + 1, copy.deepcopy(value))
        return content, (*path[:-1], key + 1), set()
    if kind == "double":
        pairs = [
            pair for k, v in around.items() for pair in ((k, v), (f"{k}x", v))[: 1 + (k == key)]
        ]
        around.clear()
        around.update(pairs)
        return content, (*path[:-1], f"{key}x"), set()
    if kind == "respell" and isinstance(value, str):
        around[key] = f"{value}x"
        return content, path, {value}
    around[key] = data.draw(st.sampled_from([None, True, 7, ["x"], {"x": "y"}]))
    return content, path, names_in(value)


# Each example reads three files of some 40 kB.
@settings(max_examples=settings().max_examples // 4)
@given(st.data())
def test_the_line_of_one_mutation_is_named_or_the_form_loads(data: st.DataObject) -> None:
    """Where a name is changed or dropped, the lines that refer to it are as good."""
    file = data.draw(st.sampled_from(FILES))
    path = data.draw(st.sampled_from(list(entries(shipped()[file]))))
    content, place, gone = mutate(data, shipped()[file], path)
    texts = {name: written(content if name == file else shipped()[name]) for name in FILES}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        files = {folder / name: text.encode() for name, text in texts.items()}
        try:
            build_form(folder / EDITION, files)
        except DefinitionError as error:
            faults = error.faults
        else:
            return
    lines = {*lines_of(texts[file], place), lines_of(texts[file], place[:-1])[0]}
    wanted = {f"{file}:{line}" for line in lines} | lines_with(texts, gone)
    for fault in faults:
        assert wanted & set(re.findall(r"[\w.-]+:\d+", fault)), (place, fault)
