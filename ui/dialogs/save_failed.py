"""A save that could not be done: the work is kept, and there is a way on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pia_desktop.errors import PiaError
from ui.dialogs.base import Dialog
from ui.widgets.text_format import breakable


class SaveFailedDialog(Dialog):
    """The answer is RETRY, SAVE_AS, or rejected."""

    RETRY = 1
    SAVE_AS = 2

    def __init__(
        self, error: PiaError, parent: QWidget | None = None, *, can_retry: bool = True
    ) -> None:
        """`error` says what was wrong and what to do; `can_retry`: it may be another time."""
        super().__init__("dialog_save_failed", "保存できませんでした", parent)
        self.want(560)
        self.say(error.message, "heading").setObjectName("error_message")
        if error.file:
            self.say(f"ファイル：{breakable(error.file)}", "support")
        self.say(error.remedy).setObjectName("error_remedy")
        self.say("前に保存した内容も、いま入力している内容も、なくなっていません。", "support")
        if can_retry:
            retry = self.add_button("もう一度", "button_retry", primary=True, default=True)
            retry.clicked.connect(lambda: self.done(self.RETRY))
        save_as = self.add_button("別の名前で保存", "button_save_as")
        save_as.clicked.connect(lambda: self.done(self.SAVE_AS))
        self.add_button("閉じる", "button_close").clicked.connect(self.reject)


class ConflictDialog(Dialog):
    """Somebody else has written the file meanwhile. The answer is COMPARE, SAVE_AS, THEIRS, or
    rejected.
    """

    COMPARE = 1
    SAVE_AS = 2
    THEIRS = 3

    def __init__(self, file: str, parent: QWidget | None = None, *, modified: bool) -> None:
        """`modified`: there is work of one's own that the file hasn't."""
        super().__init__("dialog_conflict", "ファイルが書き換えられています", parent)
        self.want(640)
        heading = "開いたあとに、ほかの人かプログラムがこのファイルを書き換えています。"
        self.say(heading, "heading").setObjectName("conflict_message")
        self.say(f"ファイル：{breakable(file)}", "support")
        if modified:
            self.say(
                "このファイルには上書きしません。見比べてから、あなたの内容を別の名前で保存するか、"
                "相手の内容を開いてください。"
            )
            self.say(
                "相手の内容を開いても、あなたの内容は「残っている作業」に残り、あとで復元できます。",
                "support",
            )
        compare = self.add_button("比べる", "button_compare", default=True)
        compare.clicked.connect(lambda: self.done(self.COMPARE))
        save_as = self.add_button("別の名前で保存", "button_save_as")
        save_as.clicked.connect(lambda: self.done(self.SAVE_AS))
        theirs = self.add_button("相手の内容を開く", "button_theirs")
        theirs.clicked.connect(lambda: self.done(self.THEIRS))
        self.add_button("やめる", "button_cancel").clicked.connect(self.reject)
        compare.setFocus()
