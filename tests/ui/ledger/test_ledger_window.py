"""The 台帳 window: filled while it is used, sorted, narrowed, opened from, and its errands."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionFrame,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.document_access import changing
from pia_desktop.ledger import survey as survey_module
from pia_desktop.ledger.columns import LEDGER_COLUMNS
from tests.ledger.municipality import Town, build_town
from tests.ui.conftest import Hands
from ui.background.detached_task import _LEFT_BEHIND
from ui.ledger.ledger_window import LedgerWindow
from ui.ledger.year_picture import YearPicture
from ui.style import theme

Open = Callable[..., Hands]
InDialog = Callable[[str, Callable[[Any], object]], list[str]]
NAME, NUMBER, REVIEW, SHARE = (
    [column.name for column in LEDGER_COLUMNS].index(name)
    for name in ("name", "number", "review", "share")
)


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return build_town(tmp_path / "共有 フォルダー", 10)


class Ledger:
    """The window of the 台帳, and the main window beside it."""

    def __init__(self, hands: Hands, qtbot: QtBot) -> None:
        self.hands = hands
        self.qtbot = qtbot
        hands.trigger("action_ledger")
        window = hands.window.controllers.ledger._window
        assert window is not None
        self.window: LedgerWindow = window

    def find(self, kind: type[Any], name: str) -> Any:
        (found,) = self.window.findChildren(kind, name)
        return found

    def errand(self, name: str) -> None:
        self.find(QAction, f"ledger_{name}").trigger()

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.window.is_surveying)

    def names(self) -> list[str]:
        return self.column(NAME)

    def column(self, number: int) -> list[str]:
        model = self.window.table.model()
        return [str(model.index(row, number).data()) for row in range(model.rowCount())]

    def choose(self, *names: str) -> None:
        shown = self.window.table.shown
        self.window.table.choose([e for e in shown if e.facts and e.facts.name in names])

    @property
    def totals(self) -> str:
        return str(self.find(QLabel, "ledger_totals").text())

    @property
    def message(self) -> str:
        return str(self.find(QLabel, "ledger_message").text())


@pytest.fixture
def ledger(open_window: Open, qtbot: QtBot, town: Town) -> Ledger:
    hands = open_window()
    hands.files.folder = town.folder
    opened = Ledger(hands, qtbot)
    opened.find(QPushButton, "ledger_first").click()
    opened.wait()
    return opened


FIRST, SECOND = "青空市 住民基本台帳に関する事務", "青空市 個人住民税に関する事務"


def click(name: str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        button = dialog.findChild(QPushButton, name)
        assert button is not None
        button.click()

    return act


def test_a_folder_is_listed_with_its_totals(ledger: Ledger, town: Town) -> None:
    assert len(ledger.names()) == 10
    assert ledger.names()[0] == FIRST
    assert ledger.totals.startswith("評価書10件（読めない4件）：")
    assert not ledger.find(QPushButton, "ledger_first").isVisible()
    assert not ledger.find(QProgressBar, "ledger_bar").isVisible()
    rows = ledger.window.model.entries
    assert all(entry.counts is not None for entry in rows if entry.facts is not None)


def test_a_file_that_cannot_be_read_says_why_across_the_row(ledger: Ledger, town: Town) -> None:
    rows = [row for row, entry in enumerate(ledger.window.table.shown) if entry.facts is None]
    assert len(rows) == 4
    spans = ledger.window.table.columnSpan
    ledger.qtbot.waitUntil(lambda: all(spans(row, NAME + 1) > 5 for row in rows))
    assert all(ledger.column(NAME + 1)[row] for row in rows)


def test_a_click_on_a_head_sorts_by_what_the_column_means(ledger: Ledger) -> None:
    table = ledger.window.table
    assert ledger.column(NUMBER)[:6] == ["1", "2", "3", "4", "5", "6"]
    head = table.horizontalHeader()

    def click_head() -> None:
        x = head.sectionViewportPosition(REVIEW) + 20
        at = QPoint(x, head.height() // 2)
        ledger.qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)

    click_head()
    days = [entry.facts.review_due for entry in table.shown if entry.facts is not None]
    known = [day for day in days if day is not None]
    assert known == sorted(known)
    click_head()
    days = [entry.facts.review_due for entry in table.shown if entry.facts is not None]
    known = [day for day in days if day is not None]
    assert known == sorted(known, reverse=True)


def test_the_list_is_sorted_without_a_mouse(ledger: Ledger) -> None:
    sorting = ledger.find(QAction, "ledger_sort_number")
    sorting.trigger()
    known = [number for number in ledger.column(NUMBER) if number]
    assert known == ["6", "5", "4", "3", "2", "1"]
    sorting.trigger()
    assert ledger.column(NUMBER)[:6] == ["1", "2", "3", "4", "5", "6"]


def test_a_large_text_leaves_the_buttons_on_the_screen(open_window: Open, qtbot: QtBot) -> None:
    ledger = Ledger(open_window(percent=200), qtbot)
    ledger.window.resize(1366, 700)
    ledger.qtbot.waitUntil(lambda: ledger.window.height() == 700)
    below = ledger.find(QPushButton, "ledger_folder_errands")
    assert ledger.window.rect().contains(below.mapTo(ledger.window, below.rect().bottomRight()))


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_box_that_narrows_says_no_more_than_it_has_room_for(
    open_window: Open, qtbot: QtBot, percent: int
) -> None:
    ledger = Ledger(open_window(percent=percent), qtbot)
    box = ledger.find(QLineEdit, "ledger_filter")
    ledger.window.resize(1024, 700)
    ledger.qtbot.waitUntil(lambda: ledger.window.width() == 1024)
    option = QStyleOptionFrame()
    box.initStyleOption(option)
    inside = box.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, box)
    said = box.placeholderText()
    assert "絞り込む" in said
    assert box.fontMetrics().horizontalAdvance(said) + 4 <= inside.width()
    ledger.window.resize(1900, 700)
    ledger.qtbot.waitUntil(lambda: ledger.window.width() == 1900)
    assert "担当部署" in box.placeholderText()


def test_a_share_of_100_percent_is_seen_whole(ledger: Ledger) -> None:
    table = ledger.window.table
    font = table.font()
    font.setPixelSize(theme().px(theme().small))
    margin = table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, table) + 1
    grid = 1
    wide = QFontMetrics(font).horizontalAdvance("100%") + 2 * margin + grid
    assert table.columnWidth(SHARE) >= wide


def test_a_day_with_many_figures_leaves_a_line_for_what_is_due(ledger: Ledger) -> None:
    table = ledger.window.table
    font = table.font()
    font.setPixelSize(theme().px(theme().small))
    font.setBold(True)
    longest = QFontMetrics(font).horizontalAdvance("令和12年11月22日")
    assert table.columnWidth(REVIEW) >= longest + 6
    # And all columns are on a screen of 1366.
    ledger.window.resize(1366, 728)
    ledger.qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)


def test_a_cell_is_read_out_with_its_column(ledger: Ledger) -> None:
    cell = ledger.window.table.model().index(0, REVIEW)
    words = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words.startswith("見直し （努める）：令和")
    assert "\n" not in words
    assert ".pia" not in words


def test_the_list_is_narrowed_by_words_and_by_state(ledger: Ledger) -> None:
    words = ledger.find(QLineEdit, "ledger_filter")
    words.insert("ｻﾞｲｾｲ")  # no such word
    assert ledger.names() == []
    assert "合う評価書がありません" in ledger.message
    words.clear()
    assert ledger.message == ""
    words.insert("財政部 個人")
    assert ledger.names() == [SECOND]
    words.clear()
    states = ledger.find(QComboBox, "ledger_state")
    states.setCurrentText("読めない")
    assert len(ledger.names()) == 4
    states.setCurrentText("開いている人がいる")
    assert len(ledger.names()) == 1
    states.setCurrentText("未公表の変更あり")
    assert SECOND in ledger.names()


def test_a_double_click_opens_it_in_the_main_window(ledger: Ledger, town: Town) -> None:
    table = ledger.window.table
    at = table.visualRect(table.model().index(1, NAME)).center()
    ledger.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    ledger.qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert ledger.hands.document.path == town.files[1]


def test_what_is_saved_in_the_main_window_shows_in_the_list(ledger: Ledger) -> None:
    ledger.choose(SECOND)
    ledger.find(QPushButton, "ledger_open").click()
    ledger.hands.document.set("threshold.subjects", 120_000)
    ledger.hands.document.set("threshold.staff", 600)
    ledger.hands.trigger("action_save")
    ledger.wait()
    assert len(ledger.names()) == 10
    row = ledger.names().index(SECOND)
    assert "義務" in ledger.column(REVIEW + 1)[row]
    assert "（公表版から変化）" in ledger.column(REVIEW + 3)[row]


def test_the_window_can_be_used_while_it_fills_and_the_survey_called_off(
    ledger: Ledger, town: Town, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    held, reached = threading.Event(), threading.Event()
    real = survey_module.load_writable

    def slow(data: bytes, path: Path) -> Any:
        if path == town.files[4]:
            reached.set()
            held.wait(60)
        return real(data, path)

    monkeypatch.setattr(survey_module, "load_writable", slow)
    with changing(town.files[4]) as document:
        document.set("cover.remarks", "索引にない")
    ledger.errand("again")
    qtbot.waitUntil(reached.is_set)
    assert ledger.window.is_surveying
    assert len(ledger.names()) == 10  # what was listed stays
    ledger.choose(SECOND)
    ledger.find(QPushButton, "ledger_open").click()
    assert ledger.hands.document.path == town.files[1]
    ledger.find(QPushButton, "ledger_cancel").click()
    assert not ledger.window.is_surveying
    assert "中止しました" in ledger.message
    held.set()


def test_a_fault_of_the_program_ends_the_survey_and_is_not_hidden(
    ledger: Ledger, town: Town, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(survey_module, "current_holder", fault)
    with qtbot.captureExceptions() as faults:
        ledger.errand("again")
        ledger.wait()
    assert [each[0] for each in faults] == [ZeroDivisionError]
    assert "思わぬ誤り" in ledger.message


def test_a_file_that_has_gone_leaves_the_list(ledger: Ledger, town: Town) -> None:
    town.files[0].unlink()
    ledger.errand("again")
    ledger.wait()
    assert FIRST not in ledger.names()
    assert len(ledger.names()) == 9


def test_a_folder_that_has_gone_is_said(ledger: Ledger, town: Town, tmp_path: Path) -> None:
    town.folder.rename(tmp_path / "別の名前")
    ledger.errand("again")
    ledger.wait()
    assert "フォルダーがありません" in ledger.message


def test_the_year_is_drawn_with_its_numbers(ledger: Ledger) -> None:
    ledger.find(QPushButton, "ledger_switch").click()
    year = ledger.find(YearPicture, "ledger_year")
    words = year.accessibleDescription()
    states = re.search(r"状態：(.*)。", words)
    assert states
    counts = [int(count) for count in re.findall(r"(\d+)件", states[1])]
    assert sum(counts) == len(ledger.window.model.entries)
    overdue = ledger.find(QListWidget, "ledger_calendar").item(0).text()
    assert f"超過{overdue.split('　')[1]}" in words
    drawn = year.grab().toImage()
    painted = {drawn.pixelColor(x, y).name() for x in range(0, drawn.width(), 2) for y in (90, 110)}
    assert len(painted) > 2
    assert year.height() >= year.sizeHint().height() > 0


def test_the_calendar_leads_to_the_list(ledger: Ledger) -> None:
    ledger.find(QPushButton, "ledger_switch").click()
    days = ledger.find(QListWidget, "ledger_calendar")
    assert days.item(0).text().startswith("期限を過ぎたもの")
    assert sum("月　" in days.item(row).text() for row in range(days.count())) >= 12
    name = days.item(1).text()
    ledger.qtbot.keyClick(days, Qt.Key.Key_Return)
    (chosen,) = ledger.window.table.chosen
    assert chosen.facts is not None
    assert chosen.facts.name in name


# -- errands -------------------------------------------------------------------------------------


def test_workbooks_and_pdfs_go_into_a_folder_and_what_did_not_is_said(
    ledger: Ledger, town: Town, tmp_path: Path, in_dialog: InDialog
) -> None:
    out = tmp_path / "出力"
    ledger.hands.files.folder = out
    names = [FIRST]
    shown = ledger.window.table.shown
    broken = [entry for entry in shown if entry.path == town.broken[0]]
    ledger.window.table.choose([e for e in shown if e.facts and e.facts.name in names] + broken)
    told: list[str] = []

    def choose(dialog: QDialog) -> None:
        tick = dialog.findChild(QCheckBox, "export_xlsx")
        assert tick is not None
        tick.setChecked(False)
        click("button_ok")(dialog)

    def read(dialog: QDialog) -> None:
        rows = dialog.findChild(QListWidget, "report_rows")
        assert rows is not None
        told.extend(rows.item(row).text() for row in range(rows.count()))
        click("button_close")(dialog)

    in_dialog("dialog_export_all", choose)
    in_dialog("dialog_batch_report", read)
    ledger.errand("export")
    assert [path.name for path in out.iterdir()] == [f"1_{FIRST}_様式3.pdf"]
    assert "途中で切れている" in told[0]
    assert f"1_{FIRST}_様式3.pdf" in told[1]


def test_the_findings_of_the_chosen_are_one_list(ledger: Ledger, tmp_path: Path) -> None:
    ledger.choose(FIRST, SECOND)
    ledger.hands.files.path = tmp_path / "点検.xlsx"
    ledger.errand("check")
    assert "「点検.xlsx」" in ledger.message
    sheet = load_workbook(tmp_path / "点検.xlsx").worksheets[0]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {f"1 {FIRST}", f"2 {SECOND}"} <= texts


def test_a_review_is_recorded_in_each_and_taken_back(
    ledger: Ledger, town: Town, in_dialog: InDialog
) -> None:
    ledger.choose(FIRST, SECOND)
    held = [path.read_bytes() for path in town.files[:2]]
    in_dialog("dialog_review", click("button_ok"))
    in_dialog("dialog_run_report", click("button_close"))
    ledger.errand("review")
    assert all(pia_file.load(path).reviews for path in town.files[:2])
    ledger.wait()
    in_dialog("dialog_runs", click("button_ok"))
    in_dialog("dialog_run_report", click("button_undo_run"))
    ledger.errand("runs")
    assert [path.read_bytes() for path in town.files[:2]] == held
    assert "2件の評価書を元に戻しました。" in ledger.message
    ledger.wait()


def test_a_new_draft_is_made_for_this_year(
    ledger: Ledger, town: Town, tmp_path: Path, in_dialog: InDialog
) -> None:
    ledger.choose(FIRST)
    ledger.hands.files.folder = tmp_path / "案"
    in_dialog("dialog_batch_report", click("button_close"))
    ledger.errand("draft")
    (draft,) = (tmp_path / "案").iterdir()
    assert draft.name.endswith("年度案.pia")
    ledger.wait()


def test_the_list_is_written_as_it_is_shown(
    ledger: Ledger, tmp_path: Path, in_dialog: InDialog
) -> None:
    ledger.hands.files.path = tmp_path / "一覧.pdf"
    in_dialog("dialog_ledger_list", click("list_pdf"))
    ledger.errand("list")
    assert (tmp_path / "一覧.pdf").read_bytes().startswith(b"%PDF")
    assert "10件を" in ledger.message


def test_the_list_is_written_for_the_paper_that_is_chosen(
    ledger: Ledger, tmp_path: Path, in_dialog: InDialog
) -> None:
    def choose(dialog: QDialog) -> None:
        radio = dialog.findChild(QRadioButton, "list_a3")
        assert radio is not None
        ledger.qtbot.mouseClick(radio, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
        click("list_xlsx")(dialog)

    ledger.hands.files.path = tmp_path / "一覧.xlsx"
    in_dialog("dialog_ledger_list", choose)
    ledger.errand("list")
    setup = load_workbook(tmp_path / "一覧.xlsx").worksheets[0].page_setup
    assert (setup.paperSize, setup.orientation) == (8, "landscape")


def test_what_is_due_goes_into_a_calendar(ledger: Ledger, tmp_path: Path) -> None:
    ledger.hands.files.path = tmp_path / "期限.ics"
    ledger.errand("calendar")
    assert FIRST in (tmp_path / "期限.ics").read_bytes().replace(b"\r\n ", b"").decode()


def test_the_folder_to_hand_in_says_first_what_is_open(
    ledger: Ledger, town: Town, tmp_path: Path, in_dialog: InDialog
) -> None:
    ledger.choose(SECOND)
    ledger.hands.files.folder = tmp_path
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        label = dialog.findChild(QLabel, "submission_open")
        titles = dialog.findChild(QLineEdit, "submission_titles")
        assert label is not None
        assert titles is not None
        said.append(label.text())
        titles.setText("課長、係長")
        click("button_ok")(dialog)

    in_dialog("dialog_submission", read)
    ledger.errand("submission")
    (folder,) = (path for path in tmp_path.iterdir() if "提出用" in path.name)
    assert {path.suffix for path in folder.iterdir()} == {".xlsx", ".pdf", ".txt"}
    assert any("決裁用の一式" in path.name for path in folder.iterdir())
    assert "点検" in said[0]
    assert "書き出しました" in ledger.message


# -- one change through all ----------------------------------------------------------------------


def replace(dialog: QDialog, find: str, words: str, scope: str = "") -> None:
    lines = {name: dialog.findChild(QLineEdit, f"replace_{name}") for name in ("text", "words")}
    for name, text in (("text", find), ("words", words)):
        line = lines[name]
        assert line is not None
        line.insert(text)
    if scope:
        box = dialog.findChild(QComboBox, "replace_scope")
        assert box is not None
        box.setCurrentText(scope)
    click("replace_look")(dialog)


def hits(dialog: QDialog) -> QListWidget:
    rows = dialog.findChild(QListWidget, "edit_list")
    assert rows is not None
    return rows


def test_words_are_replaced_in_all_files_but_for_a_hit_without_a_tick(
    ledger: Ledger, town: Town, in_dialog: InDialog
) -> None:
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        replace(dialog, "市民課", "くらし課", "担当部署")
        rows = hits(dialog)
        texts = [rows.item(row).text() for row in range(rows.count())]
        at = next(row for row, text in enumerate(texts) if "所属長" in text)
        rows.item(at).setCheckState(Qt.CheckState.Unchecked)
        summary = dialog.findChild(QLabel, "edits_summary")
        assert summary is not None
        told.append(summary.text())
        click("button_ok")(dialog)

    in_dialog("dialog_replace_everywhere", act)
    in_dialog("dialog_run_report", click("button_close"))
    ledger.errand("replace")
    assert told == ["1件の評価書の2か所を書き換えます。"]
    first = pia_file.load(town.files[0]).answers
    assert first.get("department.name") == "市民生活部くらし課"
    assert first.get("department.head_title") == "市民課長"
    assert [row["after"] for row in first.get("changes")] == ["市民生活部くらし課"] * 2
    ledger.wait()
    assert "市民生活部くらし課" in ledger.column(NAME + 2)


def test_a_run_is_undone_from_its_report(ledger: Ledger, town: Town, in_dialog: InDialog) -> None:
    held = {path: path.read_bytes() for path in town.files}
    told: list[str] = []

    def act(dialog: QDialog) -> None:
        replace(dialog, "に関する事務", "の事務")
        timing = dialog.findChild(QComboBox, "rows_timing")
        assert timing is not None
        timing.setCurrentIndex(timing.findText("形式", Qt.MatchFlag.MatchContains))
        click("button_ok")(dialog)

    def undo(dialog: QDialog) -> None:
        rows = dialog.findChild(QListWidget, "run_rows")
        assert rows is not None
        told.extend(rows.item(row).text() for row in range(rows.count()))
        changed = pia_file.load(town.files[0])
        assert changed.title.endswith("の事務")
        assert "形式的な変更" in changed.answers.get("changes")[0]["reason"]
        click("button_undo_run")(dialog)

    in_dialog("dialog_replace_everywhere", act)
    in_dialog("dialog_run_report", undo)
    ledger.errand("replace")
    assert {path: path.read_bytes() for path in town.files} == held
    assert any("tanaka（SOMU-PC-012）が開いている" in text for text in told)
    ledger.wait()


def test_other_words_forget_the_hits(ledger: Ledger, in_dialog: InDialog) -> None:
    def act(dialog: QDialog) -> None:
        ok = dialog.findChild(QPushButton, "button_ok")
        line = dialog.findChild(QLineEdit, "replace_words")
        assert ok is not None
        assert line is not None
        assert not ok.isEnabled()
        replace(dialog, "青空市長", "青空町長")
        assert ok.isEnabled()
        line.insert("！")
        assert not ok.isEnabled()
        assert hits(dialog).count() == 0
        click("button_cancel")(dialog)

    in_dialog("dialog_replace_everywhere", act)
    ledger.errand("replace")


def test_the_ledger_closes_with_the_main_window(ledger: Ledger) -> None:
    window = ledger.window
    assert window.isVisible()
    ledger.hands.window.close()
    assert ledger.hands.window.controllers.ledger._window is None


def test_no_tip_shows_an_answer_as_html(ledger: Ledger, town: Town) -> None:
    with changing(town.files[0]) as document:
        document.set("cover.name", "<img src=//server/a>")
    ledger.errand("again")
    ledger.wait()
    model = ledger.window.table.model()
    at = ledger.names().index("<img src=//server/a>")
    assert "<img" not in str(model.index(at, NAME).data(Qt.ItemDataRole.ToolTipRole))


def test_an_errand_on_a_server_that_is_gone_is_left_behind(
    ledger: Ledger, tmp_path: Path, in_dialog: InDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()

    def hangs(_path: Path) -> bytes:
        answered.wait(60)
        return b""

    monkeypatch.setattr("ui.dialogs.progress.LET_GO", 20)
    monkeypatch.setattr("ui.dialogs.progress.PATIENCE", 20)
    monkeypatch.setattr(pia_file, "read", hangs)
    ledger.hands.files.path = tmp_path / "点検.xlsx"
    told: list[str] = []

    def read(dialog: QDialog) -> None:
        told.extend(label.text() for label in dialog.findChildren(QLabel))
        click("button_close")(dialog)

    in_dialog("dialog_work", click("button_cancel"))
    in_dialog("dialog_error", read)
    ledger.errand("check")
    assert any("待つのをやめました" in text for text in told)
    assert ledger.window.isVisible()
    assert not (tmp_path / "点検.xlsx").exists()
    answered.set()
    ledger.qtbot.waitUntil(lambda: not _LEFT_BEHIND)


def test_another_text_size_builds_the_window_anew(ledger: Ledger) -> None:
    height = ledger.window.table.rowHeight(0)
    ledger.hands.window.controllers.view.set_text_size(150)
    anew = ledger.hands.window.controllers.ledger._window
    assert anew is not None
    assert anew.isVisible()
    ledger.qtbot.waitUntil(lambda: len(anew.model.entries) == 10)
    assert anew.table.rowHeight(0) > height
    ledger.qtbot.waitUntil(lambda: not anew.is_surveying)
