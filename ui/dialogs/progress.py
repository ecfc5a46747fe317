"""A long task with a progress bar, which a person can call off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from pia_desktop.errors import FileError
from pia_desktop.task_progress import ProgressCallback, TaskCancelled
from ui.background.detached_task import DetachedWorker
from ui.background.long_task import Worker
from ui.dialogs.base import CANCEL, Dialog
from ui.widgets.accessibility import identify

_T = TypeVar("_T")

# Milliseconds after which the dialog appears.
PATIENCE = 500
# Milliseconds that work which was called off has to let go.
LET_GO = 3000


class ProgressDialog(Dialog):
    """A bar and キャンセル."""

    def __init__(
        self, title: str, worker: Worker[_T] | DetachedWorker[_T], parent: QWidget | None
    ) -> None:
        """Watches `worker`."""
        super().__init__("dialog_work", f"{title}しています", parent)
        self.want(420)
        self._worker = worker
        self._says = self.say(f"{title}しています。しばらくお待ちください。")
        self._bar = QProgressBar(self)
        identify(self._bar, "work_bar", "進み具合")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        # One Enter too many, after a file's name, would call the work off from the button.
        self._bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(self._bar)
        self.add_button(CANCEL, "button_cancel").clicked.connect(self.reject)
        worker.advanced.connect(self._advance)
        self._bar.setFocus()

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


def run_detached(title: str, work: Callable[[ProgressCallback], _T], parent: QWidget | None) -> _T:
    """As `run_with_progress`, for work on a file server. Called off, it is waited for a few seconds
    and then left behind, with a FileError: a server that is gone may never answer.
    """
    worker = DetachedWorker(work)
    loop = QEventLoop()
    worker.finished.connect(loop.quit)
    QTimer.singleShot(PATIENCE, loop.quit)
    worker.start()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if worker.running:
        dialog = _LeavingDialog(title, worker, parent)
        worker.finished.connect(dialog.accept)
        dialog.exec()
    if worker.running:
        worker.leave()
        raise FileError(
            "ファイルサーバーの応答がないので、待つのをやめました。",
            "つながりを確かめてから、もう一度行ってください。"
            "書き込んでいたファイルは、応答が戻ると書き終わることがあります。",
        )
    error, worker.error = worker.error, None
    if error is not None:
        try:
            raise error
        finally:
            del error, worker
    if worker.cancelled:
        raise TaskCancelled
    return worker.result  # type: ignore[return-value]


class _LeavingDialog(ProgressDialog):
    """Closes a few seconds after it was called off, whether the work has let go or not."""

    def reject(self) -> None:
        super().reject()
        QTimer.singleShot(LET_GO, self, self.accept)
