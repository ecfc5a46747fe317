"""The system's file dialogs behind one small class, so that tests can answer in their place."""

from __future__ import annotations

from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtWidgets import QWidget

from pia_desktop.files.file_names import is_device

PIA = "特定個人情報保護評価書 (*.pia)"
XLSX = "Excelブック (*.xlsx)"
XLSM = "マクロ有効ブック (*.xlsm)"
BOOKS = "Excelブック (*.xlsx *.xlsm)"
PDF = "PDF (*.pdf)"
ICS = "カレンダー (*.ics)"
JSON = "文例集 (*.json)"


class FileDialogs:
    """The system's dialogs."""

    def to_open(self, parent: QWidget, folder: Path) -> Path | None:
        """A .pia file to open, or None."""
        name, _ = QtWidgets.QFileDialog.getOpenFileName(parent, "開く", str(folder), PIA)
        return Path(name) if name else None

    def to_import(self, parent: QWidget, folder: Path) -> Path | None:
        """A workbook to read, or None."""
        name, _ = QtWidgets.QFileDialog.getOpenFileName(
            parent, "Excelを取り込む", str(folder), BOOKS
        )
        return Path(name) if name else None

    def to_template(self, parent: QWidget, folder: Path) -> Path | None:
        """A workbook to fill in, or None."""
        name, _ = QtWidgets.QFileDialog.getOpenFileName(
            parent, "記入するExcelブックを選ぶ", str(folder), BOOKS
        )
        return Path(name) if name else None

    def to_folder(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        """A folder, or None."""
        name = QtWidgets.QFileDialog.getExistingDirectory(parent, title, str(folder))
        return Path(name) if name else None

    def to_library(self, parent: QWidget, folder: Path) -> Path | None:
        """A library of 文例, or None."""
        name, _ = QtWidgets.QFileDialog.getOpenFileName(parent, "文例集を選ぶ", str(folder), JSON)
        return Path(name) if name else None

    def to_save(self, parent: QWidget, title: str, suggested: Path, kind: str) -> Path | None:
        """A file to write, with the kind's ending; asks before an existing one. Or None."""
        name, _ = QtWidgets.QFileDialog.getSaveFileName(parent, title, str(suggested), kind)
        if not name:
            return None
        path = Path(name)
        ending = kind.rpartition("*")[2].rstrip(")")
        return path if path.suffix.lower() == ending else path.with_name(path.name + ending)


def picture_kind(name: str) -> str:
    """The kind of file that a picture of this name is saved as."""
    ending = Path(name).suffix.lower() or ".png"
    return f"画像 (*{ending})"


def safe_name(title: str) -> str:
    """A file name out of an assessment's name, without what Windows does not take."""
    name = "".join("_" if char in '\\/:*?"<>|' or char < " " else char for char in title)
    name = name.strip(" .")[:80].rstrip(" .") or "評価書"
    return f"{name}_" if is_device(name) else name
