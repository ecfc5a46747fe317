"""A long task with a progress bar, which a person can call off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from pia_desktop.task_progress import ProgressCallback, TaskCancelled
from ui.background.long_task import Worker
from ui.dialogs.base import CANCEL, Dialog
from ui.widgets.accessibility import identify

_T = TypeVar("_T")

# Milliseconds after which the dialog appears.
PATIENCE = 500


class ProgressDialog(Dialog):
    """A bar and キャンセル."""

    def __init__(self, title: str, worker: Worker[_T], parent: QWidget | None) -> None:
        """Watches `worker`."""
        super().__init__("dialog_work", f"{title}しています", parent)
        self.want(420)
        self._worker = worker
        self._says = self.say(f"{title}しています。しばらくお待ちください。")
        self._bar = QProgressBar(self)
        identify(self._bar, "work_bar", "進み具合")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.body.addWidget(self._bar)
        self.add_button(CANCEL, "button_cancel").clicked.connect(self.reject)
        worker.advanced.connect(self._advance)

    def _advance(self, share: float) -> None:
        self._bar.setRange(0, 100)
        self._bar.setValue(round(share * 100))

    def reject(self) -> None:
        """Call the work off; the dialog closes when it has let go."""
        self._worker.cancelled = True
        self._says.setText("中止しています。")

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own close button calls the work off too."""
        event.ignore()
        self.reject()


def run_with_progress(
    title: str, work: Callable[[ProgressCallback], _T], parent: QWidget | None
) -> _T:
    """The result of `work`, or what it raised; Cancelled if a person called it off."""
    worker = Worker(work)
    loop = QEventLoop()
    worker.finished.connect(loop.quit)
    QTimer.singleShot(PATIENCE, loop.quit)
    worker.start()
    # What is typed meanwhile is delivered afterwards.
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if worker.isRunning():
        dialog = ProgressDialog(title, worker, parent)
        worker.finished.connect(dialog.accept)
        if worker.isRunning():
            dialog.exec()
        else:
            dialog.deleteLater()
    worker.wait()
    error, worker.error = worker.error, None
    if error is not None:
        try:
            raise error
        finally:  # its traceback holds this call, which held both: the thread goes now
            del error, worker
    if worker.cancelled:
        raise TaskCancelled
    return worker.result  # type: ignore[return-value]
