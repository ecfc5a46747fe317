"""Find and replace: the bar at the foot, and the keys that go from hit to hit."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.generated_rows import TABLE
from pia_desktop.assessment.search import (
    SEARCHED_TEXTS,
    SearchHit,
    SearchQuery,
    find_hits,
    replace_hits,
)
from pia_desktop.errors import PiaError
from pia_desktop.forms import outline
from ui.shell import Shell
from ui.widgets.composition import commit_composition
from ui.widgets.document_binding import bind_document
from ui.widgets.text_format import one_line
from ui.wizard.find_bar import FindBar
from ui.wizard.focus_target import TextSpan
from ui.wizard.wizard import Wizard

_LONGEST = 60  # letters of a selection that are carried into the bar
_NOTHING = "見つかりませんでした。"
_ASK = "探す文字を入れてください。"
_FIRST, _LAST = "（はじめに戻りました）", "（終わりに戻りました）"

# The place's number in printed order, the text's within the place, and the letter's in the text.
_Rank = tuple[int, int, int]


class SearchController:
    """The commands of the search, in the document that is open."""

    def __init__(self, shell: Shell) -> None:
        """Nothing has been looked for yet."""
        self._shell = shell
        self._wizard: Wizard | None = None
        self._shown: SearchHit | None = None
        # Kept while the window is open, not in the settings: they are words of a person's.
        self._last = ("", "", True)

    def attach(self, wizard: Wizard | None) -> None:
        """Look in this wizard's document; without one there is none."""
        self._wizard, self._shown = wizard, None
        if wizard is None:
            return
        bar = wizard.find_bar
        text, replacement, loose = self._last
        bar.restore(text, replacement, loose=loose)
        bar.changed.connect(self._search)
        bar.step_asked.connect(self._step_in_bar)
        bar.replace_asked.connect(self._replace_one)
        bar.replace_all_asked.connect(self._replace_all)
        bar.closed.connect(self._close)
        bind_document(wizard.document, bar, self._follow)

    # -- commands ----------------------------------------------------------------------------

    def find(self) -> None:
        """Open the bar with the selected word."""
        self._open(replacing=False)

    def replace(self) -> None:
        """Open the bar with what is needed to replace."""
        self._open(replacing=True)

    def next(self) -> None:
        """The next hit of what was looked for last."""
        self._step(1)

    def previous(self) -> None:
        """The hit before."""
        self._step(-1)

    def _open(self, *, replacing: bool) -> None:
        if self._wizard is not None:
            commit_composition()
            self._wizard.wanted.emit()
            if not self._is_at_shown():
                self._shown = None  # the person has gone elsewhere: it begins, and ends, there
            self._wizard.find_bar.open(_selected_word(), replacing=replacing)
            self._search()

    def _close(self) -> None:
        if self._wizard is None:
            return
        if self._shown is not None and self._shown in self._hits():
            self._go_to(self._shown)
        else:
            self._wizard.return_to_page()

    # -- looking -----------------------------------------------------------------------------

    def _query(self, bar: FindBar) -> SearchQuery:
        self._last = (bar.text, bar.replacement, bar.loose)
        return SearchQuery(bar.text, bar.loose)

    def _hits(self) -> list[SearchHit]:
        document, wizard = self._shell.document, self._wizard
        if document is None or wizard is None:
            return []
        return list(find_hits(document.answers, self._query(wizard.find_bar)))

    def _search(self) -> None:
        self._say(self._hits())

    def _follow(self, _change: Change) -> None:
        if self._wizard is not None and self._wizard.find_bar.isVisible():
            self._search()

    def _step_in_bar(self, by: int) -> None:
        """Show another hit; the focus stays in the bar, so that Enter goes on."""
        self._step(by)
        wizard, hit = self._wizard, self._shown
        if wizard is not None and wizard.find_bar.isVisible():
            wizard.find_bar.text_line.setFocus()
            if hit is not None:
                wizard.mark(hit.address, _span(hit))

    def _step(self, by: int) -> None:
        wizard = self._wizard
        if wizard is None:
            return
        commit_composition()
        bar = wizard.find_bar
        bar.take_changes()
        if not bar.text:
            self._open(replacing=False)
            return
        hits = self._hits()
        if not hits:
            self._open(replacing=False)
            return
        index, wrapped = self._next_index(hits, by)
        self._show(hits, index, ("", _FIRST, _LAST)[wrapped * by])

    def _show(self, hits: list[SearchHit], index: int, remark: str = "") -> None:
        self._shown = hits[index]
        self._go_to(self._shown)
        self._say(hits, remark)
        if self._wizard is not None and not self._wizard.find_bar.isVisible():
            self._shell.say(self._words(hits, remark))

    def _go_to(self, hit: SearchHit) -> None:
        if self._wizard is not None:
            self._wizard.go_to(hit.address, _span(hit))

    def _next_index(self, hits: list[SearchHit], by: int) -> tuple[int, bool]:
        """The hit after (1) or before (-1) where a person is, and whether the end was passed."""
        document = self._shell.document
        assert document is not None  # noqa: S101 - there are hits in it
        ranks = _Ranks(document.answers)
        here = self._here(ranks)
        order = range(len(hits)) if by > 0 else range(len(hits) - 1, -1, -1)
        for index in order:
            rank = ranks.of(hits[index])
            if rank > here if by > 0 else rank < here:
                return index, False
        return order[0], True

    def _here(self, ranks: _Ranks) -> _Rank:
        """Where the person is: at the hit that was shown last, unless they have gone elsewhere."""
        if self._shown is not None and self._is_at_shown():
            return ranks.of(self._shown)
        address = self._wizard.place_in_hand() if self._wizard is not None else ""
        return ranks.before(address)

    def _is_at_shown(self) -> bool:
        """Whether the person is in the bar, or at the hit that was shown last."""
        wizard, focus = self._wizard, QApplication.focusWidget()
        in_bar = wizard is not None and wizard.find_bar.isAncestorOf(focus)  # type: ignore[arg-type]
        return in_bar or _selection() == self._shown_text()

    def _shown_text(self) -> str:
        hit = self._shown
        return hit.text[hit.start : hit.end] if hit is not None else ""

    # -- saying ------------------------------------------------------------------------------

    def _say(self, hits: list[SearchHit], remark: str = "") -> None:
        wizard, document = self._wizard, self._shell.document
        if wizard is not None and document is not None:
            may_replace = not document.assessment.read_only
            words = self._words(hits, remark)
            wizard.find_bar.show_hits(words, some=bool(hits), may_replace=may_replace)

    def _words(self, hits: list[SearchHit], remark: str = "") -> str:
        if not self._last[0]:
            return _ASK
        if not hits:
            return _NOTHING
        if self._shown not in hits:
            return f"{len(hits)}件"
        at = f"{hits.index(self._shown) + 1}／{len(hits)}件"
        return f"{at}{remark}　{self._way(self._shown)}"

    def _way(self, hit: SearchHit) -> str:
        """File, occurrence and item of a hit."""
        page = outline.page_of(self._wizard.pages, hit.address) if self._wizard else None
        trail = page.trail if page is not None else ()
        names = [one_line(part) for part in trail]
        name = one_line(hit.place.name)
        return " › ".join([*names, *([] if names[-1:] == [name] else [name])])

    # -- replacing ---------------------------------------------------------------------------

    def _replace_one(self) -> None:
        """Replace the hit that is shown, and show the next one."""
        wizard, document = self._wizard, self._shell.document
        if wizard is None or document is None:
            return
        wizard.find_bar.take_changes()
        shown = self._shown
        if shown is not None and shown in self._hits():
            if self._replace(document, [shown]) is None:
                return
            # What was put in may hold the word itself: the search goes on behind it.
            behind = shown.start + len(wizard.find_bar.replacement) - 1
            self._shown = replace(shown, start=behind)
        self._step_in_bar(1)

    def _replace_all(self) -> None:
        """Say how many there are where, and replace them if that is wanted."""
        from ui.dialogs.replace_all import ReplaceAllDialog

        wizard, document = self._wizard, self._shell.document
        if wizard is None or document is None:
            return
        wizard.find_bar.take_changes()
        hits = self._hits()
        within = [hit for hit in hits if hit.place.address == TABLE]
        others = [hit for hit in hits if hit.place.address != TABLE]
        counts = Counter(self._way(hit) for hit in others)
        bar = wizard.find_bar
        into = f"「{bar.replacement}」に置き換えます。" if bar.replacement else "消します。"
        what = f"「{bar.text}」を{into}"
        dialog = ReplaceAllDialog(
            what, list(counts.items()), len(within), self._shell.parent_widget
        )
        if not dialog.exec():
            return
        done = self._replace(document, hits if dialog.with_changes else others)
        if done is not None:
            self._shell.say(f"{done}か所を置換しました（元に戻せます）。")
            self._search()

    def _replace(self, document: Document, hits: list[SearchHit]) -> int | None:
        wizard = self._wizard
        if wizard is None:
            return None
        bar = wizard.find_bar
        try:
            return replace_hits(document, self._query(bar), bar.replacement, hits)
        except PiaError as error:
            self._shell.show_error(error)
            return None


