"""The wizard: navigator, page, footer and help pane around one document."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QSplitter, QVBoxLayout, QWidget

from pia_desktop.assessment.document import Change, Document
from pia_desktop.checks import Finding
from pia_desktop.errors import PiaError
from pia_desktop.forms import outline
from pia_desktop.forms.addresses import item_id
from pia_desktop.forms.outline import WizardPage
from ui.editors.undo_steps import STEP_PAUSE
from ui.style import theme
from ui.widgets.composition import commit_composition
from ui.widgets.document_binding import bind_document
from ui.widgets.focus_scroll import FocusScrollArea
from ui.widgets.labels import plain_label
from ui.wizard.focus_target import (
    TextSpan,
    focus_first,
    focus_in,
    select_text,
    show_cell,
    show_focus,
)
from ui.wizard.footer import Footer
from ui.wizard.front_pages import FRONT_PAGES, RISKS
from ui.wizard.help_pane import HelpPane
from ui.wizard.navigator import Navigator
from ui.wizard.notices import Notices
from ui.wizard.page_ahead import PageAhead
from ui.wizard.page_filter import PageFilter
from ui.wizard.page_progress import PageProgress
from ui.wizard.page_sheet import PageSheet
from ui.wizard.progress_head import ProgressHead
from ui.wizard.published_state import PublishedState
from ui.wizard.side_panel import SidePanel

if TYPE_CHECKING:
    from ui.wizard.find_bar import FindBar
    from ui.wizard.overview_page import OverviewPage
    from ui.wizard.page_view import PageView
    from ui.wizard.risk_page import RiskPage

# Milliseconds without a change after which marks, shares and faults are worked out anew.
QUIET = 300
# Milliseconds until the marks of a document that has just been opened: its page is shown before.
FIRST_LOOK = 60
# In px at 100 %: in a narrower window the search bar takes the contents' room, too.
_NARROW = 600
_LEAST = 40  # px at 100 %: what the page keeps of a low window beside the search bar


class WizardState(NamedTuple):
    """Where a person is in a document, and what was worked out of it: what a wizard of the same
    document in another text size goes on with.
    """

    page_index: int
    front: str
    opened: set[str]
    published: PublishedState
    overview: PageProgress


class Wizard(QWidget):
    """Shows one page of a document at a time and follows its changes."""

    # What a person asks of a repeat (verb, address): add, open, duplicate, up, down, remove.
    asked = Signal(str, str)
    refused = Signal(object)
    help_closed = Signal()
    # The address of an item whose notes are wanted.
    notes_asked = Signal(str)
    # The address of an item whose findings are wanted; a finding to put right, or to mark.
    finding_asked = Signal(str)
    fix_asked = Signal(object)
    confirm_asked = Signal(object)
    # The rules have looked at the answers again.
    checked = Signal()
    # A list beside the page came or went.
    panel_changed = Signal()
    # A page is to be seen, wherever that is asked for.
    wanted = Signal()
    # A command by its name, asked for on a page about the whole assessment.
    command_asked = Signal(str)

    def __init__(
        self,
        document: Document,
        parent: QWidget | None = None,
        *,
        front: str = "",
        state: WizardState | None = None,
    ) -> None:
        """The first page of the document, or the page about the whole of it with this name; or
        what another wizard of the document showed in this state.
        """
        super().__init__(parent)
        self.setObjectName("wizard")
        self.document = document
        self.published = state.published if state else PublishedState(document)
        self.overview = state.overview if state else PageProgress(document, self.published.count)
        self.index = -1
        self.view: PageView | None = None
        self.panel: SidePanel | None = None
        # The page about the whole assessment that is shown in place of one of the form's.
        self.front: OverviewPage | RiskPage | None = None
        self.front_name = ""
        self._in_hand = ""
        self._large = self._searching = False
        self._build()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET)
        self._quiet.timeout.connect(self.refresh)
        bind_document(document, self, self._follow)
        self._show_overview()
        if state is not None:
            front, self.index = state.front, state.page_index
            self.navigator.open(state.opened)
        if front:
            self.index = max(0, self.index)
            self.show_front(front, focus=False)
        else:
            self.show_page(self.index, focus=False)
        if not self.overview.known:
            QTimer.singleShot(FIRST_LOOK, self, self.refresh)

    def state(self) -> WizardState:
        """For the wizard that takes this one's place."""
        if self._quiet.isActive():
            self.refresh()
        opened = self.navigator.opened
        return WizardState(self.index, self.front_name, opened, self.published, self.overview)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setObjectName("panes")
        self.splitter.setChildrenCollapsible(False)
        column.addWidget(self.splitter)
        self.splitter.addWidget(self._build_left())
        self.splitter.addWidget(self._build_middle())
        self.help = HelpPane(self.splitter)
        self.help.closed.connect(self.help_closed)
        self.splitter.addWidget(self.help)
        self.splitter.setStretchFactor(1, 1)
        self._order_stops()

    def _order_stops(self) -> None:
        """Tab goes from the page to 次へ and 戻る, then to the navigator, the notices and the help.
        The page, which is put in later, stands at the chain's end: what follows it is its start.
        """
        stops: list[QWidget] = [self.footer.next, self.footer.back]
        stops += [self.page_filter, self.navigator, *self.notices.stops]
        stops.append(self.help.close_button)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    @cached_property
    def find_bar(self) -> FindBar:
        """The search bar between the page and its footer, made when it is first asked for. Tab
        comes to it from the footer, and goes on from it to the navigator.
        """
        from ui.wizard.find_bar import FindBar

        bar = FindBar(self._middle)
        bar.shown.connect(self._make_room)
        self._column.insertWidget(self._column.indexOf(self.footer), bar)
        for before, after in pairwise([self.footer.back, *bar.stops, self.page_filter]):
            QWidget.setTabOrder(before, after)
        return bar

    def _make_room(self, searching: bool) -> None:
        """With large text a page and the search bar leave no room for what can wait."""
        if theme().is_large:
            self.footer.setVisible(not searching)
            self.notices.make_way(searching)
            self._searching = searching
            self.panel_changed.emit()

    def _build_left(self) -> QWidget:
        pane = self._left = QWidget(self.splitter)
        pane.setObjectName("left")
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = ProgressHead(pane)
        self.navigator = Navigator(pane)
        self.navigator.chosen.connect(self._chosen)
        self.navigator.entered.connect(self._enter_page)
        self.page_filter = PageFilter(pane)
        self.page_filter.textChanged.connect(self._filter_pages)
        self.page_filter.entered.connect(self._go_to_match)
        self.page_filter.went_down.connect(self.navigator.enter_matches)
        self.page_filter.left.connect(self.return_to_page)
        column.addWidget(self.head)
        around = QVBoxLayout()
        side = theme().px(8)
        around.setContentsMargins(side, 0, side, side)
        around.setSpacing(side)
        around.addWidget(self.page_filter)
        self._no_page = plain_label("この文字のあるページはありません。", pane, "support")
        self._no_page.setObjectName("navigator_none")
        self._no_page.hide()
        around.addWidget(self._no_page)
        column.addLayout(around)
        column.addWidget(self.navigator, 1)
        return pane

    def filter_pages(self) -> None:
        """Look for a page by its title."""
        self.page_filter.open()

    def _filter_pages(self, text: str) -> None:
        self.navigator.filter(text)
        self._no_page.setVisible(bool(text) and not self.navigator.first_match)

    def _enter_page(self) -> None:
        """From the navigator into the page that was picked there."""
        if self.page_filter.text():
            self.page_filter.close_filter()
        self.focus_page()

    def _go_to_match(self) -> None:
        key = self.navigator.first_match
        self.page_filter.close_filter()
        if key in FRONT_PAGES:
            self.show_front(key)
        elif key:
            self.show_page(self.overview.index_of(key))

    def _build_middle(self) -> QWidget:
        middle = self._middle = QWidget(self.splitter)
        column = self._column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.area = FocusScrollArea(middle)
        self.area.setObjectName("page_scroll")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, so that a page is laid out once, not again when the bar comes.
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setMinimumHeight(theme().px(_LEAST))
        self._sheet = PageSheet()
        self.area.setWidget(self._sheet)
        self._ahead = PageAhead(self._sheet, self._make_view)
        self.footer = Footer(middle)
        self.footer.back.clicked.connect(self.back)
        self.footer.next.clicked.connect(self.next)
        self.notices = Notices(middle)
        self.notices.show_leftovers(len(self.document.leftovers))
        column.addWidget(self.notices)
        column.addWidget(self.area, 1)
        column.addWidget(self.footer)
        return middle

    # -- turning pages -----------------------------------------------------------------------

    @property
    def pages(self) -> list[WizardPage]:
        """Every page in printed order."""
        return self.overview.pages

    @property
    def page(self) -> WizardPage:
        """The page that is shown."""
        return self.pages[self.index]

    def back(self) -> None:
        """The page before."""
        self.wanted.emit()
        if self.front is None and self.index > 0:
            self.show_page(self.index - 1)

    def next(self) -> None:
        """The page after."""
        self.wanted.emit()
        if self.front is not None:
            self.show_page(self.index)
        elif self.index < len(self.pages) - 1:
            self.show_page(self.index + 1)

    def show_page(self, index: int, *, focus: bool = True, mark: bool = True) -> None:
        """Put a page in place of the one that is shown.

        `focus` moves the focus to its first box, where it also goes if it was in the page before;
        `mark` marks its entry in the navigator.
        """
        had_focus = self._turn_to(index, mark=mark)
        if focus or had_focus:
            self.focus_page()

    def _turn_to(self, index: int, *, mark: bool = True) -> bool:
        """Put a page in place of the one that is shown; whether the focus was in that one."""
        commit_composition()
        self.document.end_merge()
        if self._quiet.isActive():
            self.refresh()
        self.index = max(0, min(index, len(self.pages) - 1))
        had_focus = self._put_view()
        if mark:
            self.navigator.select(self.page.key)
        self.footer.show_place(self.index, len(self.pages))
        self._look_ahead()
        return had_focus

    def show_front(self, name: str, *, focus: bool = True, mark: bool = True) -> None:
        """Put a page about the whole assessment in place of the one that is shown; the first page
        of the form comes after 全体. `focus` and `mark` as of `show_page`.
        """
        commit_composition()
        self.document.end_merge()
        self.wanted.emit()
        self._show_large(False)
        was_table = self.shows_table
        # Loaded when they are wanted: a window that shows another page is there sooner.
        page: OverviewPage | RiskPage
        if name == RISKS:
            from ui.wizard.risk_page import RiskPage

            page = RiskPage(self.document, self._sheet)
        else:
            from ui.wizard.overview_page import OverviewPage

            self.index = 0
            page = OverviewPage(self.document, self.overview, self.published, self._sheet)
            page.page_asked.connect(self._go_to_page)
            page.risks_asked.connect(lambda: self.show_front(RISKS))
        page.go_asked.connect(self.go_to)
        page.command_asked.connect(self.command_asked)
        had_focus = self._sheet.take_away()
        self.view, self.front, self.front_name = None, page, name
        self.help.show_nothing()
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._sheet.put(page)
        self.area.verticalScrollBar().setValue(0)
        if mark:
            self.navigator.select(name)
        self.footer.show_front(FRONT_PAGES[name])
        if was_table:
            self.panel_changed.emit()
        if focus or had_focus:
            self.focus_page()
        self._look_ahead()

    def _look_ahead(self) -> None:
        """Have the page that 次へ leads to built while this one is read."""
        index = self.index if self.front is not None else self.index + 1
        if index < len(self.pages):
            self._ahead.expect(self.pages[index])

    def _put_view(self) -> bool:
        self.area.setUpdatesEnabled(False)
        try:
            had_focus = self._sheet.take_away()
            self.front, self.front_name = None, ""
            view = self._ahead.take(self.page) or self._make_view(self.page)
            self._ahead.forget()
            view.asked.connect(self.asked)
            view.refused.connect(self.refused)
            view.notes_asked.connect(self.notes_asked)
            view.finding_asked.connect(self.finding_asked)
            view.fix_asked.connect(self.fix_asked)
            view.confirm_asked.connect(self.confirm_asked)
            view.large_asked.connect(self._show_large)
            view.focused.connect(self._focused)
            was_table, self.view = self.shows_table, view
            self._show_large(False)
            self.help.show_nothing()
            policy = Qt.ScrollBarPolicy
            self.area.setVerticalScrollBarPolicy(
                policy.ScrollBarAsNeeded if view.is_table else policy.ScrollBarAlwaysOn
            )
            if view.is_table != was_table:
                self.panel_changed.emit()
            if view.is_table and theme().is_large:
                self.notices.fold()
            self._sheet.put(view)
            view.order_stops(self.footer.back)
            self.area.verticalScrollBar().setValue(0)
        finally:
            self.area.setUpdatesEnabled(True)
        return had_focus

    def _make_view(self, page: WizardPage) -> PageView:
        from ui.wizard.page_view import PageView

        return PageView(self.document, page, self.overview, self.published, self._sheet)

    @property
    def shows_table(self) -> bool:
        """Whether the page is one table, or shows one alone, which needs the window's width."""
        return self.view is not None and (self.view.is_table or self._large)

    def _show_large(self, large: bool) -> None:
        """Leave the page's table alone in the window, or bring back what stands around it."""
        if large == self._large:
            return
        self._large = large
        self._left.setVisible(not large)
        self.footer.setVisible(not large)
        self.notices.fold_for_now(large)
        self.panel_changed.emit()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Also what Tab comes to from outside of the page is shown whole."""
        if not super().focusNextPrevChild(next):
            return False
        self.area.show_focus()
        return True

    def focus_page(self) -> None:
        """Go on in the page: its first box, or its first button."""
        if self.view is not None:
            focus_first(self.area, self.view)
        elif self.front is not None:
            self.front.focus_first()
            show_focus(self.area)

    def return_to_page(self) -> None:
        """Go on in the page where the person left it."""
        page = self.view if self.view is not None else self.front
        last = page.focusWidget() if page is not None else None
        if last is not None and last.isVisible() and last.isEnabled():
            last.setFocus(Qt.FocusReason.OtherFocusReason)
            show_focus(self.area)
        else:
            self.focus_page()

    def end_step(self) -> None:
        """What is typed from now on is a step of undo of its own."""
        if self.view is not None:
            self.view.end_step()

    def go_to(self, address: str, span: TextSpan | None = None) -> bool:
        """Show an address's page and focus its box; `span` is a text and what to select in it."""
        page = self._page_of_occurrence(address) or outline.page_of(self.pages, address)
        if page is None:
            return False
        self.wanted.emit()
        if page.key != self.page.key or self.view is None:
            self._turn_to(self.overview.index_of(page.key))
        assert self.view is not None  # noqa: S101 - it has just been made
        self.view.unfold(address)
        field = self.view.field_of(address)
        if field is None:
            focus_first(self.area, self.view)
            return True
        cell = show_cell(field.editor, address)
        target = select_text(field.editor, span) if span else cell
        focus_in(self.area, field, target)
        return True

    def _go_to_page(self, key: str) -> None:
        index = self.overview.index_of(key)
        if index >= 0:
            self.show_page(index)

    def mark(self, address: str, span: TextSpan) -> None:
        """Select a part of a box's text without going there: a line that loses the focus forgets
        its selection.
        """
        field = self.view.field_of(address) if self.view is not None else None
        if field is not None:
            select_text(field.editor, span)

    def place_in_hand(self) -> str:
        """The address of the box that the person is in, or the first one of the page."""
        if self._in_hand and self.shows(self._in_hand):
            return self._in_hand
        return next((place.address for place in self.page.places), self.page.occurrence)

    def has_field(self, address: str) -> bool:
        """Whether the page that is shown has the address's box."""
        return self.view is not None and bool(self.view.field_of(address))

    def shows(self, address: str) -> bool:
        """Whether the page that is shown has the address's box or list."""
        here = self.page
        listed = any(entry.address == address for entry in here.lists)
        inside = here.occurrence.startswith(f"{address}[")
        return listed or inside or self.has_field(address)

    def _page_of_occurrence(self, address: str) -> WizardPage | None:
        """The first page that belongs to an occurrence."""
        start = f"{address}."
        for page in self.pages if address.endswith("]") else ():
            if any(place.address.startswith(start) for place in page.places):
                return page
        return None

    # -- following the document --------------------------------------------------------------

    def _follow(self, change: Change) -> None:
        self._ahead.forget()
        self.published.note(change)
        self.overview.note(change)
        if change.leftovers:
            self.notices.show_leftovers(len(self.document.leftovers))
        if change.structure and not self._on_a_table(change):
            self._follow_structure()
        elif self.view is not None:
            self.view.follow(change)
        typed = self.view is not None and self.view.is_typing
        self._quiet.start(STEP_PAUSE if typed else QUIET)

    def _on_a_table(self, change: Change) -> bool:
        form = self.document.answers.form
        return all(item_id(address) in form.tables for address in change.addresses)

    def _follow_structure(self) -> None:
        """Occurrences came, went or moved: pages have other addresses now."""
        key = self.page.key
        self.overview.update()
        self._show_overview()
        index = self.overview.index_of(key)
        if self.front is None:
            self.show_page(index if index >= 0 else self.index, focus=False)
        else:
            self.navigator.select(self.front_name)

    def refresh(self) -> None:
        """Work out marks, shares, faults and titles anew."""
        self._quiet.stop()
        try:
            self.published.read()
        except PiaError as error:
            self.refused.emit(error)
        key = self.page.key
        self.overview.update()
        self.index = max(0, self.overview.index_of(key))
        self._show_overview()
        if self.view is not None:
            self.view.follow_overview(self.page)
        elif self.front is not None:
            self.front.refresh()
        self._look_ahead()
        self.checked.emit()

    def _show_overview(self) -> None:
        self.navigator.show_overview(self.overview)
        if self.overview.known:
            self.head.show_progress(self.overview.total)

    def findings(self) -> list[Finding]:
        """What the rules find in the answers as they are now."""
        if self._quiet.isActive() or not self.overview.known:
            self.refresh()
        return self.overview.findings

    def ranks(self) -> dict[str, int]:
        """Where each box, list and occurrence stands in the order of the pages."""
        out: dict[str, int] = {}
        for page in self.pages:
            boxes = [place.address for place in page.places]
            lists = [entry.address for entry in page.lists]
            for address in (page.occurrence, *boxes, *lists):
                out.setdefault(address, len(out))
        return out

    # -- beside the page ---------------------------------------------------------------------

    def show_panel(self, panel: SidePanel) -> None:
        """Show a list in the help pane's place, in place of the one that is shown."""
        self.close_panel()
        self.panel = panel
        panel.closed.connect(self.close_panel)
        self.splitter.addWidget(panel)
        panel.show()
        self.panel_changed.emit()
        panel.take_focus()

    def close_panel(self) -> None:
        """Take the list away; the help pane comes back."""
        if self.panel is None:
            return
        panel, self.panel = self.panel, None
        within = panel.isAncestorOf(QApplication.focusWidget() or self)
        panel.hide()
        panel.setParent(None)
        panel.deleteLater()
        self.panel_changed.emit()
        if within:
            self.return_to_page()

    # -- small things ------------------------------------------------------------------------

    def _chosen(self, key: str) -> None:
        if key in FRONT_PAGES:
            if key != self.front_name:
                self.show_front(key, focus=False, mark=False)
            return
        index = self.overview.index_of(key)
        if index >= 0 and (index != self.index or self.front is not None):
            self.show_page(index, focus=False, mark=False)

    def _focused(self, address: str) -> None:
        if address != self._in_hand and self._quiet.isActive():
            self._quiet.start(0)  # the box in hand was left: what is found in it may be shown
        self._in_hand = address
        if self.help.isVisible():
            self.help.show_item(self.document.answers.item_at(address))

    def set_help_open(self, opened: bool) -> None:
        """Open or close the help pane."""
        self.help.setVisible(opened)
        if opened and self._in_hand and self.has_field(self._in_hand):
            self.help.show_item(self.document.answers.item_at(self._in_hand))
        self.splitter.updateGeometry()  # at once: the window would be made wide enough for it

    def fit(self, width: int) -> None:
        """Share the width out between the panes at the theme's text size."""
        look = theme()
        covered = self.panel is not None and look.is_large
        searched = self._searching and width < look.px(_NARROW)
        self._left.setVisible(not covered and not searched and not self._large)
        left = min(look.px(300), width * 3 // 10) if not self._left.isHidden() else 0
        right = min(look.px(300), width // 4) if not self.help.isHidden() else 0
        share = 44 if covered else 30  # percent: the contents leave their room to the list
        beside = min(look.px(340), width * share // 100) if self.panel is not None else 0
        rest = max(1, width - left - right - beside)
        self.splitter.setSizes([left, rest, right, *([beside] if beside else [])])
