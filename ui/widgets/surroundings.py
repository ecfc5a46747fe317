"""Finding what stands around a widget."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget


def method_around(widget: QWidget, name: str) -> Callable[..., Any] | None:
    """The method of this name that the nearest widget around has; None where none has it.

    Asked with each letter and for each box of a page: to ask whether a widget fits a protocol
    takes a hundred times as long.
    """
    around: QWidget | None = widget.parentWidget()
    while around is not None:
        method: Callable[..., Any] | None = getattr(around, name, None)
        if callable(method):
            return method
        around = around.parentWidget()
    return None
