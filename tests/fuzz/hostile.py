"""Values that have broken programs."""

from __future__ import annotations

from random import Random
from typing import Any

TEXTS = (
    "", " ", "\x00", "\x1b[2J", "\ud800", "\udfff\ud800", "\ufffe", "\u202egnp.exe", "\u2028",
    "a\nb\r\nc", "=cmd|'/c calc'!A1", "@SUM(1)", "+1", "-1",
    '=HYPERLINK("http://example.invalid")',
    "<b>&amp;", "]]>", "_x0000_", "_xD800_", "%s%n{0}", "../../x", "/etc/passwd", "C:\\x", "CON",
    "nul.png", "図.PNG", "か\u3099", "が", "𠮷", "👨‍👩‍👧", "\U000e0100",
    "9" * 5_000, "9" * 400, "元年99月99日", "NaN", "Infinity", "1e999", "-0", "null", "true",
    "(99999999999999999999)件", "システム99999999",
    "systems[999999999].name", "files[-1]", "files[" + "9" * 5_000 + "]", "[", "あ" * 30_000,
    "\n" * 5_000, "a" * 250_000,
)  # fmt: skip

NUMBERS = (
    0, -1, 1, 2, 255, 65_535, 1_048_577, 2**31, 2**32 - 1, 2**63, 10**30, 1.5, 1e308, -1e308,
    float("nan"), float("inf"),
)  # fmt: skip

NAMES = (
    "../x", "/x", "C:/x", "figures/../../x", "figures/", "figures/.x", "figures/con.png",
    "figures/図.PNG", "figures/a/b.png", "figures/a\\b.png", "figures/\udcff.png", "ANSWERS.json",
    "answers.json ", "versions/0002.pia", "versions/x/y.json", "xl/worksheets/sheet1.XML",
    "xl/vbaProject.bin", "x" * 60_000, "", "a\x00b", "figures/" + "長" * 80 + ".png",
)  # fmt: skip

REFERENCES = (
    "A1:XFD1048576", "A1", "ZZZZ1", "A0", "A99999999999", "B2:A1", "A:A", "1:1", "#REF!", "A1:",
    "Sheet!A1", "$A$1:$A$1048576", "",
)  # fmt: skip


def value(chance: Random) -> Any:
    """One hostile value of a JSON tree."""
    return chance.choice(
        (
            None, True, False, [], {}, [[]], {"": ""}, [None], {"a": {}}, _deep(40), _deep(900),
            chance.choice(NUMBERS), chance.choice(NUMBERS), text(chance), text(chance),
        )
    )  # fmt: skip


def text(chance: Random) -> str:
    """One hostile text; the long ones are rare, for each costs as much as a hundred others."""
    return chance.choice(TEXTS if chance.random() < 0.05 else TEXTS[:-3])


def _deep(levels: int) -> list[Any]:
    out: list[Any] = []
    for _ in range(levels):
        out = [out]
    return out
