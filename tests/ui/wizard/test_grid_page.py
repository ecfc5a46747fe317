"""The page of a 別紙: its table is made, edited, pasted into, searched and undone by a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import new_assessment
from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands

Open = Callable[..., Hands]
GRID = "annexes[0].table"
TABLE = {
    "columns": ["No.", "提供先", "根拠"],
    "rows": [["1", "町長", "別表1"], ["2", "県知事", "別表2"], ["3", "大臣", "別表3"]],
}


@pytest.fixture
def annex(open_window: Open) -> Callable[..., Hands]:
    """The window at the table of a 別紙."""

    def show(table: Any = None) -> Hands:
        assessment = new_assessment("youshiki3-2025-05")
        entry = {"title": "別紙1 提供先一覧", **({"table": table} if table else {})}
        assessment.answers.fill({"annexes": [entry]})
        hands = open_window(Document(assessment))
        hands.window.go_to(GRID)
        QApplication.processEvents()
        return hands

    return show


def press(hands: Hands, qtbot: QtBot, verb: str) -> None:
    button = hands.find(QPushButton, f"{verb}:{GRID}")
    assert button.isVisible()
    assert button.accessibleName()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def cells(hands: Hands) -> QTableView:
    return hands.find(QTableView, f"cells:{GRID}")


def choose(hands: Hands, row: int, column: int) -> QTableView:
    view = cells(hands)
    view.setCurrentIndex(view.model().index(row, column))
    view.setFocus()
    return view


def rows(hands: Hands) -> Any:
    return hands.get(GRID)["rows"]


def names(hands: Hands) -> Any:
    return hands.get(GRID)["columns"]


def write(hands: Hands, text: str) -> None:
    view = cells(hands)
    QTest.keyClick(view, Qt.Key.Key_Return)
    box = view.findChild(QPlainTextEdit, "cell_box")
    box.selectAll()
    box.insertPlainText(text)
    QTest.keyClick(box, Qt.Key.Key_Return)
    # The old box goes when Qt comes round to it; the next one has the same name.
    QCoreApplication.sendPostedEvents(None, 52)


def test_it_begins_with_the_columns_that_municipalities_use(annex: Any, qtbot: QtBot) -> None:
    hands = annex()
    press(hands, qtbot, "pattern0")
    assert hands.get(GRID) == {
        "columns": ["提供先No.", "提供先", "法令上の根拠", "提供先における用途"],
        "rows": [["", "", "", ""]],
    }
    hands.trigger("action_undo")
    assert hands.get(GRID) is None
    press(hands, qtbot, "pattern1")
    assert names(hands)[1:3] == ["移転先部局", "移転先課"]


def test_cells_are_written_one_below_the_other_and_each_is_a_step(annex: Any, qtbot: QtBot) -> None:
    hands = annex(TABLE)
    choose(hands, 0, 1)
    write(hands, "市長")
    write(hands, "知事\n(代理)")
    assert [row[1] for row in rows(hands)] == ["市長", "知事\n(代理)", "大臣"]
    hands.trigger("action_undo")
    assert [row[1] for row in rows(hands)] == ["市長", "県知事", "大臣"]
    hands.trigger("action_undo")
    assert hands.get(GRID) == TABLE
    hands.trigger("action_redo")
    assert rows(hands)[0][1] == "市長"


def test_what_stands_in_an_open_cell_is_saved_too(annex: Any, qtbot: QtBot) -> None:
    hands = annex(TABLE)
    view = choose(hands, 0, 1)
    QTest.keyClick(view, Qt.Key.Key_Return)
    view.findChild(QPlainTextEdit, "cell_box").setPlainText("市長")
    hands.trigger("action_find")  # as saving and whatever else looks at the answers
    assert rows(hands)[0][1] == "市長"


def test_rows_are_added_inserted_moved_and_removed(annex: Any, qtbot: QtBot) -> None:
    hands = annex(TABLE)
    choose(hands, 1, 0)
    press(hands, qtbot, "insert")
    assert [row[0] for row in rows(hands)] == ["1", "", "2", "3"]
    assert cells(hands).currentIndex().row() == 1
    press(hands, qtbot, "remove")  # nothing stands in it: no question
    press(hands, qtbot, "down")
    assert [row[0] for row in rows(hands)] == ["1", "3", "2"]
    assert cells(hands).currentIndex().row() == 2
    press(hands, qtbot, "up")
    press(hands, qtbot, "add")
    assert [row[0] for row in rows(hands)] == ["1", "2", "3", ""]


def test_removing_asks_with_what_would_be_lost(annex: Any, qtbot: QtBot) -> None:
    hands = annex(TABLE)
    editor: Any = hands.find(QWidget, GRID)
    asked: list[str] = []
    editor.confirm = lambda text: asked.append(text) is None
    choose(hands, 0, 1)
    press(hands, qtbot, "remove")
    assert "1行目" in asked[0]
    assert "町長" in asked[0]
    press(hands, qtbot, "remove_column")
    assert "提供先" in asked[1]
    assert hands.get(GRID) == {"columns": ["No.", "根拠"], "rows": [["2", "別表2"], ["3", "別表3"]]}
    editor.confirm = lambda text: False
    press(hands, qtbot, "remove")
    assert len(rows(hands)) == 2


def test_columns_are_added_named_and_moved(annex: Any, qtbot: QtBot) -> None:
    hands = annex(TABLE)
    choose(hands, 0, 1)
    press(hands, qtbot, "insert_column")
    box = cells(hands).findChild(QLineEdit, "name_box")
    assert box.selectedText() == "列4"
    QTest.keyClicks(box, "area")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert names(hands) == ["No.", "area", "提供先", "根拠"]
    assert rows(hands)[0] == ["1", "", "町長", "別表1"]
    press(hands, qtbot, "right")
    assert names(hands) == ["No.", "提供先", "area", "根拠"]
    press(hands, qtbot, "left")
    press(hands, qtbot, "left")
    assert names(hands) == ["area", "No.", "提供先", "根拠"]


def test_a_double_click_on_a_name_changes_it_and_tab_goes_on(annex: Any, qtbot: QtBot) -> None:
    hands = annex(TABLE)
    head = cells(hands).horizontalHeader()
    assert isinstance(head, QHeaderView)
    head.sectionDoubleClicked.emit(0)
    QTest.keyClicks(cells(hands).findChild(QLineEdit, "name_box"), "a")
    QTest.keyClick(cells(hands).findChild(QLineEdit, "name_box"), Qt.Key.Key_Tab)
    open_boxes = [b for b in cells(hands).findChildren(QLineEdit, "name_box") if b.isVisible()]
    QTest.keyClicks(open_boxes[-1], "b")
    QTest.keyClick(open_boxes[-1], Qt.Key.Key_Escape)
    assert names(hands) == ["a", "提供先", "根拠"]


def test_a_range_of_excel_goes_over_the_cells_and_the_table_grows(annex: Any, qtbot: QtBot) -> None:
    hands = annex(TABLE)
    QApplication.clipboard().setText('知事\t"別表\n9"\t備\r\n局長\t別表8\t\r\n')
    view = choose(hands, 2, 1)
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert names(hands) == ["No.", "提供先", "根拠", "列4"]
    assert rows(hands)[1:] == [
        ["2", "県知事", "別表2", ""],
        ["3", "知事", "別表\n9", "備"],
        ["", "局長", "別表8", ""],
    ]
    assert hands.find(QLabel, f"said:{GRID}").text() == "2行×3列を貼り付けました。"
    hands.trigger("action_undo")
    assert hands.get(GRID) == TABLE


def test_a_first_paste_brings_the_names(annex: Any, qtbot: QtBot) -> None:
    hands = annex()
    QApplication.clipboard().setText("No.\t先\n1\t甲\n2\t乙\n")
    press(hands, qtbot, "paste_first")
    assert hands.get(GRID) == {"columns": ["No.", "先"], "rows": [["1", "甲"], ["2", "乙"]]}
    QApplication.clipboard().setText("No.\t先\n3\t丙\n")  # the same head again
    choose(hands, 1, 0)
    press(hands, qtbot, "paste")
    assert rows(hands) == [["1", "甲"], ["3", "丙"]]


def test_chosen_cells_are_copied_and_emptied(annex: Any, qtbot: QtBot) -> None:
    hands = annex(TABLE)
    view = choose(hands, 0, 1)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "町長\t別表1\n県知事\t別表2\n"
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert rows(hands) == [["1", "", ""], ["2", "", ""], ["3", "大臣", "別表3"]]


def test_a_right_click_offers_what_can_be_done(annex: Any, qtbot: QtBot) -> None:
    hands = annex(TABLE)
    view = choose(hands, 1, 1)
    view.customContextMenuRequested.emit(view.visualRect(view.currentIndex()).center())
    menu = hands.find(QMenu, f"menu:{GRID}")
    next(action for action in menu.actions() if action.text() == "左に列を挿入").trigger()
    menu.close()
    assert names(hands) == ["No.", "列4", "提供先", "根拠"]


def test_five_hundred_rows_take_no_widget_each_and_one_change_a_cell(
    annex: Any, qtbot: QtBot
) -> None:
    many = {"columns": TABLE["columns"], "rows": [[str(n), "町長", "条"] for n in range(1, 501)]}
    hands = annex(many)
    widgets = len(cells(hands).findChildren(QWidget))
    assert widgets < 30
    changes: list[Any] = []
    hands.document.listen(changes.append)
    choose(hands, 499, 1)
    write(hands, "最後")
    assert rows(hands)[-1] == ["500", "最後", "条"]
    assert len(changes) == 1


def test_a_hit_of_the_search_is_the_current_cell(annex: Any, qtbot: QtBot) -> None:
    hands = annex(TABLE)
    hands.window.go_to("cover.name")
    hands.trigger("action_find")
    line = hands.find(QLineEdit, "find_text")
    line.setText("別表3")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert hands.title() == "別紙1 提供先一覧"
    index = cells(hands).currentIndex()
    assert (index.row(), index.column()) == (2, 2)


def test_the_table_can_have_the_page_alone(annex: Any, qtbot: QtBot) -> None:
    hands = annex(TABLE)
    title = hands.find(QLineEdit, "annexes[0].title")
    press(hands, qtbot, "large")
    assert not title.isVisible()
    assert cells(hands).isVisible()
    press(hands, qtbot, "large")
    assert title.isVisible()


def test_a_list_is_no_longer_than_what_can_be_kept(annex: Any, qtbot: QtBot) -> None:
    hands = annex(TABLE)
    QApplication.clipboard().setText("\n".join("x\ty" for _ in range(6_000)))
    choose(hands, 0, 0)
    press(hands, qtbot, "paste")
    assert hands.get(GRID) == TABLE
    assert "貼り付けていません" in hands.find(QLabel, f"said:{GRID}").text()


def test_who_may_only_read_sees_the_table_without_tools(open_window: Open) -> None:
    assessment = new_assessment("youshiki3-2025-05")
    assessment.answers.fill({"annexes": [{"table": TABLE}]})
    assessment.read_only = True
    hands = open_window(Document(assessment))
    hands.window.go_to(GRID)
    view = choose(hands, 0, 0)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.findChild(QPlainTextEdit, "cell_box") is None
    assert hands.get(GRID) == TABLE
    assert not hands.find(QPushButton, f"add:{GRID}").isVisible()
