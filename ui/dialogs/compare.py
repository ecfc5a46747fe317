"""Two states of an assessment side by side, item by item."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.model import Assessment
from pia_desktop.changes.state_comparison import NamedDifference, compare_states
from ui.dialogs.base import Dialog
from ui.style import theme
from ui.widgets.accessibility import identify
from ui.widgets.labels import plain_label
from ui.widgets.text_format import one_line

# So many are shown; two states that differ in more have little in common.
_SHOWN = 60
# A long text is shown from a little before the first difference.
_BEFORE = 40
_LENGTH = 240

_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)


def differences_to(path: Path, own: Assessment) -> list[NamedDifference]:
    """In what `own` differs from what a file holds now, or FileError."""
    return compare_states(own, pia_file.load(path))


class CompareDialog(Dialog):
    """What differs: the item, what it says here, what it says there."""

    def __init__(
        self,
        differences: Sequence[NamedDifference],
        here: str,
        there: str,
        parent: QWidget | None = None,
    ) -> None:
        """`here` and `there` name the two states."""
        super().__init__("dialog_compare", "内容を比べる", parent)
        self.want(860, 560)
        heading = f"違う項目が{len(differences)}件あります。" if differences else "内容は同じです。"
        self.say(heading, "heading").setObjectName("compare_summary")
        for index, difference in enumerate(differences[:_SHOWN]):
            self.body.addWidget(_card(difference, (here, there), index, self))
        if len(differences) > _SHOWN:
            self.say(f"ほか{len(differences) - _SHOWN}項目", "support")
        self.body.addStretch(1)
        self.add_close()


def _card(
    difference: NamedDifference, sides: tuple[str, str], index: int, parent: QWidget
) -> QFrame:
    card = QFrame(parent)
    identify(card, f"difference:{index}", difference.name)
    card.setProperty("look", "card")
    look = theme()
    column = QVBoxLayout(card)
    column.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
    column.setSpacing(look.px(6))
    column.addWidget(plain_label(one_line(difference.place), card, "card-title"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(look.px(12))
    grid.setVerticalSpacing(look.px(4))
    for at, text in enumerate(excerpts(difference.here, difference.there)):
        grid.addWidget(plain_label(sides[at], card, "small"), 0, at)
        label = plain_label(text or "（記入なし）", card, "left-text")
        identify(label, f"difference:{index}:{at}", f"{difference.name}、{sides[at]}")
        label.setTextInteractionFlags(_SELECTABLE)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label, 1, at)
        grid.setColumnStretch(at, 1)
    column.addLayout(grid)
    return card


def excerpts(here: str, there: str) -> tuple[str, str]:
    """Both texts around their first difference, as much as a card can show."""
    same = 0
    while same < min(len(here), len(there)) and here[same] == there[same]:
        same += 1
    start = max(0, same - _BEFORE)
    if max(len(here), len(there)) <= _LENGTH:
        start = 0
    return _excerpt(here, start), _excerpt(there, start)


def _excerpt(text: str, start: int) -> str:
    shown = text[start : start + _LENGTH]
    before = "…" if start and shown else ""
    return f"{before}{shown}{'…' if len(text) > start + _LENGTH else ''}"
