"""Run the program's verbs and print every file of the source tree that it opens meanwhile."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from tests.locations import ROOT

opened: set[Path] = set()


def watch(event: str, given: tuple[Any, ...]) -> None:
    """Note what is opened; folders that are listed count too."""
    if event == "open" and isinstance(given[0], str | os.PathLike):
        opened.add(Path(os.path.abspath(given[0])))


def main(folder: Path) -> None:
    """From answers to every kind of output, and the window with its manual."""
    sys.addaudithook(watch)
    from pia_desktop.cli.main import main as run

    sample, file = ROOT / "resources" / "sample" / "youshiki3.json", str(folder / "sample.pia")
    book, pages = str(folder / "sample.xlsx"), str(folder / "sample.pdf")
    calls = [
        ["forms"],
        ["from-json", str(sample), file],
        ["export", file, "--xlsx", book, "--pdf", pages, "--approval", "課長,係長"],
        ["check", file, "--json"],
    ]
    for call in calls:
        if run(call) == 2:
            raise SystemExit(f"{call[0]} was refused")
    look_at_window(Path(file))


def look_at_window(file: Path) -> None:
    """The window, and the dialogs that read files of their own."""
    from ui.app import application, open_window
    from ui.dialogs.about import AboutDialog
    from ui.dialogs.manual import ManualDialog

    app = application()
    window = open_window(file)
    for dialog in (ManualDialog(window), AboutDialog(window)):
        dialog.show()
    app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    ours = [path.relative_to(ROOT) for path in sorted(opened) if path.is_relative_to(ROOT)]
    for path in ours:
        installed = path.parts[0] in (".venv", "build")
        if not installed and path.suffix not in (".py", ".pyc") and (ROOT / path).is_file():
            print("opened", path.as_posix())
