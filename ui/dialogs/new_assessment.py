"""A new assessment: form and edition, with a word on which form is due."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from pia_desktop.forms import Form, form_ids, load_form_by_id
from pia_desktop.forms.threshold import RequiredAssessment, ThresholdFacts, required_assessment
from ui.dialogs.base import Dialog
from ui.editors.options import WrappedCheck, WrappedRadio, checked_key
from ui.style import theme
from ui.widgets.accessibility import identify
from ui.widgets.labels import plain_label


class NewAssessmentDialog(Dialog):
    """`form_id` is the chosen edition of the chosen form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """The first form in its newest edition is chosen at first."""
        super().__init__("dialog_new", "新しい評価書", parent)
        self.want(640)
        self._all = {form_id: load_form_by_id(form_id) for form_id in form_ids()}
        self._add_facts()
        self._form = self._add_choice("様式", {f.form: _form_words(f) for f in self._all.values()})
        editions = sorted({form.edition for form in self._all.values()}, key=_newest_first)
        self._edition = self._add_choice(
            "様式の版", {edition: f"{edition}の様式" for edition in editions}
        )
        self._ok = self.add_ok_cancel("作成する")
        self._show_due()
        self._chose()

    def _add_facts(self) -> None:
        """The three facts of the しきい値判断; leaving them empty is fine."""
        self.say("どの様式かを確かめる（しきい値判断）", "label")
        self.say(
            "3つを入れると、実施が義務付けられる評価が下に出ます。入れなくても作れます。", "support"
        )
        rows = QFormLayout()
        rows.setSpacing(theme().px(8))
        self._subjects = self._number("fact_subjects", "対象人数")
        self._staff = self._number("fact_staff", "取扱者数")
        self._accident = WrappedCheck("過去1年以内に、重大事故があった", self)
        identify(self._accident, "fact_accident", "過去1年以内に、重大事故があった")
        self._accident.toggled.connect(self._show_due)
        rows.addRow("対象人数（人）", self._subjects)
        rows.addRow("取扱者数（人）", self._staff)
        rows.addRow("重大事故", self._accident)
        self.body.addLayout(rows)
        self._due = plain_label("", self, "folded")
        self._due.setObjectName("due")
        self.body.addWidget(self._due)

    def _number(self, name: str, label: str) -> QLineEdit:
        line = QLineEdit(self)
        identify(line, name, label)
        line.setMaximumWidth(theme().px(200))
        line.setMaxLength(12)
        line.textChanged.connect(self._show_due)
        return line

    def _add_choice(self, title: str, options: dict[str, str]) -> QButtonGroup:
        self.body.addWidget(plain_label(title, self, "label"))
        group = QButtonGroup(self)
        for key, text in options.items():
            radio = WrappedRadio(text, self)
            identify(radio, f"new:{key}", text)
            radio.setProperty("key", key)
            group.addButton(radio)
            self.body.addWidget(radio, 0, Qt.AlignmentFlag.AlignLeft)
        group.buttons()[0].setChecked(True)
        group.buttonToggled.connect(self._chose)
        return group

    @property
    def form_id(self) -> str:
        """The id of what is chosen."""
        wanted = (checked_key(self._form), checked_key(self._edition))
        return next(
            form_id for form_id, form in self._all.items() if (form.form, form.edition) == wanted
        )

    def _chose(self) -> None:
        self._ok.setToolTip(self._all[self.form_id].display_name)

    def _show_due(self) -> None:
        """Say what the facts lead to, and choose that form."""
        subjects, staff = _people(self._subjects.text()), _people(self._staff.text())
        if subjects is None or staff is None:
            wrong = [
                f"「{name}」は0以上の整数で入れてください。"
                for name, box in (("対象人数", self._subjects), ("取扱者数", self._staff))
                if box.text().strip() and _people(box.text()) is None
            ]
            self._due.setText("".join(wrong) or "対象人数と取扱者数を入れてください。")
            return
        result = required_assessment(ThresholdFacts(subjects, staff, self._accident.isChecked()))
        tail = (
            ""
            if result is RequiredAssessment.NONE or result is RequiredAssessment.BASIC
            else "この様式を選びました。"
        )
        if not tail:
            tail = "任意で実施する場合は、様式を選んでください。"
        self._due.setText(f"{result.value}{tail}")
        for radio in self._form.buttons():
            if radio.property("key") == result.form:
                radio.setChecked(True)


def _people(text: str) -> int | None:
    """A number of people; full-width digits and commas are fine."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip().removesuffix("人")
    return int(plain) if plain.isdecimal() else None


def _form_words(form: Form) -> str:
    return f"{form.form}　{form.name}"


def _newest_first(edition: str) -> tuple[bool, str]:
    return not edition.startswith("令和"), edition
