"""The choice of another edition or form, and what would happen to the answers."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QWidget

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.upgrade import UpgradeRemark, UpgradeResult, upgrade
from pia_desktop.forms import form_ids, load_form_by_id, newest_edition
from ui.dialogs.base import Dialog
from ui.editors.options import WrappedRadio, checked_key
from ui.widgets.accessibility import identify
from ui.widgets.radio_group import RadioGroup
from ui.widgets.text_format import one_line

_REVIEWS_SHOWN = 6


class UpgradeDialog(Dialog):
    """`upgraded` is the assessment in the chosen form."""

    def __init__(self, assessment: Assessment, parent: QWidget | None = None) -> None:
        """The newest edition of the same form is chosen, or of the other form."""
        super().__init__("dialog_upgrade", "様式を改める", parent)
        self.want(640)
        self._assessment = assessment
        self._done: dict[str, UpgradeResult] = {}
        form = assessment.form
        self.say(f"いまの様式：{form.display_name}", "label")
        self.say("改める先の様式")
        self._choices = RadioGroup("改める先の様式", self)
        self.body.addWidget(self._choices)
        self._group = QButtonGroup(self)
        others = [form_id for form_id in reversed(form_ids()) if form_id != form.id]
        for form_id in others:
            self._add(form_id)
        newest = newest_edition(form.id)
        first = newest if newest != form.id else others[0]
        self._says = self.say("", "folded")
        self._says.setObjectName("upgrade_counts")
        self._reviews = self.say("")
        self._reviews.setObjectName("upgrade_reviews")
        self.say(
            "新しい評価書として開きます。いまの評価書とそのファイルは変わりません。", "support"
        )
        self.add_ok_cancel("改める")
        for radio in self._group.buttons():
            if radio.property("key") == first:
                radio.setChecked(True)
                radio.setFocus()
        self._show()
        self._group.buttonToggled.connect(self._show)

    def _add(self, form_id: str) -> None:
        text = load_form_by_id(form_id).display_name
        radio = WrappedRadio(text, self)
        identify(radio, f"upgrade:{form_id}", text)
        radio.setProperty("key", form_id)
        self._group.addButton(radio)
        self._choices.add(radio)

    @property
    def upgraded(self) -> UpgradeResult:
        """What becomes of the assessment in the chosen form."""
        form_id = checked_key(self._group)
        if form_id not in self._done:
            self._done[form_id] = upgrade(self._assessment, form_id)
        return self._done[form_id]

    def _show(self) -> None:
        done = self.upgraded
        self._says.setText(
            f"引き継ぐ記入：{done.carried}件\n"
            f"新しい様式に欄がなく、取込記録に残す記入：{len(done.assessment.leftovers)}件\n"
            f"新しく記入する項目：{len(done.new)}件"
        )
        self._reviews.setText(_in_words(done.review))
        self._reviews.setVisible(bool(done.review))
        if self.isVisible():
            self.fit()


def _in_words(reviews: list[UpgradeRemark]) -> str:
    """「・評価書名：…」: each reason once, with how often it holds."""
    counts: dict[str, int] = {}
    for review in reviews:
        line = f"・{one_line(review.place.name)}：{review.reason}"
        counts[line] = counts.get(line, 0) + 1
    lines = [f"{line}（{count}か所）" if count > 1 else line for line, count in counts.items()]
    more = len(lines) - _REVIEWS_SHOWN
    tail = [f"ほか{more}件"] if more > 0 else []
    return "\n".join(["引き継いだあと、見直してください。", *lines[:_REVIEWS_SHOWN], *tail])
