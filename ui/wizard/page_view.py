"""One page of the wizard: a heading, or an occurrence, with its items as fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.generated_rows import TABLE
from pia_desktop.checks import Severity
from pia_desktop.checks.registry import REQUIRED
from pia_desktop.checks.review_calendar import CODES as DUE_CODES
from pia_desktop.errors import PiaError
from pia_desktop.forms.addresses import indices, item_id
from pia_desktop.forms.conditions import is_required, open_question, why_not_needed
from pia_desktop.forms.outline import WizardPage
from pia_desktop.forms.places import Place
from pia_desktop.forms.threshold import CHANGE_DATE
from pia_desktop.forms.values import is_empty
from ui.editors.base import AnswersReader, CellEditor, LargeView, TableFrame
from ui.editors.factory import make_field
from ui.editors.field import Field
from ui.editors.figures import FiguresEditor
from ui.editors.finding_remedies import FindingRemedies
from ui.editors.undo_steps import STEP_PAUSE
from ui.style import theme
from ui.widgets.accessibility import tab_after, tab_through
from ui.widgets.labels import plain_label
from ui.widgets.text_format import one_line
from ui.wizard.banner import Banner
from ui.wizard.change_marks import ChangeMarks
from ui.wizard.change_plan_panel import ChangePlanPanel
from ui.wizard.note_marks import NoteMarks
from ui.wizard.occurrences import INSET, OccurrenceButtons, RepeatBlock, list_name, verb_button
from ui.wizard.page_head import PageHead
from ui.wizard.page_order import common_reason, deciding_items, in_page_order
from ui.wizard.page_progress import PageProgress
from ui.wizard.published_state import PublishedState
from ui.wizard.threshold_panel import ThresholdPanel
from ui.wizard.undo_merge import continues_step

if TYPE_CHECKING:
    from ui.wizard.generated_rows import GeneratedRowsControl

WIDEST = 920
# A field's share of the height where it is shown alone; what stands below it has one.
_ALL_ROOM = 1_000

# What stands above the fields of a section's pages, by the section's id.
_PANELS = {"threshold": ThresholdPanel}


class PageView(QWidget):
    """The widgets of one page. It writes into the document and follows its changes."""

    # What a person asks of a repeat: verb and address.
    asked = Signal(str, str)
    # The address of the item that has the focus.
    focused = Signal(str)
    # A refusal that is no box's own fault, such as a picture that can't be used.
    refused = Signal(object)
    # The address of an item whose notes are wanted.
    notes_asked = Signal(str)
    # The address of an item whose findings are wanted; a finding to put right, or to mark.
    finding_asked = Signal(str)
    fix_asked = Signal(object)
    confirm_asked = Signal(object)
    # Whether the page's table is wanted without what stands around it.
    large_asked = Signal(bool)

    def __init__(
        self,
        document: Document,
        page: WizardPage,
        overview: PageProgress,
        published: PublishedState,
        parent: QWidget | None = None,
    ) -> None:
        """Build the page."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(one_line(page.title))
        self.page = page
        self._document = document
        self._overview = overview
        self._read_only = document.assessment.read_only
        self._storing: Field | None = None
        self._typed = False
        self._typing = QTimer(self, singleShot=True, interval=STEP_PAUSE)
        self._typing.timeout.connect(self.end_step)
        self._change_rows: GeneratedRowsControl | None = None
        self._change_plan: ChangePlanPanel | None = None
        self._around: list[QWidget] = []  # what stands below the fields
        # What Tab comes to only after 次へ and 戻る: at the last field it leads to the next page.
        self._later: list[QWidget] = []
        self._footer_stop: QWidget | None = None
        self._reasons: dict[str, str] = {}
        # Why nothing is needed, the open question that decides it, and whether texts stand there.
        self._common = ("", "", False)
        self._findings: dict[str, dict[Severity, str]] = {}
        self.fields: dict[str, Field] = {}
        self.blocks: list[RepeatBlock] = []
        # One table alone takes all the room that there is, and scrolls by itself.
        self.is_table = is_table_page(page)
        wide = any(p.item.features.gridded or p.item.features.drawn for p in page.places)
        if not (self.is_table or wide):
            self.setMaximumWidth(theme().px(WIDEST))
        self._column = QVBoxLayout(self)
        margin = theme().px(24 - INSET)
        self._column.setContentsMargins(margin, theme().px(16), margin, theme().px(24))
        self._column.setSpacing(theme().px(20))
        self._build()
        self._marks = ChangeMarks(published, self.fields, self.blocks)
        self._notes = NoteMarks(document, self.fields, self.notes_asked.emit)
        self._show_head()
        self.refresh_needs()
        self.refresh_findings()
        self._marks.show()
        self._notes.refresh()

    # -- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        self._add_title()
        for place in in_page_order(self.page.places):
            if place.item.features.divides:
                self._column.addWidget(_label(place.name, "risk", self))
            elif place.item.answerable:
                self._add_field(place)
            else:
                self._add_fixed(place)
        for entry in self.page.lists:
            block = RepeatBlock(entry, self)
            block.fill(
                self._document.answers,
                self._overview.occurrence_progress(entry.address),
                read_only=self._read_only,
            )
            block.asked.connect(self.asked)
            self.blocks.append(block)
            self._column.addWidget(block)
        if self.page.occurrence:
            self._add_occurrence_bar()
        if not self.is_table:
            self._column.addStretch(1)

    def _add_title(self) -> None:
        self._head = PageHead(self.page, INSET, self)
        self._column.addWidget(self._head)
        self._banner = Banner(self)
        self._banner.toggled.connect(self._show_fields)
        self._column.addWidget(self._banner)
        self._panel = None
        if make_panel := _PANELS.get(self.page.section.id):
            self._panel = make_panel(self._document, self)
            self._column.addLayout(_inset(self._panel))

    def _add_field(self, place: Place) -> None:
        form = self._document.answers.form
        field = make_field(place, self, form.tables.get(place.item.id, ()))
        if isinstance(field.editor, FiguresEditor):
            field.editor.set_pictures(self._document.assessment.figures)
            field.editor.picture_added.connect(
                lambda name, data: self._add_picture(field, name, data)
            )
        if place.address == TABLE:
            from ui.wizard.generated_rows import GeneratedRowsControl

            self._change_rows = GeneratedRowsControl(field.editor, self._document)
        features = place.item.features
        composed = features.tabular or features.gridded or features.drawn
        if composed:
            self._connect_composed(field)
        field.editor.set_value(self._document.answers.get(place.address))
        field.editor.changed.connect(lambda: self._store(field))
        field.focused.connect(self.focused)
        if composed and isinstance(field.editor, CellEditor):
            field.editor.focused.connect(self.focused)
        if self._read_only:
            field.editor.set_read_only(True)
        self.fields[place.address] = field
        self._column.addWidget(field, 1 if self.is_table else 0)
        if place.address == CHANGE_DATE:
            self._change_plan = ChangePlanPanel(self._document, self)
            self._column.addLayout(_inset(self._change_plan))
        if self._change_rows is not None:
            self._change_rows.refresh()

    def _connect_composed(self, field: Field) -> None:
        """An editor of cells, or of a drawing, may want more than its own box."""
        if self.is_table and isinstance(field.editor, TableFrame):
            field.editor.fill_page()
            field.leave_out_label()  # the page's title says the same
            field.editor.large_asked.connect(self._show_large)
        if isinstance(field.editor, AnswersReader):
            field.editor.answers_of = lambda: self._document.answers
            field.editor.rewritten.connect(lambda values: self._rewrite(field.place, values))
        if not self.is_table and isinstance(field.editor, LargeView):
            field.editor.large_asked.connect(lambda large: self._show_alone(field, large))

    def _show_large(self, large: bool) -> None:
        """Show the table without what stands above it."""
        self._head.setVisible(not large)
        self.large_asked.emit(large)

    def _show_alone(self, field: Field, large: bool) -> None:
        """Show one field without the others, in all the room that there is."""
        others = [*(each for each in self.fields.values() if each is not field), *self._around]
        for widget in (self._head, *others):
            widget.setVisible(not large)
        self._column.setStretchFactor(field, _ALL_ROOM if large else 0)
        if isinstance(field.editor, LargeView):
            field.editor.set_large(large)
        self.large_asked.emit(large)

    def _add_fixed(self, place: Place) -> None:
        box = QVBoxLayout()
        box.setSpacing(theme().px(4))
        box.addWidget(_label(place.name, "label", self))
        box.addWidget(_label(place.item.text, "fixed", self))
        self._column.addLayout(box)

    def _add_occurrence_bar(self) -> None:
        address = self.page.occurrence
        list_address = address[: address.rindex("[")]
        item = self._document.answers.item_at(list_address)
        count = self._document.answers.count(list_address)
        line = _line(self)
        self._column.addWidget(line)
        buttons = OccurrenceButtons(
            address, one_line(self.page.title), count, self, with_open=False
        )
        buttons.asked.connect(self.asked)
        add = verb_button("add", f"次の{list_name(item)}を追加", list_address, "", buttons)
        add.clicked.connect(lambda: self.asked.emit("add", list_address))
        buttons.add(add)
        if self._read_only:
            buttons.set_read_only()
            add.setEnabled(False)
        self._column.addWidget(buttons)
        self._around += [line, buttons]
        self._later = [buttons]

    def order_stops(self, footer_stop: QWidget) -> None:
        """Tell the last stop of the footer, after which Tab comes to what can wait."""
        self._footer_stop = footer_stop
        tab_through(footer_stop, *self._later)

    def _is_last(self, field: Field) -> bool:
        return not self.page.lists and field is list(self.fields.values())[-1]

    # -- writing -----------------------------------------------------------------------------

    def _store(self, field: Field) -> None:
        """Put what a person did into the document; what the form does not take stays marked."""
        address, kind = field.place.address, field.place.item.features
        value = field.editor.value()
        merge = continues_step(kind, self._document.answers.get(address), value)
        self._typed = kind.textual or kind.tabular
        self._storing = field
        try:
            self._document.set(address, value, merge=merge)
        except PiaError as error:
            self._show_error(field, f"{error.message}{error.remedy}")
        else:
            self._show_error(field, "")
        finally:
            self._storing = None
        self._typing.start()

    def _rewrite(self, place: Place, values: dict[str, Any]) -> None:
        """Set several answers as one step of undo."""
        try:
            with self._document.step(place.item.label):
                for address, value in values.items():
                    self._document.set(address, value)
        except PiaError as error:
            self.refused.emit(error)

    @property
    def is_typing(self) -> bool:
        """Whether the last change was a letter typed into a box, less than a moment ago."""
        return self._typed

    def end_step(self) -> None:
        """What is typed from now on is a step of undo of its own."""
        self._typing.stop()
        self._document.end_merge()

    def take_pictures(self, mime: QMimeData, refusal: str) -> str:
        """Put dropped or pasted pictures into the page's 図; `refusal` where it has none."""
        editors = [field.editor for field in self.fields.values()]
        figures = next((each for each in editors if isinstance(each, FiguresEditor)), None)
        if figures is None or self._read_only:
            return refusal
        figures.take(mime)
        return ""

    def _add_picture(self, field: Field, name: str, data: bytes) -> None:
        try:
            self._document.add_figure(field.place.address, name, data)
        except PiaError as error:
            self.refused.emit(error)
        self._show_value(field)

    # -- following the document --------------------------------------------------------------

    def follow(self, change: Change) -> None:
        """Show what changed, unless it was typed here; fold and unfold what depends on it."""
        if self._storing is None:
            self._typed = False
        for address in change.addresses:
            field = self.field_of(address)
            if field is not None and field is not self._storing:
                self._show_value(field)
        self._marks.show()
        if change.notes:
            self._notes.refresh()
        if self._change_rows is not None:
            self._change_rows.refresh()
        for panel in (self._panel, self._change_plan):
            if panel is not None:
                panel.refresh()
        deciding = deciding_items(self._document.answers.form)
        if any(item_id(address) in deciding for address in change.addresses):
            self.refresh_needs()

    def _show_value(self, field: Field) -> None:
        if isinstance(field.editor, FiguresEditor):
            field.editor.set_pictures(self._document.assessment.figures)
        field.editor.set_value(self._document.answers.get(field.place.address))

    def field_of(self, address: str) -> Field | None:
        """The field in which an address is edited: a table's cell in the table's field."""
        field = self.fields.get(address)
        if field is None and "[" in address:
            field = self.fields.get(address[: address.rindex("[")])
        return field

    def refresh_needs(self) -> None:
        """Fold what the other answers make unnecessary, with the reason; mark what is required."""
        answers = self._document.answers
        reasons = {
            address: why_not_needed(
                answers.form, field.place.item, field.place.numbers, answers.get
            )
            for address, field in self.fields.items()
        }
        questions = {
            address: open_question(answers.form, field.place.item, field.place.numbers, answers.get)
            for address, field in self.fields.items()
        }
        question = common_reason(list(questions.values()))
        self._show_common(common_reason(list(reasons.values())), question)
        for address, field in self.fields.items():
            # Nobody has decided yet that it isn't needed: what is written there stays in view.
            kept = questions[address] and not is_empty(field.editor.value())
            reason = "" if self._banner.reason or kept else reasons[address]
            if reason != self._reasons.get(address, ""):
                self._reasons[address] = reason
                field.set_folded(reason)
            place = field.place
            needed = is_required(answers.form, place.item, place.numbers, answers.get)
            field.set_required(needed)
        for block in self.blocks:
            numbers = indices(block.entry.address)
            block.set_reason(why_not_needed(answers.form, block.entry.item, numbers, answers.get))

    def _show_common(self, reason: str, question: str) -> None:
        """Fold the page where nothing of it is needed; with a choice still open, not over texts."""
        filled = bool(question) and any(
            not is_empty(field.editor.value()) for field in self.fields.values()
        )
        self._banner.set_reason(reason, question)
        self._banner.offer_fields(not filled)
        common = (reason, question, filled)
        if common != self._common:
            self._common = common
            self._show_fields(not reason or self._banner.opened or filled)

    def _show_fields(self, shown: bool) -> None:
        for field in self.fields.values():
            field.setVisible(shown)

    def _show_head(self) -> None:
        self._head.show_page(self.page, self._overview.page_progress(self.page))

    def follow_overview(self, page: WizardPage) -> None:
        """Show the page's title as it is now, and the faults."""
        self.page = page
        self._show_head()
        for block in self.blocks:
            block.show_progress(self._overview.occurrence_progress(block.entry.address))
        self.refresh_findings()
        self._marks.show()

    def refresh_findings(self) -> None:
        """Show below each box what the rules find in it. That it is empty is not shown yet; what is
        due later is shown above the pages when its time has come.
        """
        findings: dict[str, dict[Severity, list[str]]] = {}
        for finding in self._overview.findings:
            later = finding.severity is Severity.NOTICE and finding.code in DUE_CODES
            if finding.address in self.fields and finding.code != REQUIRED and not later:
                texts = findings.setdefault(finding.address, {})
                texts.setdefault(finding.severity, []).append(f"{finding.message}{finding.remedy}")
        for address, field in self.fields.items():
            by_severity = findings.get(address, {})
            self._show_findings(
                field, {severity: "\n".join(texts) for severity, texts in by_severity.items()}
            )
            self._show_steps(field, address if by_severity else "")

    def _show_steps(self, field: Field, address: str) -> None:
        """Offer below the box what can be done about what is found in it."""
        known = field.findChild(FindingRemedies, f"finding_remedies:{field.place.address}")
        if not address and known is None:
            return
        steps = known or FindingRemedies(field)
        if known is None:
            steps.fix_asked.connect(self.fix_asked)
            steps.confirm_asked.connect(self.confirm_asked)
            steps.shown_asked.connect(lambda: self.finding_asked.emit(field.place.address))
            field.put_below_findings(steps)
            if self._is_last(field):
                self._later.insert(0, steps)
                if self._footer_stop is not None:
                    tab_after(self._footer_stop, steps)
        steps.show_findings(
            [f for f in self._overview.findings if f.address == address and f.code != REQUIRED],
            read_only=self._read_only,
        )

    def _show_error(self, field: Field, text: str) -> None:
        """Show an error in place of the one that is shown, or none."""
        others = dict(self._findings.get(field.place.address, {}))
        others.pop(Severity.ERROR, None)
        self._show_findings(field, {Severity.ERROR: text, **others} if text else others)

    def _show_findings(self, field: Field, texts: dict[Severity, str]) -> None:
        if texts != self._findings.get(field.place.address, {}):
            self._findings[field.place.address] = texts
            field.show_findings(texts)

    def unfold(self, address: str) -> None:
        """Show a folded box, because something in it is asked for."""
        field = self.field_of(address)
        if field is None:
            return
        if self._banner.reason:
            self._banner.open()
        if self._reasons.get(field.place.address):
            self._reasons[field.place.address] = ""
            field.set_folded("")


def is_table_page(page: WizardPage) -> bool:
    """Whether a page has a table and nothing else."""
    return len(page.places) == 1 and page.places[0].item.features.tabular and not page.lists


def _label(text: str, look: str, parent: QWidget) -> QLabel:
    """A label in line with the fields, which leave room for the focus ring at their sides."""
    label = plain_label(text, parent, look)
    side = theme().px(INSET)
    label.setContentsMargins(side, 0, side, 0)
    return label


def _inset(widget: QWidget) -> QHBoxLayout:
    """A widget in line with the fields."""
    row = QHBoxLayout()
    side = theme().px(INSET)
    row.setContentsMargins(side, 0, side, 0)
    row.addWidget(widget)
    return row


def _line(parent: QWidget) -> QWidget:
    line = QWidget(parent)
    line.setProperty("look", "line")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedHeight(1)
    return line
