"""How briefly a proposal says things: in full as long as the page has room, then with short words,
then with more of a sort in one box.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pia_desktop.diagrams.short_names import LONGEST_NAME, folded
from pia_desktop.forms.diagram_value import LONGEST_WORDS

# What is short for 「ネットワークシステム」; a diagram that has it says so in its legend.
NETWORK_SHORT, NETWORK_LONG = "NWS", "ネットワークシステム"

_SHORT_MEANS = (
    (re.compile("情報提供ネットワーク"), f"情報提供{NETWORK_SHORT}"),
    (re.compile("住民基本台帳ネットワーク|住基ネット"), f"住基{NETWORK_SHORT}"),
    (re.compile("庁内連携システム"), "庁内連携"),
    (re.compile("eltax|地方税ポータル"), "eLTAX"),
    (re.compile("電子記録媒体"), "電子媒体"),
    (re.compile("マイナポータル|ぴったりサービス"), "マイナポータル"),
)
# Means in a municipality's own words that are longer stand as what the form calls them.
_LONGEST_MEANS = 7
_OTHER = "その他"
# An arrow names no more means than these, in no more characters.
_MOST_MEANS = 6
_LONGEST_LABEL = LONGEST_WORDS - 10


@dataclass(frozen=True)
class Brevity:
    """`short_means`: whether means are abbreviated; `most`: so many boxes of one sort stand in a
    diagram, the others are gathered in one; `longest_name`: longer names of boxes are cut at a
    clause.
    """

    short_means: bool = False
    most: int = 20
    longest_name: int = LONGEST_NAME

    def label(self, means: list[str]) -> str:
        """An arrow's means as its label, each once; of very many the first with 「など」."""
        words = list(dict.fromkeys(self._shortened(word) for word in means))
        kept = words[:_MOST_MEANS]
        while len("・".join(kept)) > _LONGEST_LABEL and len(kept) > 1:
            kept.pop()
        label = "・".join(kept)[:_LONGEST_LABEL]
        return f"{label}など" if len(kept) < len(words) else label

    def _shortened(self, word: str) -> str:
        """A means as it stands at an arrow; (備考) says the rest."""
        if not self.short_means:
            return word
        plain = folded(word)
        for pattern, short in _SHORT_MEANS:
            if pattern.search(plain):
                return short
        return word if len(word) <= _LONGEST_MEANS else _OTHER


IN_FULL = Brevity()
# From the one that says most to the one that says least.
BREVITIES = (
    IN_FULL,
    Brevity(short_means=True),
    Brevity(short_means=True, longest_name=24),
    Brevity(short_means=True, longest_name=24, most=15),
    Brevity(short_means=True, longest_name=20, most=11),
    Brevity(short_means=True, longest_name=16, most=8),
    Brevity(short_means=True, longest_name=16, most=5),
)
