"""What goes into a PDF beside the assessment: a 決裁欄, the 新旧対照表, 「案」 across the pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from pia_desktop.assessment.versions import Version
from pia_desktop.checks import Finding
from pia_desktop.checks.open_findings import count_open
from pia_desktop.sheets.approval import DRAFTING_ENTRIES
from ui.dialogs.base import Dialog
from ui.dialogs.open_findings import findings_in_words
from ui.editors.options import WrappedCheck
from ui.widgets.accessibility import identify
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from pia_desktop.pdf import PrintOptions

MOST = 10
_WANTED = "決裁欄のページ（起案用紙）を先頭に付ける"
_BUNDLE = "新旧対照表と評価書を一冊にする"
_ENTRIES = "起案用紙に書く事項（空けておくと手で書く欄になります。残しません）"
# What can be added to the PDF, by the option's name.
_ADDED = {
    "risk_list": "リスク対策一覧のページを付ける",
    "changes_index": "変更した項目とページの一覧を付ける（意見募集用）",
    "compact": "節ごとに改ページせず、詰める",
    "named_foot": "ページの下に事務名と課名を入れる",
    "titled_draft": "表紙の表題に「（案）」を付ける",
    "draft": "「案」の透かしを入れる",
}
_NO_VERSION = (
    "公表版がまだないので、一冊にはできません。"
    "「公表」の「公表版として確定」をすると、次からできます。"
)


class ApprovalDialog(Dialog):
    """`titles` are the stamp boxes' titles, none if no 決裁欄 is wanted; `since` the published
    state against which the 新旧対照表 goes along, if it does; `options` what else is added.
    SHOW_FINDINGS asks for the list of 点検.
    """

    SHOW_FINDINGS = 2

    def __init__(
        self,
        remembered: str,
        versions: Sequence[Version],
        parent: QWidget | None = None,
        *,
        ok: str = "次へ進む",
        findings: Sequence[Finding] = (),
        proposal: str = "",
    ) -> None:
        """`remembered` are the titles used last, separated by commas; `findings` what 点検 has
        found and nobody has settled; `proposal` the 伺い文 to begin with.
        """
        super().__init__("dialog_approval", "決裁欄・新旧対照表・透かし", parent)
        self.want(560)
        self._versions = [*reversed(versions)]
        self._wanted = self._tick("approval_wanted", _WANTED)
        self.say("押印欄の役職名（1から10まで、「,」で区切る）", "label")
        self._titles = QLineEdit(remembered, self)
        identify(self._titles, "approval_titles", "押印欄の役職名")
        self._titles.textChanged.connect(self._check)
        self.body.addWidget(self._titles)
        self._fault = self.say("", "error")
        self.say(
            "合議の欄を設ける職名（「,」で区切る。空けておくと、余白が合議の欄になります）", "label"
        )
        self._consulted = QLineEdit(self)
        identify(self._consulted, "approval_consulted", "合議の欄を設ける職名")
        self._consulted.textChanged.connect(self._check)
        self.body.addWidget(self._consulted)
        self.say("伺い文（残しません）", "label")
        self._proposal = QLineEdit(proposal, self)
        self._proposal.setCursorPosition(0)  # a long one shows its beginning
        identify(self._proposal, "approval_proposal", "伺い文")
        self.body.addWidget(self._proposal)
        self._form = QWidget(self)
        self._entries = self._entry_lines(self._form)
        self.body.addWidget(self._form)
        self._bundle = self._tick("approval_bundle", _BUNDLE)
        self._bundle.setEnabled(bool(self._versions))
        self._since = ChoiceBox(self)
        identify(self._since, "approval_since", "新旧対照表で比べる公表版")
        self._since.addItems([version.title for version in self._versions])
        if self._versions:
            self.say("決裁欄と変更の概要、新旧対照表、評価書の順です。", "support")
            self.say("新旧対照表で比べる公表版", "label")
            self.body.addWidget(self._since)
        else:
            self._since.hide()
            self.say(_NO_VERSION, "support").setObjectName("approval_no_version")
        self._added = {name: self._tick(f"approval_{name}", text) for name, text in _ADDED.items()}
        self._added["changes_index"].setEnabled(bool(self._versions))
        if findings:
            self.say(f"点検：{count_open([*findings])}が残っています。", "label")
            self.say(findings_in_words([*findings])).setObjectName("open_findings")
            show = self.add_button("点検を見る", "findings_show")
            show.clicked.connect(lambda: self.done(self.SHOW_FINDINGS))
        self._ok = self.add_ok_cancel(ok)
        self._check()

    def _tick(self, name: str, text: str) -> WrappedCheck:
        check_box = WrappedCheck(text, self)
        identify(check_box, name, text)
        check_box.toggled.connect(self._check)
        self.body.addWidget(check_box)
        return check_box

    def _entry_lines(self, form: QWidget) -> dict[str, QLineEdit]:
        """A line for each box of the 起案用紙 below its label, two side by side, by its name."""
        lines = {}
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(plain_label(_ENTRIES, form, "label"), 0, 0, 1, 2)
        for number, (name, label) in enumerate(DRAFTING_ENTRIES.items()):
            row, side = divmod(number, 2)
            line = QLineEdit(form)
            identify(line, f"approval_{name}", label)
            grid.addWidget(plain_label(label, form), 2 * row + 1, side)
            grid.addWidget(line, 2 * row + 2, side)
            lines[name] = line
        return lines

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles, if a 決裁欄 is wanted."""
        return self._written() if self._wanted.isChecked() else ()

    @property
    def since(self) -> Version | None:
        """The published state to compare with, if all is to be one document."""
        return self._versions[self._since.currentIndex()] if self._bundle.isChecked() else None

    @property
    def options(self) -> PrintOptions:
        """What is added to the PDF."""
        from pia_desktop.pdf import PrintOptions  # takes a moment that a start need not take

        return PrintOptions(
            **{name: tick.isChecked() for name, tick in self._added.items()},
            consulted=_parts(self._consulted.text()),
            proposal=self._proposal.text().strip(),
            entries={name: line.text().strip() for name, line in self._entries.items()},
        )

    @property
    def text(self) -> str:
        """The titles as they are remembered for next time, or nothing."""
        return ",".join(self.titles)

    def _written(self) -> tuple[str, ...]:
        return _parts(self._titles.text())

    def _check(self) -> None:
        bundle = self._bundle.isChecked()
        if bundle:
            self._wanted.setChecked(True)
        self._wanted.setEnabled(not bundle)
        self._since.setEnabled(bundle)
        wanted = self._wanted.isChecked()
        for line in (self._titles, self._consulted, self._proposal):
            line.setEnabled(wanted)
        self._form.setVisible(wanted)
        fits = 1 <= len(self._written()) <= MOST and len(_parts(self._consulted.text())) <= MOST
        self._fault.setText("" if fits or not wanted else "役職名を1から10まで入れてください。")
        self._fault.setVisible(not fits and wanted)
        self._ok.setEnabled(fits or not wanted)


def _parts(text: str) -> tuple[str, ...]:
    """The titles in a line, separated by commas."""
    parts = re.split(r"[,，、]", text)
    return tuple(part.strip() for part in parts if part.strip())
