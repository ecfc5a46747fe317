"""How many occurrences and rows answers may have."""

from __future__ import annotations

from typing import Any

from pia_desktop.errors import AnswersError
from pia_desktop.files import limits
from pia_desktop.forms.model import Item


def check_entry_count(entries: list[Any], item: Item, address: str) -> None:
    """AnswersError for a table or repeat with more entries than one list may have."""
    most = limits.ROWS if item.features.tabular else limits.OCCURRENCES
    if len(entries) > most:
        raise AnswersError(
            f"{len(entries):,}件は多すぎます。",
            f"{most:,}件までにしてください。",
            item=address,
            item_name=item.name.replace("{n}", ""),
        )


def check_total_count(tree: dict[str, Any]) -> None:
    """AnswersError for too many entries of all lists: occurrences within occurrences multiply."""
    count, layer = 0, [tree]
    while layer:
        lists = [value for node in layer for value in node.values() if isinstance(value, list)]
        trees = [value for node in layer for value in node.values() if isinstance(value, dict)]
        entries = (entry for entries in lists for entry in entries)
        layer = [*trees, *(entry for entry in entries if isinstance(entry, dict))]
        count += sum(map(len, lists))
    if count > limits.ENTRIES:
        raise AnswersError(
            f"繰り返しの件数が合わせて{count:,}件あり、多すぎます。",
            f"合わせて{limits.ENTRIES:,}件までにしてください。",
        )
