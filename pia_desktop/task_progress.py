"""Telling a person how far a long piece of work is, and letting go of it when asked."""

from __future__ import annotations

from collections.abc import Callable

# Called now and then with the share that is done, 0 to 1. It may raise Cancelled.
ProgressCallback = Callable[[float], None]


class TaskCancelled(Exception):
    """The person called it off; nothing was written."""


def no_progress(share: float) -> None:
    """For callers that nobody watches."""
