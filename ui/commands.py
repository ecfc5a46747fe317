"""Every command of the window, declared once: name, words, icon and keys; menus and tool bar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from ui.style import theme
from ui.style.icons import icon


@dataclass(frozen=True)
class Command:
    """One action. `short` is its text in the tool bar; `needs` says what must be there for it."""

    name: str
    text: str
    short: str = ""
    icon: str = ""
    keys: tuple[str, ...] = ()
    needs_document: bool = True
    checkable: bool = False


COMMANDS = (
    Command("action_new", "新規(&N)…", "新規", "new", ("Ctrl+N",), needs_document=False),
    Command("action_open", "開く(&O)…", "開く", "open", ("Ctrl+O",), needs_document=False),
    Command("action_import", "Excelを取り込む(&I)…", "", "import-xlsx", needs_document=False),
    Command("action_upgrade", "様式を改める(&C)…"),
    Command("action_sample", "記入例を開く(&E)…", needs_document=False),
    Command("action_save", "上書き保存(&S)", "保存", "save", ("Ctrl+S",)),
    Command("action_save_as", "名前を付けて保存(&A)…", "", "save-as", ("Ctrl+Shift+S",)),
    Command("action_backups", "以前の保存に戻す(&B)…"),
    Command("action_left", "残っている作業(&G)…", needs_document=False),
    Command("action_export_xlsx", "Excelに出す(&X)…", "Excel", "export-xlsx", ("Ctrl+E",)),
    Command("action_export_template", "団体のExcelに記入して出す(&M)…"),
    Command("action_export_pdf", "PDFに出す(&D)…", "PDF", "export-pdf", ("Ctrl+D",)),
    Command("action_print", "印刷(&P)…", "印刷", "print", ("Ctrl+P",)),
    Command("action_quit", "終了(&Q)", keys=("Ctrl+Q",), needs_document=False),
    Command("action_undo", "元に戻す(&U)", "元に戻す", "undo", ("Ctrl+Z",)),
    Command("action_redo", "やり直し(&R)", "やり直し", "redo", ("Ctrl+Y", "Ctrl+Shift+Z")),
    Command("action_find", "検索と置換(&F)…", "検索", "find", ("Ctrl+F", "Ctrl+H")),
    Command("action_leftovers", "取込記録(&L)…"),
    Command("action_back", "前のページ(&B)", "", "back", ("Alt+Left", "Ctrl+PgUp")),
    Command("action_next", "次のページ(&N)", "", "next", ("Alt+Right", "Ctrl+PgDown")),
    Command("action_help_pane", "ヘルプ欄(&H)", "", "help", ("F2",), checkable=True),
    Command("action_larger", "文字を大きく(&L)", keys=("Ctrl++", "Ctrl+;"), needs_document=False),
    Command("action_smaller", "文字を小さく(&S)", keys=("Ctrl+-",), needs_document=False),
    Command("action_compare", "新旧対照表（比較）(&D)…", "比較", "compare", ("F9",)),
    Command("action_check", "点検(&C)…", "点検", "check", ("F7",)),
    Command("action_unfilled", "未記入の項目(&M)…", keys=("F8",)),
    Command("action_changes", "変更箇所を作る(&C)…"),
    Command("action_publish", "公表版として確定(&P)…"),
    Command("action_versions", "公表版の一覧(&L)…"),
    Command("action_review", "見直しを記録(&R)…"),
    Command("action_manual", "マニュアル(&M)", "", "help", ("F1",), needs_document=False),
    Command("action_about", "このプログラムについて(&A)", needs_document=False),
)

# None is a line between.
MENUS: dict[str, tuple[str | None, ...]] = {
    "ファイル(&F)": (
        "action_new", "action_open", "menu_recent", "action_sample", None,
        "action_import", "action_upgrade", None,
        "action_save", "action_save_as", "action_backups", "action_left", None,
        "action_export_xlsx", "action_export_template", "action_export_pdf", "action_print", None,
        "action_quit",
    ),
    "編集(&E)": ("action_undo", "action_redo", None, "action_find", None, "action_leftovers"),
    "表示(&V)": (
        "action_back", "action_next", None, "action_help_pane", None,
        "menu_text_size", "action_larger", "action_smaller",
    ),
    "点検(&T)": ("action_check", "action_unfilled"),
    "公表(&U)": (
        "action_compare", "action_changes", "action_publish", None,
        "action_versions", "action_review",
    ),
    "ヘルプ(&H)": ("action_manual", None, "action_about"),
}  # fmt: skip

TOOLS: tuple[str | None, ...] = (
    "action_new", "action_open", "action_save", None, "action_undo", "action_redo", None,
    "action_find", "action_check", "action_compare", None,
    "action_export_xlsx", "action_export_pdf", "action_print",
)  # fmt: skip

# Above this text size the words don't fit beside the icons in 1366 px; the tool tips say them.
_WORDS_UP_TO = 1.25


def make_actions(window: QMainWindow) -> dict[str, QAction]:
    """The window's actions by their names."""
    actions = {}
    for command in COMMANDS:
        action = QAction(icon(command.icon), command.text, window)
        action.setObjectName(command.name)
        plain = command.short or _plain(command.text)
        action.setIconText(plain)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        hint = "、".join(command.keys)
        action.setToolTip(f"{_plain(command.text)}（{hint}）" if hint else _plain(command.text))
        action.setCheckable(command.checkable)
        window.addAction(action)
        actions[command.name] = action
    return actions


def make_menus(
    window: QMainWindow, actions: dict[str, QAction], menus: dict[str, QMenu]
) -> Iterator[QMenu]:
    """Fill the menu bar; `menus` are the sub-menus by the names that MENUS has."""
    for title, entries in MENUS.items():
        menu = window.menuBar().addMenu(title)
        menu.setToolTipsVisible(False)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif entry in menus:
                menu.addMenu(menus[entry])
            else:
                menu.addAction(actions[entry])
        yield menu


def make_tool_bar(window: QMainWindow, actions: dict[str, QAction]) -> QToolBar:
    """The slim bar below the menus."""
    bar = QToolBar("ツールバー", window)
    bar.setObjectName("tool_bar")
    bar.setMovable(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for entry in TOOLS:
        if entry is None:
            bar.addSeparator()
        else:
            bar.addAction(actions[entry])
            tool = bar.widgetForAction(actions[entry])
            tool.setAccessibleName(actions[entry].iconText())
            tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    window.addToolBar(bar)
    fit_tool_bar(bar)
    return bar


def fit_tool_bar(bar: QToolBar) -> None:
    """Icons as large as the text; words beside them where there is room."""
    size = theme().px(20)
    bar.setIconSize(QSize(size, size))
    words = theme().scale <= _WORDS_UP_TO
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    bar.setToolButtonStyle(style if words else Qt.ToolButtonStyle.ToolButtonIconOnly)


def _plain(text: str) -> str:
    """The words without mnemonic and dots: 「新規」 of 「新規(&N)…」."""
    return text.partition("(&")[0]
