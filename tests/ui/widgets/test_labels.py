"""A label that remembers its heights is as high as one that doesn't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QLabel

from tests.ui.conftest import dress
from ui.widgets.labels import MeasuredLabel

TEXTS = st.text("あ亜ｱa1、。 \n", max_size=80)
WIDTHS = st.integers(min_value=20, max_value=800)


@pytest.mark.usefixtures("qapp")
@given(st.lists(st.tuples(TEXTS, WIDTHS), min_size=1, max_size=6))
def test_every_text_has_its_own_height_in_every_width(asked: list[tuple[str, int]]) -> None:
    remembering, plain = MeasuredLabel(), QLabel()
    for label in (remembering, plain):
        label.setWordWrap(True)
    for text, width in [*asked, *reversed(asked)]:
        for label in (remembering, plain):
            label.setText(text)
        assert remembering.heightForWidth(width) == plain.heightForWidth(width)


@pytest.mark.usefixtures("qapp")
def test_a_larger_text_is_higher() -> None:
    dress(100)
    label = MeasuredLabel("評価書名")
    label.setWordWrap(True)
    label.ensurePolished()
    low = label.heightForWidth(400)
    dress(200)
    label.ensurePolished()
    assert label.heightForWidth(400) > 1.5 * low
    dress(100)
