"""Which workbook is written: a municipality's own, filled in, or one in the program's layout."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from pia_desktop.excel.template_filling import TemplateWorkbook
from ui.dialogs.base import Dialog
from ui.editors.options import WrappedRadio
from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.radio_group import RadioGroup
from ui.widgets.text_format import breakable

_LEFT = Qt.AlignmentFlag.AlignLeft


class TemplateDialog(Dialog):
    """`path` is the chosen workbook, or None for the program's own layout."""

    def __init__(
        self,
        books: list[TemplateWorkbook],
        form: str,
        pick: Callable[[QWidget], Path | None],
        parent: QWidget | None = None,
        *,
        plain: bool = True,
    ) -> None:
        """The first of `books` that is of this form is chosen; `pick` asks for another one.

        `plain` is whether the program's own layout can be chosen too.
        """
        title = "Excelに出す" if plain else "団体のExcelに記入して出す"
        super().__init__("template_dialog", title, parent)
        self.want(640)
        self._pick = pick
        self._paths: list[Path | None] = []
        self._group = QButtonGroup(self)
        question = "どのブックで出しますか。" if plain else "どのブックに記入しますか。"
        self.say(question, "label")
        self._choices = QVBoxLayout()
        self._choices.setSpacing(theme().px(4))
        self.body.addWidget(RadioGroup(question, self, layout=self._choices))
        names = Counter(book.path.name for book in books)
        for book in books:
            radio = self._add_book(book.path, in_folder=names[book.path.name] > 1)
            if book.form not in (form, ""):
                radio.setText(f"{radio.text()}（{book.form}のブックなので選べません）")
                radio.setEnabled(False)
        if plain:
            self._add("プログラムの様式で出す", "template:plain", None)
        self._choose_first([book.form for book in books], form)
        other = button("ほかのブックを選ぶ…", parent=self)
        other.setProperty("look", "compact")
        identify(other, "template_other", other.text())
        other.setAutoDefault(False)
        other.clicked.connect(self._ask)
        self.body.addWidget(other, 0, _LEFT)
        self.say(
            "団体のブックには、項目の名前を手がかりに記入します。元のブックは変わりません。",
            "support",
        )
        self.body.addStretch(1)
        self.add_ok_cancel("次へ進む")

    @property
    def path(self) -> Path | None:
        """The chosen workbook, or None for the program's own layout."""
        return self._paths[self._group.checkedId()]

    def _add_book(self, path: Path, *, in_folder: bool = False) -> WrappedRadio:
        name = f"{path.name}（{path.parent.name}フォルダー）" if in_folder else path.name
        text = f"この団体のブックに記入する：{name}"
        radio = self._add(text, f"template:{len(self._paths)}", path)
        radio.setToolTip(str(path))
        return radio

    def _add(self, text: str, name: str, path: Path | None) -> WrappedRadio:
        radio = WrappedRadio(breakable(text), self)
        identify(radio, name, text)
        policy = radio.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Preferred)  # a long name breaks
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        radio.setSizePolicy(policy)
        self._group.addButton(radio, len(self._paths))
        self._paths.append(path)
        # A workbook that is picked later stands before the program's own layout.
        at = self._choices.count() - (path is not None and None in self._paths[:-1])
        self._choices.insertWidget(at, radio, 0, _LEFT)
        return radio

    def _choose_first(self, forms: list[str], form: str) -> None:
        """The first workbook of this form, else the last choice: the program's own layout."""
        at = forms.index(form) if form in forms else len(self._paths) - 1
        self._choose(at)

    def _choose(self, at: int) -> None:
        radio = self._group.button(at)
        radio.setChecked(True)
        radio.setFocus()

    def _ask(self) -> None:
        """Put another workbook into the list, chosen."""
        path = self._pick(self)
        if path is None:
            return
        known = [each.resolve() if each is not None else None for each in self._paths]
        if path.resolve() in known:
            at = known.index(path.resolve())
        else:
            at = len(self._paths)
            self._add_book(path, in_folder=path.name in {each.name for each in self._paths if each})
            self.fit()
        self._choose(at)
