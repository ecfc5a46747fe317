"""Choosing a 提出時期: the reasons, what speaks for each, and the words that go into the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from pia_desktop.changes.submission_timing import (
    AFTER,
    BEFORE,
    CHOICES,
    TIMING_HELP,
    Timing,
    choose_timing,
)
from pia_desktop.changes.timing_arguments import REASONS_FOR, TimingArgument
from ui.dialogs.change_list import UNDECIDED_SIGN
from ui.editors.options import WrappedRadio
from ui.editors.own_undo import OwnUndoBox
from ui.style import link_button, theme
from ui.widgets.accessibility import identify
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.radio_group import RadioGroup

_LEFT = Qt.AlignmentFlag.AlignLeft
_TIMES = (BEFORE, AFTER)
_ASKED = f"{UNDECIDED_SIGN}　※の項目の変更です。重要な変更かどうかを、中身を見て決めてください。"
_TIME_ASKED = "事前か事後かも選んでください。"


class TimingChoices(QWidget):
    """`chosen` gives the 提出時期 as the person wants it."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing chosen yet."""
        super().__init__(parent)
        self._setting = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        column.addWidget(plain_label("提出時期", self, "label"))
        self._asked = plain_label("", self, "folded")
        self._asked.setObjectName("change_undecided")
        column.addWidget(self._asked)
        self._arguments: list[QWidget] = []
        self._add_reasons(column)
        self._add_times(column)
        self._add_help(column)
        label = plain_label("提出時期に係る説明", self, "label")
        column.addWidget(label)
        self._reason = OwnUndoBox(self, least_lines=2)
        identify(self._reason, "change_reason", "提出時期に係る説明")
        label.setBuddy(self._reason)
        self._reason.changed.connect(self._tell)
        column.addWidget(self._reason)
        self._setting = False

    def _add_reasons(self, column: QVBoxLayout) -> None:
        self._reasons = QButtonGroup(self)
        choices = RadioGroup("提出時期", self)
        column.addWidget(choices)
        arguments = dict(REASONS_FOR)
        for number, choice in enumerate(CHOICES):
            name = f"change_timing:{number}"
            choices.add(add_radio(choices, self._reasons, number, name, choice.label), wide=True)
            if choice in arguments:
                argument = plain_label(f"→ {arguments[choice]}", self, "support")
                argument.setIndent(theme().px(32))
                self._arguments.append(argument)
                choices.add(argument, wide=True)
        self._reasons.idToggled.connect(self._take_reason)

    def _add_times(self, column: QVBoxLayout) -> None:
        self._either = QWidget(self)
        inside = QVBoxLayout(self._either)
        inside.setContentsMargins(theme().px(32), 0, 0, theme().px(4))
        inside.setSpacing(theme().px(4))
        self._time_asked = plain_label(_TIME_ASKED, self, "support")
        self._time_asked.setObjectName("change_time_asked")
        inside.addWidget(self._time_asked)
        row = RadioGroup(_TIME_ASKED, self, layout=FlowLayout(spacing=theme().px(16)))
        inside.addWidget(row)
        self._times = QButtonGroup(self)
        for number, time in enumerate(_TIMES):
            row.add(add_radio(row, self._times, number, f"change_time:{time}", time))
        self._times.idToggled.connect(self._take_time)
        column.addWidget(self._either)

    def _add_help(self, column: QVBoxLayout) -> None:
        self._help = link_button("", self)
        self._help.clicked.connect(self._fold_help)
        column.addWidget(self._help, 0, _LEFT)
        self._help_words = plain_label(TIMING_HELP, self, "folded")
        self._help_words.setObjectName("change_timing_help")
        self._help_words.show()
        column.addWidget(self._help_words)
        self._fold_help()

    # -- showing -----------------------------------------------------------------------------

    def show_timing(
        self, timing: Timing, *, asked: bool, seen: Sequence[TimingArgument] = ()
    ) -> None:
        """Show what is chosen. `asked`: a person has to decide, or may decide anew, whether it is a
        重要な変更; `seen` is what the change itself tells.
        """
        self._setting = True
        number = next((n for n, choice in enumerate(CHOICES) if choice.when == timing.when), -1)
        _check(self._reasons, number)
        _check(self._times, _TIMES.index(timing.time) if timing.decided else -1)
        self._reason.set_text(timing.reason)
        for argument in self._arguments:
            argument.setVisible(asked)
        hints = [f"{each.seen}。考えられるもの：{_named(each)}" for each in seen]
        self._asked.setText("\n".join((_ASKED, *hints)))
        self._asked.setVisible(asked and number < 0)
        self._show_either()
        self._setting = False

    def _show_either(self) -> None:
        """The two times, for a reason that leaves open which one it is."""
        number = self._reasons.checkedId()
        self._either.setVisible(number >= 0 and not CHOICES[number].decided)
        self._time_asked.setVisible(self._times.checkedId() < 0)

    def _fold_help(self) -> None:
        opened = self._help_words.isHidden()
        self._help_words.setVisible(opened)
        text = "提出時期の決め方をたたむ" if opened else "提出時期の決め方"
        self._help.setText(text)
        identify(self._help, "change_help", text)

    # -- choosing ----------------------------------------------------------------------------

    def _take_reason(self, number: int, chosen: bool) -> None:
        """Another choice brings its own words; where it leaves the time open, that is asked."""
        if not chosen or self._setting:
            return
        self._setting = True
        self._reason.set_text(CHOICES[number].reason)
        _check(self._times, -1)
        self._show_either()
        self._asked.hide()
        self._setting = False
        self._tell()

    def _take_time(self, _number: int, chosen: bool) -> None:
        if chosen and not self._setting:
            self._show_either()
            self._tell()

    def _tell(self) -> None:
        number = self._reasons.checkedId()
        if self._setting or number < 0:
            return
        time = self._times.checkedId()
        choice = choose_timing(CHOICES[number], _TIMES[time] if time >= 0 else "")
        self.chosen.emit(Timing(choice.time, self._reason.text().strip(), choice.when))


def _named(argument: TimingArgument) -> str:
    return "／".join(choice.when for choice in argument.choices)


def add_radio(
    parent: QWidget, group: QButtonGroup, number: int, name: str, text: str
) -> WrappedRadio:
    """A radio button of a group, whose long label breaks."""
    radio = WrappedRadio(text, parent)
    identify(radio, name, text)
    policy = radio.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)
    policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)  # as high as its lines
    radio.setSizePolicy(policy)
    group.addButton(radio, number)
    return radio


def _check(group: QButtonGroup, number: int) -> None:
    """Check the button of this number; none below zero."""
    if number >= 0:
        group.button(number).setChecked(True)
        return
    group.setExclusive(False)
    for button in group.buttons():
        button.setChecked(False)
    group.setExclusive(True)
