"""Below what the rules find in a box: putting it right, 確認済み, and what was compared."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from pia_desktop.checks import Finding, Severity
from ui.style.buttons import link_button
from ui.style.theme import theme
from ui.widgets.accessibility import identify
from ui.widgets.flow_layout import FlowLayout


class FindingRemedies(QWidget):
    """Links for the first finding that something can be done about; hidden where there is none."""

    fix_asked = Signal(object)
    confirm_asked = Signal(object)
    # The list of findings is wanted, with the values compared.
    shown_asked = Signal()

    def __init__(self, field: QWidget) -> None:
        """Below the editor of this field."""
        super().__init__(field)
        address = field.objectName().removeprefix("field:")
        self.setObjectName(f"finding_remedies:{address}")
        self._fixable: Finding | None = None
        self._milder: Finding | None = None
        flow = FlowLayout(self, theme().px(12))
        flow.setContentsMargins(theme().px(28), 0, 0, 0)
        self._fix = self._link("直す", f"fix:{address}")
        self._fix.clicked.connect(lambda: self.fix_asked.emit(self._fixable))
        self._confirm = self._link("確認済みにする…", f"confirm:{address}")
        self._confirm.clicked.connect(lambda: self.confirm_asked.emit(self._milder))
        self._show = self._link("見比べた項目を見る", f"compared_at:{address}")
        self._show.clicked.connect(self.shown_asked)
        for link in (self._fix, self._confirm, self._show):
            flow.addWidget(link)

    def _link(self, text: str, name: str) -> QPushButton:
        link = link_button(text, self)
        identify(link, name, text.removesuffix("…"))
        return link

    def show_findings(self, findings: list[Finding], *, read_only: bool) -> None:
        """Offer what can be done about these."""
        self._fixable = next((each for each in findings if each.fix is not None), None)
        milder = (each for each in findings if each.severity is not Severity.ERROR)
        self._milder = next(milder, None)
        if self._fixable is not None and self._fixable.fix is not None:
            self._fix.setText(self._fixable.fix.label)
        self._fix.setVisible(self._fixable is not None and not read_only)
        self._confirm.setVisible(self._milder is not None and not read_only)
        self._show.setVisible(any(len(each.places) > 1 for each in findings))
        self.setVisible(bool(findings))
