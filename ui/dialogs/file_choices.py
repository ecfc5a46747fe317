"""The choice of the file that a worksheet is about, where the workbook doesn't say it surely."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pia_desktop.excel.importer.file_assignment import FileDecision, Key
from ui.style import theme
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import plain_label


class FileChoices(QWidget):
    """A box to choose from for each uncertain sheet; `changed` when a person has chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Empty and hidden until there is something to ask."""
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(6))
        self._boxes: dict[Key, ChoiceBox] = {}
        self._chosen: dict[Key, int] = {}
        self.hide()

    @property
    def chosen(self) -> dict[Key, int]:
        """The files that a person has chosen."""
        return dict(self._chosen)

    def forget(self) -> None:
        """Begin anew: the workbook is read as another form."""
        self._chosen.clear()
        self._boxes.clear()

    def show_decisions(self, decisions: Sequence[FileDecision]) -> None:
        """Ask for those that are uncertain, and for those that have been asked for before."""
        asked = [d for d in decisions if not d.certain or d.key in self._boxes]
        if [d.key for d in asked] != list(self._boxes):
            self._build(asked)
        for decision in asked:
            self._boxes[decision.key].setCurrentIndex(decision.number)
        self.setVisible(bool(asked))

    def _build(self, asked: Sequence[FileDecision]) -> None:
        while (old := self._column.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.deleteLater()
        self._boxes = {}
        for decision in asked:
            question = f"シート「{decision.sheet}」は、どのファイルのものですか"
            label = plain_label(question, self, "label")
            box = ChoiceBox(self)
            section, place = decision.key
            identify(box, f"import_file:{section}:{place}", question)
            count = max(len(decision.names), len(asked))
            box.addItems([decision.name_of(number) for number in range(count)])
            label.setBuddy(box)
            box.activated.connect(lambda index, key=decision.key: self._choose(key, index))
            self._column.addWidget(label)
            self._column.addWidget(box)
            self._boxes[decision.key] = box

    def _choose(self, key: Key, number: int) -> None:
        """Take the choice; another sheet that was chosen for the same file is free again."""
        self._chosen = {k: n for k, n in self._chosen.items() if n != number or k[0] != key[0]}
        self._chosen[key] = number
        self.changed.emit()
