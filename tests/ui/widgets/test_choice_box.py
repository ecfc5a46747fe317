"""A choice is seen whole in its closed box, up to the arrow."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QStyle, QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from tests.ui.conftest import dress
from ui.style import theme
from ui.widgets.choice_box import ChoiceBox

WORDS = ("表の順", "提出時期の順", "第12版（令和28年12月28日公表）")


@pytest.mark.parametrize("percent", [100, 200])
def test_the_text_has_the_room_up_to_the_arrow(qtbot: QtBot, percent: int) -> None:
    dress(percent)
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(WORDS)
    box.resize(box.sizeHint())
    box.show()
    option, part = QStyleOptionComboBox(), QStyle.SubControl
    box.initStyleOption(option)
    text, arrow = (
        box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, which, box)
        for which in (part.SC_ComboBoxEditField, part.SC_ComboBoxArrow)
    )
    assert text.width() >= max(box.fontMetrics().horizontalAdvance(word) for word in WORDS)
    assert 0 <= arrow.left() - text.right() <= theme().px(8)
    dress(100)
