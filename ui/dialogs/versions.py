"""The published states of an assessment, and what can be done with one of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.versions import Review, Version
from pia_desktop.changes.history import VersionHistoryEntry
from ui.dialogs.base import Dialog
from ui.dialogs.place_list import PlaceList
from ui.style import button, theme
from ui.widgets.accessibility import identify
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.text_format import one_line


class VersionsDialog(Dialog):
    """The newest state first. Accepted, `chosen` is to become a draft; PUBLISH asks for the first
    one, COMPARE for a look at what differs now.
    """

    PUBLISH = 2
    COMPARE = 3

    look_asked = Signal(object)
    # A state, and the ending of the file that it is to be written to.
    export_asked = Signal(object, str)

    def __init__(
        self,
        assessment: Assessment,
        entries: list[VersionHistoryEntry],
        parent: QWidget | None = None,
    ) -> None:
        """`entries` are those of `history`."""
        super().__init__("dialog_versions", "公表版の一覧", parent)
        self.want(820, 640 if entries else 0)
        self._entries = entries[::-1]
        if entries:
            self._add_list()
        else:
            self.say("まだ公表版がありません。", "heading").setObjectName("versions_none")
            self.say(
                "公表した内容を「公表版として確定」で残すと、あとから見たり、いまの内容と比べたり、"
                "変更箇所を作ったりできます。"
            )
            publish = self.add_button("公表版として確定…", "button_publish", primary=True)
            publish.clicked.connect(lambda: self.done(self.PUBLISH))
        self._say_reviews(assessment.reviews)
        close = self.add_button("閉じる", "button_close")
        close.clicked.connect(self.reject)

    @property
    def chosen(self) -> Version:
        """The state that is chosen in the list."""
        return self._entries[self._list.currentRow()].version

    def _add_list(self) -> None:
        heading = f"公表版が{len(self._entries)}つあります。公表版の内容は変わりません。"
        self.say(heading, "label").setObjectName("versions_summary")
        self._list = PlaceList("versions", "公表版", lambda _: None, self)
        self._list.show_rows([_row(entry) for entry in self._entries])
        self.body.addWidget(self._list, 1)
        buttons = QWidget(self)
        flow = FlowLayout(buttons, theme().px(theme().gap))
        for name, text, act in (
            ("version_look", "見る", lambda: self.look_asked.emit(self.chosen)),
            ("version_compare", "いまの内容と比べる", lambda: self.done(self.COMPARE)),
            ("version_pdf", "PDFに出す…", lambda: self.export_asked.emit(self.chosen, ".pdf")),
            ("version_xlsx", "Excelに出す…", lambda: self.export_asked.emit(self.chosen, ".xlsx")),
            ("version_draft", "新しい下書きにする…", self.accept),
        ):
            push_button = self._button(name, text, buttons)
            push_button.clicked.connect(act)
            flow.addWidget(push_button)
        self.body.addWidget(buttons)
        self._list.setFocus()

    def _button(self, name: str, text: str, parent: QWidget) -> QPushButton:
        push_button = button(text, parent=parent)
        push_button.setProperty("look", "compact")
        push_button.setAutoDefault(False)
        identify(push_button, name, text)
        return push_button

    def _say_reviews(self, reviews: list[Review]) -> None:
        if reviews:
            self.say("見直しの記録（変更がなかったもの）", "label")
            lines = "\n".join(_review(review) for review in reversed(reviews))
            self.say(lines, "folded").setObjectName("versions_reviews")


def _row(entry: VersionHistoryEntry) -> tuple[str, str]:
    """What it is, and below it all that is known about it."""
    version = entry.version
    changes = "" if entry.changes is None else f"前の版からの変更：{entry.changes}件"
    known = (
        (entry.form, changes, "評価の実施（再実施）" if version.repeated else ""),
        (
            f"確定した人：{version.by}" if version.by else "",
            f"メモ：{version.note}" if version.note else "",
        ),
    )
    lines = ("　".join(one_line(part) for part in parts if part) for parts in known)
    return version.title, "\n".join(line for line in lines if line)


def _review(review: Review) -> str:
    parts = (review.date, review.by, review.note)
    return "・" + "　".join(one_line(part) for part in parts if part)
