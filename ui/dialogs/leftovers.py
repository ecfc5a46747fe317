"""The 取込記録: what an import or a change of form could not place, for a person to place."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtWidgets import QPushButton, QWidget

from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.leftover_placement import (
    LeftoverTargets,
    clear_all_leftovers,
    clear_leftover,
    clear_leftovers_of,
    place_leftover,
    place_leftovers,
)
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.upgrade import place_in_words
from pia_desktop.errors import PiaError
from ui.dialogs.base import Dialog
from ui.dialogs.leftover_card import LeftoverCard
from ui.dialogs.leftover_section import LeftoverSection, section_of
from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.document_binding import bind_document
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.text_format import one_line

# So many cards are shown, and so many more when a person asks for them: laying out hundreds is
# felt with each change.
_AT_ONCE = 30

_ABOUT = (
    "前の様式やExcelにあり、この様式の項目に入らなかった記入です。入れる項目を確かめて「この項目に"
    "入れる」を押すか、要らなければ消してください。間違えても「元に戻す」で戻せます。"
)


class LeftoversDialog(Dialog):
    """A card an entry; stays open beside the page."""

    def __init__(
        self,
        document: Document,
        go_to: Callable[[str], object],
        parent: QWidget | None = None,
        *,
        export: Callable[[Leftover], object] | None = None,
        show_unfilled: Callable[[], object] | None = None,
    ) -> None:
        """`go_to` shows an address, `export` writes an entry's pictures to files."""
        super().__init__("leftovers", "取込記録", parent)
        self.want(760, 620)
        self._document = document
        self._go_to = go_to
        self._export = export
        self._takers = LeftoverTargets(document.answers)
        self._cards: list[LeftoverCard] = []
        self._most = _AT_ONCE
        self._chosen: dict[LeftoverCard, str] = {}
        self._sections: list[LeftoverSection] = []
        self._summary = self.say("", "heading")
        self._summary.setObjectName("leftovers_summary")
        self._about = self.say(_ABOUT, "support")
        self._done = self.say("", "folded")
        self._done.setObjectName("leftovers_done")
        self._done.hide()
        self._more = button("", parent=self)
        identify(self._more, "leftovers_more", "続きを表示")
        self._more.clicked.connect(self._show_more)
        self.body.addWidget(self._more)
        self.body.addStretch(1)
        self._foot: list[QPushButton] = []
        self._add_picked()
        if show_unfilled is not None:
            unfilled = self.add_button("未記入の項目を見る", "leftovers_unfilled")
            unfilled.clicked.connect(lambda: show_unfilled())
            self._foot.append(unfilled)
        self._all = self.add_button("すべて消す", "leftover_clear_all")
        self._all.clicked.connect(self._clear_all)
        self._close = self.add_button("閉じる", "button_close")
        self._close.clicked.connect(self.accept)
        self._foot += [self._all, self._close]
        bind_document(document, self, self._changed)
        self._refresh()
        (self._cards[0].first_button if self._cards else self._close).setFocus()

    def _add_picked(self) -> None:
        """What can be done with the entries that are picked, in view however far one scrolls."""
        tools = QWidget(self)
        flow = FlowLayout(tools, theme().px(8))
        self._put_picked = button("", parent=tools)
        identify(self._put_picked, "leftovers_put_picked", "選んだものを入れる")
        self._put_picked.clicked.connect(lambda: self._put_all(self._picked()))
        self._clear_picked = button("", parent=tools)
        identify(self._clear_picked, "leftovers_clear_picked", "選んだものを消す")
        self._clear_picked.clicked.connect(lambda: self._clear_these(self._picked(), "選んだもの"))
        for push_button in (self._put_picked, self._clear_picked):
            push_button.setProperty("look", "compact")
            push_button.setAutoDefault(False)
            flow.addWidget(push_button)
            self._foot.append(push_button)
        self.pin(tools)

    # -- showing -----------------------------------------------------------------------------

    def _changed(self, change: Change) -> None:
        if change.leftovers or change.structure:
            self._refresh()

    def _refresh(self) -> None:
        """Show the entries as they are now; the cards of those that stay are kept."""
        self._takers = LeftoverTargets(self._document.answers)
        entries = self._by_sections()
        self._summary.setText(
            f"まだ項目に入っていない記入：{len(entries)}件"
            if entries
            else "取込記録に残っている記入はありません。"
        )
        self._about.setVisible(bool(entries))
        self._all.setEnabled(bool(entries) and not self._document.assessment.read_only)
        waiting = list(self._cards)
        self._cards = []
        for index, entry in enumerate(entries[: self._most]):
            card = next((card for card in waiting if card.leftover == entry), None)
            if card is not None:
                waiting.remove(card)
            else:
                card = self._make(entry)
            card.set_index(index)
            self._show_target(card)
            self._cards.append(card)
        self._arrange()
        for card in waiting:
            self._chosen.pop(card, None)
            self.body.removeWidget(card)
            card.setParent(None)
            card.deleteLater()
        rest = len(entries) - len(self._cards)
        self._more.setText(f"続きを表示（残り{rest}件）")
        self._more.setVisible(rest > 0)
        self._order_tabs()
        self._show_picked()

    def _arrange(self) -> None:
        """Put the cards below the heads of their sections."""
        for head in self._sections:
            self.body.removeWidget(head)
            head.setParent(None)
            head.deleteLater()
        self._sections = []
        at = self.body.indexOf(self._done) + 1
        title = ""
        for card in self._cards:
            here = self._section(card.leftover)
            if here != title:
                title = here
                self.body.insertWidget(at, self._make_section(title))
                at += 1
            if self.body.indexOf(card) != at:
                self.body.removeWidget(card)
                self.body.insertWidget(at, card)
                card.show()
            at += 1

    def _make_section(self, title: str) -> LeftoverSection:
        number = len(self._sections)
        read_only = self._document.assessment.read_only
        head = LeftoverSection(title, number, self, read_only=read_only)
        head.show_count(len(self._in_section(title)))
        head.put.clicked.connect(lambda: self._put_all(self._in_section(title)))
        head.clear.clicked.connect(lambda: self._clear_these(self._in_section(title), title))
        self._sections.append(head)
        return head

    def _section(self, entry: Leftover) -> str:
        return section_of(entry, self._takers.at(entry.near) if entry.near else None)

    def _by_sections(self) -> list[Leftover]:
        """The entries, those of a section together however they lie in the workbook."""
        sections: dict[str, list[Leftover]] = {}
        for entry in self._document.leftovers:
            sections.setdefault(self._section(entry), []).append(entry)
        return [entry for entries in sections.values() for entry in entries]

    def _in_section(self, title: str) -> list[Leftover]:
        return [entry for entry in self._document.leftovers if self._section(entry) == title]

    def _picked(self) -> list[Leftover]:
        return [card.leftover for card in self._cards if card.pick.isChecked()]

    def _show_picked(self) -> None:
        count = sum(card.pick.isChecked() for card in self._cards)
        some = bool(count) and not self._document.assessment.read_only
        for push_button, words in (
            (self._put_picked, "選んだものを入れる"),
            (self._clear_picked, "選んだものを消す"),
        ):
            push_button.setEnabled(some)
            push_button.setText(f"{words}（{count}件）" if count else words)

    def _show_more(self) -> None:
        """Some more cards below those that are shown."""
        first = len(self._cards)
        self._most += _AT_ONCE
        self._refresh()
        self._cards[first].first_button.setFocus()

    def _order_tabs(self) -> None:
        """Let Tab lead through the cards as one reads, and then to the foot."""
        inside: list[QWidget] = []
        for head in self._sections:
            inside += [head.put, head.clear]
            for card in self._cards:
                if self._section(card.leftover) == head.title:
                    inside += [card.pick, *card.buttons]
        stops = [*inside, self._more, *self._foot]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _make(self, entry: Leftover) -> LeftoverCard:
        card = LeftoverCard(entry, self, read_only=self._document.assessment.read_only)
        card.pick.toggled.connect(self._show_picked)
        card.put.clicked.connect(lambda: self._put(card))
        card.choose.clicked.connect(lambda: self._choose(card))
        card.open.clicked.connect(lambda: self._open(card))
        card.clear.clicked.connect(lambda: self._clear(card))
        if card.export is not None and self._export is not None:
            export = self._export
            card.export.clicked.connect(lambda: export(entry))
        return card

    def _target(self, card: LeftoverCard) -> str:
        """The address that the card's entry would go into, or nothing."""
        chosen = self._chosen.get(card, "")
        if chosen and self._takers.at(chosen):
            return chosen
        nearest = self._takers.nearest(card.leftover)
        return nearest.address if nearest is not None else ""

    def _show_target(self, card: LeftoverCard) -> None:
        address = self._target(card)
        near = card.leftover.near if self._takers.at(card.leftover.near) else ""
        card.show_target(
            self._words(address), can_open=bool(address or near), can_choose=self._can(card)
        )

    def _can(self, card: LeftoverCard) -> bool:
        return bool(self._takers.all(card.leftover))

    def _words(self, address: str) -> str:
        place = self._takers.at(address)
        return place_in_words(self._document.answers, place) if place is not None else ""

    # -- working off -------------------------------------------------------------------------

    def _put(self, card: LeftoverCard) -> None:
        address = self._target(card)
        if not address:
            self._choose(card)
            return
        index = self._cards.index(card)
        try:
            words = self._words(address)
            place_leftover(self._document, card.leftover, address)
        except PiaError as error:
            from ui.dialogs.messages import show_error

            show_error(error, self)
            return
        self._go_to(address)
        self._say_done(f"「{one_line(words)}」に入れました。", index)

    def _put_all(self, entries: list[Leftover]) -> None:
        """Put those into their boxes that have one; the others stay."""
        chosen = {card.leftover: self._target(card) for card in self._cards}
        targets = []
        for entry in entries:
            address = chosen.get(entry, "")
            nearest = self._takers.nearest(entry) if not address else None
            if address or nearest is not None:
                targets.append((entry, address or nearest.address))  # type: ignore[union-attr]
        try:
            place_leftovers(self._document, targets)
        except PiaError as error:
            from ui.dialogs.messages import show_error

            show_error(error, self)
            return
        rest = len(entries) - len(targets)
        more = f"入れる項目が決まっていない{rest}件は残しました。" if rest else ""
        self._say_done(f"{len(targets)}件を項目に入れました。{more}", 0)

    def _clear_these(self, entries: list[Leftover], what: str) -> None:
        from ui.dialogs.messages import ConfirmClearDialog

        if ConfirmClearDialog(len(entries), self, f"「{what}」").exec():
            clear_leftovers_of(self._document, entries)
            self._say_done(f"「{what}」の{len(entries)}件を消しました。", 0)

    def _choose(self, card: LeftoverCard) -> None:
        """Ask for another box; 「この項目に入れる」 then means that one."""
        from ui.dialogs.choose_place import ChoosePlaceDialog

        places = self._takers.all(card.leftover)
        rows = [(place.address, place_in_words(self._document.answers, place)) for place in places]
        dialog = ChoosePlaceDialog(rows, self._target(card), self)
        if dialog.exec():
            self._chosen[card] = dialog.address
            self._show_target(card)
            card.put.setFocus()

    def _open(self, card: LeftoverCard) -> None:
        self._go_to(self._target(card) or card.leftover.near)

    def _clear(self, card: LeftoverCard) -> None:
        words, index = one_line(card.leftover.place), self._cards.index(card)
        clear_leftover(self._document, card.leftover)
        self._say_done(f"「{words}」の記入を消しました。", index)

    def _clear_all(self) -> None:
        from ui.dialogs.messages import ConfirmClearDialog

        count = len(self._document.leftovers)
        if ConfirmClearDialog(count, self).exec():
            clear_all_leftovers(self._document)
            self._say_done(f"{count}件の記入を消しました。", 0)

    def _say_done(self, text: str, index: int) -> None:
        """Say it, and go on with the entry that stands at this place now."""
        self._done.setText(f"{text}「元に戻す」（Ctrl+Z）で戻せます。")
        self._done.show()
        following = self._cards[min(index, len(self._cards) - 1)] if self._cards else None
        (following.first_button if following else self._close).setFocus()
