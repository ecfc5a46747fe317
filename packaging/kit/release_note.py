"""The release note: what CHANGELOG.md says of this version."""

from __future__ import annotations

import re
from pathlib import Path

from kit.contents import NAME, ROOT, VERSION

CHANGELOG = ROOT / "CHANGELOG.md"
_UNRELEASED = "Unreleased"


def release_note(version: str = VERSION, changelog: Path = CHANGELOG) -> str:
    """The version's section; before it is released, the one of what is not yet released."""
    sections = _sections(changelog.read_text("utf-8"))
    body = sections.get(version) or sections.get(_UNRELEASED)
    if body is None:
        raise ValueError(f"{changelog.name} has no section for {version}")
    return f"# {NAME} {version}\n\n{body.strip()}\n"


def _sections(text: str) -> dict[str, str]:
    """The text below each heading `## [version]`."""
    parts = re.split(r"^## \[([^]]+)\].*\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))
