"""The window 台帳: the assessments of a folder in a table, totals, a calendar, and the errands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pia_desktop.ledger.columns import LEDGER_COLUMNS
from pia_desktop.ledger.entry import LedgerEntry
from pia_desktop.ledger.totals import totals_in_words
from ui.ledger.calendar_view import CalendarView
from ui.ledger.ledger_model import EVERY_ROW, ROW_STATES, LedgerFilter, LedgerModel
from ui.ledger.ledger_table import LedgerTable
from ui.ledger.survey_thread import SurveyThread
from ui.ledger.year_picture import YearPicture
from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import plain_label

TITLE = "台帳"
_WIDTH, _HEIGHT = 1366, 728
_FRAME = 48
# Px at 100 %: what is being done, beside the bar.
_SAID_WIDTH = 128
# And how high the list is at least.
_LEAST_VIEW = 130
_CHOOSE = "評価書（.pia）のあるフォルダーを選ぶと、その下の評価書がすべてここに並びます。"
_NONE = "このフォルダーには評価書（.pia）がありません。"
_NONE_WANTED = "絞り込みに合う評価書がありません。"

Errands = tuple[tuple[str, str], ...]

# What can be done with the chosen rows, or with all that are listed where none is chosen.
ERRANDS: Errands = (
    ("check", "点検の一覧…"),
    ("export", "ExcelとPDFに出す…"),
    ("draft", "今年度の案を作る…"),
    ("review", "見直しを記録…"),
    ("submission", "提出用フォルダーを作る…"),
)
# And with the folder.
FOLDER_ERRANDS: Errands = (
    ("choose", "フォルダーを選ぶ…"),
    ("again", "調べ直す"),
    ("list", "一覧をExcel・PDFに出す…"),
    ("calendar", "期限をカレンダーに出す…"),
    ("replace", "すべての評価書で置き換える…"),
    ("runs", "まとめた書き換えの記録…"),
)


# What the box above the list is for, and the same where it is narrow.
_NARROWING, _SHORT = "番号、名前、担当部署などで絞り込む", "絞り込む"
# In letters: what a box takes around its text.
_AROUND = 2


class _NarrowingBox(QLineEdit):
    """Says what it is for in as many words as have room."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the words."""
        super().resizeEvent(event)
        room = self.width() - _AROUND * self.fontMetrics().horizontalAdvance("字")
        fits = self.fontMetrics().horizontalAdvance(_NARROWING) <= room
        self.setPlaceholderText(_NARROWING if fits else _SHORT)


