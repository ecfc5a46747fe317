"""The window's menus and tool bar, built of the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QFont, QFontMetrics, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar, QToolBar

from pia_desktop.assessment.document import Document
from ui.commands import WINDOW_COMMANDS, Command
from ui.controllers.assembly import Controllers
from ui.settings import TEXT_SIZE
from ui.style import theme
from ui.style.icons import icon
from ui.style.tips import plain_tip
from ui.widgets.accessibility import repolish

# Commands and sub-menus by name; None is a line between.
MENUS: dict[str, tuple[str | None, ...]] = {
    "ファイル(&F)": (
        "action_new", "action_open", "menu_recent", "action_sample", "action_ledger", None,
        "action_import", "action_continue_import", "action_upgrade", None,
        "action_save", "action_save_as", "action_backups", "action_left", None,
        "action_export_xlsx", "action_export_template", "action_export_pdf", "action_print", None,
        "action_quit",
    ),
    "編集(&E)": (
        "action_undo", "action_redo", None,
        "action_cut", "action_copy", "action_paste", "action_select_all", None,
        "action_find", "action_find_next", "action_find_previous", "action_replace", None,
        "action_copy_from", "action_phrases", "action_leftovers",
    ),
    "表示(&V)": (
        "action_overview", None,
        "action_back", "action_next", "action_pages", None, "action_help_pane", None,
        "menu_text_size", "action_larger", "action_smaller",
    ),
    "点検(&T)": (
        "action_check", "action_next_finding", "action_previous_finding", None,
        "action_unfilled", "action_next_unfilled", "action_previous_unfilled", None,
        "action_note", "action_notes",
    ),
    "図(&G)": (
        "action_diagram", "action_diagram_annex", None,
        "action_diagram_svg", "action_diagram_png", "action_diagram_pdf", None,
        "action_risks", "action_risk_list_pdf",
    ),
    "公表(&U)": (
        "action_compare", "action_changes", "action_publish", None,
        "action_versions", "action_review", None,
        "action_submission", "action_schedule",
    ),
    "ヘルプ(&H)": ("action_manual", "action_keys", None, "action_about"),
}  # fmt: skip

TOOLS: tuple[str | None, ...] = (
    "action_new", "action_open", "action_save", None, "action_undo", "action_redo", None,
    "action_find", "action_check", "action_compare", None,
    "action_export_xlsx", "action_export_pdf", "action_print",
)  # fmt: skip

# Above this text size the words don't fit beside the icons in 1366 px; the tool tips say them.
_WORDS_UP_TO = 1.25
# In a window narrower than this many px at 100 % they don't, either.
_WORDS_FROM = 1080
# In px at 100 %: what is free at both sides of a menu's name, as the style sheet has it.
_MENU_SIDE, _CLOSE_SIDE = 12, 3


def command_keys() -> list[tuple[str, tuple[str, ...]]]:
    """The commands that have keys, by their texts, in the menus' order."""
    names = [name for entries in MENUS.values() for name in entries if name is not None]
    by_name = {command.name: command for command in WINDOW_COMMANDS}
    commands = [by_name[name] for name in names if name in by_name]
    return [(_words(command.text), command.keys) for command in commands if command.keys]


