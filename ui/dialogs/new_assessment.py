"""A new assessment: the facts of the しきい値判断, and the form that they make due."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from pia_desktop.forms import Form, form_ids, load_form_by_id
from pia_desktop.forms.threshold import (
    ACCIDENT,
    AS_OF,
    STAFF,
    SUBJECTS,
    RequiredAssessment,
    ThresholdFacts,
    required_assessment,
)
from pia_desktop.forms.wareki import format_date, read_day
from ui.dialogs.base import Dialog
from ui.editors.count import CountLine
from ui.editors.date import DateLine
from ui.editors.options import WrappedCheck, WrappedRadio, checked_key
from ui.style import theme
from ui.widgets.accessibility import identify, repolish
from ui.widgets.labels import plain_label
from ui.widgets.radio_group import RadioGroup

# In px at 100 %: a day's line.
_DAY = 280


class NewAssessmentDialog(Dialog):
    """`form_id` is the chosen edition of the chosen form, `facts` those of the しきい値判断."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """The first form in its newest edition is chosen at first."""
        super().__init__("dialog_new", "新しい評価書", parent)
        self.want(860)
        self._all = {form_id: load_form_by_id(form_id) for form_id in form_ids()}
        self._items = next(iter(self._all.values())).by_id
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
        """The facts of the しきい値判断 and their day; leaving them empty is fine."""
        self.say("どの様式かを確かめる（しきい値判断）", "label")
        self.say(
            "入れると、実施が義務付けられる評価が下に出ます。入れなくても作れます。入れたことは評価書のファイルに"
            "残り、あとから「しきい値判断」のページで直せます。",
            "support",
        )
        self._counts: tuple[int | None, int | None] = (None, None)
        self._subjects = self._number("fact_subjects", SUBJECTS)
        self._staff = self._number("fact_staff", STAFF)
        self._as_of = self._day("fact_as_of", AS_OF)
        named = {SUBJECTS: self._subjects, STAFF: self._staff, AS_OF: self._as_of}
        self.body.addLayout(self._rows(named))
        self._fault = self.say("", "error")
        self._fault.setObjectName("fact_as_of_fault")
        self._show_fault("")
        self._as_of.fault.connect(self._show_fault)
        happened = self._items[ACCIDENT].label.removesuffix("か")
        self._accident = WrappedCheck(happened, self)
        identify(self._accident, "fact_accident", happened)
        self._accident.toggled.connect(self._show_due)
        self.body.addWidget(self._accident)
        self.body.addWidget(self._explanation(ACCIDENT))
        self._due = plain_label("", self, "folded")
        self._due.setObjectName("due")
        self.pin(self._due)

    def _rows(self, named: Mapping[str, QLineEdit]) -> QGridLayout:
        """A line a box: its name, the box, what it is. With large text what it is stands below."""
        rows = QGridLayout()
        rows.setHorizontalSpacing(theme().px(12))
        rows.setVerticalSpacing(theme().px(8))
        below = theme().is_large
        rows.setColumnStretch(1 if below else 2, 1)
        for number, (item_id, box) in enumerate(named.items()):
            item = self._items[item_id]
            unit = f"（{item.unit}）" if item.kind == "count" else ""
            row = 2 * number if below else number
            rows.addWidget(QLabel(f"{item.label}{unit}", self), row, 0)
            rows.addWidget(box, row, 1)
            if below:
                rows.addWidget(self._explanation(item_id), row + 1, 0, 1, 2)
            else:
                rows.addWidget(self._explanation(item_id), row, 2)
        return rows

    def _number(self, name: str, item_id: str) -> CountLine:
        box = CountLine(self)
        box.unit = self._items[item_id].unit
        identify(box, name, self._items[item_id].label)
        box.setFixedWidth(theme().px(160))
        box.textChanged.connect(self._counts_changed)
        return box

    def _day(self, name: str, item_id: str) -> DateLine:
        line = DateLine(name, self._items[item_id].label, self)
        line.setPlaceholderText("令和8年4月1日")
        line.setFixedWidth(theme().px(_DAY))
        return line

    def _show_fault(self, fault: str) -> None:
        """What is wrong with the day, as at other dates."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))

    def _explanation(self, item_id: str) -> QLabel:
        return plain_label(self._items[item_id].text, self, "support")

    def _add_choice(self, title: str, options: dict[str, str]) -> QButtonGroup:
        self.body.addWidget(plain_label(title, self, "label"))
        group = QButtonGroup(self)
        choices = RadioGroup(title, self)
        self.body.addWidget(choices)
        for key, text in options.items():
            radio = WrappedRadio(text, self)
            identify(radio, f"new:{key}", text)
            radio.setProperty("key", key)
            group.addButton(radio)
            choices.add(radio)
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

    @property
    def facts(self) -> ThresholdFacts:
        """What was said. With both counts, the unticked box says that there was no 重大事故."""
        subjects, staff = self._subjects.value(), self._staff.value()
        counted = subjects is not None and staff is not None
        accident = self._accident.isChecked() or (False if counted else None)
        as_of = self._as_of.text().strip()
        day = read_day(as_of)
        return ThresholdFacts(subjects, staff, accident, format_date(day) if day else as_of)

    def _chose(self) -> None:
        self._ok.setToolTip(self._all[self.form_id].display_name)

    def _counts_changed(self) -> None:
        """What was refused changes no count: the sentence that says why stays."""
        counts = (self._subjects.value(), self._staff.value())
        if counts != self._counts:
            self._counts = counts
            self._show_due()

    def _show_due(self) -> None:
        """Say what the facts lead to, and choose that form."""
        due = required_assessment(self.facts)
        if due is None:
            self._say_due("対象人数と取扱者数を入れてください。", known=False)
            return
        voluntary = due in (RequiredAssessment.NONE, RequiredAssessment.BASIC)
        chosen = "この様式を選びました。"
        tail = "任意で実施する場合は、様式を選んでください。" if voluntary else chosen
        self._say_due(f"{due.value}{tail}", known=True)
        for radio in self._form.buttons():
            if radio.property("key") == due.form:
                radio.setChecked(True)

    def show_notice(self, text: str) -> None:
        """Say why something that was typed or pasted was not taken, until the next change."""
        if text:
            self._say_due(text, known=False)
        else:
            self._show_due()

    def _say_due(self, text: str, *, known: bool) -> None:
        """Say it so that it is seen, in a dialog that is as high as it takes."""
        self._due.setText(text)
        look = "due" if known else "folded"
        if self._due.property("look") != look:
            self._due.setProperty("look", look)
            repolish(self._due)
        if self.isVisible():
            self.fit()


def _form_words(form: Form) -> str:
    return f"{form.form}　{form.name}"


def _newest_first(edition: str) -> tuple[bool, str]:
    return not edition.startswith("令和"), edition