def _span(hit: SearchHit) -> TextSpan:
    return TextSpan(hit.text, hit.start, hit.end, hit.key)


class _Ranks:
    """Where each hit stands in printed order."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self._places = {place.address: number for number, place in enumerate(answers.places())}
        # By place: the number of each of its texts.
        self._texts: dict[str, dict[tuple[str, str], int]] = {}

    def of(self, hit: SearchHit) -> _Rank:
        """The rank of a hit, also of one whose text has changed meanwhile."""
        texts = self._texts.get(hit.place.address)
        if texts is None:  # a table may have thousands of them
            found_texts = SEARCHED_TEXTS[hit.place.item.kind].find(self._answers, hit.place)
            texts = {(address, key): number for number, (address, key, _) in enumerate(found_texts)}
            self._texts[hit.place.address] = texts
        within = texts.get((hit.address, hit.key), 0)
        return self._places.get(hit.place.address, -1), within, hit.start

    def before(self, address: str) -> _Rank:
        """The rank of the beginning of a place; of a table for its cells."""
        while address and address not in self._places:
            address = address.rpartition("[")[0]
        return self._places.get(address, -1), -1, -1


def _selection() -> str:
    focus = QApplication.focusWidget()
    if isinstance(focus, QLineEdit):
        return focus.selectedText()
    if isinstance(focus, QPlainTextEdit):
        return focus.textCursor().selectedText()
    return ""


def _selected_word() -> str:
    """The selection in the text that has the focus, if it is a word or a few."""
    text = _selection()
    if not text or len(text) > _LONGEST or "\u2029" in text or "\n" in text:
        return ""
    return text
