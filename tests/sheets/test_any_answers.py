"""Whatever the form takes can be paged for both renderers, and no character is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.pdf.fonts import new_measure
from pia_desktop.sheets import lay_out
from pia_desktop.sheets.office_fonts import office_measure
from pia_desktop.sheets.pagination import paginate
from tests.effort import effort
from tests.sheets.printed_page import DRAWN_IN, printable_height

LENGTHS = st.sampled_from([0, 1, 30, 300, 900, 1500, 2500, 4000, 20_000])


def filled(form_id: str, lengths: list[int]) -> Assessment:
    """One occurrence of everything; texts, and texts between brackets, of the given lengths."""
    assessment = new_assessment(form_id)
    answers = assessment.answers
    for name in ("systems", "files"):
        answers.set(name, [{}])
    for name in ("outsourcing", "provisions", "transfers"):
        answers.set(f"files[0].{name}", [{}])
    for number, place in enumerate(list(answers.places())):
        text = "文、" * (lengths[number % len(lengths)] // 2)
        if place.item.kind in ("line", "text", "date"):
            answers.set(place.address, text)
        elif place.item.kind == "checks":
            brackets = [option.key for option in place.item.options if option.bracket == "text"]
            answers.set(place.address, dict.fromkeys(brackets, text))
    answers.set("changes", [{"before": "前" * lengths[0], "after": "後" * lengths[-1]}])
    return assessment


@pytest.mark.slow
@pytest.mark.parametrize("form_id", ["youshiki3-2025-05", "youshiki4-2025-05"])
@settings(max_examples=effort(4, 60))
@given(lengths=st.lists(LENGTHS, min_size=1, max_size=5))
def test_any_lengths_are_paged_whole(form_id: str, lengths: list[int]) -> None:
    office = office_measure(400.0)
    for sheet in lay_out(filled(form_id, lengths), folded=False).sheets:
        wanted = Counter(
            "".join(cell.text for b in sheet.blocks for row in b.rows for cell in row.cells)
        )
        for measure, drawn_in in ((office, 0.0), (new_measure(), DRAWN_IN)):
            pages = paginate(sheet, measure)
            placed = [row for page in pages for row in page]
            assert Counter("".join(c.text for r in placed for c in r.row.cells)) == wanted
            for page in pages:
                height = sum(row.height for row in page) * (1 - drawn_in)
                assert height <= printable_height(sheet), sheet.name
            assert all(row.height <= measure.tallest for row in placed)
