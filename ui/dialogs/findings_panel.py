"""点検 beside the page: what was found, with the values compared, what puts it right, 確認済み."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.model import name_at
from pia_desktop.assessment.value_text import value_as_text
from pia_desktop.checks import Finding, Severity
from pia_desktop.checks.registry import REQUIRED
from pia_desktop.checks.review_calendar import is_due_later
from pia_desktop.forms import outline
from ui.dialogs.place_list import PlaceList
from ui.dialogs.unfilled import ways_to_places
from ui.style import link_button, theme
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label
from ui.widgets.severity import SEVERITY_ICONS
from ui.widgets.text_format import one_line
from ui.wizard.side_panel import SidePanel

ALL, CONFIRMED, MISSING = "すべて", "確認済み", "未記入"
EVERY_SECTION = "すべての節"
# So much of a compared value is shown, and so many of the values.
_VALUE, _VALUES = 60, 6
# So much of a message stands in its row; the width beside a value for the link, in px at 100 %.
_MESSAGE, _LINK = 60, 48
# The list's least height in pixels at 100 %.
_LIST = 300


class FindingsPanel(SidePanel):
    """Follows what the wizard knows of the document. A click or Enter goes to the item."""

    go_asked = Signal(str)
    fix_asked = Signal(object)
    confirm_asked = Signal(object)
    unconfirm_asked = Signal(object)
    list_asked = Signal()

    def __init__(
        self, document: Document, findings: Callable[[], list[Finding]], parent: QWidget
    ) -> None:
        """`findings` gives all that the rules find now, what is 確認済み too."""
        super().__init__("findings_panel", "点検", parent)
        self._document = document
        self._all = findings
        self._shown: list[Finding] = []
        self._sections: dict[str, str] = {}
        self._summary = self.say("", "label")
        self._summary.setObjectName("findings_summary")
        self._kind = self._choice("findings_filter", "表示する指摘")
        self._section = self._choice("findings_section", "表示する節")
        self.rows = PlaceList("findings", "点検の指摘", self._go, self)
        self.rows.currentRowChanged.connect(self._show_detail)
        # What is below may scroll out of sight, but not several findings.
        self.rows.setMinimumHeight(theme().px(_LIST))
        self.body.addWidget(self.rows, 1)
        self.setFocusProxy(self.rows)
        self._message = self.say("", "")
        self._message.setObjectName("finding_message")
        self._compared = QWidget(self)
        self._values = QVBoxLayout(self._compared)
        self._values.setContentsMargins(0, 0, 0, 0)
        self._values.setSpacing(theme().px(4))
        self.body.addWidget(self._compared)
        self._add_buttons()
        self._dates = self.say("", "support")
        self._dates.setObjectName("due_dates")
        self.refresh()

    def _choice(self, name: str, label: str) -> ChoiceBox:
        choice = ChoiceBox(self)
        choice.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(6)  # its longest text would make the panel wider
        identify(choice, name, label)
        choice.currentIndexChanged.connect(self._list)
        self.body.addWidget(choice)
        return choice

    def _add_buttons(self) -> None:
        tools = QWidget(self)
        flow = FlowLayout(tools, theme().px(8))
        self._fix = self.small_button(tools, "finding_fix", "直す")
        self._fix.clicked.connect(lambda: self._ask(self.fix_asked))
        self._confirm = self.small_button(tools, "finding_confirm", "確認済みにする…")
        self._confirm.clicked.connect(lambda: self._ask(self.confirm_asked))
        self._unconfirm = self.small_button(tools, "finding_unconfirm", "確認済みを取り消す")
        self._unconfirm.clicked.connect(lambda: self._ask(self.unconfirm_asked))
        writes_list = self.small_button(tools, "findings_list", "一覧をExcelに出す…")
        writes_list.clicked.connect(self.list_asked)
        for tool in (self._fix, self._confirm, self._unconfirm, writes_list):
            flow.addWidget(tool)
        self.body.addWidget(tools)

    # -- what is shown -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the rules find now; the chosen finding stays chosen."""
        every = self._all()
        later = [finding for finding in every if is_due_later(finding)]
        self._findings = [finding for finding in every if not is_due_later(finding)]
        self._summary.setText(_summary(self._findings))
        self._dates.setText("\n".join(finding.message for finding in later))
        self._dates.setVisible(bool(later))
        self._sections = _sections(self._document)
        self._offer(self._kind, _kinds(self._findings))
        sections = dict.fromkeys(map(self._section_of, self._findings))
        self._offer(self._section, [EVERY_SECTION, *sections])
        self._list()

    def _offer(self, choice: ChoiceBox, texts: list[str]) -> None:
        """Offer these, the chosen one still chosen; the number behind a name may be another."""
        chosen = _plain(choice.currentText())
        choice.blockSignals(True)
        choice.clear()
        choice.addItems(texts)
        choice.setCurrentIndex(
            next((at for at, text in enumerate(texts) if _plain(text) == chosen), 0)
        )
        choice.blockSignals(False)

    def _list(self) -> None:
        before = self.current
        kind, section = _plain(self._kind.currentText()), self._section.currentText()
        self._shown = [
            finding
            for finding in self._findings
            if _is_of(finding, kind) and section in (EVERY_SECTION, self._section_of(finding))
        ]
        ways = ways_to_places(self._document)
        self.rows.show_rows(
            [_row(finding, ways.get(finding.address, "")) for finding in self._shown],
            [_icon(finding) for finding in self._shown],
        )
        key = (before.code, before.address) if before else None
        for row, finding in enumerate(self._shown):
            if (finding.code, finding.address) == key:
                self.rows.setCurrentRow(row)
                break
        self._show_detail()

    def _section_of(self, finding: Finding) -> str:
        """The title of the section that a box, a list, or a table's cell stands in."""
        address = finding.address
        around = address.rpartition("[")[0]
        return self._sections.get(address) or self._sections.get(around, "")

    @property
    def shown(self) -> list[Finding]:
        """The findings as they are listed."""
        return list(self._shown)

    @property
    def current(self) -> Finding | None:
        """The finding that is chosen."""
        row = self.rows.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def choose(self, address: str) -> None:
        """Choose the first finding at an address, whatever was filtered."""
        self._kind.setCurrentIndex(0)
        self._section.setCurrentIndex(0)
        for row, finding in enumerate(self._shown):
            if finding.address == address and finding.code != REQUIRED:
                self.rows.setCurrentRow(row)
                return

    def _show_detail(self) -> None:
        finding = self.current
        while (entry := self._values.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.deleteLater()
        may_write = not self._document.assessment.read_only
        is_open = finding is not None and finding.confirmed is None
        fixable = is_open and finding is not None and finding.fix is not None
        self._fix.setVisible(may_write and fixable)
        if finding is not None and finding.fix is not None:
            self._fix.setToolTip(finding.fix.label)
        milder = finding is not None and finding.severity is not Severity.ERROR
        self._confirm.setVisible(may_write and is_open and milder)
        self._unconfirm.setVisible(may_write and finding is not None and not is_open)
        self._message.setVisible(finding is not None)
        if finding is None:
            return
        note = f"\n確認済み：{finding.confirmed}" if finding.confirmed else ""
        self._message.setText(f"{finding.remedy}{note}")  # what is wrong stands in the list
        if len(finding.places) > 1:
            for address in finding.places[:_VALUES]:
                self._values.addWidget(self._value_link(address))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another number of lines."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give what is said of the chosen finding the lines that it needs; the list takes the
        rest.
        """
        labels = [self._message, *self._compared.findChildren(QLabel)]
        for label in labels:
            beside = 0 if label is self._message else theme().px(_LINK)
            width = self.rows.width() - beside
            label.setMinimumHeight(max(0, label.heightForWidth(max(width, 1))))

    def _value_link(self, address: str) -> QWidget:
        """「名前：値」, and a link to it."""
        name = name_at(self._document.assessment, address)
        row = QWidget(self._compared)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(plain_label(f"{name}：{_value(self._document, address)}", row), 1)
        link = link_button("移る", row)
        identify(link, f"compared:{address}", f"{name}へ移る")
        link.clicked.connect(lambda: self.go_asked.emit(address))
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _ask(self, signal: object) -> None:
        finding = self.current
        if finding is not None:
            signal.emit(finding)  # type: ignore[attr-defined]

    def _go(self, row: int) -> None:
        if 0 <= row < len(self._shown):
            self.go_asked.emit(self._shown[row].address)


def _value(document: Document, address: str) -> str:
    item, value = document.answers.item_at(address), document.answers.get(address)
    if value is None or isinstance(value, list):
        return "（空欄）" if not value else f"{len(value)}件"
    text = one_line(value_as_text(item, value))
    return text if len(text) <= _VALUE else f"{text[: _VALUE - 1]}…"


def _sections(document: Document) -> dict[str, str]:
    """The section's title by the address of a box, and by that of a list."""
    out: dict[str, str] = {}
    for page in outline.wizard_pages(document.answers):
        title = page.section.plain_title
        out.update({place.address: title for place in page.places})
        out.update({entry.address: title for entry in page.lists})
    return out


def _row(finding: Finding, way: str) -> tuple[str, str]:
    """The item's name, and what about it: a word for how severe it is, what is wrong, where."""
    if finding.code == REQUIRED:
        words = MISSING
    elif finding.confirmed is not None:
        words = f"{CONFIRMED}：{_short(finding.message)}"
    else:
        words = f"{finding.severity.word}：{_short(finding.message)}"
    return one_line(finding.name), "　".join(part for part in (words, way) if part)


def _short(message: str) -> str:
    text = one_line(message)
    return text if len(text) <= _MESSAGE else f"{text[: _MESSAGE - 1]}…"


def _icon(finding: Finding) -> str:
    """An empty box has the navigator's sign for what is not filled in."""
    if finding.confirmed is not None:
        return "status-complete"
    return "status-empty" if finding.code == REQUIRED else SEVERITY_ICONS[finding.severity]


def _is_of(finding: Finding, kind: str) -> bool:
    if kind in (CONFIRMED, MISSING):
        return kind == _kind_of(finding)
    return finding.confirmed is None and kind in (ALL, _kind_of(finding))


def _kind_of(finding: Finding) -> str:
    if finding.confirmed is not None:
        return CONFIRMED
    return MISSING if finding.code == REQUIRED else finding.severity.word


def _kinds(findings: list[Finding]) -> list[str]:
    """What can be filtered by, each with its number."""
    kinds = [_kind_of(finding) for finding in findings]
    names = [*(severity.word for severity in Severity), CONFIRMED, MISSING]
    return [ALL, *(f"{name}（{kinds.count(name)}件）" for name in names)]


def _plain(text: str) -> str:
    """A filter's name without its number."""
    return text.partition("（")[0]


def _summary(findings: list[Finding]) -> str:
    """How many of each: errors, warnings, notices, what is 確認済み, and empty boxes."""
    if not findings:
        return "点検の結果、直すところはありません。"
    kinds = [_kind_of(finding) for finding in findings]
    names = [*(severity.word for severity in Severity), CONFIRMED, MISSING]
    return "、".join(f"{name}{kinds.count(name)}件" for name in names)
