"""A question with two answers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

_Role = QMessageBox.ButtonRole


def ask_question(
    parent: QWidget,
    name: str,
    title: str,
    text: str,
    answers: tuple[str, str],
    *,
    destructive: bool = False,
) -> bool:
    """Whether the first of the answers is given. Enter gives it, but for a `destructive` one, of
    which the second is the safe one; Esc gives the second.
    """
    icon = QMessageBox.Icon.Warning if destructive else QMessageBox.Icon.Question
    box = QMessageBox(icon, title, text, parent=parent)
    box.setObjectName(name)
    box.setTextFormat(Qt.TextFormat.PlainText)
    act = box.addButton(answers[0], _Role.DestructiveRole if destructive else _Role.AcceptRole)
    leave = box.addButton(answers[1], _Role.RejectRole)
    box.setDefaultButton(leave if destructive else act)
    box.setEscapeButton(leave)
    box.exec()
    return box.clickedButton() is act
