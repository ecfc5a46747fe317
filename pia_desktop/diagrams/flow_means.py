"""By which means each source's information comes in.

The form asks for the means of a file as a whole. Which source uses which is what an office would
say: 紙 comes from the person, 庁内連携システム from another department.
"""

from __future__ import annotations

import re

from pia_desktop.assessment.answers import Answers

INFORMATION_NETWORK = "情報提供ネットワークシステム"
LINKAGE = "庁内連携システム"
PAPER = "紙"
MEDIA = "電子記録媒体(フラッシュメモリを除く。)"

# Where a network's own means comes from when no ticked source would use it.
NETWORK_ITSELF = "network"
OTHER = "other"

# What a person receives and puts in; everything else enters a system by itself.
BY_HAND = (PAPER, MEDIA, "フラッシュメモリ", "電子メール")

# The sources that a means comes from: the first group of which there is one.
_USUAL: dict[str, tuple[tuple[str, ...], ...]] = {
    PAPER: (("person", "private_company"), ("local_body", "national_body"), ("other",)),
    MEDIA: (("private_company",), ("national_body", "local_body"), ("other",)),
    "フラッシュメモリ": (("private_company",), ("national_body", "local_body"), ("other",)),
    "電子メール": (("private_company",), ("national_body", "local_body"), ("other",)),
    "専用線": (("national_body", "local_body"), ("private_company",), ("other",)),
    LINKAGE: (("other_department",), ("other",)),
    INFORMATION_NETWORK: (("national_body", "local_body"), ("other",)),
}
_BY_WORDS: tuple[tuple[re.Pattern[str], tuple[tuple[str, ...], ...]], ...] = (
    (
        re.compile("マイナポータル|ぴったり|電子申請|オンライン|インターネット|コンビニ"),
        (("person",), ("other",)),
    ),
    (
        re.compile("eLTAX|ｅＬＴＡＸ|地方税ポータル|電子申告"),
        (("private_company", "national_body"), ("person",)),
    ),
    (
        re.compile("住民基本台帳ネットワーク|住基ネット|機構|J-LIS"),
        (("national_body", "local_body"), ("other",)),
    ),
    (re.compile("既存住|庁内|連携基盤|住民記録"), (("other_department",), ("other",))),
)
_SPOKEN = {MEDIA: "電子記録媒体"}


def means_of_sources(answers: Answers, index: int) -> dict[str, list[str]]:
    """For each ticked source of a file, by its option's id, the means that come from it. Every
    ticked means belongs to one source at least; a network that no ticked source would use stands
    for itself.
    """
    form = answers.form
    ticked = answers.get(f"files[{index}].source") or {}
    sources = [o.id for o in form.by_id["files[].source"].options if o.key in ticked]
    out: dict[str, list[str]] = {source: [] for source in sources}
    ways = answers.get(f"files[{index}].obtain_method") or {}
    later = []
    for key, tick in ways.items():
        word = tick.strip() if isinstance(tick, str) and tick.strip() else key
        groups = _USUAL.get(word) or _groups_by_words(word)
        usual = next((g for g in groups if any(s in out for s in g)), ())
        if not usual and word in (INFORMATION_NETWORK, LINKAGE):
            out.setdefault(NETWORK_ITSELF, []).append(word)
        elif not usual:
            later.append(word)
        for source in usual:
            if source in out:
                out[source].append(word)
    for word in later:
        for source in _without(out) or sources or [OTHER]:
            out.setdefault(source, [])
            out[source].append(word)
    return out


def _groups_by_words(word: str) -> tuple[tuple[str, ...], ...]:
    return next((groups for pattern, groups in _BY_WORDS if pattern.search(word)), ())


def _without(out: dict[str, list[str]]) -> list[str]:
    return [source for source, words in out.items() if not words]


def spoken_means(words: list[str]) -> list[str]:
    """The means as they stand at an arrow, without the form's bracket."""
    return [_SPOKEN.get(word, word) for word in words]
