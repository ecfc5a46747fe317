"""The window's whole path in a process of its own: `window_path FILE.pia WORD`.

Opens the file as a clerk does, turns every page, types, saves, saves under another name, exports,
fills a workbook in, looks at the print preview, imports, and quits. In the middle there are faults
whose messages hold the WORD. Writes what came of it to told.json.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ui.app
from pia_desktop.cli.main import main
from tests.airgap.verbs_in_one import NETWORK

_SHOWING = (
    "check",
    "unfilled",
    "notes",
    "find",
    "leftovers",
    "versions",
    "changes",
    "compare",
    "backups",
)


class Clerk:
    """Works in the window, and answers its dialogs."""

    def __init__(self, window: Any, word: str) -> None:
        from PySide6.QtCore import QTimer

        self._window = window
        self._word = word
        self.told: dict[str, Any] = {"dialogs": [], "steps": [], "fetching": []}
        self._answers: dict[str, Callable[[Any], None]] = {
            "dialog_approval": self._approve,
            "dialog_open_findings": _press("findings_go_on"),
            "dialog_exported": _press("button_close"),
            "template_dialog": _press("button_ok"),
            "missing_dialog": _press("missing_go_on"),
            "import_dialog": _press("import_accept"),
            "dialog_preview": self._look_at_pages,
            "dialog_error": _press("button_close"),
            "leftovers": _press("button_close"),
            "dialog_phrases": _press("button_cancel"),
        }
        self._watch = QTimer(window)
        self._watch.setInterval(30)
        self._watch.timeout.connect(self._answer)
        self._watch.start()
        self._files = _Files()
        self._files.answer()
        QTimer.singleShot(0, window, self.work)

    def work(self) -> None:
        """One thing after the other; the program ends with the last."""
        from PySide6.QtWidgets import QApplication

        try:
            for step in (
                self._type, self._turn, self._look_around, self._fail, self._save, self._list,
            ):  # fmt: skip
                step()
                self.told["steps"].append(step.__name__)
            self._hand_in()
            self._window.actions_by_name["action_print"].trigger()
            self._take_in()
        except BaseException:
            self.told["fault"] = traceback.format_exc()
        finally:
            self.told["modules"] = sorted(NETWORK & set(sys.modules))
            self.told["network"] = _mapped("network")
            Path("told.json").write_text(json.dumps(self.told), encoding="utf-8")
            self._window.controllers.documents.may_leave = lambda: True
            self._window.close()
            QApplication.exit(0)

    def _answer(self) -> None:
        from PySide6.QtWidgets import QApplication

        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isVisible():
            return
        name = dialog.objectName()
        if name == "dialog_work":
            return
        self.told["dialogs"].append(name)
        self.told["fetching"] += fetching(dialog)
        answer = self._answers.get(name)
        if answer is None:  # told, so that the test fails with its name
            dialog.close()
        else:
            answer(dialog)

    def _type(self) -> None:
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit, QWidget

        self._window.go_to("cover.number")
        editor = self._window.findChild(QWidget, "cover.number")
        box = editor
        if not isinstance(editor, QLineEdit | QTextEdit | QPlainTextEdit):
            kinds = (QLineEdit, QTextEdit, QPlainTextEdit)
            box = next(found for kind in kinds for found in editor.findChildren(kind))
        box.setFocus()
        QTest.keyClicks(box, "42")
        self.told["typed"] = self._window.document.answers.get("cover.number")

    def _turn(self) -> None:
        from PySide6.QtWidgets import QApplication

        pages = 0
        button = self._window.actions_by_name["action_next"]
        before = -1
        while self._window.wizard.index != before:
            before = self._window.wizard.index
            button.trigger()
            QApplication.processEvents()
            self.told["fetching"] += fetching(self._window)
            pages += 1
        self.told["pages"] = pages

    def _look_around(self) -> None:
        """Every window that shows answers beside the pages."""
        from PySide6.QtWidgets import QApplication

        for name in _SHOWING:
            self._window.actions_by_name[f"action_{name}"].trigger()
            QApplication.processEvents()
            for shown in QApplication.topLevelWidgets():
                self.told["fetching"] += fetching(shown)
        self._window.controllers.dialogs.close_all()

    def _fail(self) -> None:
        """A fault of the program, a refusal and a complaint of Qt's, each about an answer."""
        from PySide6.QtCore import QTimer, qWarning
        from PySide6.QtWidgets import QApplication

        from pia_desktop.errors import FileError

        QTimer.singleShot(0, self._raise)
        while "dialog_error" not in self.told["dialogs"]:
            QApplication.processEvents()
        refusal = FileError(self._word, self._word, file=self._word, item_name=self._word)
        self._window.show_error(refusal)
        qWarning(self._word)

    def _raise(self) -> None:
        raise RuntimeError(self._word)

    def _save(self) -> None:
        self._window.actions_by_name["action_save"].trigger()
        self._files.path = Path("別名.pia").resolve()
        self._window.actions_by_name["action_save_as"].trigger()

    def _list(self) -> None:
        """The 台帳 of the folder, and the texts that its files offer at an item."""
        from PySide6.QtWidgets import QApplication

        self._window.settings.add_ledger_folder(Path.cwd())
        self._window.actions_by_name["action_ledger"].trigger()
        ledger = self._window.controllers.ledger._window
        while ledger.is_surveying:
            QApplication.processEvents()
        self.told["listed"] = len(ledger.model.entries)
        self.told["fetching"] += fetching(ledger)
        self._window.go_to("business.content")
        self._window.actions_by_name["action_phrases"].trigger()

    def _hand_in(self) -> None:
        for action, name in (("export_xlsx", "様式.xlsx"), ("export_pdf", "様式.pdf")):
            self._files.path = Path(name).resolve()
            self._window.actions_by_name[f"action_{action}"].trigger()
        self._files.template = Path("様式.xlsx").resolve()
        self._files.path = Path("記入.xlsx").resolve()
        self._window.actions_by_name["action_export_template"].trigger()

    def _approve(self, dialog: Any) -> None:
        """A 決裁欄 with a title that may be a person's name."""
        from PySide6.QtWidgets import QCheckBox, QLineEdit

        dialog.findChild(QCheckBox, "approval_wanted").setChecked(True)
        dialog.findChild(QLineEdit, "approval_titles").setText(self._word)
        _press("button_ok")(dialog)

    def _look_at_pages(self, dialog: Any) -> None:
        dialog.turn(1)
        self.told["previewed"] = dialog.index
        _press("button_close")(dialog)

    def _take_in(self) -> None:
        self._files.path = Path("様式.xlsx").resolve()
        self._window.actions_by_name["action_import"].trigger()
        self.told["imported"] = self._window.document.path is None


