"""What is said to a person who started the program by a click: Python without a console has no
stderr then.
"""

from __future__ import annotations

import sys


def show_message(line: str) -> None:
    """Show a line in a box of Windows' own, which comes also where Qt can't be loaded. Every other
    system gives a program its stderr.
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, line, "pia-desktop", 0x10)  # MB_ICONERROR
