"""Reading a lock file: which package in which version, and the hashes of its files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^ \\;]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True)
class Locked:
    """One package of a lock; `hashes` are the SHA-256 of its files for every system."""

    name: str
    version: str
    hashes: frozenset[str]


def locked(lock: Path) -> dict[str, Locked]:
    """The lock's packages by their normalized names."""
    by_name: dict[str, Locked] = {}
    for entry in lock.read_text("utf-8").replace("\\\n", "").splitlines():
        head = _PACKAGE.match(entry)
        if head:
            name = normalized(head[1])
            by_name[name] = Locked(name, head[2], frozenset(_HASH.findall(entry)))
    return by_name


def normalized(name: str) -> str:
    """A package's name as every tool compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
