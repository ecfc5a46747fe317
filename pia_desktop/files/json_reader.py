"""Reading a file and the JSON in it, up to a limit."""

from __future__ import annotations

import json
import stat
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any

from pia_desktop.errors import FileError
from pia_desktop.files import limits


def read_file(path: Path, most: int) -> bytes:
    """A file's bytes, or FileError where it can't be read or has more of them than `most`.

    Only files: a device or a pipe would be read for ever.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise FileError("ファイルではありません。", "ファイルを選んでください。", file=path)
        data = b""
        if about.st_size <= most:
            with path.open("rb") as stream:
                data = stream.read(about.st_size + 1)  # so much memory is taken at once
    except OSError as error:
        from pia_desktop.files.system_failure import read_failure

        raise read_failure(path, error) from error
    except ValueError as error:  # a name with a NUL
        raise FileError(
            "ファイルを開けません（名前に使えない文字があります）。",
            "ファイルの名前を確かめてください。",
            file=path,
        ) from error
    if max(len(data), about.st_size) > most:
        raise FileError(
            f"ファイルが大きすぎます（{most // 1_000_000}MBまで）。",
            "正しいファイルかを確かめてください。",
            file=path,
        )
    return data


def read_json(path: Path) -> Any:
    """Parsed JSON, or FileError."""
    return parse_json(read_file(path, limits.JSON_BYTES), path)


def parse_json(data: bytes, path: Path) -> Any:
    """Parsed JSON without the numbers and repeated keys that would be read two ways, or
    FileError.
    """
    if exceeds_limits(data):
        raise FileError(
            "JSONの値の数か長さが多すぎます。", "正しいファイルかを確かめてください。", file=path
        )
    try:
        parsed = json.loads(
            data.removeprefix(BOM_UTF8).decode(),
            parse_constant=_no_constant,
            object_pairs_hook=_no_repeats,
        )
    except _ReadTwoWaysError as error:
        raise FileError(
            str(error), "値を一つだけ、文字列か整数で書いてください。", file=path
        ) from None
    except (ValueError, RecursionError) as error:
        raise FileError(
            "JSONとして読めません。",
            "ファイルが壊れていないか、文字コードがUTF-8かを確かめてください。",
            file=path,
        ) from error
    if _deeper(parsed, limits.JSON_DEPTH):
        raise FileError(
            "JSONの入れ子が深すぎます。", "正しいファイルかを確かめてください。", file=path
        )
    return parsed


def exceeds_limits(data: bytes) -> bool:
    """Whether JSON is longer than what is read. Commas in texts count too: they are few."""
    if len(data) <= limits.JSON_VALUES:  # not even with a value a byte
        return False
    values = data.count(b"{") + data.count(b"[") + data.count(b",")
    return len(data) > limits.JSON_BYTES or values > limits.JSON_VALUES


def _deeper(value: Any, levels: int) -> bool:
    """Whether lists and objects stand more than so many levels deep in each other."""
    layer = [value]
    for _ in range(levels):
        layer = [inner for node in layer for inner in _inside(node)]
    return bool(layer)


def _inside(node: Any) -> list[Any]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [value for value in inner if isinstance(value, dict | list)]


class _ReadTwoWaysError(ValueError):
    """JSON that another program would read differently."""


def _no_constant(name: str) -> Any:
    raise _ReadTwoWaysError(f"数ではない値 {name} が入っています。")


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in pairs:
        if key in out:
            raise _ReadTwoWaysError(f"同じキー「{key[:40]}」が二度書かれています。")
        out[key] = value
    return out
