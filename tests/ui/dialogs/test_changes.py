"""「変更箇所を作る」 and the rows that wait: real dialogs clicked, and what the table then says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from pia_desktop.assessment.model import from_json
from pia_desktop.changes import change_table
from pia_desktop.changes.submission_timing import (
    CHOICES,
    IMPORTANT_CHANGE,
    LAW_AMENDED,
    OTHER_CHANGE,
    OWN_WORDS,
    REDUCED,
    TIMING_HELP,
    Timing,
)
from tests.locations import REAL
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
Answer = Callable[[str, Callable[[Any], object]], list[str]]
LEFT = Qt.MouseButton.LeftButton

NEW = "受給者と児童を管理する。毎月点検する。控えを残す。"
MATSUDO = REAL / "matsudo-juminkihon.json"


@pytest.fixture
def changed(small: Document) -> Document:
    """Published; then a ※ item, another one, and a new occurrence with two items."""
    small.set("number_use.legal_basis", "番号法第9条第1項")
    small.set("systems[0].functions", "受給者を管理する。毎月点検する。控えを残す。")
    small.publish("令和7年4月1日")
    small.set("number_use.legal_basis", "番号法第9条第2項")
    small.set("systems[0].functions", NEW)
    at = small.add("systems")
    small.set(f"systems[{at}].name", "窓口システム")
    small.set(f"systems[{at}].functions", "申請を受け付ける。")
    return small


def press(qtbot: QtBot, dialog: QWidget, name: str) -> None:
    made = dialog.findChild(QPushButton, name)
    assert made is not None
    assert made.isEnabled()
    qtbot.mouseClick(made, LEFT)


def words(dialog: QWidget, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text()


def listed(dialog: QDialog) -> QListWidget:
    found = dialog.findChild(QListWidget, "changes_rows")
    assert found is not None
    return found


def texts(dialog: QDialog) -> list[str]:
    return [listed(dialog).item(at).text() for at in range(listed(dialog).count())]


def at_of(dialog: QDialog, part: str) -> int:
    return next(at for at, text in enumerate(texts(dialog)) if part in text)


def choose(qtbot: QtBot, dialog: QDialog, part: str) -> None:
    """Click on a row's words."""
    listing, at = listed(dialog), at_of(dialog, part)
    listing.scrollToItem(listing.item(at))
    box = listing.visualItemRect(listing.item(at))
    qtbot.mouseClick(listing.viewport(), LEFT, pos=box.center())


def tick(qtbot: QtBot, dialog: QDialog, part: str) -> None:
    """Click on a row's tick."""
    listing, at = listed(dialog), at_of(dialog, part)
    listing.scrollToItem(listing.item(at))
    box = listing.visualItemRect(listing.item(at))
    qtbot.mouseClick(listing.viewport(), LEFT, pos=QPoint(box.left() + 24, box.center().y()))


def radio(dialog: QDialog, name: str) -> QRadioButton:
    found = dialog.findChild(QRadioButton, name)
    assert found is not None
    return found


def pick(qtbot: QtBot, dialog: QDialog, choice: Timing) -> None:
    """Click on a reason for the 提出時期."""
    qtbot.mouseClick(radio(dialog, f"change_timing:{CHOICES.index(choice)}"), LEFT)


def decide(qtbot: QtBot, dialog: QDialog) -> None:
    """Say of the one ※ item that its change is a 重要な変更."""
    choose(qtbot, dialog, "法令上の根拠")
    pick(qtbot, dialog, IMPORTANT_CHANGE)


def turn(dialog: QDialog, name: str, to: int) -> None:
    box = dialog.findChild(QComboBox, name)
    assert box is not None
    box.setCurrentIndex(to)
    box.activated.emit(to)


def set_date(dialog: QDialog, text: str) -> None:
    line = dialog.findChild(QLineEdit, "changes_date")
    assert line is not None
    line.selectAll()
    line.insert(text)


