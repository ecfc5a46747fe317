"""What an administrator has laid down in a file beside the program, for everybody who uses it."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

from pia_desktop.errors import FileError

POLICY_FILE = "policy.toml"
_DATA = "data"
_VARIABLE = re.compile(r"%([^%]+)%")
_MAX_BYTES = 65_536


@cache
def decreed_data_dir(policy: Path) -> Path | None:
    """The folder that the policy names for a user's data, None without a policy or a word on it.

    FileError if it can't be read as what it should be: work must not go to another place than was
    laid down. Read once: a change holds from the next start on.
    """
    text = _read(policy)
    if text is None:
        return None
    import tomllib

    try:
        facts = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _fault(policy, f"書き方に誤りがあります（{error}）。") from error
    unknown = sorted(facts.keys() - {_DATA})
    if unknown:
        raise _fault(policy, f"「{unknown[0]}」という設定はありません。")
    value = facts.get(_DATA)
    return None if value is None else _folder(policy, value)


def _folder(policy: Path, value: object) -> Path:
    if not isinstance(value, str):
        raise _fault(policy, f"「{_DATA}」には、フォルダーの場所を書きます。")
    for name in _VARIABLE.findall(value):
        if name not in os.environ:
            raise _fault(policy, f"「{_DATA}」の変数「%{name}%」が、このパソコンにありません。")
    folder = Path(_VARIABLE.sub(lambda match: os.environ[match[1]], value))
    if not folder.is_absolute():
        raise _fault(policy, f"「{_DATA}」には、ドライブかサーバーから始まる場所を書きます。")
    return folder


def _read(policy: Path) -> str | None:
    try:
        with policy.open("rb") as stream:
            return stream.read(_MAX_BYTES).decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _fault(policy, "開けません。") from error
    except UnicodeDecodeError as error:
        raise _fault(policy, "文字コードがUTF-8ではありません。") from error


def _fault(policy: Path, message: str) -> FileError:
    return FileError(
        f"管理者の設定ファイルに問題があります：{message}",
        "情報システムの担当者に知らせてください。",
        file=policy,
    )
