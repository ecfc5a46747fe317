"""The 決裁欄 of a PDF: which titles get a stamp box."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.dialogs.base import Dialog
from ui.editors.base import identify
from ui.editors.options import WrappedCheck

MOST = 10


class ApprovalDialog(Dialog):
    """`titles` are the stamp boxes' titles, none if no 決裁欄 is wanted."""

    def __init__(
        self, remembered: str, parent: QWidget | None = None, *, ok: str = "次へ進む"
    ) -> None:
        """`remembered` are the titles used last, separated by commas."""
        super().__init__("dialog_approval", "決裁欄", parent)
        self.want(520)
        self._wanted = WrappedCheck("決裁欄のページを先頭に付ける", self)
        identify(self._wanted, "approval_wanted", "決裁欄のページを先頭に付ける")
        self._wanted.toggled.connect(self._check)
        self.body.addWidget(self._wanted)
        self.say("押印欄の役職名（1から10まで、「,」で区切る）", "label")
        self._titles = QLineEdit(remembered, self)
        identify(self._titles, "approval_titles", "押印欄の役職名")
        self._titles.textChanged.connect(self._check)
        self.body.addWidget(self._titles)
        self._fault = self.say("", "error")
        self._ok = self.add_ok_cancel(ok)
        self._check()

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles, if a 決裁欄 is wanted."""
        return self._written() if self._wanted.isChecked() else ()

    @property
    def text(self) -> str:
        """The titles as they are remembered for next time, or nothing."""
        return ",".join(self.titles)

    def _written(self) -> tuple[str, ...]:
        parts = re.split(r"[,，、]", self._titles.text())
        return tuple(part.strip() for part in parts if part.strip())

    def _check(self) -> None:
        wanted = self._wanted.isChecked()
        self._titles.setEnabled(wanted)
        fits = 1 <= len(self._written()) <= MOST
        self._fault.setText("" if fits or not wanted else "役職名を1から10まで入れてください。")
        self._fault.setVisible(not fits and wanted)
        self._ok.setEnabled(fits or not wanted)