def make(hands: Hands, in_dialog: Answer, act: Callable[[QDialog], object]) -> None:
    seen = in_dialog("dialog_changes", act)
    hands.trigger("action_changes")
    assert seen


def make_all(qtbot: QtBot, hands: Hands, in_dialog: Answer) -> None:
    """A row for each changed item, all of them decided."""

    def act(dialog: QDialog) -> None:
        turn(dialog, "changes_occurrences", 1)
        set_date(dialog, "令和8年4月1日")
        decide(qtbot, dialog)
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, act)


def table(document: Document) -> list[dict[str, str]]:
    return list(document.answers.get("changes"))


# -- the dialog ------------------------------------------------------------------------------


def test_rows_are_listed_chosen_and_written(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)
    before = len(table(changed))
    shown: list[str] = []

    def act(dialog: QDialog) -> None:
        turn(dialog, "changes_occurrences", 1)
        shown.extend(texts(dialog))
        assert "4件" in words(dialog, "changes_summary")
        assert "新しい行 4" in words(dialog, "changes_summary")
        set_date(dialog, "令和8年4月1日")
        tick(qtbot, dialog, "システム3 ①")
        assert "入れない" in texts(dialog)[at_of(dialog, "システム3 ①")]
        decide(qtbot, dialog)
        assert dialog.findChild(QPushButton, "button_ok").text().endswith("（3行）")  # type: ignore[union-attr]
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, act)
    assert sum(text.startswith("※") for text in shown) == 1
    important = next(text for text in shown if text.startswith("※"))
    assert "法令上の根拠" in important
    assert important.endswith("▲要判断　新しい行")
    rows = table(changed)[before:]
    assert len(rows) == 3
    assert {row["date"] for row in rows} == {"令和8年4月1日"}
    assert [(row["timing"], row["reason"][:5]) for row in rows if "法令" in row["item"]] == [
        ("事前", "重要な変更")
    ]
    assert not any("窓口システム" in row["after"] for row in rows)
    assert "変更箇所" in hands.title()
    view = hands.find(QTableView, "rows:changes")
    assert view.currentIndex().row() == before
    assert "3行" in hands.window.statusBar().currentMessage()
    hands.trigger("action_undo")
    assert len(table(changed)) == before
    assert changed.assessment.generated == []


def test_the_keyboard_is_enough(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)
    before = len(table(changed))

    def act(dialog: QDialog) -> None:
        turn(dialog, "changes_occurrences", 1)
        decide(qtbot, dialog)
        listing = listed(dialog)
        listing.setCurrentRow(0)
        listing.setFocus()
        qtbot.waitUntil(listing.hasFocus)
        qtbot.keyClick(listing, Qt.Key.Key_Down)
        qtbot.keyClick(listing, Qt.Key.Key_Space)
        assert "入れない" in texts(dialog)[1]
        qtbot.keyClick(listing, Qt.Key.Key_Return)  # no button is meant by it
        assert dialog.isVisible()
        made = dialog.findChild(QPushButton, "button_ok")
        assert made is not None
        made.setFocus()
        qtbot.keyClick(made, Qt.Key.Key_Space)

    make(hands, in_dialog, act)
    assert len(table(changed)) == before + 3


