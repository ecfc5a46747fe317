"""Which of the examples to look at."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.base import Dialog
from ui.editors.options import WrappedRadio
from ui.widgets.accessibility import identify
from ui.widgets.radio_group import RadioGroup

SAMPLES = {"youshiki4": "様式4　全項目評価書の記入例", "youshiki3": "様式3　重点項目評価書の記入例"}


class SampleDialog(Dialog):
    """`form` is the chosen example's file name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """The first one is chosen."""
        super().__init__("dialog_sample", "記入例を開く", parent)
        self.want(480)
        self.say("架空の町の評価書を、保存先のない文書として開きます。")
        self._radios: dict[str, WrappedRadio] = {}
        choices = RadioGroup("記入例", self)
        self.body.addWidget(choices)
        for key, text in SAMPLES.items():
            radio = WrappedRadio(text, self)
            identify(radio, f"sample:{key}", text)
            self._radios[key] = radio
            choices.add(radio)
        self._radios["youshiki4"].setChecked(True)
        self.add_ok_cancel("開く")

    @property
    def form(self) -> str:
        """「youshiki4」 or 「youshiki3」."""
        return next(key for key, radio in self._radios.items() if radio.isChecked())
