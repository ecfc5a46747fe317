"""The window: draws what pia_desktop knows, and holds no rule of the form."""

from __future__ import annotations

import sys


def _keep_constants() -> None:
    """Outlive a fault of PySide6 6.12.0: a call that gives back None, True or False counts wrongly.

    Each such call takes one reference away. Python counts them until 3.11, and stops when none is
    left, after some ten thousand calls; from 3.12 on it does not count them.
    """
    import PySide6

    if sys.version_info < (3, 12) and PySide6.__version__ == "6.12.0":
        from ctypes import c_ssize_t

        for constant in (None, True, False):
            c_ssize_t.from_address(id(constant)).value += 1 << 40


_keep_constants()
