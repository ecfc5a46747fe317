"""Work that a program which ended in the midst of it has left: which files, when, what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.autosave import UnsavedWork, find_unsaved_work
from pia_desktop.assessment.document import digest_of
from pia_desktop.assessment.document_access import load_if_readable
from pia_desktop.assessment.model import Assessment, new_assessment
from pia_desktop.changes.state_comparison import NamedDifference, compare_states
from pia_desktop.errors import PiaError
from pia_desktop.task_progress import ProgressCallback
from ui.dialogs.base import CANCEL, Dialog
from ui.dialogs.compare import CompareDialog
from ui.dialogs.date_text import moment_in_words
from ui.dialogs.messages import listed
from ui.dialogs.place_list import PlaceList
from ui.style import theme

# The height of a row of two lines at 100 %, and how many are in view at once.
_ROW = 72
_ROWS = 3


@dataclass(frozen=True)
class RecoverableWork:
    """One piece of work. `differences` are those from the file, or from an empty assessment where
    the file can't be read (`alone`); `changed`: somebody has written the file since. `assessment`
    is None where the work can't be read.
    """

    unsaved: UnsavedWork
    assessment: Assessment | None
    differences: list[NamedDifference]
    alone: bool = False
    changed: bool = False

    @property
    def name(self) -> str:
        """The file's name, or the assessment's."""
        path = self.unsaved.origin.path
        if path is not None:
            return path.name
        title = self.assessment.title if self.assessment else ""
        return " ".join(title.split()) or "まだ保存したことのない評価書"


def load_recoverable_work(_progress: ProgressCallback) -> list[RecoverableWork]:
    """The work that was left behind; work whose file has it anyway is cleared away."""
    works = []
    for unsaved in find_unsaved_work():
        work = _load(unsaved)
        if work.assessment is None or work.differences:
            works.append(work)
        else:
            unsaved.remove()
    return works


def _load(unsaved: UnsavedWork) -> RecoverableWork:
    path = unsaved.origin.path
    try:
        work = unsaved.load()
    except PiaError:
        return RecoverableWork(unsaved, None, [])
    saved = load_if_readable(path) if path is not None else None
    digest = digest_of(path) if path is not None and saved is not None else ""
    return RecoverableWork(
        unsaved,
        work,
        compare_states(work, saved or new_assessment(work.form.id)),
        alone=saved is None,
        changed=bool(digest) and digest != unsaved.origin.digest,
    )


class RecoveryDialog(Dialog):
    """The answer is RESTORE or DISCARD for `chosen`, or rejected: it is asked again next time."""

    RESTORE = 1
    DISCARD = 2

    def __init__(self, works: Sequence[RecoverableWork], parent: QWidget | None = None) -> None:
        """The newest is chosen."""
        super().__init__("dialog_recovery", "残っている作業", parent)
        self.want(680)
        self._works = works
        self.say("保存していない作業が残っています。復元しますか。", "heading")
        self.say(
            "プログラムが途中で終わったときなどの、入力の続きです。復元しても、保存するまで"
            "元のファイルは変わりません。",
            "support",
        )
        self._list = PlaceList("recovery", "残っている作業", lambda _: None, self)
        self._list.setFixedHeight(theme().px(_ROW) * min(len(works), _ROWS))
        self.body.addWidget(self._list)
        self._about = self.say("")
        self._about.setObjectName("recovery_differs")
        self._restore = self.add_button("復元する", "button_restore", primary=True, default=True)
        self._restore.clicked.connect(lambda: self.done(self.RESTORE))
        self._compare = self.add_button("比べる", "button_compare")
        self._compare.clicked.connect(self._show_compare)
        discard = self.add_button("破棄する", "button_discard")
        discard.clicked.connect(self._discard)
        self.add_button("あとで", "button_later").clicked.connect(self.reject)
        self._list.currentRowChanged.connect(self._show)
        self._list.show_rows([_row(work) for work in works])
        self._list.setFocus()
        self.body.addStretch(1)

    @property
    def chosen(self) -> RecoverableWork:
        """What is chosen in the list."""
        return self._works[self._list.currentRow()]

    def _show(self, row: int) -> None:
        if row < 0:
            return
        work = self._works[row]
        self._restore.setEnabled(work.assessment is not None)
        self._compare.setEnabled(bool(work.differences))
        self._about.setText(_about(work))
        if self.isVisible():
            self.fit()

    def _show_compare(self) -> None:
        CompareDialog(self.chosen.differences, "残っている作業", "ファイルの内容", self).exec()

    def _discard(self) -> None:
        if ConfirmDiscardDialog(self.chosen.name, self).exec():
            self.done(self.DISCARD)


class ConfirmDiscardDialog(Dialog):
    """Asks before work goes for good. キャンセル is the default."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is whose work it is."""
        super().__init__("confirm_discard", "破棄の確認", parent)
        self.want(480)
        self.say(f"「{name}」の残っている作業を破棄しますか。", "heading")
        self.say("破棄すると、元に戻せません。保存してあるファイルは変わりません。")
        self.add_button("破棄する", "button_ok").clicked.connect(self.accept)
        cancel = self.add_button(CANCEL, "button_cancel", default=True)
        cancel.clicked.connect(self.reject)
        cancel.setFocus()


def _row(work: RecoverableWork) -> tuple[str, str]:
    path = work.unsaved.origin.path
    # Versions before 0.2.0 kept a path as it was typed: where that began is not known any more.
    where = f"　場所：{path.parent}" if path is not None and path.is_absolute() else ""
    return work.name, f"{moment_in_words(work.unsaved.when)} までの入力{where}"


def _about(work: RecoverableWork) -> str:
    if work.assessment is None:
        return "残っている作業が壊れていて、開けません。"
    names = listed([difference.name for difference in work.differences])
    message = f"{'入力した項目' if work.alone else 'ファイルと違う項目'}：\n{names}"
    if work.changed:
        message += (
            "\n元のファイルは、そのあとで書き換えられています。保存するときに見比べられます。"
        )
    if work.alone and work.unsaved.origin.path is not None:
        message += (
            "\n元のファイルは、いま開けません。"
            "場所が変わっていないか、つながっているかを確かめてください。"
        )
    return message
