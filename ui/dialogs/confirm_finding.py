"""Marking a finding 確認済み: why it is right as it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pia_desktop.checks import Finding
from pia_desktop.forms.values import ValueFault, clean_text
from ui.dialogs.base import CANCEL, Dialog
from ui.editors.own_undo import OwnUndoBox
from ui.widgets.accessibility import identify
from ui.widgets.text_format import one_line

_WHAT = (
    "確認済みにすると、見比べた記入が変わるまで出ません。"
    "理由は評価書のファイルに残り、印刷されません。"
)


class ConfirmFindingDialog(Dialog):
    """Accepted, `note` is the person's word of why."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        """For this finding."""
        super().__init__("dialog_confirm", "確認済みにする", parent)
        self.want(560)
        self.say(one_line(finding.name), "label")
        self.say(f"{finding.message}{finding.remedy}")
        self.say(_WHAT, "support")
        self.say("このままで正しい理由", "label")
        self._text = OwnUndoBox(self, least_lines=2)
        identify(self._text, "confirm_note", "このままで正しい理由")
        self._text.changed.connect(self._check)
        self.body.addWidget(self._text)
        self._ok = self.add_button("確認済みにする", "button_ok", primary=True, default=True)
        self._ok.clicked.connect(self.accept)
        self.add_button(CANCEL, "button_cancel").clicked.connect(self.reject)
        self._check()
        self._text.setFocus()

    @property
    def note(self) -> str:
        """The reason as it stands."""
        return clean_text(self._text.text().strip())

    def _check(self) -> None:
        try:
            self._ok.setEnabled(bool(self.note))
        except ValueFault:
            self._ok.setEnabled(False)
