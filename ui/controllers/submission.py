"""Handing an assessment in: the folder with all that goes along, and the days before a change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from pia_desktop.errors import PiaError
from pia_desktop.task_progress import ProgressCallback, TaskCancelled
from ui.file_dialogs import ICS, FileDialogs
from ui.shell import Shell
from ui.widgets.composition import commit_composition

if TYPE_CHECKING:
    from pia_desktop.assessment import Assessment

_T = TypeVar("_T")
_NO_DAY = "変更予定日を書くと、期限をカレンダーに出せます。"


class SubmissionController:
    """The commands for the document that is open, and the errand for one that the 台帳 names."""

    def __init__(self, shell: Shell, file_dialogs: FileDialogs, folder: Callable[[], Path]) -> None:
        """`folder` is where a file dialog starts."""
        self._shell = shell
        self._file_dialogs = file_dialogs
        self._folder = folder

    def make_folder(self) -> None:
        """Make the 提出用フォルダー of the open document, as it is now."""
        commit_composition()
        document = self._shell.document
        if document is not None:
            message = self.submit(document.assessment, self._folder(), self._shell.parent_widget)
            if message:
                self._shell.say(message)

    def write_schedule(self) -> None:
        """Write the days before the planned change into a calendar file."""
        from pia_desktop.files.atomic_write import write_atomic
        from pia_desktop.forms.threshold import CHANGE_DATE
        from pia_desktop.forms.wareki import read_day
        from pia_desktop.ledger.calendar_file import CalendarEntry, write_calendar
        from pia_desktop.ledger.date_plan import plan_dates

        commit_composition()
        document = self._shell.document
        if document is None:
            return
        day = read_day(document.answers.get(CHANGE_DATE) or "")
        if day is None:
            self._shell.go_to(CHANGE_DATE)
            self._shell.say(_NO_DAY)
            return
        title = document.assessment.title or document.assessment.form.name
        entries = [
            CalendarEntry(step.day, f"{title}：{step.name}", step.about)
            for step in plan_dates(day, document.assessment.form.form)
        ]
        parent = self._shell.parent_widget
        suggested = self._folder() / "変更までの期限.ics"
        out = self._file_dialogs.to_save(parent, "期限をカレンダーに出す", suggested, ICS)
        if out is None:
            return
        try:
            write_atomic(out, write_calendar(entries, date.today()))
        except PiaError as error:
            self._shell.show_error(error)
            return
        self._shell.say(f"期限{len(entries)}件を「{out.name}」に書き出しました。")

    def submit(self, assessment: Assessment, start: Path, parent: QWidget) -> str:
        """Say what is still open, ask what goes in and where, and make the folder; what is to be
        said of it, or nothing.
        """
        from pia_desktop.checks.open_findings import count_open, open_findings
        from pia_desktop.ledger.submission_folder import (
            SubmissionChoice,
            submission_contents,
            write_submission,
        )
        from ui.ledger.errand_dialogs import SubmissionDialog

        today = date.today()
        dialog = SubmissionDialog(
            assessment.title,
            count_open(open_findings(assessment, today)),
            submission_contents(assessment),
            lambda: self._file_dialogs.to_template(parent, start),
            parent,
        )
        if not dialog.exec():
            return ""
        place = self._file_dialogs.to_folder(parent, "提出用フォルダーを作る場所を選ぶ", start)
        if place is None:
            return ""
        choice = SubmissionChoice(dialog.titles, dialog.template, dialog.partly)
        done = self._run(
            "提出用フォルダーを作成",
            lambda progress: write_submission(assessment, place, choice, today, progress),
            parent,
        )
        if done is None:
            return ""
        remarks = "".join(done.remarks)
        return f"「{done.folder.name}」に{len(done.files)}個を書き出しました。{remarks}"

    def _run(
        self, title: str, work: Callable[[ProgressCallback], _T], parent: QWidget
    ) -> _T | None:
        from ui.dialogs.messages import show_error
        from ui.dialogs.progress import run_with_progress

        try:
            return run_with_progress(title, work, parent)
        except TaskCancelled:
            return None
        except PiaError as error:
            show_error(error, parent, self._shell.go_to)
            return None
