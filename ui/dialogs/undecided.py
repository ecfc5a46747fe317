"""Asks what becomes of the changes whose 提出時期 nobody has decided."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.dialogs.base import CANCEL, Dialog
from ui.dialogs.messages import listed


class UndecidedDialog(Dialog):
    """The answer is DECIDE, LEAVE_OUT, or rejected."""

    DECIDE = 1
    LEAVE_OUT = 2

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        """`names` are the printed names of what would be left out."""
        super().__init__("dialog_undecided", "提出時期が決まっていない変更", parent)
        self.want(560)
        self.say(f"要判断の{len(names)}件は、まだ変更箇所に入れられません。", "heading")
        self.say(listed(names)).setObjectName("undecided_names")
        self.say(
            "※の項目の変更が重要な変更に当たるかどうかは、人が決めます。あとで「変更箇所を作る」を"
            "もう一度選んで入れることもできます。",
            "support",
        )
        decide = self.add_button("提出時期を決める", "button_decide", primary=True, default=True)
        decide.clicked.connect(lambda: self.done(self.DECIDE))
        leave = self.add_button("除いて続ける", "button_leave_out")
        leave.clicked.connect(lambda: self.done(self.LEAVE_OUT))
        self.add_button(CANCEL, "button_cancel").clicked.connect(self.reject)
