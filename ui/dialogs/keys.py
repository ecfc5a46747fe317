"""Every key of the window, by what it does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QWidget

from ui.dialogs.base import Dialog
from ui.style.rows import WrappedRows
from ui.widgets.accessibility import identify

# What no command of the menus stands for.
_WITHIN = (
    ("次の欄へ、前の欄へ", ("Tab", "Shift+Tab")),
    ("最後の欄から次のページへ", ("Tab、Enter",)),
    ("選択肢を選ぶ", ("矢印", "Space")),
    ("選択を解除", ("Delete",)),
    ("日付を和暦に直す", ("Enter",)),
    ("今日の日付を入れる、日付をカレンダーから選ぶ", ("Shift+F4", "F4（Alt+↓）")),
    ("表のセルを書く、右のセルへ、下のセルへ", ("F2", "Tab", "Enter")),
    ("セルの中で改行、書くのをやめる、セルを空にする", ("Alt+Enter", "Esc", "Delete")),
    ("セルを写す、貼り付ける", ("Ctrl+C", "Ctrl+V")),
    ("ボタンを押す", ("Enter", "Space")),
    ("ページを探す欄から目次へ", ("↓",)),
    ("目次からページへ", ("Enter", "Tab")),
    ("検索で次の箇所へ、前の箇所へ", ("Enter", "Shift+Enter")),
    ("画面に入りきらない説明の続きを見る", ("PageUp", "PageDown", "Home", "End")),
    ("ヘルプ欄の「閉じる」で説明を送る", ("↑", "↓", "PageUp", "PageDown")),
    ("検索の欄、一覧、比較を閉じる", ("Esc",)),
    ("変更箇所を作るとき、次の要判断へ、要判断をすべて選ぶ", ("Alt+N", "Alt+A")),
    ("印刷プレビューで前、次、最初、最後のページへ", ("PageUp", "PageDown", "Home", "End")),
    ("印刷プレビューを大きく、小さく", ("Ctrl++", "Ctrl+-")),
    ("台帳を調べ直す、やめる、閉じる", ("F5", "Esc", "Ctrl+W")),
    ("流れ図の箱を選ぶ、動かす、直す、消す", ("矢印", "Ctrl+矢印", "Enter", "Delete")),
    ("欄の文脈メニューを開く", ("Shift+F10",)),
    ("メニューを開く", ("Alt+括弧の中の文字",)),
)


class KeysDialog(Dialog):
    """A line a command."""

    def __init__(
        self, keys: Sequence[tuple[str, Sequence[str]]], parent: QWidget | None = None
    ) -> None:
        """`keys` are the commands' texts with their keys."""
        super().__init__("dialog_keys", "キーの一覧", parent)
        self.want(560, 620)
        rows = QListWidget(self)
        identify(rows, "keys", "キーの一覧")
        rows.setWordWrap(True)
        rows.setItemDelegate(WrappedRows(rows))
        rows.addItems([f"{text}：{'、'.join(all_keys)}" for text, all_keys in (*keys, *_WITHIN)])
        self.body.addWidget(rows, 1)
        self.add_close()
        rows.setFocus()