class _Files:
    """Answers for the system's file dialogs, which a test can't press."""

    path: Path | None = None
    template: Path | None = None

    def to_open(self, *_: Any) -> Path | None:
        return self.path

    def to_template(self, *_: Any) -> Path | None:
        return self.template

    def answer(self) -> None:
        """From now on answer in place of the dialogs."""
        from ui.file_dialogs import FileDialogs

        for name in ("to_open", "to_import", "to_save"):
            setattr(FileDialogs, name, self.to_open)
        FileDialogs.to_template = self.to_template


def _press(name: str) -> Callable[[Any], None]:
    def press(dialog: Any) -> None:
        from PySide6.QtWidgets import QPushButton

        button = dialog.findChild(QPushButton, name)
        if button is not None and button.isEnabled():
            button.click()
        else:
            dialog.close()

    return press


def fetching(top: Any) -> list[str]:
    """What shows an answer as HTML below a widget, or would as its tip."""
    from PySide6.QtCore import QModelIndex, Qt
    from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

    found = [
        f"{label.objectName()}: {label.text()}"
        for label in top.findChildren(QLabel)
        if "<img" in label.text() and label.textFormat() != Qt.TextFormat.PlainText
    ]
    tips = [widget.toolTip() for widget in top.findChildren(QWidget)]
    tips += [action.toolTip() for action in getattr(top, "actions_by_name", {}).values()]
    for view in top.findChildren(QAbstractItemView):
        waiting = [QModelIndex()]
        while waiting and view.model() is not None:
            below = waiting.pop()
            for row in range(view.model().rowCount(below)):
                waiting.append(view.model().index(row, 0, below))
                tips.append(str(waiting[-1].data(Qt.ItemDataRole.ToolTipRole) or ""))
    return found + [f"tip: {tip}" for tip in tips if "<img" in tip]


def _mapped(word: str) -> list[str]:
    """The libraries in this process's memory whose names hold a word."""
    lines = Path("/proc/self/maps").read_text("utf-8").splitlines()
    return sorted(
        {line.split()[-1] for line in lines if word in Path(line.split()[-1]).name.lower()}
    )


def start(file: str, word: str) -> int:
    """The program as `pia-desktop FILE` starts it; only the clerk is added."""
    open_window = ui.app.open_window

    def watched(*given: Any) -> Any:
        window = open_window(*given)
        clerks.append(Clerk(window, word))
        return window

    clerks: list[Clerk] = []
    ui.app.open_window = watched
    return main([file])


if __name__ == "__main__":
    sys.exit(start(sys.argv[1], sys.argv[2]))
