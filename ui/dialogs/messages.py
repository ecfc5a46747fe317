"""Short questions and messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from pia_desktop.errors import PiaError
from pia_desktop.event_log import Event, log_event
from ui.dialogs.base import CANCEL, Dialog

_NAMES_SHOWN = 8


class ErrorDialog(Dialog):
    """A refusal: what is wrong, in which file and item, and what to do."""

    def __init__(self, error: PiaError, parent: QWidget | None = None) -> None:
        """The answer is GO_TO_ITEM where the person wants to see the item."""
        super().__init__("dialog_error", "できませんでした", parent)
        self.want(520)
        self.say(error.message, "heading").setObjectName("error_message")
        if error.file:
            self.say(f"ファイル：{error.file}", "support")
        if error.item_name:
            self.say(f"項目：{error.item_name}", "support")
        self.say(error.remedy).setObjectName("error_remedy")
        for detail in error.details:
            self.say(detail, "support")
        if error.item:
            go = self.add_button("この項目へ", "button_go")
            go.clicked.connect(lambda: self.done(GO_TO_ITEM))
        self.add_close()


GO_TO_ITEM = 3


def show_error(
    error: PiaError,
    parent: QWidget | None,
    go_to: Callable[[str], object] | None = None,
) -> None:
    """Show a refusal; `go_to` leads to its item, if it has one."""
    log_event(Event.REFUSED, error=error)
    answer = ErrorDialog(error, parent).exec()
    if answer == GO_TO_ITEM and go_to is not None:
        go_to(error.item)


def listed(names: Sequence[str], most: int = _NAMES_SHOWN) -> str:
    """A line a name, so many at most, and how many more there are."""
    shown = "\n".join(f"・{name}" for name in names[:most])
    return shown if len(names) <= most else f"{shown}\nほか{len(names) - most}項目"


class UnsavedDialog(Dialog):
    """What to do with changes that no file has. The answer is SAVE, DISCARD, or rejected."""

    SAVE = 1
    DISCARD = 2

    def __init__(self, names: list[str], parent: QWidget | None = None) -> None:
        """`names` are the printed names of what has changed."""
        super().__init__("dialog_unsaved", "保存していない変更", parent)
        self.want(480)
        self.say("保存していない変更があります。保存しますか。", "heading")
        self.say(f"変更した項目：\n{listed(names)}").setObjectName("unsaved_names")
        save = self.add_button("保存する", "button_save", primary=True, default=True)
        save.clicked.connect(lambda: self.done(self.SAVE))
        discard = self.add_button("保存しない", "button_discard")
        discard.clicked.connect(lambda: self.done(self.DISCARD))
        self.add_button(CANCEL, "button_cancel").clicked.connect(self.reject)


class ConfirmClearDialog(Dialog):
    """Asks before the whole 取込記録 goes. キャンセル is the default."""

    def __init__(self, count: int, parent: QWidget | None = None, what: str = "") -> None:
        """`count` entries would go: all of them, or those that `what` names."""
        super().__init__("confirm_clear", "取込記録を消す確認", parent)
        self.want(480)
        whole = f"取込記録の{count}件を、すべて消しますか。"
        self.say(f"{what}の{count}件を消しますか。" if what else whole, "heading")
        self.say("項目に入れていない記入がなくなります。")
        self.say("消したあとでも「元に戻す」で戻せます。", "support")
        self.add_button("消す" if what else "すべて消す", "button_ok").clicked.connect(self.accept)
        cancel = self.add_button(CANCEL, "button_cancel", default=True)
        cancel.clicked.connect(self.reject)
        cancel.setFocus()


class ConfirmDialog(Dialog):
    """Asks before something is done. キャンセル is the default."""

    def __init__(self, question: str, about: str, ok: str, parent: QWidget | None = None) -> None:
        """`about` says what follows from it."""
        super().__init__("dialog_confirm", "確認", parent)
        self.want(480)
        self.say(question, "heading")
        self.say(about)
        self.add_button(ok, "button_ok").clicked.connect(self.accept)
        cancel = self.add_button(CANCEL, "button_cancel", default=True)
        cancel.clicked.connect(self.reject)
        cancel.setFocus()


class ConfirmRemoveDialog(Dialog):
    """Asks before an occurrence goes, saying what would be lost. キャンセル is the default."""

    def __init__(self, title: str, loss: str, parent: QWidget | None = None) -> None:
        """`title` is what goes, `loss` what stands in it."""
        super().__init__("confirm_remove", "削除の確認", parent)
        self.want(480)
        self.say(f"「{title}」を削除しますか。", "heading")
        self.say(f"削除すると、{loss}がなくなります。").setObjectName("loss")
        self.say("削除したあとでも「元に戻す」で戻せます。", "support")
        self.add_button("削除する", "button_ok").clicked.connect(self.accept)
        cancel = self.add_button(CANCEL, "button_cancel", default=True)
        cancel.clicked.connect(self.reject)
        cancel.setFocus()
