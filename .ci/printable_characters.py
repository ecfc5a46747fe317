"""Write which characters the PDF's fonts have, for 点検: resources/fonts/characters.txt."""

from __future__ import annotations

from pathlib import Path

from pia_desktop.files.font_files import printable_characters

TARGET = Path(__file__).resolve().parents[1] / "resources" / "fonts" / "characters.txt"


def listed() -> str:
    """A line for each run of characters, in hexadecimal: `3041-3096`."""
    lines = []
    codes = sorted(map(ord, printable_characters()))
    first = last = codes[0]
    for code in [*codes[1:], -1]:
        if code == last + 1:
            last = code
            continue
        lines.append(f"{first:04X}-{last:04X}" if last > first else f"{first:04X}")
        first = last = code
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(listed(), "ascii")