def test_a_row_shows_both_texts_and_takes_another_timing(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)

    def act(dialog: QDialog) -> None:
        choose(qtbot, dialog, "法令上の根拠")
        pane = dialog.findChild(QTextEdit, "after")
        assert pane is not None
        assert pane.toPlainText() == "番号法第9条第2項"
        assert not any(radio(dialog, f"change_timing:{n}").isChecked() for n in range(len(CHOICES)))
        help_words = dialog.findChild(QLabel, "change_timing_help")
        assert help_words is not None
        assert help_words.isHidden()
        press(qtbot, dialog, "change_help")
        assert not help_words.isHidden()
        assert help_words.text() == TIMING_HELP
        pick(qtbot, dialog, REDUCED)
        reason = dialog.findChild(QPlainTextEdit, "change_reason")
        assert reason is not None
        assert reason.toPlainText() == REDUCED.reason
        reason.appendPlainText("庁議で確認した。")
        assert "事後" in texts(dialog)[at_of(dialog, "法令上の根拠")]
        choose(qtbot, dialog, "システム1")
        choose(qtbot, dialog, "法令上の根拠")
        assert reason.toPlainText().endswith("庁議で確認した。")
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, act)
    row = next(row for row in table(changed) if "法令上の根拠" in row["item"])
    assert row["timing"] == "事後"
    assert row["reason"] == f"{REDUCED.reason}\n庁議で確認した。"


def test_long_texts_are_abridged_one_by_one_or_all(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)
    written: list[str] = []

    def act(dialog: QDialog) -> None:
        pane = dialog.findChild(QTextEdit, "after")
        assert pane is not None
        decide(qtbot, dialog)
        choose(qtbot, dialog, "システム1")
        qtbot.mouseClick(radio(dialog, "change_abridged"), LEFT)
        assert pane.toPlainText() == "受給者と児童を管理する。\n(略)"
        turn(dialog, "changes_abridged", 0)
        assert pane.toPlainText() == NEW
        turn(dialog, "changes_abridged", 1)
        written.append(pane.toPlainText())
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, act)
    assert written == ["受給者と児童を管理する。\n(略)"]
    row = next(row for row in table(changed) if "システム1" in row["item"])
    assert row["after"] == written[0]


WHOLE = "新規\n①システムの名称：窓口システム\n②システムの機能：申請を受け付ける。"


def test_a_new_occurrence_is_one_row_with_its_items(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)

    def act(dialog: QDialog) -> None:
        assert sum("システム3" in text for text in texts(dialog)) == 1
        tick(qtbot, dialog, "システム1")
        turn(dialog, "changes_occurrences", 1)
        assert sum("システム3" in text for text in texts(dialog)) == 2
        assert "入れない" in texts(dialog)[at_of(dialog, "システム1")]
        turn(dialog, "changes_occurrences", 0)
        decide(qtbot, dialog)
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, act)
    rows = [row for row in table(changed) if "システム3" in row["item"]]
    assert [row["after"] for row in rows] == [WHOLE]
    assert not any("システム1" in row["item"] for row in table(changed))


def test_a_field_a_row_stays_chosen_while_such_rows_wait(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)

    def by_field(dialog: QDialog) -> None:
        turn(dialog, "changes_occurrences", 1)
        decide(qtbot, dialog)
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, by_field)
    rows = table(changed)

    def again(dialog: QDialog) -> None:
        box = dialog.findChild(QComboBox, "changes_occurrences")
        assert box is not None
        assert box.currentText() == "記入のある項目ごとに1行"
        assert "自動で作成済みの行 4" in words(dialog, "changes_summary")
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, again)
    assert sum("システム3" in row["item"] for row in rows) == 2
    assert [row["item"] for row in table(changed)] == [row["item"] for row in rows]


# -- what a person has to decide -------------------------------------------------------------


def also_marked(document: Document) -> None:
    """Two more ※ items that change."""
    document.set("business.content", "手当を支給する。")
    document.set("linkage.legal_basis", "番号法第19条第8号")


