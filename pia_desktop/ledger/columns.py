"""The columns of the 台帳, the same in the window, the workbook, the PDF and the listing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from pia_desktop.forms.wareki import format_date
from pia_desktop.ledger.entry import DueState, LedgerEntry, name_of_holder
from pia_desktop.ledger.facts import LedgerCounts, LedgerFacts

# What a cell says that is still being found out.
NOT_YET = "…"

SortKey = tuple[object, ...]


@dataclass(frozen=True)
class LedgerColumn:
    """One column. `text` is what a cell says, `order` what rows are sorted by (numbers and days
    before rows that have none), `widths` its share of an A4 and of an A3 page in grid units.
    """

    name: str
    title: str
    widths: tuple[int, int]
    text: Callable[[LedgerFacts, LedgerEntry, date], str]
    order: Callable[[LedgerFacts, LedgerEntry], object] | None = None

    def cell(self, entry: LedgerEntry, today: date) -> str:
        """The text of a row's cell; a file that can't be read has its path for a name."""
        if entry.facts is None:
            return _CELLS_WITHOUT_FACTS.get(self.name, _nothing)(entry)
        return self.text(entry.facts, entry, today)

    def sort_key(self, entry: LedgerEntry, today: date) -> SortKey:
        """What the row is sorted by in this column."""
        if entry.facts is None:
            return (2, self.cell(entry, today))
        if self.order is None:
            text = self.cell(entry, today)
            return (0, text) if text else (1, "")
        value = self.order(entry.facts, entry)
        return (1, "") if value is None else (0, value)


def _nothing(_entry: LedgerEntry) -> str:
    return ""


# Why a file can't be read stands in this column, and runs on over those that are empty then.
REASON_COLUMN = "form"
_CELLS_WITHOUT_FACTS: dict[str, Callable[[LedgerEntry], str]] = {
    "name": lambda entry: entry.place,
    REASON_COLUMN: lambda entry: entry.reason,
    "holder": lambda entry: name_of_holder(entry.holder),
}


def _number_order(facts: LedgerFacts, _entry: LedgerEntry) -> object:
    """Numbers by their value: 2 stands before 10."""
    digits = "".join(char for char in facts.number if char.isdecimal())
    return (int(digits) if digits else 10**9, facts.number)


def day_in_words(day: date | None, state: DueState) -> str:
    """「令和8年4月1日」, and below it 「（超過）」."""
    if day is None:
        return state.value
    words = format_date(day)
    return words if state in (DueState.NONE, DueState.LATER) else f"{words}\n（{state.value}）"


def facts_in_words(facts: LedgerFacts) -> str:
    """「対象52,000人」, and below it 「取扱者120人・事故なし」; what is not known is left out."""
    words = []
    if facts.staff is not None:
        words.append(f"取扱者{facts.staff:,}人")
    if facts.accident is not None:
        words.append(f"事故{'あり' if facts.accident else 'なし'}")
    people = [f"対象{facts.subjects:,}人"] if facts.subjects is not None else []
    return "\n".join([*people, *(["・".join(words)] if words else [])])


def result_in_words(facts: LedgerFacts) -> str:
    """「基礎項目評価と重点項目評価（公表版から変化）」."""
    words = facts.due.short if facts.due is not None else ""
    changed = facts.counts is not None and facts.counts.result_changed
    return f"{words}\n（公表版から変化）" if changed else words


def counts_in_words(facts: LedgerFacts) -> str:
    """「誤り1・警告2・確認済み3」; nothing to say is 「なし」."""
    found = facts.counts
    if found is None:
        return NOT_YET
    counts = (("誤り", found.errors), ("警告", found.warnings), ("確認済み", found.confirmed))
    return "・".join(f"{word}{count}" for word, count in counts if count) or "なし"


def unpublished_in_words(facts: LedgerFacts) -> str:
    """「3項目」; 「公表版なし」 for one that was never published."""
    if facts.counts is None:
        return NOT_YET
    count = facts.counts.unpublished
    if count is None:
        return "公表版なし"
    return f"{count}項目" if count else "なし"


def share_in_words(facts: LedgerFacts) -> str:
    """「85%」; 100 only where nothing is missing."""
    return NOT_YET if facts.counts is None else f"{int(facts.counts.share * 100)}%"


def _counted(number: Callable[[LedgerCounts], object]) -> Callable[..., object]:
    """The order by something that is found out last."""
    return lambda facts, _entry: None if facts.counts is None else number(facts.counts)


LEDGER_COLUMNS = (
    LedgerColumn("number", "番号", (2, 2), lambda facts, _e, _d: facts.number, _number_order),
    LedgerColumn("name", "評価書名", (8, 12), lambda facts, _e, _d: facts.name),
    LedgerColumn(
        "form", "様式・版", (4, 5), lambda facts, _e, _d: f"{facts.form}\n{facts.edition}"
    ),
    LedgerColumn("department", "担当部署", (5, 9), lambda facts, _e, _d: facts.department),
    LedgerColumn(
        "published",
        "公表日",
        (5, 6),
        lambda facts, _e, _d: format_date(facts.published) if facts.published else "",
        lambda facts, _e: facts.published,
    ),
    LedgerColumn(
        "review",
        "見直し\n（努める）",
        (5, 6),
        lambda facts, entry, today: day_in_words(facts.review_due, entry.review_state(today)),
        lambda facts, _e: facts.review_due,
    ),
    LedgerColumn(
        "repeat",
        "再実施\n（努める・義務）",
        (5, 6),
        lambda facts, entry, today: day_in_words(facts.repeat_due, entry.repeat_state(today)),
        lambda facts, _e: date.min if facts.repeat_is_duty else facts.repeat_due,
    ),
    LedgerColumn(
        "threshold",
        "しきい値の\n事実",
        (5, 7),
        lambda facts, _e, _d: facts_in_words(facts),
        lambda facts, _e: facts.subjects,
    ),
    LedgerColumn(
        "result", "しきい値の\n結果", (4, 7), lambda facts, _e, _d: result_in_words(facts)
    ),
    LedgerColumn(
        "share",
        "記入率",
        (2, 2),
        lambda facts, _e, _d: share_in_words(facts),
        _counted(lambda counts: counts.share),
    ),
    LedgerColumn(
        "findings",
        "点検",
        (3, 5),
        lambda facts, _e, _d: counts_in_words(facts),
        _counted(lambda counts: (counts.errors, counts.warnings, counts.confirmed)),
    ),
    LedgerColumn(
        "unpublished",
        "未公表の\n変更",
        (3, 4),
        lambda facts, _e, _d: unpublished_in_words(facts),
        _counted(lambda counts: -1 if counts.unpublished is None else counts.unpublished),
    ),
    LedgerColumn(
        "holder", "開いて\nいる人", (2, 6), lambda _f, entry, _d: name_of_holder(entry.holder)
    ),
)


def in_order_of_numbers(entries: Iterable[LedgerEntry], today: date) -> list[LedgerEntry]:
    """The rows by their numbers; those without one come behind, and last those that can't be
    read.
    """
    number = LEDGER_COLUMNS[0]
    return sorted(entries, key=lambda entry: number.sort_key(entry, today))
