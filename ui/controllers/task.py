"""Runs a long task for a controller."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pia_desktop.errors import PiaError
from pia_desktop.files.lock_file import LockedError
from pia_desktop.task_progress import ProgressCallback, TaskCancelled
from ui.shell import Shell

_T = TypeVar("_T")


def run_task(shell: Shell, title: str, work: Callable[[ProgressCallback], _T]) -> _T | None:
    """The result of `work`; None where the person called it off, or it was refused, which is shown.

    LockedError is raised: the caller asks what to do. `title` goes before 「しています」.
    """
    from ui.dialogs.progress import run_with_progress

    try:
        return run_with_progress(title, work, shell.parent_widget)
    except TaskCancelled:
        return None
    except LockedError:
        raise
    except PiaError as error:
        shell.show_error(error)
        return None
