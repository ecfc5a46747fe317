"""The question before something is lost."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.widgets.question import ask_question


def ask_to_remove(parent: QWidget, text: str) -> bool:
    """Ask whether to remove what `text` describes; the safe answer is the one Enter gives."""
    answers = ("削除する", "やめる")
    return ask_question(parent, "ask_to_remove", "削除の確認", text, answers, destructive=True)
