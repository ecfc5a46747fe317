"""The window: draws what pia_desktop knows, and holds no rule of the form."""

from __future__ import annotations

import sys


def _keep_none() -> None:
    """Outlive a fault of PySide6 6.12.0: each of its calls that gives back None forgets to count it.

    Python counts references to None until 3.11 and stops when none is left, after some ten
    thousand calls; from 3.12 on it doesn't count them.
    """
    import PySide6

    if sys.version_info < (3, 12) and PySide6.__version__ == "6.12.0":
        from ctypes import c_ssize_t

        c_ssize_t.from_address(id(None)).value += 1 << 40


_keep_none()
