"""The question before something is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_to_remove(parent: QWidget, text: str) -> bool:
    """Ask whether to remove what `text` describes; the safe answer is the one Enter gives."""
    box = QMessageBox(QMessageBox.Icon.Warning, "削除の確認", text, parent=parent)
    box.setObjectName("ask_to_remove")
    box.setTextFormat(Qt.TextFormat.PlainText)
    remove = box.addButton("削除する", QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton("やめる", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is remove
