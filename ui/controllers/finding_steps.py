"""From one missing or faulty item to the next, one key each, and the list of what is missing."""

from __future__ import annotations

from collections.abc import Callable

from pia_desktop.checks import Finding
from pia_desktop.checks.registry import REQUIRED
from pia_desktop.checks.review_calendar import is_due_later
from pia_desktop.forms.addresses import indices
from ui.shell import Shell
from ui.widgets.composition import commit_composition
from ui.widgets.text_format import one_line
from ui.wizard.wizard import Wizard

_NONE_MISSING = "未記入の項目はありません。"
_NONE_WRONG = "点検で直すところはありません。"
_WRAPPED = {1: "（はじめに戻りました）", -1: "（終わりに戻りました）"}


class FindingSteps:
    """The commands that walk through what the rules find in the document that is open."""

    def __init__(self, shell: Shell) -> None:
        """Nothing is open yet."""
        self._shell = shell
        self._wizard: Wizard | None = None

    def attach(self, wizard: Wizard | None) -> None:
        """Walk in this wizard's pages; without a document there is none."""
        self._wizard = wizard

    def next_unfilled(self) -> None:
        """The next item that is missing."""
        self._step(1, "未記入", _is_missing, _NONE_MISSING)

    def previous_unfilled(self) -> None:
        """The missing item before."""
        self._step(-1, "未記入", _is_missing, _NONE_MISSING)

    def next_finding(self) -> None:
        """The next item in which something is wrong."""
        self._step(1, "点検", _is_wrong, _NONE_WRONG)

    def previous_finding(self) -> None:
        """The item before in which something is wrong."""
        self._step(-1, "点検", _is_wrong, _NONE_WRONG)

    def show_unfilled(self) -> None:
        """The list of what is missing, beside the page."""
        from ui.dialogs.unfilled import UnfilledPanel

        wizard, document = self._wizard, self._shell.document
        if wizard is not None and document is not None:
            commit_composition()
            wizard.show_panel(UnfilledPanel(document, self._shell.go_to, wizard))

    def _step(self, by: int, what: str, kind: Callable[[Finding], bool], none: str) -> None:
        wizard = self._wizard
        if wizard is None:
            return
        commit_composition()
        ranks = wizard.ranks()
        findings = [finding for finding in wizard.findings() if kind(finding)]
        rank_of = {finding.address: _rank(ranks, finding.address) for finding in findings}
        places = sorted(
            (address for address, rank in rank_of.items() if rank[0] >= 0), key=rank_of.__getitem__
        )
        if not places:
            self._shell.say(none)
            return
        here = _rank(ranks, wizard.place_in_hand())
        ahead = [p for p in places if (rank_of[p] > here if by > 0 else rank_of[p] < here)]
        address = (ahead or places)[0 if by > 0 else -1]
        self._shell.go_to(address)
        number = f"{places.index(address) + 1}／{len(places)}件"
        remark = "" if ahead else _WRAPPED[by]
        finding = next(f for f in findings if f.address == address)
        words = "" if _is_missing(finding) else f"：{finding.message}"
        self._shell.say(f"{what} {number}{remark}　{one_line(finding.name)}{words}")


def _rank(ranks: dict[str, int], address: str) -> tuple[int, tuple[int, ...], str]:
    """Where an address stands: a table's cell at the table, by its row and column."""
    base = address
    while base and base not in ranks:
        base = base.rpartition("[")[0]
    return ranks.get(base, -1), indices(address), address


def _is_missing(finding: Finding) -> bool:
    return finding.code == REQUIRED


def _is_wrong(finding: Finding) -> bool:
    """What is wrong rather than empty, and not due only later."""
    return finding.code != REQUIRED and not is_due_later(finding)
