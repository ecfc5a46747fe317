"""A file that somebody else has open: who, on which PC, since when, and what can be done."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from pia_desktop.files.lock_file import LockedError, LockHolder
from ui.dialogs.base import Dialog
from ui.dialogs.date_text import moment_in_words
from ui.widgets.accessibility import identify
from ui.widgets.text_format import breakable

_HERE = "もう一つの画面で編集を続けるか、ここでは見るだけにしてください。"


class LockedDialog(Dialog):
    """The answer is READ, EDIT (of a lock that nobody holds any more alone), SHOW (the other window
    of the same person), or rejected.
    """

    READ = 1
    EDIT = 2
    SHOW = 3

    def __init__(self, error: LockedError, parent: QWidget | None = None) -> None:
        """Reading is the default: it can do no harm."""
        super().__init__("dialog_locked", "ファイルが開かれています", parent)
        self.want(560)
        heading = "ほかの人がこのファイルを開いています。"
        here = error.holder.is_same_person
        if here:
            heading = "このパソコンの別の画面で開いています。"
        elif error.stale:
            heading = "ほかの人が開いたまま、10分以上動きがありません。"
        self.say(heading, "heading").setObjectName("locked_message")
        self.say(f"ファイル：{breakable(error.file)}", "support")
        label = self.say(holder_in_words(error.holder))
        identify(label, "locked_holder", "開いている人")
        self.say(_HERE if here else _advice(stale=error.stale))
        default = self._add_show() if here else None
        read = self.add_button("読み取り専用で開く", "button_read", default=not here)
        read.clicked.connect(lambda: self.done(self.READ))
        if error.stale:
            edit = self.add_button("編集する", "button_edit")
            edit.clicked.connect(lambda: self.done(self.EDIT))
        self.add_button("やめる", "button_cancel").clicked.connect(self.reject)
        (default or read).setFocus()

    def _add_show(self) -> QPushButton:
        show = self.add_button("その画面を前に出す", "button_show", primary=True, default=True)
        show.clicked.connect(lambda: self.done(self.SHOW))
        return show


def holder_in_words(holder: LockHolder) -> str:
    """Three lines: who, on which PC, since when."""
    return (
        f"開いている人：{holder.user or '不明'}\n"
        f"パソコン：{holder.pc or '不明'}\n"
        f"開いた時刻：{moment_in_words(holder.since_when())}"
    )


def _advice(*, stale: bool) -> str:
    if stale:
        return (
            "パソコンの電源が切れたときなどに起こります。その人がもう編集していないことを"
            "確かめられるときは、「編集する」で開けます。"
        )
    return (
        "読み取り専用で開くと、見ること、Excel・PDFに出すこと、別の名前で保存することができます。"
        "編集するには、閉じてもらってから開き直してください。"
    )
