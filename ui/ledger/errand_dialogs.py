"""What is asked before an errand for several assessments, or before one is handed in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from pia_desktop.sheets.model import Paper
from ui.dialogs.base import Dialog
from ui.dialogs.publication_fields import LineBox
from ui.editors.options import WrappedCheck, WrappedRadio
from ui.style import button
from ui.widgets.accessibility import identify
from ui.widgets.labels import plain_label
from ui.widgets.radio_group import RadioGroup


class ExportChoice(Dialog):
    """Accepted, `endings` are to be written, over files of the same name with `replacing`."""

    def __init__(self, count: int, parent: QWidget) -> None:
        """For so many assessments."""
        super().__init__("dialog_export_all", "ExcelとPDFに出す", parent)
        self.want(560)
        self.say(f"{count}件の評価書を、選んだフォルダーに書き出します。", "label")
        self.say("ファイルの名前は「番号_評価書名_様式」です。", "support")
        self._ticks = {
            ".xlsx": self._tick("export_xlsx", "Excel（様式のブック）", ticked=True),
            ".pdf": self._tick("export_pdf", "PDF", ticked=True),
        }
        self._replace = self._tick(
            "export_replace", "同じ名前のファイルがあれば上書きする", ticked=False
        )
        self._ok = self.add_ok_cancel("フォルダーを選ぶ…")
        for tick in self._ticks.values():
            tick.toggled.connect(lambda _=False: self._ok.setEnabled(bool(self.endings)))

    def _tick(self, name: str, text: str, *, ticked: bool) -> WrappedCheck:
        tick = WrappedCheck(text, self)
        identify(tick, name, text)
        tick.setChecked(ticked)
        self.body.addWidget(tick)
        return tick

    @property
    def endings(self) -> list[str]:
        """What is to be written, by its ending."""
        return [ending for ending, tick in self._ticks.items() if tick.isChecked()]

    @property
    def replacing(self) -> bool:
        """Whether files of the same name are written over."""
        return self._replace.isChecked()


class ListKind(Dialog):
    """Asks as what the list is to be written, and on what; `ending` and `paper` say it."""

    def __init__(self, parent: QWidget) -> None:
        """Workbook or PDF, A4 unless another paper is chosen."""
        super().__init__("dialog_ledger_list", "計画管理書の一覧", parent)
        self.want(520)
        self.ending = ""
        self.say("いま一覧に出ている評価書を、その順で書き出します。", "label")
        group = RadioGroup("用紙", self, in_row=True)
        self._papers = {paper: WrappedRadio(f"{paper.name}横", group) for paper in Paper}
        for paper, radio in self._papers.items():
            identify(radio, f"list_{paper.name.lower()}", radio.text())
            group.add(radio)
        self._papers[Paper.A4].setChecked(True)
        self.body.addWidget(group)
        for ending, text in ((".xlsx", "Excelに出す…"), (".pdf", "PDFに出す…")):
            push_button = self.add_button(text, f"list_{ending[1:]}", primary=ending == ".xlsx")
            push_button.clicked.connect(lambda _=False, chosen=ending: self._choose(chosen))
        self.add_button("キャンセル", "button_cancel").clicked.connect(self.reject)

    @property
    def paper(self) -> Paper:
        """What it is to be printed on."""
        return next(paper for paper, radio in self._papers.items() if radio.isChecked())

    def _choose(self, ending: str) -> None:
        self.ending = ending
        self.accept()


class SubmissionDialog(Dialog):
    """Says what is still open, and asks what goes into the folder that is handed in."""

    def __init__(
        self,
        name: str,
        open_findings: str,
        contents: Sequence[str],
        choose_template: Callable[[], Path | None],
        parent: QWidget,
    ) -> None:
        """`name` is the assessment's, `open_findings` what 点検 has left in words, `contents` what
        goes into the folder; `choose_template` asks for the municipality's own workbook.
        """
        super().__init__("dialog_submission", "提出用フォルダーを作る", parent)
        self.want(640)
        self.template: Path | None = None
        self._choose_template = choose_template
        self.say(name, "heading")
        open_words = f"点検で残っているもの：{open_findings}" if open_findings else ""
        look = "error" if open_findings else "support"
        label = self.say(open_words or "点検で残っている誤りや警告はありません。", look)
        label.setObjectName("submission_open")
        self.say("次のものを、一つのフォルダーに入れます。", "label")
        self.say("\n".join(f"・{each}" for each in contents))
        self._titles = LineBox(
            "submission_titles", "決裁欄の職名（空けると決裁用は作らない）", self
        )
        self.body.addWidget(self._titles)
        self._book = plain_label("Excel：このプログラムの様式", self)
        self._book.setObjectName("submission_book")
        self.body.addWidget(self._book)
        choose = button("団体のExcelに記入する…", parent=self)
        choose.setProperty("look", "compact")
        choose.setAutoDefault(False)
        identify(choose, "submission_template", "団体のExcelに記入する")
        choose.clicked.connect(self._ask_template)
        self.body.addWidget(choose)
        self._partly = WrappedCheck("団体のExcelに欄がない記入を除いて書き出す", self)
        identify(self._partly, "submission_partly", self._partly.text())
        self._partly.hide()
        self.body.addWidget(self._partly)
        self.add_ok_cancel("作る場所を選ぶ…")

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the 決裁欄."""
        parts = re.split(r"[,，、]", self._titles.text)
        return tuple(part.strip() for part in parts if part.strip())

    @property
    def partly(self) -> bool:
        """Whether answers without a box in the municipality's workbook are left out."""
        return self._partly.isChecked()

    def _ask_template(self) -> None:
        chosen = self._choose_template()
        if chosen is not None:
            self.template = chosen
            self._book.setText(f"Excel：{chosen.name}")
            self._partly.show()
