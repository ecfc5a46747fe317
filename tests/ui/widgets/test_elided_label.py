"""A line that has no room for its text shows where it begins and where it ends."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.elided_label import ElidedLabel

PLACE = (
    "43／218件　Ⅱ 特定個人情報ファイルの概要 › 児童手当ファイル › 3. 特定個人情報の入手・使用 › {}"
)


def test_the_beginning_and_the_end_of_a_text_are_seen(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    label = ElidedLabel(around, "support")
    label.resize(420, 24)
    around.show()

    def shown(text: str) -> QImage:
        label.setText(text)
        return label.grab().toImage()

    one = PLACE.format("⑤本人への明示")
    assert shown(one) != shown(PLACE.format("⑥使用目的"))  # which item
    assert shown(one) != shown(one.replace("43／", "44／"))  # which hit
    assert label.toolTip()
