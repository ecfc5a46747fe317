"""Which items a change through all assessments may touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pia_desktop.assessment.generated_rows import TABLE
from pia_desktop.errors import AnswersError
from pia_desktop.forms import form_ids, load_form_by_id
from pia_desktop.forms.addresses import item_id
from pia_desktop.forms.places import Place


@dataclass(frozen=True)
class ItemChoice:
    """Ids of items or of groups of them (`department`, `files[].risk`), or the numbers of sections
    (Ⅲ); none means every item. 変更箇所 says what stood there before and is never among them.
    """

    wanted: tuple[str, ...] = ()

    def takes(self, place: Place) -> bool:
        """Whether what stands at a place may be changed."""
        if place.address == TABLE:
            return False
        return not self.wanted or any(_covers(word, place) for word in self.wanted)


EVERY_ITEM = ItemChoice()


def choose_items(words: Sequence[str]) -> ItemChoice:
    """The choice that these words make; AnswersError for one that is no item of any form."""
    forms = [load_form_by_id(form_id) for form_id in form_ids()] if words else []
    for word in words:
        known = any(
            _is_within(item.id, item_id(word)) for form in forms for item in form.all_items
        ) or any(section.title.startswith(word) for form in forms for section in form.sections)
        if not word or not known:
            raise AnswersError(
                "その項目は、どの様式にもありません。",
                "items で項目のidを確かめるか、節の番号（Ⅲ など）を書いてください。",
                item=word[:100],
            )
    return ItemChoice(tuple(words))


def _covers(word: str, place: Place) -> bool:
    inside = _is_within(place.item.id, word) or _is_within(place.address, word)
    return inside or place.section.title.startswith(word)


def _is_within(own: str, word: str) -> bool:
    return own == word or own.startswith((f"{word}.", f"{word}["))
