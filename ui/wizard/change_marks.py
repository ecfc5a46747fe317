"""The marks of one page: which items differ from the published state, and what has been removed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget

from ui.editors.field import Field
from ui.style import link_button, theme
from ui.style.icons import icon
from ui.widgets.accessibility import identify
from ui.widgets.text_format import one_line
from ui.wizard.occurrences import RepeatBlock
from ui.wizard.published_state import PublishedDifference, PublishedState

if TYPE_CHECKING:
    from pia_desktop.changes.differences import Difference
    from pia_desktop.changes.live_differences import RemovedOccurrence
    from ui.wizard.earlier_text import ChangedMark, EarlierPanel


class ChangeMarks:
    """Shows on a page's fields and lists what the published state says otherwise."""

    def __init__(
        self, published: PublishedState, fields: Mapping[str, Field], blocks: Iterable[RepeatBlock]
    ) -> None:
        """For these fields and lists; nothing is marked before `show`."""
        self._published = published
        self._fields = fields
        self._blocks = blocks
        self._marks: dict[str, ChangedMark] = {}
        self._panels: dict[str, EarlierPanel] = {}
        self._removed: dict[str, list[RemovedOccurrence]] = {}

    def show(self) -> None:
        """Mark what differs now, and nothing else."""
        difference = self._published.difference
        for address, field in self._fields.items():
            entry = difference.since.at(address) if difference is not None else None
            if entry is not None or address in self._marks:
                self._show_mark(field, entry, difference)
        for block in self._blocks:
            self._show_removed(block, difference)

    def _show_mark(
        self, field: Field, entry: Difference | None, difference: PublishedDifference | None
    ) -> None:
        address = field.place.address
        mark = self._marks.get(address)
        from ui.wizard.earlier_text import CHANGED, ChangedMark

        if mark is None:
            mark = self._marks[address] = ChangedMark(address, one_line(field.place.name), field)
            mark.toggled.connect(lambda opened: self._toggle(field, opened))
            field.put_beside_label(mark, mark.link)
        mark.setVisible(entry is not None)
        field.set_changed(CHANGED if entry is not None else "")
        panel = self._panels.get(address)
        if entry is None:
            if panel is not None:
                mark.open(False)
        elif panel is not None and not panel.isHidden() and difference is not None:
            panel.follow(entry, *difference.since.pictures)

    def _toggle(self, field: Field, opened: bool) -> None:
        difference, address = self._published.difference, field.place.address
        panel = self._panels.get(address)
        entry = difference.since.at(address) if difference is not None else None
        if opened and difference is not None and entry is not None:
            if panel is None:
                panel = self._panels[address] = self._make_panel(field, difference)
            can_restore = difference.earlier.can_restore(entry)
            panel.show_entry(entry, *difference.since.pictures, can_restore=can_restore)
        if panel is not None:
            panel.setVisible(opened and entry is not None)
            if opened:
                QTimer.singleShot(0, panel, lambda: _bring_into_view(panel))

    def _make_panel(self, field: Field, difference: PublishedDifference) -> EarlierPanel:
        from ui.wizard.earlier_text import EarlierPanel

        name = one_line(field.place.name)
        panel = EarlierPanel(field.place.address, name, difference.version.title, field)
        panel.restore_asked.connect(lambda: self._restore(field))
        field.put_near(panel, self._marks[field.place.address].link)
        return panel

    def _restore(self, field: Field) -> None:
        difference = self._published.difference
        entry = difference.since.at(field.place.address) if difference is not None else None
        if difference is not None and entry is not None:
            difference.earlier.restore(entry)
            field.focus_editor()

    # -- what has been removed -----------------------------------------------------------------

    def _show_removed(self, block: RepeatBlock, difference: PublishedDifference | None) -> None:
        address = block.entry.address
        removals = (
            [removal for removal in difference.since.removed if removal.into == address]
            if difference
            else []
        )
        if removals == self._removed.get(address, []):
            return
        self._removed[address] = removals
        notes = []
        for removed in removals:
            note = RemovedNote(removed, block)
            note.asked.connect(lambda removal=removed: self._put_back(removal))
            if difference is not None and not difference.earlier.writable:
                note.button.hide()
            notes.append(note)
        block.set_notes(notes)

    def _put_back(self, removed: RemovedOccurrence) -> None:
        if self._published.difference is not None:
            self._published.difference.earlier.put_back(removed)


def _bring_into_view(panel: QWidget) -> None:
    """Scroll the page so far that the panel is seen; its head where it is higher than the page."""
    around = panel.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is None:
        return
    margin, page = theme().px(16), around.widget()
    if panel.height() + 2 * margin <= around.viewport().height() or page is None:
        around.ensureWidgetVisible(panel, 0, margin)
    else:
        top = panel.mapTo(page, QPoint(0, 0)).y()
        around.verticalScrollBar().setValue(top - 4 * margin)  # the mark stays in view


class RemovedNote(QFrame):
    """That an occurrence of the published state is gone. `asked` wants it back."""

    asked = Signal()

    def __init__(self, removed: RemovedOccurrence, parent: QWidget) -> None:
        """For this occurrence."""
        super().__init__(parent)
        identify(self, f"removed:{removed.old}", f"削除された{removed.title}")
        self.setProperty("look", "panel")
        row = QHBoxLayout(self)
        side = theme().px(12)
        row.setContentsMargins(side, theme().px(4), theme().px(8), theme().px(4))
        size = theme().px(18)
        sign = QLabel(self)
        sign.setPixmap(icon("changed").pixmap(size, size))
        words = QLabel(f"公表版にあった「{removed.title}」が削除されています。", self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        self.button = link_button("戻す", self)
        identify(self.button, f"put_back:{removed.old}", f"{removed.title}を戻す")
        self.button.clicked.connect(self.asked)
        row.addWidget(sign)
        row.addWidget(words, 1)
        row.addWidget(self.button)