class LedgerWindow(QWidget):
    """Fills while it can be used already. It shows and asks; what is done is the controller's."""

    folder_asked = Signal()
    open_asked = Signal(object)
    # One of `ERRANDS` or `FOLDER_ERRANDS`.
    errand_asked = Signal(str)

    def __init__(self, today: date) -> None:
        """No folder yet; what is due is reckoned from `today`."""
        super().__init__()
        identify(self, "ledger_window", TITLE)
        self.setWindowTitle(TITLE)
        self.folder: Path | None = None
        # What the survey has found, and whether it has come to its end by itself.
        self._seen: set[Path] = set()
        self._whole = True
        self.model = LedgerModel(today, self)
        self._filter = LedgerFilter(self.model, self)
        self._survey = SurveyThread(self)
        self._survey.found.connect(self._take)
        self._survey.advanced.connect(self._advance)
        self._survey.ended.connect(self._end)
        self._build()
        self._add_keys()
        room = self.screen().availableSize()
        self.resize(min(_WIDTH, room.width()), min(_HEIGHT, room.height() - _FRAME))
        self._show_state()

    # -- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        look = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
        column.setSpacing(look.px(8))
        column.addWidget(self._narrowing())
        self._totals = plain_label("", self, "label")
        self._totals.setObjectName("ledger_totals")
        column.addWidget(self._totals)
        self._first = button("フォルダーを選ぶ…", primary=True, parent=self)
        identify(self._first, "ledger_first", "フォルダーを選ぶ")
        self._first.clicked.connect(lambda: self._begin("choose"))
        column.addWidget(self._first, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._progress())
        self._message = plain_label("", self, "support")
        self._message.setObjectName("ledger_message")
        column.addWidget(self._message)
        self._views = QStackedWidget(self)
        self.table = LedgerTable(self.model, self._filter, self)
        self.table.open_asked.connect(self.open_asked)
        self.table.chosen_changed.connect(self._show_buttons)
        self.calendar = CalendarView(self)
        self.calendar.rows_asked.connect(self._show_rows)
        self._views.addWidget(self.table)
        self._views.addWidget(self._year_view())
        # Both scroll: a large text must not push the buttons off the screen.
        self._views.setMinimumHeight(theme().px(_LEAST_VIEW))
        column.addWidget(self._views, 1)
        column.addWidget(self._errands())

    def _year_view(self) -> QWidget:
        """The year drawn, and its days below."""
        self.year = YearPicture(self)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.year)
        column.addWidget(self.calendar, 1)
        scroll = QScrollArea(self)  # with a large text both are higher than the screen
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(page)
        self._year_scroll = scroll
        return scroll

    def _narrowing(self) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        self._words = _NarrowingBox(line)
        identify(self._words, "ledger_filter", "一覧を絞り込む文字")
        self._words.setToolTip(_NARROWING)
        self._words.setClearButtonEnabled(True)
        self._words.textChanged.connect(self._narrow)
        self._states = ChoiceBox(line)
        identify(self._states, "ledger_state", "一覧に出すもの")
        self._states.addItems(ROW_STATES)
        self._states.currentIndexChanged.connect(self._narrow)
        self._switch = self._button("ledger_switch", "今後12か月の期限", line)
        self._switch.setCheckable(True)
        self._switch.toggled.connect(self._switch_view)
        row.addWidget(self._words, 1)
        row.addWidget(self._states)
        row.addWidget(self._switch)
        return line

    def _progress(self) -> QWidget:
        self._work = QWidget(self)
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        self._what = plain_label("", self._work, "support")
        self._what.setWordWrap(False)
        self._what.setMinimumWidth(theme().px(_SAID_WIDTH))
        self._bar = QProgressBar(self._work)
        identify(self._bar, "ledger_bar", "進み具合")
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(theme().px(8))
        stop = self._button("ledger_cancel", "中止", self._work)
        stop.clicked.connect(self.cancel)
        row.addWidget(self._what)
        row.addWidget(self._bar, 1)
        row.addWidget(stop)
        self._work.hide()
        return self._work

    def _errands(self) -> QWidget:
        below = QWidget(self)
        flow = FlowLayout(below, theme().px(8))
        self._open = self._button("ledger_open", "開く", below)
        self._open.clicked.connect(self._open_chosen)
        flow.addWidget(self._open)
        self._concerned = self._menu_button("ledger_errands", "選んだ評価書に", below)
        self._actions = self._fill(self._concerned, ERRANDS)
        flow.addWidget(self._concerned)
        whole = self._menu_button("ledger_folder_errands", "フォルダー", below)
        self._actions |= self._fill(whole, FOLDER_ERRANDS)
        self._add_sorting(whole.menu())
        flow.addWidget(whole)
        return below

    def _menu_button(self, name: str, text: str, parent: QWidget) -> QPushButton:
        push_button = self._button(name, text, parent)
        push_button.setMenu(QMenu(push_button))
        return push_button

    def _fill(self, push_button: QPushButton, errands: Errands) -> dict[str, QAction]:
        actions = {}
        for name, text in errands:
            action = actions[name] = push_button.menu().addAction(text)
            action.setObjectName(f"ledger_{name}")
            action.triggered.connect(lambda _=False, errand=name: self._begin(errand))
        return actions

    def _add_sorting(self, menu: QMenu) -> None:
        """What a click on a head does, for who has no mouse."""
        sorting = menu.addMenu("並べ替え")
        for number, column in enumerate(LEDGER_COLUMNS):
            action = sorting.addAction("".join(column.title.split()))
            action.setObjectName(f"ledger_sort_{column.name}")
            action.triggered.connect(lambda _=False, at=number: self.table.sort_by(at))

    def _button(self, name: str, text: str, parent: QWidget) -> QPushButton:
        push_button = button(text, parent=parent)
        push_button.setProperty("look", "compact")
        identify(push_button, name, text)
        return push_button

    def _add_keys(self) -> None:
        self._actions["again"].setShortcut(QKeySequence("F5"))
        self.addAction(self._actions["again"])  # not in its menu alone: the key works everywhere
        for keys, act in (("Esc", self.cancel), ("Ctrl+W", self.close)):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(act)
            self.addAction(action)

    # -- surveying ---------------------------------------------------------------------------

    def show_folder(self, folder: Path) -> None:
        """List the assessments of a folder in place of those that are listed."""
        if folder != self.folder:
            self.model.clear()
        self.folder = folder
        self.refresh()

    def refresh(self) -> None:
        """Look at all files of the folder again; what is listed stays meanwhile."""
        if self.folder is None:
            return
        self._seen, self._whole = set(), True
        self.model.today = date.today()
        self._message.clear()
        self._bar.setRange(0, 0)
        self._what.setText("読んでいます")
        self._survey.begin(self.folder, self.model.today)
        self._show_state()

    def look_again(self, path: Path) -> None:
        """Read a file anew that has just been written, if it lies in the folder."""
        if self.folder is not None and self.isVisible() and path.is_relative_to(self.folder):
            self._whole = False  # of the other files nothing is known by it
            self._survey.look_again([path], self.folder, self.model.today)

    def cancel(self) -> None:
        """Call the survey off."""
        if self._survey.running:
            self._whole = False
            self._survey.cancel()
            self._message.setText("中止しました。「調べ直す」で続きから調べます。")
            self._show_state()

    @property
    def is_surveying(self) -> bool:
        """Whether files are still being looked at."""
        return self._survey.running

    def _take(self, entries: list[LedgerEntry]) -> None:
        self._seen.update(entry.path for entry in entries)
        self.model.put(entries)
        self._show_state()

    def _advance(self, share: float, what: str) -> None:
        self._bar.setRange(0, 100)
        self._bar.setValue(round(share * 100))
        self._what.setText(what)

    def _end(self, reason: str) -> None:
        if reason:
            self._message.setText(reason)
        elif self._whole:
            self.model.keep_only(self._seen)
        self._show_state()

    # -- showing -----------------------------------------------------------------------------

    def _show_state(self) -> None:
        entries = self.model.entries
        self.setWindowTitle(f"{TITLE}　{self.folder}" if self.folder else TITLE)
        self._first.setVisible(self.folder is None)
        self._work.setVisible(self._survey.running)
        words = totals_in_words(entries, self.model.today) if entries else self._why_empty()
        self._totals.setText(words)
        self._message.setVisible(bool(self._message.text()))
        if self._switch.isChecked():
            self.calendar.show_entries(entries, self.model.today)
            self.year.show_entries(entries, self.model.today)
        self._show_buttons()

    def _why_empty(self) -> str:
        if self.folder is None:
            return _CHOOSE
        return "" if self._survey.running or self._message.text() else _NONE

    def _narrow(self) -> None:
        self._filter.narrow(self._words.text(), self._states.currentText() or EVERY_ROW)
        none = bool(self.model.entries) and not self._filter.rowCount()
        if none or self._message.text() == _NONE_WANTED:
            self._message.setText(_NONE_WANTED if none else "")
            self._message.setVisible(none)
        self._show_buttons()

    def _switch_view(self, calendar: bool) -> None:
        self._switch.setText("一覧に戻る" if calendar else "今後12か月の期限")
        self._views.setCurrentWidget(self._year_scroll if calendar else self.table)
        for widget in (self._words, self._states):  # they narrow the list alone
            widget.setEnabled(not calendar)
        self._show_state()

    def _show_rows(self, entries: list[LedgerEntry]) -> None:
        self._words.clear()
        self._states.setCurrentIndex(0)
        self._switch.setChecked(False)
        self.table.choose(entries)
        self.table.setFocus()

    def _show_buttons(self) -> None:
        chosen, listed = len(self.table.chosen), self._filter.rowCount()
        self._open.setEnabled(chosen == 1)
        words = f"選んだ{chosen}件に" if chosen else f"一覧の{listed}件すべてに"
        self._concerned.setText(words)
        self._concerned.setAccessibleName(words)
        self._concerned.setEnabled(bool(chosen or listed))
        self._actions["submission"].setEnabled(chosen == 1)
        for name in ("again", "list", "calendar", "replace"):
            self._actions[name].setEnabled(self.folder is not None)

    # -- errands -----------------------------------------------------------------------------

    @property
    def concerned(self) -> Sequence[LedgerEntry]:
        """The chosen rows; all that are listed where none is chosen."""
        return self.table.chosen or self.table.shown

    def _open_chosen(self) -> None:
        for entry in self.table.chosen[:1]:
            self.open_asked.emit(entry)

    def _begin(self, errand: str) -> None:
        if errand == "choose":
            self.folder_asked.emit()
        elif errand == "again":
            self.refresh()
        else:
            self.errand_asked.emit(errand)

    def say(self, text: str) -> None:
        """Show a message that needs no answer, until the next survey."""
        self._message.setText(text)
        self._message.setVisible(bool(text))

    def come_to_front(self) -> None:
        """Show the window in front of all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if self.folder is None:
            self._first.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing goes on for a window that nobody sees."""
        self._whole = False
        self._survey.cancel()
        super().closeEvent(event)