def test_nothing_undecided_is_written_without_being_asked(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)
    before = table(changed)
    names: list[str] = []

    def act(dialog: QDialog) -> None:
        assert "▲要判断：1件" in words(dialog, "changes_summary")
        made = dialog.findChild(QPushButton, "button_ok")
        assert made is not None
        assert made.text() == "変更箇所に入れる（2行）"
        assert "要判断の1件は" in words(dialog, "changes_left_out")
        in_dialog("dialog_undecided", lambda asked: press(qtbot, asked, "button_cancel"))
        press(qtbot, dialog, "button_ok")
        assert dialog.isVisible()
        choose(qtbot, dialog, "システム1")
        in_dialog("dialog_undecided", lambda asked: press(qtbot, asked, "button_decide"))
        press(qtbot, dialog, "button_ok")
        assert "法令上の根拠" in words(dialog, "change_name")

        def leave_out(asked: QDialog) -> None:
            names.append(words(asked, "undecided_names"))
            press(qtbot, asked, "button_leave_out")

        in_dialog("dialog_undecided", leave_out)
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, act)
    assert "法令上の根拠" in names[0]
    rows = table(changed)[len(before) :]
    assert [row["timing"] for row in rows] == ["事後"] * 2
    assert not any("法令上の根拠" in row["item"] for row in rows)
    assert "要判断の1件は入れていません" in hands.window.statusBar().currentMessage()


def test_what_is_ticked_off_needs_no_decision(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)

    def act(dialog: QDialog) -> None:
        tick(qtbot, dialog, "法令上の根拠")
        assert "要判断" not in words(dialog, "changes_summary")
        step = dialog.findChild(QPushButton, "button_next_undecided")
        assert step is not None
        assert not step.isVisible()
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, act)
    assert not any("法令上の根拠" in row["item"] for row in table(changed))


def test_one_goes_from_one_undecided_change_to_the_next(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    also_marked(changed)
    hands = open_window(changed)
    visited: list[str] = []

    def act(dialog: QDialog) -> None:
        undecided = [text for text in texts(dialog) if "▲要判断" in text]
        assert len(undecided) == 3
        qtbot.waitUntil(listed(dialog).hasFocus)
        choose(qtbot, dialog, "システム1")
        for _ in range(4):
            before = listed(dialog).currentRow()
            qtbot.keyClick(listed(dialog), Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
            qtbot.waitUntil(lambda before=before: listed(dialog).currentRow() != before)
            visited.append(listed(dialog).currentItem().text())
        at = undecided.index(visited[0])
        assert visited == [undecided[(at + n) % 3] for n in range(4)]
        press(qtbot, dialog, "button_cancel")

    make(hands, in_dialog, act)
    assert len(visited) == 4


def test_several_are_decided_at_once(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    also_marked(changed)
    hands = open_window(changed)

    def act(dialog: QDialog) -> None:
        press(qtbot, dialog, "button_select_undecided")
        assert words(dialog, "change_name") == "3件を選んでいます"
        assert "法令上の根拠" in words(dialog, "change_own")
        pick(qtbot, dialog, LAW_AMENDED)
        assert "▲要判断：3件" in words(dialog, "changes_summary")  # 事前か事後か、まだ言っていない
        qtbot.mouseClick(radio(dialog, "change_time:事後"), LEFT)
        assert "要判断" not in words(dialog, "changes_summary")
        choose(qtbot, dialog, "事務の内容")
        pick(qtbot, dialog, OWN_WORDS)
        qtbot.mouseClick(radio(dialog, "change_time:事前"), LEFT)
        reason = dialog.findChild(QPlainTextEdit, "change_reason")
        assert reason is not None
        reason.setPlainText("庁議で決めた。")
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, act)
    said = {
        (row["timing"], row["reason"]) for row in table(changed) if "法令上の根拠" in row["item"]
    }
    assert said == {("事後", LAW_AMENDED.reason)}
    own = next(row for row in table(changed) if "事務の内容" in row["item"])
    assert (own["timing"], own["reason"]) == ("事前", "庁議で決めた。")


def test_a_persons_own_rows_are_left_alone_when_several_are_decided(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)
    make_all(qtbot, hands, in_dialog)
    change_table.accept_rows(changed)
    own = table(changed)
    also_marked(changed)

    def act(dialog: QDialog) -> None:
        listed(dialog).selectAll()
        assert "次の2件" in words(dialog, "change_own")
        pick(qtbot, dialog, REDUCED)
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, act)
    assert table(changed)[: len(own)] == own
    assert {row["reason"] for row in table(changed)[len(own) :]} == {REDUCED.reason}


def test_what_speaks_for_each_is_said_where_a_person_has_to_decide(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)

    def supported(dialog: QDialog) -> bool:
        labels = dialog.findChildren(QLabel)
        return any("リスクが明らかに下がるとき" in it.text() and it.isVisible() for it in labels)

    def act(dialog: QDialog) -> None:
        choose(qtbot, dialog, "法令上の根拠")
        asked = dialog.findChild(QLabel, "change_undecided")
        assert asked is not None
        assert asked.isVisible()
        assert "番号だけ" in asked.text()
        assert supported(dialog)
        pick(qtbot, dialog, REDUCED)
        assert not asked.isVisible()
        choose(qtbot, dialog, "システム1")
        assert radio(dialog, f"change_timing:{CHOICES.index(OTHER_CHANGE)}").isChecked()
        assert not supported(dialog)
        press(qtbot, dialog, "button_cancel")

    make(hands, in_dialog, act)


def test_the_date_is_written_in_wareki_however_it_was_spelt(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)

    def act(dialog: QDialog) -> None:
        set_date(dialog, "R8.4.1")
        decide(qtbot, dialog)
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, act)
    assert {row["date"] for row in table(changed)[1:]} == {"令和8年4月1日"}


