"""Above the pages: what is still to be done with the document as a whole, with a way to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.style import link_button, theme
from ui.widgets.accessibility import identify
from ui.widgets.labels import plain_label

# In px at 100 %: from which width on links have room beside the sentence.
_WIDE, _WIDER = 420, 640
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _direction(width: int, wide: int) -> QBoxLayout.Direction:
    way = QBoxLayout.Direction
    return way.LeftToRight if width >= theme().px(wide) else way.TopToBottom


class Notice(QFrame):
    """A sentence, and one or two links beside it. `changed` tells that it says something else."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Hidden until there is something to say, and its turn has come."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "notice")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        side = theme().px(16)
        self._row.setContentsMargins(side, theme().px(4), theme().px(8), theme().px(4))
        self._words = QLabel(self)
        self._words.setObjectName(f"{name}_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._row.addWidget(self._words, 1)
        self._links = QHBoxLayout()
        self._links.setSpacing(0)
        self._row.addLayout(self._links)
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The links beside the sentence, or below it where there is no room."""
        super().resizeEvent(event)
        self._row.setDirection(_direction(event.size().width(), _WIDE))

    def add_link(self, name: str, text: str, spoken: str) -> QPushButton:
        """One more link at the end."""
        link = link_button(text, self)
        identify(link, name, spoken)
        self._links.addWidget(link, 0, _LEFT)
        return link

    def say(self, text: str) -> None:
        """Show a sentence; nothing hides the notice."""
        if text != self.text:
            self._words.setText(text)
            self.changed.emit()

    @property
    def text(self) -> str:
        """What it says, or nothing."""
        return self._words.text()


class Notices(QFrame):
    """Unsaved work that can't be kept, a file that others have or have written, the texts that an
    import left over, a しきい値判断 that now leads to another assessment, what is due when, and a
    newer edition of the form. One is in view at a time; a person steps through them, or folds them.
    """

    leftovers_asked = Signal()
    upgrade_asked = Signal()
    save_as_asked = Signal()
    conflict_asked = Signal()
    threshold_asked = Signal()
    review_asked = Signal()
    # A person does not want to hear now of what is due, or of the newer edition.
    due_closed = Signal()
    edition_closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing to say yet."""
        super().__init__(parent)
        self.setProperty("look", "notice")
        self._shown: Notice | None = None
        self._away = False
        self._autosave = Notice("notice_autosave", self)
        self._held = Notice("notice_held", self)
        save_as = self._held.add_link("held_save_as", "別の名前で保存", "別の名前で保存")
        save_as.clicked.connect(self.save_as_asked)
        self._changed = Notice("notice_changed", self)
        conflict = self._changed.add_link("show_conflict", "どうするか選ぶ", "どうするか選ぶ")
        conflict.clicked.connect(self.conflict_asked)
        self._left = Notice("notice_leftovers", self)
        show = self._left.add_link("show_leftovers", "取込記録を開く", "取込記録を開く")
        show.clicked.connect(self.leftovers_asked)
        self._threshold = Notice("notice_threshold", self)
        facts = self._threshold.add_link("show_threshold", "見る", "しきい値判断のページを開く")
        facts.clicked.connect(self.threshold_asked)
        self._due = Notice("notice_due", self)
        self._review = self._due.add_link("due_review", "見直しを記録…", "見直しを記録")
        self._review.clicked.connect(self.review_asked)
        close_due = self._due.add_link("close_due", "閉じる", "見直しと再実施のお知らせを閉じる")
        close_due.clicked.connect(self._close_due)
        self._edition = Notice("notice_edition", self)
        change = self._edition.add_link("show_upgrade", "様式を改める", "様式を改める")
        change.clicked.connect(self.upgrade_asked)
        close = self._edition.add_link("close_edition", "閉じる", "新しい版のお知らせを閉じる")
        close.clicked.connect(self._close_edition)
        self._notices = (
            self._autosave,
            self._held,
            self._changed,
            self._left,
            self._threshold,
            self._due,
            self._edition,
        )
        self._arrange()

    def _arrange(self) -> None:
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(0, 0, theme().px(8), 0)
        row.setSpacing(0)
        column = QVBoxLayout()
        for notice in self._notices:
            notice.changed.connect(lambda which=notice: self._follow(which))
            column.addWidget(notice)
        self._were_folded = False
        self._folded = plain_label("", self)
        self._folded.setObjectName("notices_folded")
        self._line = QHBoxLayout()
        self._line.addWidget(self._folded)
        column.addLayout(self._line)
        row.addLayout(column, 1)
        self._step = link_button("", self)
        identify(self._step, "next_notice", "次のお知らせ")
        self._step.clicked.connect(self._show_next)
        self._fold = link_button("たたむ", self)
        identify(self._fold, "fold_notices", "お知らせをたたむ")
        self._fold.clicked.connect(lambda: self._set_folded(not self._folded.isVisibleTo(self)))
        steps = QHBoxLayout()
        steps.setSpacing(0)
        for link in (self._step, self._fold):
            steps.addWidget(link, 0, _LEFT)
        steps.addStretch(1)
        row.addLayout(steps)
        # With large text they would leave no room for the page: what can wait waits in one line.
        self._folded.setVisible(theme().is_large)
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What steps through them beside them, or below where there is no room."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        wide = 0 if self._folded.isVisibleTo(self) else _WIDER
        self._row.setDirection(_direction(self.width(), wide))

    def _follow(self, notice: Notice) -> None:
        """A notice says something else: what is more urgent comes into view, and what can cost work
        at once.
        """
        at = self._notices.index
        if notice.text and (self._shown is None or at(notice) < at(self._shown)):
            self._shown = notice
        if notice.text and notice in (self._autosave, self._held, self._changed):
            self._shown = notice
            self._folded.hide()
        self._refresh()

    def _waiting(self) -> list[Notice]:
        return [notice for notice in self._notices if notice.text]

    def _show_next(self) -> None:
        waiting = self._waiting()
        at = waiting.index(self._shown) if self._shown in waiting else -1
        self._shown = waiting[(at + 1) % len(waiting)] if waiting else None
        self._refresh()

    def fold(self) -> None:
        """Show in one line how many there are."""
        self._set_folded(True)

    def fold_for_now(self, wanted: bool) -> None:
        """Fold them while something wants the window, and then show them as they were."""
        if wanted:
            self._were_folded = self._folded.isVisibleTo(self)
        self._set_folded(wanted or self._were_folded)

    def make_way(self, wanted: bool) -> None:
        """Leave one's room to something else for a while, unless work may be lost."""
        self._away = wanted
        self._set_folded(wanted or self._folded.isVisibleTo(self))

    def _set_folded(self, folded: bool) -> None:
        self._folded.setVisible(folded)
        self._refresh()

    def _refresh(self) -> None:
        """Show the one whose turn it is, or in one line how many there are."""
        waiting, folded = self._waiting(), self._folded.isVisibleTo(self)
        if self._shown not in waiting:
            self._shown = waiting[0] if waiting else None
        for notice in self._notices:
            notice.setVisible(notice is self._shown and not folded)
        several = len(waiting) > 1
        place = waiting.index(self._shown) + 1 if self._shown is not None else 0
        self._step.setText(f"次のお知らせ（{place}／{len(waiting)}）")
        self._step.setVisible(several and not folded)
        self._folded.setText(f"お知らせ{len(waiting)}件")
        side, above = (theme().px(16), theme().px(4)) if folded else (0, 0)
        self._line.setContentsMargins(side, above, side, above)
        self._fold.setText("表示する" if folded else "たたむ")
        self._fold.setAccessibleName(f"お知らせを{self._fold.text()}")
        self._fold.setToolTip(self._fold.accessibleName())
        self._turn()
        self.setVisible(bool(waiting) and not (folded and self._away))

    @property
    def stops(self) -> list[QPushButton]:
        """The links in the order in which they are read."""
        return self.findChildren(QPushButton)

    def show_autosave(self, fault: str) -> None:
        """Why unsaved work can't be kept on this PC, or nothing."""
        self._autosave.say(fault)

    def show_held(self, words: str) -> None:
        """Who else has the file, or why it can only be read; or nothing."""
        self._held.say(words)

    def show_changed(self, changed: bool) -> None:
        """Whether somebody else has written the file since it was opened."""
        message = "開いたあとに、ほかの人かプログラムがこのファイルを書き換えました。"
        self._changed.say(message if changed else "")

    def show_leftovers(self, count: int) -> None:
        """Say how many texts the 取込記録 holds."""
        words = f"取込記録に、まだ項目に入っていない記入が{count}件あります。"
        self._left.say(words if count else "")

    def show_threshold(self, words: str) -> None:
        """Say how the result of the しきい値判断 has changed, or nothing."""
        self._threshold.say(words)

    def show_due(self, words: str, *, review: bool) -> None:
        """Say what is due by when, or nothing; `review` offers to record a review."""
        self._due.say(words)
        self._review.setVisible(review)

    def _close_due(self) -> None:
        self._due.say("")
        self.due_closed.emit()

    def offer_edition(self, edition: str) -> None:
        """Say that there is a newer edition of the form."""
        self._edition.say(f"この様式には、新しい版（{edition}）があります。")

    def _close_edition(self) -> None:
        self._edition.say("")
        self.edition_closed.emit()
