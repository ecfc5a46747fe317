"""Before everything is replaced: how many hits there are, and where."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QWidget

from ui.dialogs.base import Dialog
from ui.editors.options import WrappedCheck
from ui.style.rows import WrappedRows
from ui.widgets.accessibility import identify


class ReplaceAllDialog(Dialog):
    """Accepted, all are to be replaced; `with_changes` tells whether those in 変更箇所 too, which
    say what stood there before.
    """

    def __init__(
        self,
        what: str,
        places: Sequence[tuple[str, int]],
        in_changes: int,
        parent: QWidget | None = None,
    ) -> None:
        """`what` names both texts, `places` each item with its number of hits, `in_changes` how
        many there are in 変更箇所.
        """
        super().__init__("dialog_replace_all", "すべて置換", parent)
        self.want(560)
        total = sum(count for _, count in places)
        self._total, self._in_changes = total, in_changes
        self.say(what, "label")
        self._count = self.say("", "heading")
        self._count.setObjectName("replace_count")
        rows = QListWidget(self)
        identify(rows, "replace_places", "置き換える箇所")
        rows.setWordWrap(True)
        rows.setItemDelegate(WrappedRows(rows))
        rows.addItems([f"{name}：{count}か所" for name, count in places])
        rows.setVisible(bool(places))
        self.body.addWidget(rows, 1)
        self._tick = WrappedCheck(f"変更箇所（{in_changes}か所）も置き換える", self)
        identify(self._tick, "replace_changes", self._tick.text())
        self._tick.setVisible(bool(in_changes))
        self._tick.toggled.connect(self._refresh)
        self.body.addWidget(self._tick)
        if in_changes:
            self.say("変更箇所には変更前の記載が残っています。ふつうは置き換えません。", "support")
        self._ok = self.add_ok_cancel("置き換える")
        self._refresh()

    @property
    def with_changes(self) -> bool:
        """Whether 変更箇所 is replaced too."""
        return self._tick.isChecked()

    def _refresh(self) -> None:
        count = self._total + (self._in_changes if self.with_changes else 0)
        self._count.setText(f"{count}か所を置き換えます。元に戻せます。")
        self._ok.setEnabled(bool(count))
