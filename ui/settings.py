"""What the program remembers on this PC: sizes and paths alone, never what a person wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from pia_desktop.errors import FileError
from pia_desktop.files.atomic_write import write_atomic
from pia_desktop.files.paths import user_data_dir

MAX_RECENT = 8
MAX_TEMPLATES = 4


class Setting(NamedTuple):
    """One setting: its name in the file, its default (whose type is the setting's), its label."""

    name: str
    default: Any
    label: str
    among: tuple[Any, ...] = ()

    def accepts(self, value: Any) -> bool:
        """Whether a value out of the file can be used."""
        if type(value) is not type(self.default):
            return False
        if isinstance(value, list):
            return all(isinstance(entry, str) for entry in value)
        return not self.among or value in self.among


TEXT_SIZE = Setting("text_size", 100, "文字の大きさ（％）", (100, 125, 150, 175, 200))
HELP_OPEN = Setting("help_open", True, "ヘルプ欄を開いておく")
RECENT = Setting("recent", [], "最近使ったファイル")
RECENT_TEMPLATES = Setting("templates", [], "記入して出した団体のExcelブック")
WINDOW_WIDTH = Setting("width", 0, "ウィンドウの幅")
WINDOW_HEIGHT = Setting("height", 0, "ウィンドウの高さ")
LEDGER_FOLDERS = Setting("ledger_folders", [], "台帳のフォルダー")
PHRASE_LIBRARIES = Setting("phrase_libraries", [], "文例集のファイル")
MAXIMIZED = Setting("maximized", False, "ウィンドウの最大化")

ALL_SETTINGS = (
    TEXT_SIZE,
    HELP_OPEN,
    RECENT,
    RECENT_TEMPLATES,
    WINDOW_WIDTH,
    WINDOW_HEIGHT,
    MAXIMIZED,
    LEDGER_FOLDERS,
    PHRASE_LIBRARIES,
)


class Settings:
    """The settings' values. A file that can't be read or holds nonsense means the defaults."""

    def __init__(self, path: Path | None = None) -> None:
        """Read what was remembered."""
        self.path = path or user_data_dir() / "settings.json"
        stored = _read(self.path)
        self._values = {
            setting.name: stored[setting.name]
            if setting.accepts(stored.get(setting.name))
            else setting.default
            for setting in ALL_SETTINGS
        }

    def get(self, setting: Setting) -> Any:
        """The value as it is now."""
        return self._values[setting.name]

    def set(self, setting: Setting, value: Any) -> None:
        """Remember a value until the next `save`."""
        if not setting.accepts(value):
            raise ValueError(f"{setting.name} does not take this value")
        self._values[setting.name] = value

    def add_recent(self, path: Path) -> None:
        """Put a file at the head of those used last."""
        self._put_first(RECENT, path, MAX_RECENT)

    def add_template(self, path: Path) -> None:
        """Put a workbook at the head of those filled in last."""
        self._put_first(RECENT_TEMPLATES, path, MAX_TEMPLATES)

    def add_ledger_folder(self, path: Path) -> None:
        """Put a folder at the head of those whose 台帳 was shown last."""
        self._put_first(LEDGER_FOLDERS, path, MAX_RECENT)

    def add_phrase_library(self, path: Path) -> None:
        """Put a library of 文例 at the head of those used last."""
        self._put_first(PHRASE_LIBRARIES, path, MAX_RECENT)

    def _put_first(self, setting: Setting, path: Path, most: int) -> None:
        name = str(path.resolve())
        others = [entry for entry in self.get(setting) if entry != name]
        self.set(setting, [name, *others][:most])

    def save(self) -> None:
        """Write the file. Settings are a comfort: where they can't be kept, work goes on."""
        data = json.dumps(self._values, ensure_ascii=False, indent=1) + "\n"
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(self.path, data.encode("utf-8"))
        except (OSError, FileError):
            return


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}
