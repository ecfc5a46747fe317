"""`pia-desktop FILE`, told apart from it by one line alone: it says when its window is shown."""

import sys
from pathlib import Path

import ui.app
from pia_desktop.cli import main
from tests.benchmarks.drivers.shown import say_when_shown
from ui.main_window import MainWindow

if __name__ == "__main__":
    open_window = ui.app.open_window

    def watched(path: Path | None) -> MainWindow:
        """Open the window; it is painted when the event loop begins."""
        window = open_window(path)
        say_when_shown(window)
        return window

    ui.app.open_window = watched
    sys.exit(main(sys.argv[1:]))
