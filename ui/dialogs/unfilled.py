"""What is missing, as a list beside the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.checks import Finding, check
from pia_desktop.checks.registry import REQUIRED
from pia_desktop.forms import outline
from ui.dialogs.place_list import PlaceList
from ui.widgets.document_binding import bind_document
from ui.widgets.text_format import one_line
from ui.wizard.side_panel import SidePanel

# Milliseconds without a change after which the list follows the document.
_QUIET = 300


class UnfilledPanel(SidePanel):
    """Follows the document; a click or Enter goes to the item."""

    def __init__(self, document: Document, go_to: Callable[[str], object], parent: QWidget) -> None:
        """`go_to` shows an address."""
        super().__init__("unfilled_panel", "未記入の項目", parent)
        self._document = document
        self._findings: list[Finding] = []
        self._go_to = go_to
        self._summary = self.say("", "label")
        self._summary.setObjectName("unfilled_summary")
        self._hint = self.say("F8で次、Shift+F8で前の項目へ移ります。", "support")
        self.rows = PlaceList("unfilled", "未記入の項目", self._go, self)
        self.body.addWidget(self.rows, 1)
        self._rest = QWidget(self)  # what the list leaves free where there is none
        self.body.addWidget(self._rest, 1)
        self.setFocusProxy(self.rows)
        self._pause = QTimer(self, singleShot=True, interval=_QUIET)
        self._pause.timeout.connect(self.refresh)
        bind_document(document, self, lambda _change: self._pause.start())
        self.refresh()

    def refresh(self) -> None:
        """List what is missing now."""
        findings = check(self._document.assessment, date.today())
        self._findings = [finding for finding in findings if finding.code == REQUIRED]
        count = len(self._findings)
        self._summary.setText(
            f"未記入の項目が{count}件あります。" if count else "未記入の項目はありません。"
        )
        self._hint.setVisible(bool(count))
        self.rows.setVisible(bool(count))
        self._rest.setVisible(not count)
        ways = ways_to_places(self._document)
        self.rows.show_rows(
            [(one_line(each.name), ways.get(each.address, "")) for each in self._findings]
        )

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._findings):
            self._go_to(self._findings[row].address)


def ways_to_places(document: Document) -> dict[str, str]:
    """The page on which each address stands, in words."""
    out = {}
    for page in outline.wizard_pages(document.answers):
        way = " › ".join(one_line(part) for part in page.trail)
        out.update({place.address: way for place in page.places})
        out.update({entry.address: way for entry in page.lists})
    return out
