"""What PyInstaller finds for the bundle, without the parts of Qt and Pillow that go unused.

PyInstaller takes every plugin of a Qt module along, and with the plugins whatever they link to:
GTK for a theme, TLS for a network that the program doesn't use. Here only the plugins that show a
window, draw an icon, take Japanese in and print are kept, and of the libraries those that
something kept is linked to.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable
from importlib.metadata import packages_distributions
from pathlib import Path, PurePath

from kit.contents import PACKAGES
from kit.locks import locked, normalized

# (place in the bundle, file on this machine, kind of entry): PyInstaller's own triple.
Entry = tuple[str, str, str]
Imports = Callable[[str], Iterable[str]]

# Modules that are imported somewhere in a library, never on a way that the program goes.
EXCLUDED = (
    "PIL.AvifImagePlugin",
    "PIL.ImageCms",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PIL.WebPImagePlugin",
    "PIL._avif",
    "PIL._imagingcms",
    "PIL._imagingtk",
    "PIL._webp",
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "_codecs_cn",
    "_codecs_hk",
    "_codecs_kr",
    "_codecs_tw",
    "_hashlib",
    "_ssl",
    "asyncio",
    "charset_normalizer",
    "curses",
    "doctest",
    "pydoc_data",
    "readline",
    "sqlite3",
    "ssl",
    "tkinter",
    "unittest",
    "xmlrpc",
)

# They speak to a service of the system: the system's own fit it best, and it has them where it has
# the service (setup_system.sh looks after them).
_OF_THE_SYSTEM = ("libcups.so", "libdbus-1.so")

# These come with symbols for a debugger, three quarters of their size. Others are left alone: they
# have none, or were rewritten after linking so that stripping would break them.
_TO_STRIP = ("libpython", "lib-dynload", "_yaml.", "_imaging.")

# Of Qt's translations the program needs that of its own menus and dialogs alone.
_TRANSLATION = "qtbase_ja.qm"

# Qt's plugins that are kept, by folder; the names without the system's own beginning and ending.
PLUGINS = {
    "platforms": ("qxcb", "qoffscreen", "qwindows"),
    "imageformats": ("qjpeg", "qsvg"),
    "iconengines": ("qsvgicon",),
    "styles": ("qmodernwindowsstyle",),
    "printsupport": ("cupsprintersupport", "windowsprintersupport"),
    "platforminputcontexts": (
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    ),
    "platformthemes": ("qxdgdesktopportal",),
}


def excluded(lock: Path) -> list[str]:
    """What PyInstaller leaves out, with all that is installed here for developing alone."""
    ours = set(locked(lock))
    owners = packages_distributions().items()
    developing = [name for name, dists in owners if ours.isdisjoint(map(normalized, dists))]
    return [*EXCLUDED, *(name for name in developing if name not in PACKAGES)]


def prune(entries: Iterable[Entry], imports: Imports) -> list[Entry]:
    """The entries that are kept. `imports` gives the names of what a file is linked to."""
    used = [entry for entry in entries if not _is_unused(entry[0])]
    known = {PurePath(entry[0]).name.lower(): entry for entry in used}
    kept: dict[str, Entry] = {}
    waiting = [entry for entry in used if not _is_library(entry)]
    while waiting:
        entry = waiting.pop()
        if entry[0] in kept:
            continue
        kept[entry[0]] = entry
        if entry[2] in ("BINARY", "EXTENSION"):
            names = (PurePath(name).name.lower() for name in imports(entry[1]))
            waiting += [known[name] for name in names if name in known]
    return [entry for entry in used if entry[0] in kept]


def plugin_of(place: str) -> tuple[str, str] | None:
    """The folder and the plain name of a Qt plugin, None for any other file."""
    parts = PurePath(place.replace("\\", "/")).parts
    if "PySide6" not in parts or "plugins" not in parts:
        return None
    after = parts[parts.index("plugins") + 1 :]
    return after[0], PurePath(after[-1]).name.partition(".")[0].removeprefix("lib")


def linked_to(file: str) -> list[str]:
    """The names of the libraries that a Linux library asks for itself, not those behind them."""
    command = ["objdump", "-p", file]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603
    return [line.split()[1] for line in lines.splitlines() if line.split()[:1] == ["NEEDED"]]


def strip(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """The same entries, Python's own libraries as stripped copies in the folder (Linux)."""
    return [
        (place, _stripped(file, folder), kind) if _has_symbols(place) else (place, file, kind)
        for place, file, kind in entries
    ]


def _has_symbols(place: str) -> bool:
    return any(part.startswith(_TO_STRIP) for part in PurePath(place).parts) and ".so" in place


def _stripped(file: str, folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / Path(file).name
    shutil.copyfile(file, copy)
    subprocess.run(["strip", "--strip-unneeded", str(copy)], check=True)  # noqa: S603, S607
    return str(copy)


def _is_unused(place: str) -> bool:
    name = PurePath(place.replace("\\", "/")).name
    if name.startswith(_OF_THE_SYSTEM):
        return True
    plugin = plugin_of(place)
    if plugin is not None:
        folder, name = plugin
        return not name.startswith(PLUGINS.get(folder, ())) if folder in PLUGINS else True
    parts = PurePath(place.replace("\\", "/")).parts
    return "PySide6" in parts and "translations" in parts and name != _TRANSLATION


def _is_library(entry: Entry) -> bool:
    """A shared library that is only there because something is linked to it."""
    place, _, kind = entry
    if kind not in ("BINARY", "SYMLINK") or plugin_of(place) is not None:
        return False
    name = PurePath(place.replace("\\", "/")).name.lower()
    # Loaded by name when the program runs, or by the program that starts everything.
    return not name.startswith(("libpython", "python3", "pdfium", "libpdfium", "vcruntime"))
