"""Widgets that run on in the next line: how high they are follows what they want."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.flow_layout import FlowLayout


def test_the_height_follows_what_the_widgets_want(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    flow = FlowLayout(around, spacing=8)
    labels = [QLabel("字" * 5, around) for _ in range(3)]
    for label in labels:
        label.setFixedHeight(20)
        flow.addWidget(label)
    width = 3 * labels[0].sizeHint().width() + 2 * 8
    assert flow.heightForWidth(width) == 20
    assert flow.heightForWidth(width - 1) == 20 + 8 + 20
    labels[1].setText("字" * 15)
    assert flow.heightForWidth(width) == 3 * 20 + 2 * 8
    labels[0].hide()
    labels[2].hide()
    assert flow.heightForWidth(width) == 20
    labels[0].show()
    flow.takeAt(2)
    labels[1].setFixedHeight(30)
    assert flow.heightForWidth(width) == 20 + 8 + 30
    labels[2].show()
    flow.addWidget(labels[2])
    assert flow.heightForWidth(width) == 20 + 8 + 30 + 8 + 20
