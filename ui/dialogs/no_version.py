"""Why there is nothing to compare with, and the way to a first published state."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.base import CANCEL, Dialog


class NoVersionDialog(Dialog):
    """Accepted, the person wants to record the present state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Explains the order of things."""
        super().__init__("dialog_no_version", "変更箇所を作る", parent)
        self.want(600)
        self.say("まだ公表版がないので、比べる相手がありません。", "heading")
        self.say(
            "変更箇所は、公表したときの内容といまの内容を比べて作ります。次の順に進めてください。\n"
            "1. 公表したときの内容で「公表版として確定」をする\n"
            "2. 記入を変える\n"
            "3. 「変更箇所を作る」を選ぶ"
        )
        self.say(
            "すでに記入を変え始めているときは、「ファイル」の「以前の保存に戻す」か、公表したときの"
            "ファイルやExcelを開いて確定してから、記入を変えてください。",
            "support",
        )
        publish = self.add_button("公表版として確定…", "button_publish", primary=True, default=True)
        publish.clicked.connect(self.accept)
        self.add_button(CANCEL, "button_cancel").clicked.connect(self.reject)
