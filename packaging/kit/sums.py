"""SHA256SUMS, which `sha256sum -c`, the kit's own setup and `certutil -hashfile` can check."""

from __future__ import annotations

import hashlib
from pathlib import Path

FILE = "SHA256SUMS"


_SLIP = """\
{name} の配布票

このキットの SHA256SUMS の SHA-256 は、次の値です。
キットとは別の経路（印刷した紙、署名した文書など）で渡してください。

{groups}

受け取った人は、キットのフォルダーで次のコマンドを実行し、同じ値が出ることを確かめてください。

certutil -hashfile SHA256SUMS SHA256
"""


def write_slip(kit: Path) -> Path:
    """Beside the kit, what goes another way than the kit: the digest of its sums, to be printed or
    signed. Whoever changes the kit can change its sums too.
    """
    digest = hashlib.sha256((kit / FILE).read_bytes()).hexdigest()
    groups = " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
    slip = kit.with_name(f"{kit.name}-digest.txt")
    slip.write_text(_SLIP.format(name=kit.name, groups=groups), "utf-8-sig", newline="\r\n")
    return slip


def write_sums(folder: Path, besides: tuple[str, ...] = ()) -> None:
    """One line for each file, but for those in the folders that somebody else fills."""
    lines = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        relative = path.relative_to(folder)
        if relative.parts[0] not in besides and relative.name != FILE:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            lines.append(f"{digest}  {relative.as_posix()}\n")
    (folder / FILE).write_text("".join(lines), "utf-8", newline="\n")