class Menus:
    """The actions of one window by the names of their commands, its menus and its tool bar."""

    def __init__(
        self,
        window: QMainWindow,
        controllers: Controllers,
        recent: Callable[[], list[str]],
        open_recent: Callable[[str], object],
    ) -> None:
        """`recent` are the files used last, `open_recent` opens one of them."""
        self._window = window
        self._controllers = controllers
        self.actions = {command.name: self._make_action(command) for command in WINDOW_COMMANDS}
        self._shown: tuple[Document | None, str, str] | None = None
        self._sizes = QActionGroup(window)
        sub_menus = {
            "menu_recent": self._recent_menu(recent, open_recent),
            "menu_text_size": self._text_size_menu(),
        }
        self._menus = list(self._make_menus(sub_menus))  # PySide would let them go
        self._tools = self._make_tool_bar()

    def refresh(self, document: Document | None) -> None:
        """Enable what can be used with this document, and say what undo and redo would do."""
        undo = (document.undo_name, document.redo_name) if document is not None else ("", "")
        if self._shown == (document, *undo):
            return  # as after most letters
        self._shown = (document, *undo)
        for command in WINDOW_COMMANDS:
            action = self.actions[command.name]
            action.setEnabled(command.enabled_when(document))
            if command.target is not None:
                target = command.target(document) if document is not None else ""
                icon_text = action.iconText()
                action.setText(f"{command.text}：{target}" if target else command.text)
                action.setIconText(icon_text)
                hint = f"（{'、'.join(command.keys)}）"
                words = f"{icon_text}：{target}" if target else icon_text
                action.setToolTip(plain_tip(words + hint))

    def fit(self) -> None:
        """After the text size has changed: tick it, and make the tool bar's icons as large."""
        for action in self._sizes.actions():
            action.setChecked(action.data() == self._controllers.view.text_size)
        self._fit_menu_bar()
        size = theme().px(20)
        self._tools.setIconSize(QSize(size, size))
        style = Qt.ToolButtonStyle
        room = self._window.width() >= theme().px(_WORDS_FROM)
        with_words = theme().scale <= _WORDS_UP_TO and room
        self._tools.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if with_words else style.ToolButtonIconOnly
        )

    def _fit_menu_bar(self) -> None:
        """Set the menus closer where the window has no room for all of them, and smaller where that
        isn't enough: those that Qt leaves out are behind an arrow that is hardly seen.
        """
        bar = self._window.menuBar()
        font = QFont(bar.font())
        font.setPixelSize(theme().px(theme().body))
        texts = [action.text().replace("&", "") for action in bar.actions()]
        letters = sum(QFontMetrics(font).horizontalAdvance(text) for text in texts)
        wide = letters + 2 * theme().px(_MENU_SIDE) * len(texts)
        look = "close" if wide > self._window.width() else ""
        if look:
            room = self._window.width() - _menu_margins(bar, len(texts))
            font.setPixelSize(min(font.pixelSize(), font.pixelSize() * room // letters))
        if bar.property("look") != look or bar.font().pixelSize() != font.pixelSize():
            bar.setProperty("look", look)
            repolish(bar)
            bar.setFont(font)
            QCoreApplication.sendEvent(bar, QEvent(QEvent.Type.StyleChange))  # it measures anew

    def _make_action(self, command: Command) -> QAction:
        action = QAction(icon(command.icon), command.text, self._window)
        action.setObjectName(command.name)
        words = _words(command.text)
        action.setIconText(command.short or words)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        hint = "、".join(command.keys)
        action.setToolTip(f"{words}（{hint}）" if hint else words)
        if command.checked is not None:
            action.setCheckable(True)
            action.setChecked(command.checked(self._controllers))
        action.triggered.connect(lambda: command.run(self._controllers))
        self._window.addAction(action)
        return action

    def _make_menus(self, sub_menus: dict[str, QMenu]) -> Iterator[QMenu]:
        for title, entries in MENUS.items():
            menu = self._window.menuBar().addMenu(title)
            menu.setToolTipsVisible(False)
            for entry in entries:
                if entry is None:
                    menu.addSeparator()
                elif entry in sub_menus:
                    menu.addMenu(sub_menus[entry])
                else:
                    menu.addAction(self.actions[entry])
            yield menu

    def _make_tool_bar(self) -> QToolBar:
        """The slim bar below the menus."""
        bar = self._tools = QToolBar("ツールバー", self._window)
        bar.setObjectName("tool_bar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for entry in TOOLS:
            if entry is None:
                bar.addSeparator()
            else:
                action = self.actions[entry]
                bar.addAction(action)
                tool = bar.widgetForAction(action)
                tool.setAccessibleName(action.iconText())
                tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._window.addToolBar(bar)
        self.fit()
        return bar

    def _text_size_menu(self) -> QMenu:
        menu = QMenu("文字の大きさ(&T)", self._window)
        for percent in TEXT_SIZE.among:
            action = menu.addAction(f"{percent}%")
            action.setObjectName(f"text_size_{percent}")
            action.setCheckable(True)
            action.setData(percent)
            action.triggered.connect(
                lambda _=False, to=percent: self._controllers.view.set_text_size(to)
            )
            self._sizes.addAction(action)
        return menu

    def _recent_menu(
        self, recent: Callable[[], list[str]], open_recent: Callable[[str], object]
    ) -> QMenu:
        menu = QMenu("最近使ったファイル(&T)", self._window)

        def fill() -> None:
            menu.clear()
            names = recent()
            for name in names:
                action = menu.addAction(name)
                action.triggered.connect(lambda _=False, chosen=name: open_recent(chosen))
            if not names:
                menu.addAction("（まだありません）").setEnabled(False)

        menu.aboutToShow.connect(fill)
        return menu


def _menu_margins(bar: QMenuBar, menus: int) -> int:
    """What of a menu bar's width is free of letters where its menus are close."""
    # Imported where it is needed: PySide takes a fiftieth of the start to know styles.
    from PySide6.QtWidgets import QStyle

    metric, style = QStyle.PixelMetric, bar.style()
    between = style.pixelMetric(metric.PM_MenuBarItemSpacing, None, bar)
    sides = metric.PM_MenuBarHMargin, metric.PM_MenuBarPanelWidth
    around = sum(style.pixelMetric(side, None, bar) for side in sides)
    return (2 * theme().px(_CLOSE_SIDE) + between) * menus + 2 * around


def _words(text: str) -> str:
    """A command's text without mnemonic and dots: 「新規」 of 「新規(&N)…」."""
    return text.partition("(&")[0]
