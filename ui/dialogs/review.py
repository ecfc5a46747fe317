"""Records a review that led to no change."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from pia_desktop.forms.wareki import format_date
from ui.dialogs.publication_fields import DateBox, LineBox, PublicationFieldsDialog


class ReviewDialog(PublicationFieldsDialog):
    """Accepted, `date`, `note` and `by` say what is to be noted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Today's date, and nothing else."""
        super().__init__("dialog_review", "見直しを記録", parent)
        self.want(560)
        self.say(
            "評価書は、少なくとも1年に1回見直すよう努めることとされています。見直して変更が"
            "なかったときに、その日を記録してください。次の1年は、この日から数えます。変更が"
            "あったときは、記入を直して公表し直してください。",
            "support",
        )
        self._date = DateBox("review_date", "見直した日", format_date(date.today()), self)
        self._note = LineBox("review_note", "メモ（任意）", self)
        self._by = LineBox("review_by", "見直した人・部署（任意）", self)
        for box in (self._date, self._note, self._by):
            self.body.addWidget(box)
        self._ok = self.add_ok_cancel("記録する")
        self._date.changed.connect(self._check)

    def _check(self) -> None:
        self._ok.setEnabled(self._date.fits)
