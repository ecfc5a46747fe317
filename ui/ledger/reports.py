"""What was done with several files, file by file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from pia_desktop.ledger.batch import BatchOutcome
from pia_desktop.ledger.run_record import FileState, RunRecord
from ui.dialogs.base import Dialog
from ui.dialogs.place_list import PlaceList

UNDO = 2


class BatchReport(Dialog):
    """What was written of each file, and why not."""

    def __init__(self, title: str, outcomes: Sequence[BatchOutcome], parent: QWidget) -> None:
        """`title` says what was done."""
        super().__init__("dialog_batch_report", title, parent)
        self.want(820, 560)
        done = sum(bool(outcome.written) for outcome in outcomes)
        words = f"{len(outcomes)}件のうち{done}件を書き出しました。"
        self.say(words, "heading").setObjectName("report_summary")
        # What needs a person comes first.
        ordered = sorted(outcomes, key=lambda outcome: bool(outcome.written))
        rows = PlaceList("report_rows", "評価書ごとの結果", lambda _row: None, self)
        rows.show_rows([_row(outcome) for outcome in ordered])
        self.body.addWidget(rows, 1)
        self.add_close()


def _row(outcome: BatchOutcome) -> tuple[str, str]:
    names = "\n".join(path.name for path in outcome.written)
    return outcome.path.name, names or f"書き出していません：{outcome.reason}"


class RunReport(Dialog):
    """What a change through many files did. UNDO as its result asks for taking it all back."""

    def __init__(self, record: RunRecord, parent: QWidget) -> None:
        """Shows each file as it is now."""
        super().__init__("dialog_run_report", "書き換えの記録", parent)
        self.want(860, 600)
        states = [file.state() for file in record.files]
        written = [file for file in record.files if file.after]
        places = sum(file.count for file in written)
        self.say(record.title, "label")
        words = f"{len(written)}件の評価書の{places}か所を変えました。"
        skipped = sum(bool(file.skipped) for file in record.files)
        words += f"{skipped}件は飛ばしました。" if skipped else ""
        self.say(words, "heading").setObjectName("run_summary")
        rows = PlaceList("run_rows", "評価書ごとの結果", lambda _row: None, self)
        order = sorted(range(len(states)), key=lambda at: not record.files[at].skipped)
        rows.show_rows([_file(record, at, states[at]) for at in order])
        self.body.addWidget(rows, 1)
        undo = self.add_button("元に戻す", "button_undo_run")
        undo.setEnabled(FileState.NEW in states)
        undo.clicked.connect(lambda: self.done(UNDO))
        self.add_close()


def _file(record: RunRecord, at: int, state: FileState) -> tuple[str, str]:
    file = record.files[at]
    name = Path(file.path).name
    if file.skipped:
        return name, f"変えていません：{file.skipped}"
    rows = f"、変更箇所{file.rows}行" if file.rows else ""
    return name, "\n".join([f"{state.value}：{file.count}か所{rows}", *file.said])


class RunList(Dialog):
    """The records of earlier runs. Accepted, `chosen` is to be shown."""

    def __init__(self, records: Sequence[RunRecord], parent: QWidget) -> None:
        """The newest first."""
        super().__init__("dialog_runs", "まとめた書き換えの記録", parent)
        self.want(760, 480 if records else 0)
        self._records = list(records)
        if not records:
            self.say("まとめて書き換えた記録は、まだありません。", "heading")
            self.add_close()
            return
        self._rows = PlaceList("runs", "書き換えの記録", lambda _row: self.accept(), self)
        self._rows.show_rows(
            [(record.title, f"{record.started[:16].replace('T', ' ')}　{record.folder}")
             for record in records]
        )  # fmt: skip
        self.body.addWidget(self._rows, 1)
        show = self.add_button("見る", "button_ok", primary=True, default=True)
        show.clicked.connect(self.accept)
        self.add_button("閉じる", "button_cancel").clicked.connect(self.reject)

    @property
    def chosen(self) -> RunRecord | None:
        """The record that is chosen."""
        at = self._rows.currentRow() if self._records else -1
        return self._records[at] if at >= 0 else None
