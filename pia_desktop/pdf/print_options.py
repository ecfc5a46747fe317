"""What a PDF shows beside the assessment itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PrintOptions:
    """`draft`: 「案」 across each page. `titled_draft`: 「（案）」 behind the cover's title.

    `risk_list`: the リスク対策一覧 in front. `changes_index`: in front a list of what changed since
    the latest published state, with the pages, for the 意見募集. `compact`: sections follow one
    another on a page instead of each beginning a new one. `named_foot`: the 事務's name and the
    section in charge at the foot of each page. `consulted`: who has a stamp box for 合議 on the
    起案用紙; `proposal`: its 伺い文, the usual one where it is empty; `entries`: what is typed into
    its boxes, by the names of `DRAFTING_ENTRIES`, instead of written by hand.
    """

    draft: bool = False
    titled_draft: bool = False
    risk_list: bool = False
    changes_index: bool = False
    compact: bool = False
    named_foot: bool = False
    consulted: tuple[str, ...] = ()
    proposal: str = ""
    entries: Mapping[str, str] = field(default_factory=dict)
