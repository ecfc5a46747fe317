"""`pia-desktop FILE`, told apart from it by one thing alone: it says when its window is shown.

Nothing of the window is imported here before the program does so itself: the order counts.
"""

from __future__ import annotations

import sys
from typing import Any

import ui.app
from pia_desktop.cli.main import main

if __name__ == "__main__":
    open_window = ui.app.open_window

    def watched(*given: Any) -> Any:
        """Open the window; it is painted when the event loop begins."""
        window = open_window(*given)
        from tests.benchmarks.drivers.shown import say_when_shown

        say_when_shown(window)
        return window

    ui.app.open_window = watched
    sys.exit(main(sys.argv[1:]))
