"""Every rule. They are asked in the order in which their modules are named here, whichever of them
was loaded before.
"""

from pia_desktop.checks import (
    accident,
    bands,
    change_items,
    change_rows,
    characters,
    date_order,
    date_style,
    dates,
    file_names,
    flow_diagram,
    form_notes,
    individual_number,
    law_terms,
    linkage,
    list_numbers,
    outsourcing_rules,
    practice,
    records,
    references,
    required,
    review_calendar,
    sharing_rules,
    text_marks,
    threshold,
    twins,
)
from pia_desktop.checks.registry import RULES

__all__ = ["RULES", "looked_at_in"]

_ORDER = [
    module.__name__
    for module in (
        required,
        dates,
        outsourcing_rules,
        sharing_rules,
        linkage,
        accident,
        threshold,
        records,
        bands,
        list_numbers,
        file_names,
        date_order,
        date_style,
        change_rows,
        change_items,
        law_terms,
        practice,
        text_marks,
        references,
        twins,
        individual_number,
        characters,
        form_notes,
        flow_diagram,
        review_calendar,
    )
]
_IN_ORDER = sorted(RULES.items(), key=lambda each: _ORDER.index(each[1].finders[0].find.__module__))
RULES.clear()
RULES.update(_IN_ORDER)


def looked_at_in(item_id: str) -> list[str]:
    """What the rules look at in an item, a sentence each, as its help says."""
    return [own.looks_at for own in RULES.values() if item_id in own.items]
