"""What was read in a workbook, before it is taken over: form, counts, remarks, and what is left."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from pia_desktop.errors import PiaError, UncertainFormError
from pia_desktop.excel.importer import ImportedWorkbook, read_workbook
from pia_desktop.excel.importer.file_assignment import Key
from pia_desktop.excel.importer.import_report import group_by_section, near_name
from pia_desktop.forms import form_ids, load_form_by_id
from pia_desktop.task_progress import TaskCancelled
from ui.dialogs.base import CANCEL, Dialog
from ui.dialogs.file_choices import FileChoices
from ui.dialogs.messages import show_error
from ui.dialogs.progress import run_with_progress
from ui.editors.options import WrappedRadio, checked_key
from ui.style import theme
from ui.widgets.accessibility import identify
from ui.widgets.radio_group import RadioGroup
from ui.widgets.text_format import breakable, one_line

_BEGINNING = 60


def read_with_progress(
    path: Path, form_id: str, parent: QWidget, files: Mapping[Key, int] | None = None
) -> ImportedWorkbook | None:
    """What the workbook holds, or None where it was refused (which is said) or called off. Where
    its form is uncertain, the person is asked for it. `files` are those that were chosen for its
    sheets.
    """
    try:
        return run_with_progress(
            "Excelの読み取りを",
            lambda progress: read_workbook(path, form_id or None, progress, files),
            parent,
        )
    except TaskCancelled:
        return None
    except UncertainFormError as error:
        question = FormQuestion(path, error, parent)
        return read_with_progress(path, question.form_id, parent) if question.exec() else None
    except PiaError as error:
        show_error(error, parent)
        return None


class FormQuestion(Dialog):
    """Asks as which form a workbook is to be read; `form_id` is the answer."""

    def __init__(
        self, path: Path, error: UncertainFormError, parent: QWidget | None = None
    ) -> None:
        """`error` says why the program asks."""
        super().__init__("import_form_question", "Excelを取り込む", parent)
        self.want(600)
        self.say(breakable(path.name), "heading")
        self.say(f"{error.message}様式と版を選んでください。")
        self._group = QButtonGroup(self)
        choices = RadioGroup("様式と版", self)
        self.body.addWidget(choices)
        for form_id in form_ids():
            name = load_form_by_id(form_id).display_name
            _add_form_radio(choices, self._group, form_id, name)
        accept = self.add_button("読み取る", "import_form_accept", primary=True, default=True)
        accept.setEnabled(False)
        accept.clicked.connect(self.accept)
        self.add_button(CANCEL, "import_form_cancel").clicked.connect(self.reject)
        self._group.idClicked.connect(lambda _id: accept.setEnabled(True))

    @property
    def form_id(self) -> str:
        """The chosen edition."""
        return checked_key(self._group)


def _add_form_radio(choices: RadioGroup, group: QButtonGroup, form_id: str, text: str) -> None:
    """A form edition to choose from."""
    radio = WrappedRadio(text, choices)
    identify(radio, f"import:{form_id}", text)
    radio.setProperty("key", form_id)
    group.addButton(radio)
    choices.add(radio)


class ImportDialog(Dialog):
    """`imported` is what will be taken over."""

    def __init__(
        self,
        path: Path,
        imported: ImportedWorkbook,
        parent: QWidget | None = None,
        *,
        continues: bool = False,
    ) -> None:
        """`imported` is what was read in `path` with the form that it was recognised as; with
        `continues`, it goes into the open assessment, whose form it has.
        """
        title = "続きのExcelを取り込む" if continues else "Excelを取り込む"
        super().__init__("import_dialog", title, parent)
        self.want(680, 720)
        self._path = path
        self.imported = imported
        self._recognised = imported.assessment.form.id
        self.say(breakable(path.name), "heading")
        self._edition = self.say("", "error")
        self._edition.setObjectName("import_edition")
        self._group = QButtonGroup(self)
        if not continues:
            self._add_forms()
        self._counts = self.say("", "folded")
        self._counts.setObjectName("import_counts")
        self._notes = self.say("")
        self._notes.setObjectName("import_notes")
        self._files = FileChoices(self)
        self._files.changed.connect(self._read_for_files)
        self.body.addWidget(self._files)
        self._left_title = self.say("取り込んだあと、取込記録に並ぶ記入", "label")
        self._left = self._make_list()
        outcome = (
            "開いている評価書の、まだ記入のない欄に入れます。すでに別の記入がある欄のものは、"
            "取込記録に並びます。「元に戻す」で取り込む前に戻せます。"
            if continues
            else "新しい評価書として開きます。"
        )
        self.say(f"{outcome}元のExcelは変わりません。", "support")
        accept = self.add_button("取り込む", "import_accept", primary=True, default=True)
        accept.clicked.connect(self.accept)
        self.add_button(CANCEL, "import_cancel").clicked.connect(self.reject)
        self._check(self._recognised)
        self._show()
        self._group.idClicked.connect(lambda _id: self._read_again())

    def _add_forms(self) -> None:
        self.say("様式と版", "label")
        self._editions = RadioGroup("様式と版", self)
        self.body.addWidget(self._editions)
        for form_id in form_ids():
            self._add(form_id)
        self.say(
            "別の様式や版にするときは、取り込んだあとに「様式を改める」を使ってください。",
            "support",
        )

    def _add(self, form_id: str) -> None:
        name = load_form_by_id(form_id).display_name
        text = f"{name}　※Excelから読み取った様式" if form_id == self._recognised else name
        _add_form_radio(self._editions, self._group, form_id, text)

    def _make_list(self) -> QListWidget:
        list_widget = QListWidget(self)
        identify(list_widget, "import_leftovers", "取込記録に並ぶ記入")
        list_widget.setWordWrap(True)
        list_widget.setMinimumHeight(theme().px(110))
        # It takes what room is left and asks for none: the dialog is as high as the screen anyway.
        list_widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        list_widget.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        list_widget.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.body.addWidget(list_widget, 1)
        return list_widget

    def _check(self, form_id: str) -> None:
        for radio in self._group.buttons():
            if radio.property("key") == form_id:
                radio.setChecked(True)
                radio.setFocus()

    def _read_again(self) -> None:
        """Read the workbook as the form that a person chose."""
        form_id = checked_key(self._group)
        if form_id == self.imported.assessment.form.id:
            return
        imported = read_with_progress(self._path, form_id, self)
        if imported is not None:
            self._files.forget()
            self.imported = imported
        self._check(self.imported.assessment.form.id)
        self._show()

    def _read_for_files(self) -> None:
        """Read the workbook with the files that a person chose for its sheets."""
        form_id = self.imported.assessment.form.id
        imported = read_with_progress(self._path, form_id, self, self._files.chosen)
        if imported is not None:
            self.imported = imported
        self._show()

    def _show(self) -> None:
        assessment = self.imported.assessment
        leftovers = assessment.leftovers
        self._counts.setText(
            f"取り込む記入：{self.imported.taken}件\n"
            f"項目に入らず、取込記録に並ぶ記入：{len(leftovers)}件"
        )
        unknown = self.imported.edition_note
        question = "どの版として取り込むか、選んでください。" if self._group.buttons() else ""
        self._edition.setText(unknown and f"{unknown}{question}")
        self._edition.setVisible(bool(unknown))
        self._notes.setText("\n".join(f"・{note}" for note in self.imported.notes))
        self._notes.setVisible(bool(self.imported.notes))
        self._files.show_decisions(self.imported.decisions)
        self._left.clear()
        for section, entries in group_by_section(self.imported).items():
            title = QListWidgetItem(f"{section}（{len(entries)}件）", self._left)
            title.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = title.font()
            font.setBold(True)
            title.setFont(font)
            for entry in entries:
                text = one_line(entry.text)
                more = "…" if len(text) > _BEGINNING else ""
                name = near_name(assessment.form, entry.near)
                near = f"（「{name}」の近く）" if name else ""
                place = one_line(f"{entry.place}{near}")
                self._left.addItem(f"{place}\n{text[:_BEGINNING]}{more}")
        for widget in (self._left_title, self._left):
            widget.setVisible(bool(leftovers))
