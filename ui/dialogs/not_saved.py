"""A published state that is not on the disk yet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.dialogs.base import Dialog


class NotSavedDialog(Dialog):
    """Accepted, the person wants to save after all."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """`title` is the state's."""
        super().__init__("dialog_not_saved", "まだ保存していません", parent)
        self.want(540)
        self.say(f"{title}として確定しましたが、まだファイルに保存していません。", "heading")
        self.say("このまま保存せずに閉じると、確定した公表版もなくなります。")
        save = self.add_button("保存する", "button_save", primary=True, default=True)
        save.clicked.connect(self.accept)
        self.add_button("あとで保存する", "button_later").clicked.connect(self.reject)
