"""The 台帳: its window, and the errands for several assessments at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pia_desktop.errors import PiaError
from pia_desktop.task_progress import ProgressCallback, TaskCancelled
from ui.controllers.submission import SubmissionController
from ui.file_dialogs import ICS, PDF, XLSX, FileDialogs
from ui.settings import LEDGER_FOLDERS, Settings
from ui.shell import Shell

if TYPE_CHECKING:
    from pia_desktop.ledger.batch import BatchOutcome
    from pia_desktop.ledger.change_entry import ChangeEntry
    from pia_desktop.ledger.entry import LedgerEntry
    from pia_desktop.ledger.run_record import RunRecord
    from pia_desktop.ledger.text_edits import FilePlan, TextChange
    from ui.ledger.ledger_window import LedgerWindow

_T = TypeVar("_T")


class LedgerController:
    """Shows the window, and does what it asks for in threads of their own."""

    def __init__(
        self,
        shell: Shell,
        settings: Settings,
        file_dialogs: FileDialogs,
        open_path: Callable[[Path], bool],
        submission: SubmissionController,
    ) -> None:
        """`open_path` opens an assessment in the main window, `submission` hands one in."""
        self._shell = shell
        self._settings = settings
        self._file_dialogs = file_dialogs
        self._open_path = open_path
        self._submission = submission
        self._window: LedgerWindow | None = None

    @property
    def folder(self) -> Path | None:
        """The folder of the 台帳, if one was chosen."""
        names = self._settings.get(LEDGER_FOLDERS)
        return Path(names[0]) if names else None

    def show(self) -> None:
        """Show the window with the folder that was listed last."""
        if self._window is None:
            from ui.ledger.ledger_window import LedgerWindow

            self._window = LedgerWindow(date.today())
            self._window.folder_asked.connect(self._choose_folder)
            self._window.open_asked.connect(self._open)
            self._window.errand_asked.connect(self._do)
        self._window.come_to_front()
        if self.folder is not None:
            self._window.show_folder(self.folder)

    def look_again(self, path: Path) -> None:
        """A file was saved in the main window: the list shows what it says now."""
        if self._window is not None:
            self._window.look_again(path)

    def redraw(self) -> None:
        """The text has another size: build the window anew, behind the main window."""
        if self._window is not None:
            visible = self._window.isVisible()
            self.close()
            if visible:
                self.show()
                self._shell.parent_widget.window().activateWindow()

    def close(self) -> None:
        """The main window closes."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None

    def find(self, change: TextChange) -> list[FilePlan] | None:
        """What a change would do in the files of the folder; None where that was called off or
        refused.
        """
        from pia_desktop.ledger.text_edits import plan_folder

        folder = self.folder
        if folder is None:
            return None

        return self._run(
            "評価書を調べる準備を", lambda progress: plan_folder(folder, change, progress)
        )

    def apply(self, plans: Sequence[FilePlan], title: str, entry: ChangeEntry) -> None:
        """Write what is planned, and report it."""
        from pia_desktop.ledger.file_change import apply_plans

        folder = self.folder
        if folder is None:
            return
        self._run_recorded(lambda progress: apply_plans(plans, title, folder, entry, progress))

    # -- the window --------------------------------------------------------------------------

    def _choose_folder(self) -> None:
        if self._window is None:
            return
        start = self.folder or Path.home()
        chosen = self._file_dialogs.to_folder(self._window, "台帳のフォルダーを選ぶ", start)
        if chosen is not None:
            self._settings.add_ledger_folder(chosen)
            self._settings.save()
            self._window.show_folder(chosen)

    def _open(self, entry: LedgerEntry) -> None:
        main = self._shell.parent_widget.window()
        main.raise_()
        main.activateWindow()
        self._open_path(entry.path)

    def _do(self, errand: str) -> None:
        errands: dict[str, Callable[[], None]] = {
            "check": self._check,
            "export": self._export,
            "draft": self._draft,
            "review": self._review,
            "submission": self._submit,
            "replace": self._replace,
            "runs": self._show_runs,
            "list": self._write_list,
            "calendar": self._write_calendar,
        }
        errands[errand]()

    # -- errands -----------------------------------------------------------------------------

    def _check(self) -> None:
        from pia_desktop.files.atomic_write import write_atomic
        from pia_desktop.ledger.all_findings import write_all_findings
        from pia_desktop.ledger.batch import check_all

        paths = self._paths()
        out = self._ask_file("点検の一覧", "点検の一覧.xlsx", XLSX)
        if out is None:
            return

        def work(progress: ProgressCallback) -> int:
            files = check_all(paths, date.today(), progress)
            write_atomic(out, write_all_findings(files))
            return sum(len(file.findings) for file in files)

        count = self._run("点検", work)
        if count is not None:
            self._say(f"{len(paths)}件の評価書の指摘{count}件を「{out.name}」に書き出しました。")

    def _export(self) -> None:
        from pia_desktop.ledger.batch import export_all
        from ui.ledger.errand_dialogs import ExportChoice

        if self._window is None:
            return
        paths = self._paths()
        dialog = ExportChoice(len(paths), self._window)
        if not dialog.exec():
            return
        folder = self._ask_folder("書き出すフォルダーを選ぶ")
        if folder is None:
            return
        endings, replacing = dialog.endings, dialog.replacing
        self._run_reported(
            "ExcelとPDFに出す",
            lambda progress: export_all(paths, folder, endings, progress, replacing=replacing),
        )

    def _draft(self) -> None:
        from pia_desktop.ledger.batch import draft_all

        paths = self._paths()
        folder = self._ask_folder("案を作るフォルダーを選ぶ")
        if folder is not None:
            today = date.today()
            self._run_reported(
                "今年度の案を作る", lambda progress: draft_all(paths, folder, today, progress)
            )

    def _review(self) -> None:
        from pia_desktop.ledger.batch import review_all
        from ui.dialogs.review import ReviewDialog

        window, folder = self._window, self.folder
        if window is None or folder is None:
            return
        files = [(entry.path, entry.digest) for entry in window.concerned if entry.facts]
        dialog = ReviewDialog(window)
        if dialog.exec():
            day, note, by = dialog.date, dialog.note, dialog.by
            self._run_recorded(lambda progress: review_all(files, folder, day, note, by, progress))

    def _submit(self) -> None:
        from pia_desktop.assessment import pia_file

        window = self._window
        if window is None or len(self._paths()) != 1:
            return
        (path,) = self._paths()
        assessment = self._run("評価書を読む準備を", lambda _: pia_file.load(path))
        if assessment is not None:
            self._say(self._submission.submit(assessment, path.parent, window))

    def _replace(self) -> None:
        from ui.ledger.replace_dialog import ReplaceDialog

        if self._window is not None:
            dialog = ReplaceDialog(self.find, self._window)
            if dialog.exec():
                self.apply(dialog.wanted, dialog.title, dialog.entry)

    def _show_runs(self) -> None:
        from pia_desktop.ledger.run_record import list_runs
        from ui.ledger.reports import RunList

        if self._window is None:
            return
        dialog = RunList(list_runs(), self._window)
        if dialog.exec() and dialog.chosen is not None:
            self._report_run(dialog.chosen)

    def _write_list(self) -> None:
        from pia_desktop.files.atomic_write import write_atomic
        from pia_desktop.ledger.ledger_pages import write_ledger_pdf, write_ledger_workbook
        from ui.ledger.errand_dialogs import ListKind

        window = self._window
        if window is None:
            return
        dialog = ListKind(window)
        if not dialog.exec():
            return
        entries, today, paper = window.table.shown, window.model.today, dialog.paper
        kind, write = (
            (XLSX, write_ledger_workbook) if dialog.ending == ".xlsx" else (PDF, write_ledger_pdf)
        )
        out = self._ask_file("計画管理書の一覧", f"計画管理書の一覧{dialog.ending}", kind)
        if out is not None:

            def work(_progress: ProgressCallback) -> int:
                write_atomic(out, write(entries, today, paper))
                return len(entries)

            if self._run("一覧を作成", work) is not None:
                self._say(f"{len(entries)}件を「{out.name}」に書き出しました。")

    def _write_calendar(self) -> None:
        from pia_desktop.files.atomic_write import write_atomic
        from pia_desktop.ledger.calendar_file import write_calendar
        from pia_desktop.ledger.totals import ledger_calendar

        if self._window is None:
            return
        entries = ledger_calendar(self._window.model.entries, self._window.model.today)
        out = self._ask_file("期限をカレンダーに出す", "評価書の期限.ics", ICS)
        if out is not None:

            def work(_progress: ProgressCallback) -> int:
                write_atomic(out, write_calendar(entries, date.today()))
                return len(entries)

            if self._run("カレンダーを作成", work) is not None:
                self._say(f"期限{len(entries)}件を「{out.name}」に書き出しました。")

    # -- small things ------------------------------------------------------------------------

    def _paths(self) -> list[Path]:
        return [entry.path for entry in self._window.concerned] if self._window else []

    def _ask_file(self, title: str, name: str, kind: str) -> Path | None:
        if self._window is None:
            return None
        start = self.folder or Path.home()
        return self._file_dialogs.to_save(self._window, title, start / name, kind)

    def _ask_folder(self, title: str) -> Path | None:
        if self._window is None:
            return None
        return self._file_dialogs.to_folder(self._window, title, self.folder or Path.home())

    def _say(self, text: str) -> None:
        if self._window is not None:
            self._window.say(text)

    def _run(self, title: str, work: Callable[[ProgressCallback], _T]) -> _T | None:
        """The result of `work`; None where it was called off, or refused, which is shown."""
        from ui.dialogs.messages import show_error
        from ui.dialogs.progress import run_detached

        parent = self._window or self._shell.parent_widget
        try:
            return run_detached(title, work, parent)
        except TaskCancelled:
            return None
        except PiaError as error:
            show_error(error, parent, self._shell.go_to)
            return None

    def _run_reported(
        self, title: str, work: Callable[[ProgressCallback], list[BatchOutcome]]
    ) -> None:
        from ui.ledger.reports import BatchReport

        kept: list[list[BatchOutcome]] = []
        self._run("書き出し", lambda progress: kept.append(work(progress)))
        if kept and self._window is not None:
            BatchReport(title, kept[0], self._window).exec()
            self._window.refresh()

    def _run_recorded(self, work: Callable[[ProgressCallback], RunRecord]) -> None:
        """Do what leaves a record, and show it, also where it was called off in the midst."""
        kept: list[RunRecord] = []
        self._run("評価書を書き換える準備を", lambda progress: kept.append(work(progress)))
        if kept:
            self._report_run(kept[0])

    def _report_run(self, record: RunRecord) -> None:
        from pia_desktop.ledger.file_change import undo_run
        from ui.ledger.reports import UNDO, RunReport

        parent, count = self._window or self._shell.parent_widget, None
        if RunReport(record, parent).exec() == UNDO:
            count = self._run("評価書を元に戻す準備を", lambda _: undo_run(record))
        if self._window is not None:
            self._window.refresh()
        if count is not None:
            self._say(f"{count}件の評価書を元に戻しました。")
