"""What is missing or wrong, each with a way to its item."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.checks import Finding, check
from pia_desktop.checks.required import CODE
from pia_desktop.checks.review_calendar import CODES as DUE_CODES
from pia_desktop.forms import outline
from ui.dialogs.base import Dialog
from ui.dialogs.place_list import PlaceList
from ui.widgets.text_format import one_line


class FindingsDialog(Dialog):
    """Stays open beside the page; 「もう一度調べる」 looks at the answers anew."""

    def __init__(
        self,
        title: str,
        document: Document,
        go_to: Callable[[str], object],
        parent: QWidget | None = None,
        missing_only: bool = False,
    ) -> None:
        """`go_to` shows an address; `missing_only` leaves out what is wrong rather than empty."""
        super().__init__("dialog_findings", title, parent)
        self.want(680, 560)
        self._document = document
        self._go_to = go_to
        self._missing_only = missing_only
        self._found: list[Finding] = []
        self._summary = self.say("", "label")
        self._summary.setObjectName("findings_summary")
        self._dates = self.say("", "support")
        self._dates.setObjectName("due_dates")
        self._dates.setVisible(False)
        self._hint = self.say("項目を選ぶと、そのページへ移ります。", "support")
        self._list = PlaceList("findings", title, self._go, self)
        self.body.addWidget(self._list, 1)
        again = self.add_button("もう一度調べる", "button_again")
        again.clicked.connect(self.refresh)
        self.add_close()
        self.refresh()

    def refresh(self) -> None:
        """Look at the answers as they are now."""
        findings = check(self._document.assessment, date.today())
        due = [finding for finding in findings if finding.code in DUE_CODES]
        rest = [finding for finding in findings if finding.code not in DUE_CODES]
        self._found = [f for f in rest if f.code == CODE or not self._missing_only]
        missing = sum(finding.code == CODE for finding in self._found)
        self._summary.setText(_summary(missing, len(self._found) - missing, self._missing_only))
        self._hint.setVisible(bool(self._found))
        if not self._missing_only:
            self._dates.setText("\n".join(finding.message for finding in due))
            self._dates.setVisible(bool(due))
        ways = _ways(self._document)
        rows = []
        for finding in self._found:
            way = ways.get(finding.address, "")
            say = f"{finding.message}{finding.remedy}"
            if finding.code == CODE:
                say = "" if self._missing_only else "未記入"
            rows.append((one_line(finding.name), "　".join(part for part in (say, way) if part)))
        self._list.show_rows(rows)

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._found):
            self._go_to(self._found[row].address)


def _summary(missing: int, wrong: int, missing_only: bool) -> str:
    if missing_only:
        return f"未記入の項目が{missing}件あります。" if missing else "未記入の項目はありません。"
    if not missing and not wrong:
        return "点検の結果、直すところはありません。"
    return f"点検の結果：確かめるところ {wrong}件、未記入 {missing}件"


def _ways(document: Document) -> dict[str, str]:
    """The page on which each address stands, in words."""
    out = {}
    for page in outline.wizard_pages(document.answers):
        way = " › ".join(one_line(part) for part in page.trail)
        out.update({place.address: way for place in page.places})
        out.update({entry.address: way for entry in page.lists})
    return out
