"""The kit as it was made: every file has the SHA-256 that SHA256SUMS says."""

from __future__ import annotations

import hashlib
from pathlib import Path

from refusal import Refusal

SUMS = "SHA256SUMS"
_HEX = 64


def check_sums(kit: Path) -> None:
    """Refuse a kit with a file that is missing or was changed on its way."""
    for line in (kit / SUMS).read_text("utf-8").splitlines():
        wanted, name = line[:_HEX], line[_HEX + 2 :]
        path = kit / name
        if not path.is_file():
            raise Refusal(f"キットの「{name}」がありません。", "キットをもう一度写してください。")
        if _sum_of(path) != wanted:
            raise Refusal(
                f"キットの「{name}」が、作られたときと違います。",
                "キットをもう一度写してください。",
            )


def _sum_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
