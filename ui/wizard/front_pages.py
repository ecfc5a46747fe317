"""The pages about the assessment as a whole, which stand above the form's in the navigator."""

from __future__ import annotations

OVERVIEW, RISKS = "overview", "risks"
# By their keys, with their titles, in the navigator's order. No page of the form has such a key.
FRONT_PAGES = {OVERVIEW: "全体", RISKS: "リスク対策一覧"}
