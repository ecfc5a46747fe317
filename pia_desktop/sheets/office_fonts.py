"""How wide and how high the fonts are in which an office shows the workbook.

The workbook is written for ＭＳ Ｐゴシック; elsewhere another font stands in for it. Neither can be
shipped and asked, so that characters are measured by their kind: kana, marks, digits and letters by
the mean of their kind, in texts of this sort of document. `tests/sheets/test_office_heights.py`
holds the result against a font with the same metrics.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

from pia_desktop.sheets.line_breaks import Advance, office_advance
from pia_desktop.sheets.text_metrics import Measure

# What a column may be narrower than meant where another font's digits are the unit of widths, and
# what a line may hold more than is counted.
_NARROWEST, _WIDEST = 0.92, 1.02

# Space above and below a text in points.
_PADDING = 1.0

# Kinds of characters: those of ＭＳ Ｐゴシック and those of what stands in for it. Everything else
# is a full square.
_OFFICE = {
    "hiragana": 0.91, "katakana": 0.88, "stop": 0.69, "bracket": 0.5, "wide": 0.75,
    "digit": 0.5, "capital": 0.65, "small": 0.5, "point": 0.19, "round": 0.32, "ascii": 0.5,
}  # fmt: skip
_STAND_IN = {
    "hiragana": 0.97, "katakana": 0.92, "stop": 0.65, "bracket": 0.5, "wide": 0.78,
    "digit": 0.64, "capital": 0.7, "small": 0.62, "point": 0.32, "round": 0.39, "ascii": 0.62,
}  # fmt: skip

# Lines of ＭＳ Ｐゴシック are so far apart in Excel, and those of what stands in for it elsewhere,
# as a share of the font's size.
_OFFICE_PITCH, _STAND_IN_PITCH = 1.2, 1.165


def office_measure(tallest: float) -> Measure:
    """Rows are as high as ＭＳ Ｐゴシック needs them and what stands in for it, in columns 8 %
    narrower than meant.
    """
    advance, other = _advance_by_kind(_OFFICE), _advance_by_kind(_STAND_IN)
    stand_in = Measure(other, office_advance, _STAND_IN_PITCH, _NARROWEST, padding=_PADDING)
    meant = (
        Measure(advance, advance, _OFFICE_PITCH, _WIDEST, padding=0.0),
        Measure(other, office_advance, _STAND_IN_PITCH, _WIDEST, padding=_PADDING),
    )
    return Measure(advance, advance, _OFFICE_PITCH, _NARROWEST, tallest, _PADDING, stand_in, meant)


def _advance_by_kind(shares: dict[str, float]) -> Advance:
    @lru_cache(maxsize=4096)
    def advance(char: str) -> float:
        if unicodedata.combining(char):
            return 0.0
        kind = next((kind for kind, has in _KINDS.items() if has(char)), None)
        return shares[kind] if kind is not None else 1.0

    return advance


_KINDS: dict[str, Callable[[str], bool]] = {
    "hiragana": lambda char: "ぁ" <= char <= "ゖ",
    "katakana": lambda char: "ァ" <= char <= "ヺ" or char == "ー",
    "stop": lambda char: char in "、。，．\u3000",
    "bracket": lambda char: char in "「」『』【】（）〔〕〈〉《》［］｛｝・：；",
    "wide": lambda char: "０" <= char <= "９" or "Ａ" <= char <= "Ｚ" or "ａ" <= char <= "ｚ",
    "digit": lambda char: "0" <= char <= "9",
    "capital": lambda char: "A" <= char <= "Z",
    "small": lambda char: "a" <= char <= "z",
    "point": lambda char: char in ",.",
    "round": lambda char: char in "()[] :;'!|",
    "ascii": lambda char: " " < char <= "~" or "｡" <= char <= "ﾟ",
}