def test_another_state_can_be_compared_with(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    changed.publish("令和8年4月1日")
    changed.set("cover.name", "改めた名前")
    hands = open_window(changed)
    counts: list[int] = []

    def act(dialog: QDialog) -> None:
        counts.append(len(texts(dialog)))
        turn(dialog, "changes_since", 1)
        counts.append(len(texts(dialog)))
        press(qtbot, dialog, "button_cancel")

    make(hands, in_dialog, act)
    assert counts == [1, 4]
    assert changed.undo_name == "「評価書名」の入力"


def test_nothing_changed_makes_nothing(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Answer
) -> None:
    small.publish("令和7年4月1日")
    hands = open_window(small)

    def act(dialog: QDialog) -> None:
        assert "変わった項目はありません" in words(dialog, "changes_summary")
        assert not dialog.findChild(QPushButton, "button_ok").isEnabled()  # type: ignore[union-attr]
        press(qtbot, dialog, "button_cancel")

    make(hands, in_dialog, act)


def test_without_a_published_state_the_way_is_shown(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Answer
) -> None:
    hands = open_window(small)
    in_dialog("dialog_no_version", lambda dialog: press(qtbot, dialog, "button_publish"))
    seen = in_dialog("dialog_publish", lambda dialog: press(qtbot, dialog, "button_cancel"))
    hands.trigger("action_changes")
    assert seen


def test_a_date_that_cannot_be_stops(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)

    def act(dialog: QDialog) -> None:
        set_date(dialog, "令和8年13月1日")
        assert not dialog.findChild(QPushButton, "button_ok").isEnabled()  # type: ignore[union-attr]
        assert "月は1から12まで" in words(dialog, "changes_date_fault")
        press(qtbot, dialog, "button_cancel")

    make(hands, in_dialog, act)


# -- again -----------------------------------------------------------------------------------


def test_making_them_again_changes_nothing(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)

    def first(dialog: QDialog) -> None:
        set_date(dialog, "令和8年5月1日")
        choose(qtbot, dialog, "法令上の根拠")
        pick(qtbot, dialog, REDUCED)
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, first)
    rows = table(changed)

    def again(dialog: QDialog) -> None:
        assert "自動で作成済みの行 3" in words(dialog, "changes_summary")
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, again)
    assert table(changed) == rows
    assert change_table.rows_waiting(changed.assessment) == [False, True, True, True]


