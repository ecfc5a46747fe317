"""Before an export: what 点検 has found and nobody has settled, said once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pia_desktop.checks import Finding
from pia_desktop.checks.open_findings import count_open
from ui.dialogs.base import CANCEL, Dialog
from ui.widgets.text_format import one_line

_NAMED = 5


class OpenFindingsDialog(Dialog):
    """Accepted, the export goes on; SHOW_FINDINGS asks for the list. Nothing is forbidden."""

    SHOW_FINDINGS = 2

    def __init__(self, findings: list[Finding], parent: QWidget | None = None) -> None:
        """`findings` are what is open, the errors first."""
        super().__init__("dialog_open_findings", "点検の指摘が残っています", parent)
        self.want(600)
        self.say(f"点検：{count_open(findings)}が残っています。", "heading")
        self.say(findings_in_words(findings)).setObjectName("open_findings")
        self.say("このまま出すこともできます。", "support")
        go_on = self.add_button("このまま出す", "findings_go_on", primary=True, default=True)
        go_on.clicked.connect(self.accept)
        show = self.add_button("点検を見る", "findings_show")
        show.clicked.connect(lambda: self.done(self.SHOW_FINDINGS))
        self.add_button(CANCEL, "button_cancel").clicked.connect(self.reject)


def findings_in_words(findings: list[Finding]) -> str:
    """The first findings by name, a line each, and how many more there are."""
    lines = [
        f"・{finding.severity.word}　{one_line(finding.name)}：{one_line(finding.message)}"
        for finding in findings[:_NAMED]
    ]
    more = len(findings) - _NAMED
    return "\n".join([*lines, *([f"ほか{more}件"] if more > 0 else [])])
