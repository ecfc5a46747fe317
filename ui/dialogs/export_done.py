"""After an export: where the file is, and what in it is still empty."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from pia_desktop.checks import Finding
from pia_desktop.checks.registry import REQUIRED
from pia_desktop.errors import FileError
from ui.dialogs.base import Dialog
from ui.dialogs.messages import show_error
from ui.widgets.text_format import one_line

_NAMES_SHOWN = 5


class ExportDoneDialog(Dialog):
    """Says it calmly: an unfinished assessment may be exported."""

    SHOW_EMPTY = 2

    def __init__(
        self,
        path: Path,
        findings: list[Finding],
        leftover_count: int = 0,
        parent: QWidget | None = None,
        *,
        left_out: int = 0,
    ) -> None:
        """`path` is the written file, `findings` those of the assessment. `leftover_count` entries
        stand in its 取込記録, and for `left_out` answers the workbook has no box.
        """
        super().__init__("dialog_exported", "出力しました", parent)
        self.want(560)
        self._path = path
        self.say("ファイルに出しました。", "heading")
        self.say(f"{path.name}\n保存した場所：{path.parent}").setObjectName("exported_path")
        missing = [finding for finding in findings if finding.code == REQUIRED]
        if missing:
            names = "\n".join(f"・{one_line(f.name)}" for f in missing[:_NAMES_SHOWN])
            more = len(missing) - _NAMES_SHOWN
            tail = f"\nほか{more}件" if more > 0 else ""
            message = (
                f"まだ記入されていない項目が{len(missing)}件あります。空欄のまま出しています。"
            )
            self.say(f"{message}\n{names}{tail}").setObjectName("exported_empty")
            show = self.add_button("未記入の項目を見る", "button_unfilled")
            show.clicked.connect(lambda: self.done(self.SHOW_EMPTY))
        if left_out:
            message = f"ブックに欄がない記入{left_out}件は、出力に入っていません。"
            self.say(message).setObjectName("exported_left_out")
        if leftover_count:
            message = f"取込記録に、まだ項目に入っていない記入が{leftover_count}件あります。"
            self.say(f"{message}出力には入っていません。").setObjectName("exported_left")
        opening = self.add_button("開く", "button_open")
        opening.clicked.connect(lambda: self._open(self._path))
        folder = self.add_button("フォルダーを開く", "button_folder")
        folder.clicked.connect(lambda: self._open(self._path.parent))
        self.add_close()

    def _open(self, path: Path) -> None:
        """Open a file or folder with the program that the system has for it."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            show_error(
                FileError(
                    "開けませんでした。", "エクスプローラーなどから開いてください。", file=path
                ),
                self,
            )