def test_a_row_that_is_left_out_the_second_time_goes(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)
    make_all(qtbot, hands, in_dialog)

    def again(dialog: QDialog) -> None:
        tick(qtbot, dialog, "法令上の根拠")
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, again)
    assert not any("法令上の根拠" in row["item"] for row in table(changed))
    assert len(table(changed)) == 4


def test_an_edited_row_is_left_alone_and_said_to_be_stale(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)
    make_all(qtbot, hands, in_dialog)
    at = next(at for at, row in enumerate(table(changed)) if "法令" in row["item"])
    hands.window.go_to(f"changes[{at}].reason")
    reason = hands.find(QPlainTextEdit, f"changes[{at}].reason")
    reason.appendPlainText("自分で書いた。")
    assert not change_table.rows_waiting(changed.assessment)[at]
    changed.set("number_use.legal_basis", "番号法第9条第3項")
    edited = table(changed)[at]

    def again(dialog: QDialog) -> None:
        assert texts(dialog)[at_of(dialog, "法令上の根拠")].endswith("記載と違う行")
        choose(qtbot, dialog, "法令上の根拠")
        assert "表で見直してください" in words(dialog, "change_own")
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, again)
    assert table(changed)[at] == edited
    assert "違う行が1行" in hands.window.statusBar().currentMessage()


# -- the table's page ------------------------------------------------------------------------


def test_waiting_rows_are_marked_until_they_are_taken_over(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer, tmp_path: Path
) -> None:
    hands = open_window(changed)
    make_all(qtbot, hands, in_dialog)
    view = hands.find(QTableView, "rows:changes")
    bar = hands.find(QFrame, "waiting:changes")

    def heads() -> list[str]:
        model = view.model()
        vertical = Qt.Orientation.Vertical
        return [str(model.headerData(at, vertical)) for at in range(model.rowCount())]

    assert heads() == ["1", "2 自動", "3 自動", "4 自動", "5 自動"]
    assert not bar.isHidden()
    press(qtbot, hands.window, "accept:changes")
    assert heads() == ["1", "2", "3 自動", "4 自動", "5 自動"]
    assert bar.isHidden()
    hands.trigger("action_undo")
    assert heads()[1] == "2 自動"
    assert not bar.isHidden()
    hands.window.go_to("changes[2].item")
    hands.find(QPlainTextEdit, "changes[2].item").appendPlainText("を改めた")
    assert heads()[2] == "3"
    assert bar.isHidden()
    hands.window.go_to("changes[3].item")
    hands.files.path = tmp_path / "評価書.pia"
    hands.trigger("action_save")
    again = open_window(Document.open(tmp_path / "評価書.pia"))
    again.window.go_to("changes[3].item")
    view = again.find(QTableView, "rows:changes")
    assert heads() == ["1", "2 自動", "3", "4 自動", "5 自動"]
    press(qtbot, again.window, "accept_all:changes")
    assert heads() == ["1", "2", "3", "4", "5"]
    assert again.document.undo_name == "変更箇所の確認"


def test_rows_that_can_only_be_read_are_not_taken_over(
    open_window: Open, changed: Document
) -> None:
    version = change_table.version_to_compare(changed.assessment)
    rows = change_table.rows_since(changed.assessment, version)
    table_now = change_table.merge_rows(changed.assessment, version, rows, "令和8年4月1日")
    change_table.apply_rows(changed, table_now)
    changed.assessment.read_only = True
    hands = open_window(changed)
    hands.window.go_to("changes[1].item")
    view = hands.find(QTableView, "rows:changes")
    assert str(view.model().headerData(1, Qt.Orientation.Vertical)) == "2 自動"
    assert hands.find(QFrame, "waiting:changes").isHidden()


def test_a_row_that_is_taken_away_takes_its_mark_along(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)
    make_all(qtbot, hands, in_dialog)
    changed.remove("changes", 0)
    view = hands.find(QTableView, "rows:changes")
    vertical = Qt.Orientation.Vertical
    assert str(view.model().headerData(0, vertical)) == "1 自動"
    assert change_table.rows_waiting(changed.assessment) == [True] * 4


