"""The last states of a file: when each was saved, and what in it differs from the present."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.backups import list_backups
from pia_desktop.assessment.model import Assessment
from pia_desktop.changes.state_comparison import NamedDifference, compare_states
from pia_desktop.errors import PiaError
from pia_desktop.task_progress import ProgressCallback
from ui.dialogs.base import Dialog
from ui.dialogs.compare import CompareDialog
from ui.dialogs.date_text import moment_in_words, size_in_words
from ui.dialogs.messages import listed
from ui.dialogs.place_list import PlaceList
from ui.style import theme

_NAMES_SHOWN = 3


@dataclass(frozen=True)
class BackupState:
    """One earlier state. `assessment` is None where it can't be read any more."""

    when: datetime
    size: int
    assessment: Assessment | None
    differences: list[NamedDifference]


def states_of(path: Path, present: Assessment, progress: ProgressCallback) -> list[BackupState]:
    """The file's earlier states, the newest first."""
    backups = list_backups(path)
    states = []
    for index, backup in enumerate(backups):
        progress(index / len(backups))
        about = backup.stat()
        when = datetime.fromtimestamp(about.st_mtime).astimezone()
        try:
            earlier = pia_file.load(backup)
        except PiaError:
            states.append(BackupState(when, about.st_size, None, []))
        else:
            states.append(
                BackupState(when, about.st_size, earlier, compare_states(earlier, present))
            )
    return states


class BackupsDialog(Dialog):
    """Accepted, `chosen` is to be opened."""

    def __init__(
        self, states: Sequence[BackupState], name: str, parent: QWidget | None = None
    ) -> None:
        """The newest is chosen. `name` is the file's."""
        super().__init__("dialog_backups", "以前の保存に戻す", parent)
        self.want(720, 660 if states else 0)
        self._states = states
        heading = f"「{name}」の以前の状態が{len(states)}回分あります。"
        if not states:
            heading = f"「{name}」の以前の状態は、このパソコンにはまだありません。"
        self.say(heading, "heading").setObjectName("backups_summary")
        if states:
            self.say(
                "選んだ状態を、まだ保存していない内容として開きます。"
                "保存するまで、ファイルはいまのままです。",
                "support",
            )
        self._list = PlaceList("backups", "以前の状態", lambda _: None, self)
        self._list.setMinimumHeight(theme().px(200))
        self._list.setVisible(bool(states))
        self.body.addWidget(self._list, 1)
        self._about = self.say("")
        self._about.setObjectName("backup_differs")
        self._about.setVisible(bool(states))
        if not states:
            self.add_close()
            return
        self._open = self.add_button("この状態を開く", "button_ok", primary=True)
        self._open.clicked.connect(self.accept)
        self._compare = self.add_button("比べる", "button_compare")
        self._compare.clicked.connect(self._show_compare)
        self.add_button("やめる", "button_cancel").clicked.connect(self.reject)
        self._list.currentRowChanged.connect(self._show)
        self._list.show_rows([_row(state) for state in states])
        self._list.setFocus()

    @property
    def chosen(self) -> Assessment | None:
        """The state that is chosen in the list, if there is any."""
        row = self._list.currentRow()
        return self._states[row].assessment if row >= 0 else None

    def _show(self, row: int) -> None:
        if row < 0:
            return
        state = self._states[row]
        self._open.setEnabled(state.assessment is not None)
        self._compare.setEnabled(bool(state.differences))
        names = listed([difference.name for difference in state.differences], _NAMES_SHOWN)
        self._about.setText(f"いまの内容と違う項目：\n{names}" if names else "")

    def _show_compare(self) -> None:
        state = self._states[self._list.currentRow()]
        then = f"{moment_in_words(state.when)}の内容"
        CompareDialog(state.differences, then, "いまの内容", self).exec()


def _row(state: BackupState) -> tuple[str, str]:
    if state.assessment is None:
        differs = "ファイルが壊れていて、開けません。"
    elif state.differences:
        differs = f"いまの内容と違う項目：{len(state.differences)}件"
    else:
        differs = "いまの内容と同じ"
    return f"{moment_in_words(state.when)} の保存", f"{size_in_words(state.size)}　{differs}"
