"""Unexpected exceptions and Qt's messages: into the log, and before the person.

An error's message may hold an answer. It is printed to a programmer who asks for it alone: on some
systems what a window prints is kept in a file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qFormatLogMessage, qInstallMessageHandler

from pia_desktop.errors import PiaError
from pia_desktop.event_log import Event, log_event
from pia_desktop.files.paths import DEBUG_ENV

# Shows a refusal to the person, and waits until it is closed.
ShowError = Callable[[PiaError], object]

_KINDS = {
    QtMsgType.QtDebugMsg: Event.QT_DEBUG,
    QtMsgType.QtInfoMsg: Event.QT_INFO,
    QtMsgType.QtWarningMsg: Event.QT_WARNING,
    QtMsgType.QtCriticalMsg: Event.QT_CRITICAL,
    QtMsgType.QtFatalMsg: Event.QT_FATAL,
}

# Qt may repeat itself a thousand times; a log full of that says nothing else any more.
_MOST_MESSAGES = 50


def watch(show_error: ShowError) -> None:
    """From now on every fault is logged; an exception is also shown by `show_error`."""
    sys.excepthook = lambda kind, error, trace: unexpected(show_error, kind, error, trace)
    sys.unraisablehook = _unraisable
    qInstallMessageHandler(_message_handler())


def unexpected(
    show_error: ShowError,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Log an exception, and show that the answers are still there."""
    if isinstance(error, PiaError):  # a refusal that nobody caught on the way; noted when shown
        show_error(error)
        return
    log_event(Event.UNEXPECTED, error=error.with_traceback(trace))
    if os.environ.get(DEBUG_ENV):
        sys.__excepthook__(kind, error, trace)
    show_error(
        PiaError(
            f"プログラムに予期しない誤りが起きました（{kind.__name__}）。",
            "入力した内容は残っています。別の名前で保存してから、プログラムを開き直してください。",
        )
    )


def _unraisable(fault: sys.UnraisableHookArgs) -> None:
    """What can't be raised, e.g. while an object goes: Python would print it with its message."""
    if fault.exc_value is not None:
        log_event(Event.UNEXPECTED, error=fault.exc_value.with_traceback(fault.exc_traceback))
    if os.environ.get(DEBUG_ENV):
        sys.__unraisablehook__(fault)


def _message_handler() -> Callable[[QtMsgType, QMessageLogContext, str], None]:
    """Notes that there was a message, and of which kind; its text goes to a programmer alone."""
    remaining = _MOST_MESSAGES

    def handle(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        nonlocal remaining
        if remaining > 0:
            remaining -= 1
            log_event(_KINDS[kind])
        if os.environ.get(DEBUG_ENV) or kind is QtMsgType.QtFatalMsg:
            print(qFormatLogMessage(kind, context, text), file=sys.stderr)

    return handle
