"""What is dropped on the window or pasted into a text, and is no text: files and pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QTimer

from ui.controllers.document import DocumentController
from ui.controllers.import_upgrade import ImportUpgradeController
from ui.editors.pictures import PICTURE_ENDINGS
from ui.shell import Shell
from ui.wizard.wizard import Wizard

_BOOKS = (".xlsx", ".xlsm")
_ONE = "ファイルは一つずつ入れてください。"
_NO_BOX = "このページに図の欄はありません。図の欄のあるページを開いて、そこに入れてください。"


class IncomingFiles:
    """Opens an assessment, offers to import a workbook, and puts pictures into the page's 図."""

    def __init__(
        self, shell: Shell, documents: DocumentController, imports: ImportUpgradeController
    ) -> None:
        """For this window."""
        self._shell = shell
        self._documents = documents
        self._imports = imports

    @staticmethod
    def concern(mime: QMimeData) -> bool:
        """Whether there is anything in it for the window to take."""
        return bool(_files(mime)) or (mime.hasImage() and not mime.hasText())

    def take(self, mime: QMimeData, wizard: Wizard | None) -> str:
        """Do with it what belongs to its kind; why not, in a sentence, or nothing."""
        files = _files(mime)
        kinds = {file.suffix.lower() for file in files}
        if not files or kinds <= {*PICTURE_ENDINGS}:
            view = wizard.view if wizard is not None else None
            return _NO_BOX if view is None else view.take_pictures(mime, _NO_BOX)
        if len(files) > 1:
            return _ONE
        file = files[0]
        if kinds == {".pia"}:
            # Later: whoever drags waits for the drop to end.
            later = self._shell.parent_widget
            QTimer.singleShot(0, later, lambda: self._documents.open_path(file))
            return ""
        if kinds & {*_BOOKS}:
            later = self._shell.parent_widget
            QTimer.singleShot(0, later, lambda: self._imports.import_file(file))
            return ""
        return (
            f"「{file.name}」は入れられません。評価書（.pia）、Excel（.xlsx）、"
            "画像（PNG・JPEG）だけです。"
        )


def _files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
