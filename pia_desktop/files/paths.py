"""Where the program's own data lies, where a user's data goes, and the variables that say so."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

from pia_desktop.files.policy import POLICY_FILE, decreed_data_dir

APP_NAME = "pia-desktop"
DATA_ENV = "PIA_DESKTOP_DATA"
# Set, it shows a programmer the whole traceback of an unexpected error.
DEBUG_ENV = "PIA_DESKTOP_DEBUG"


def program_root() -> Path:
    """The folder that holds templates/, resources/ and docs/manual/: of the frozen program, of the
    installed package, which has them inside, or of the source tree.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else _unfrozen_root()


@lru_cache(maxsize=1)
def _unfrozen_root() -> Path:
    package = Path(__file__).resolve().parent.parent
    return package if (package / "templates").is_dir() else package.parent


def forms_dir() -> Path:
    """The folder of the form definitions."""
    return program_root() / "templates" / "forms"


def workbooks_dir() -> Path:
    """The folder where a municipality puts its own blank workbooks."""
    return program_root() / "templates" / "workbooks"


def resources_dir() -> Path:
    """The folder of fonts, icons, phrases, the sample and the manual."""
    return program_root() / "resources"


def policy_file() -> Path:
    """Where an administrator lays down what holds for everybody who uses this program."""
    return program_root() / POLICY_FILE


def user_data_dir() -> Path:
    """The user's own folder for backups and settings: of the variable, of the administrator's
    policy, or on this PC, never on a file server unless one of them says so.
    """
    chosen = os.environ.get(DATA_ENV)
    if chosen:
        return Path(chosen)
    decreed = decreed_data_dir(policy_file())
    if decreed is not None:
        return decreed
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False, roaming=False)


def user_cache_dir() -> Path:
    """The user's folder on this PC for what can be made again at any time."""
    chosen = os.environ.get(DATA_ENV)
    if chosen:
        return Path(chosen) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path(APP_NAME, appauthor=False)


def manual_dir() -> Path:
    """The folder of the manual: in a frozen program and an installed one as in a source tree."""
    return program_root() / "docs" / "manual"


def licence_file() -> Path:
    """The program's licence; that of an installed package lies beside it, where pip keeps such."""
    own = program_root() / "LICENSE"
    if own.is_file():
        return own
    from importlib.metadata import files

    return next(
        Path(str(file.locate()))
        for file in files(APP_NAME) or ()
        if file.name == "LICENSE" and file.parent.name == "licenses"
    )