def test_both_texts_stand_side_by_side_below_the_boxes(
    qtbot: QtBot, open_window: Open, changed: Document
) -> None:
    hands = open_window(changed)
    hands.window.go_to("changes[0].before")
    pane = hands.find(QTextEdit, "before")
    assert pane.toPlainText() == "なし"
    assert not pane.isHidden()
    box = hands.find(QPlainTextEdit, "changes[0].after")
    box.setPlainText("一部あり")
    after = hands.find(QTextEdit, "after")
    qtbot.waitUntil(lambda: after.toPlainText() == "一部あり")
    press(qtbot, hands.window, "differences:changes")
    assert not after.isVisible()
    toggle = hands.find(QPushButton, "differences:changes")
    assert toggle.text() == "違いを表示"
    press(qtbot, hands.window, "differences:changes")
    assert after.isVisible()
    after.setFocus()
    assert after.hasFocus()


def test_publishing_takes_the_waiting_rows_over(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer, tmp_path: Path
) -> None:
    hands = open_window(changed)
    hands.files.path = tmp_path / "評価書.pia"
    make_all(qtbot, hands, in_dialog)

    def act(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit, "publish_date")
        assert line is not None
        line.insert("令和8年4月1日")
        press(qtbot, dialog, "button_ok")

    in_dialog("dialog_publish", act)
    hands.trigger("action_publish")
    saved = Document.open(tmp_path / "評価書.pia")
    assert change_table.rows_waiting(saved.assessment) == [False] * 5
    view = hands.find(QTableView, "rows:changes")
    assert str(view.model().headerData(4, Qt.Orientation.Vertical)) == "5"

    def again(dialog: QDialog) -> None:
        assert "変わった項目はありません" in words(dialog, "changes_summary")
        press(qtbot, dialog, "button_cancel")

    make(hands, in_dialog, again)


@pytest.mark.skipif(not MATSUDO.exists(), reason="the real assessments are not here")
@pytest.mark.parametrize("percent", [100, 200])
def test_a_real_assessment_fits(
    qtbot: QtBot, open_window: Open, in_dialog: Answer, percent: int
) -> None:
    document = Document.unsaved(from_json(MATSUDO))
    document.publish("令和7年4月1日")
    long = document.answers.get("business.content")
    document.set("business.content", f"{long}\n追って記載する。")
    hands = open_window(document, percent=percent)

    def act(dialog: QDialog) -> None:
        for pane in dialog.findChildren(QTextEdit):
            if pane.objectName() in ("before", "after"):
                document_width = pane.document().size().width()
                assert document_width <= pane.viewport().width()
                assert pane.width() <= dialog.width()
        assert dialog.width() <= dialog.screen().availableSize().width()
        pick(qtbot, dialog, OTHER_CHANGE)
        press(qtbot, dialog, "button_ok")

    make(hands, in_dialog, act)
    assert table(document)[-1]["after"].endswith("追って記載する。")


def test_tab_comes_to_the_chosen_timing_and_an_arrow_goes_on_from_there(
    qtbot: QtBot, open_window: Open, changed: Document, in_dialog: Answer
) -> None:
    hands = open_window(changed)
    seen: list[bool] = []

    def act(dialog: QDialog) -> None:
        radios = [radio for radio in dialog.findChildren(QRadioButton) if radio.isVisible()]
        radios[2].click()
        listing = listed(dialog)
        listing.setFocus()
        qtbot.waitUntil(listing.hasFocus)
        for _ in range(12):
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
            if isinstance(dialog.focusWidget(), QRadioButton):
                break
        seen.append(dialog.focusWidget() is radios[2])
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
        seen.append(radios[3].isChecked())
        dialog.reject()

    make(hands, in_dialog, act)
    assert seen == [True, True]
