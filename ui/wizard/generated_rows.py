"""The table of 変更箇所 on its page: which rows the program wrote, and taking them over."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.changes import change_table
from pia_desktop.changes.table_merge import AFTER, BEFORE
from ui.editors.table import TableEditor


class GeneratedRowsControl:
    """Keeps the table's editor and the document's marks of generated rows together."""

    def __init__(self, editor: QWidget, document: Document) -> None:
        """Before the editor has rows."""
        if not isinstance(editor, TableEditor):
            raise TypeError(editor.objectName())
        self._editor = editor
        self._document = document
        editor.show_side_by_side(BEFORE, AFTER)
        editor.accepted.connect(self._accept)

    def refresh(self) -> None:
        """Show which rows wait now."""
        self._editor.set_waiting(change_table.rows_waiting(self._document.assessment))

    def _accept(self, row: int) -> None:
        change_table.accept_rows(self._document, None if row < 0 else row)
