"""変更箇所 on its page: edited in the cells, filtered, sorted, and alone in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import new_assessment
from pia_desktop.assessment.document import Document
from tests.ui.conftest import Hands
from ui.style import theme

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton
KEYS = ("date", "item", "before", "after", "timing", "reason")


def row(**cells: str) -> dict[str, str]:
    return {**dict.fromkeys(KEYS, ""), **cells}


ROWS = [
    row(date="令和7年5月1日", item="Ⅱの3", before="なし", after="あり", timing="事後"),
    row(date="令和6年4月1日", item="Ⅰの2", before="窓口", after="郵送", timing="事前"),
    row(date="平成31年4月1日", item="Ⅲの1", before="一", after="窓口", timing="事後"),
]


@pytest.fixture
def table(open_window: Open, empty4: Document) -> Hands:
    empty4.set_rows("changes", [dict(each) for each in ROWS])
    hands = open_window(empty4)
    hands.window.wizard.show_page(
        next(i for i, page in enumerate(hands.window.wizard.pages) if "変更箇所" in page.title)
    )
    QApplication.processEvents()
    return hands


def view(hands: Hands) -> QTableView:
    return hands.find(QTableView, "rows:changes")


def at(hands: Hands, number: int, key: str) -> QModelIndex:
    index = view(hands).model().index(number, KEYS.index(key))
    view(hands).setCurrentIndex(index)
    view(hands).setFocus()
    return index


def shown(hands: Hands, key: str) -> list[str]:
    model = view(hands).model()
    return [str(model.index(n, KEYS.index(key)).data()) for n in range(model.rowCount())]


def box(hands: Hands) -> QWidget:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the one before
    return hands.find(QWidget, "cell_box")


def test_the_table_has_the_window_s_width_and_the_page_no_bar(table: Hands) -> None:
    area = table.window.wizard.area
    assert not table.find(QWidget, "help_pane").isVisible()
    assert area.verticalScrollBar().maximum() == 0
    assert view(table).width() > 900
    head = view(table).horizontalHeader()
    assert head.isVisible()
    table.window.go_to("cover.name")
    assert table.find(QWidget, "help_pane").isVisible()


def test_a_letter_begins_the_cell_anew_and_enter_goes_down(table: Hands) -> None:
    at(table, 0, "before")
    QTest.keyClick(view(table), Qt.Key.Key_X)
    assert QApplication.focusWidget() is box(table)
    QTest.keyClicks(box(table), "yz")
    QTest.keyClick(box(table), Qt.Key.Key_Return)
    assert table.get("changes[0].before") == "xyz"
    assert view(table).currentIndex().row() == 1
    table.trigger("action_undo")
    assert table.get("changes[0].before") == "なし"


def test_f2_and_enter_edit_what_is_there(table: Hands) -> None:
    for key in (Qt.Key.Key_F2, Qt.Key.Key_Return):
        at(table, 1, "after")
        before = table.get("changes[1].after")
        QTest.keyClick(view(table), key)
        QTest.keyClicks(box(table), "a")
        QTest.keyClick(box(table), Qt.Key.Key_Return)
        assert table.get("changes[1].after") == f"{before}a"
        QApplication.processEvents()
    assert not table.find(QWidget, "help_pane").isVisible()  # F2 was the table's


def test_alt_enter_is_a_line_and_esc_takes_the_cell_as_it_was(table: Hands) -> None:
    at(table, 0, "after")
    QTest.keyClick(view(table), Qt.Key.Key_F2)
    QTest.keyClick(box(table), Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    QTest.keyClicks(box(table), "b")
    QTest.keyClick(box(table), Qt.Key.Key_Return)
    assert table.get("changes[0].after") == "あり\nb"
    at(table, 0, "before")
    QTest.keyClick(view(table), Qt.Key.Key_X)
    QTest.keyClick(box(table), Qt.Key.Key_Escape)
    assert table.get("changes[0].before") == "なし"


def test_undo_in_a_cell_takes_back_what_was_typed_in_it(table: Hands) -> None:
    at(table, 0, "after")
    QTest.keyClick(view(table), Qt.Key.Key_F2)
    QTest.keyClicks(box(table), "b")
    QTest.keyClick(box(table), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(box(table), Qt.Key.Key_Return)
    assert table.get("changes[0].after") == "あり"
    assert table.get("changes[0].before") == "なし"


def test_an_input_method_begins_a_cell_too(table: Hands) -> None:
    at(table, 0, "before")
    QApplication.sendEvent(view(table), QInputMethodEvent("かん", []))
    cell = box(table)
    assert table.get("changes[0].before") == "なし"
    QTest.keyClick(cell, Qt.Key.Key_Return)  # the input method's
    event = QInputMethodEvent()
    event.setCommitString("漢字")
    QApplication.sendEvent(cell, event)
    QTest.keyClick(cell, Qt.Key.Key_Return)
    assert table.get("changes[0].before") == "漢字"


def test_the_timing_is_chosen_from_a_list_and_delete_empties(table: Hands) -> None:
    at(table, 0, "timing")
    QTest.keyClick(view(table), Qt.Key.Key_F2)
    chosen = table.find(QComboBox, "cell_box")
    assert chosen.currentText() == "事後"
    chosen.setCurrentText("事前")
    QTest.keyClick(chosen, Qt.Key.Key_Return)
    assert table.get("changes[0].timing") == "事前"
    at(table, 1, "timing")
    QTest.keyClick(view(table), Qt.Key.Key_Delete)
    assert table.get("changes[1].timing") in ("", None)


def test_rows_are_filtered_and_edited_where_they_are(qtbot: QtBot, table: Hands) -> None:
    line = table.find(QLineEdit, "filter:changes")
    line.setText("窓口")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert shown(table, "item") == ["Ⅰの2", "Ⅲの1"]
    assert table.find(QLabel, "count:changes").text() == "3行のうち2行"
    at(table, 1, "before")
    QTest.keyClick(view(table), Qt.Key.Key_X)
    QTest.keyClick(box(table), Qt.Key.Key_Return)
    assert table.get("changes[2].before") == "x"
    qtbot.mouseClick(table.find(QPushButton, "add:changes"), LEFT)
    assert len(shown(table, "item")) == 4


@pytest.mark.parametrize("wanted", ["平成31年", "どこにもない"])
def test_the_row_s_boxes_are_those_of_the_current_row_or_none(table: Hands, wanted: str) -> None:
    table.window.go_to("changes[0].before")
    line = table.find(QLineEdit, "filter:changes")
    line.setFocus()
    line.setText(wanted)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QApplication.processEvents()
    number = view(table).currentIndex().row()
    if number < 0:
        assert not table.find(QWidget, "row_scroll").isVisible()
        line.clear()
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert table.find(QWidget, "row_scroll").isVisible()
        assert view(table).currentIndex().isValid()
        return
    text = table.find(QPlainTextEdit, "changes[2].before")
    text.setFocus()
    QTest.keyClicks(text, "x")
    assert "x" in table.get("changes[2].before")
    assert [table.get(f"changes[{n}].before") for n in (0, 1)] == ["なし", "窓口"]


def test_the_current_row_is_in_view_when_all_rows_are_back(table: Hands) -> None:
    rows = [row(item=f"項目{n}", before="字" * 200) for n in range(60)]
    table.document.set_rows("changes", rows)
    QApplication.processEvents()
    line = table.find(QLineEdit, "filter:changes")
    for text in ("項目57", ""):
        line.setText(text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        QApplication.processEvents()
        if text:
            at(table, 0, "item")
        place = view(table).visualRect(view(table).currentIndex())
        assert 0 <= place.top() < view(table).viewport().height()
    assert shown(table, "item")[view(table).currentIndex().row()] == "項目57"


def test_rows_are_sorted_by_day_and_the_table_stays_as_it_is(table: Hands) -> None:
    order = table.find(QComboBox, "sort:changes")
    assert [order.itemText(n) for n in range(order.count())] == [
        "表の順",
        "変更日の順",
        "項目の順",
        "提出時期の順",
    ]
    order.setCurrentIndex(1)
    assert shown(table, "date") == ["平成31年4月1日", "令和6年4月1日", "令和7年5月1日"]
    assert table.get("changes[0].date") == "令和7年5月1日"
    order.setCurrentIndex(0)
    assert shown(table, "date") == [each["date"] for each in ROWS]


def test_the_table_alone_in_the_window(qtbot: QtBot, table: Hands) -> None:
    before = view(table).height()
    switch = table.find(QPushButton, "large:changes")
    qtbot.mouseClick(switch, LEFT)
    QApplication.processEvents()
    assert view(table).height() > before
    assert view(table).width() > 1200
    assert not table.find(QWidget, "navigator").isVisible()
    qtbot.mouseClick(switch, LEFT)
    assert table.find(QWidget, "navigator").isVisible()
    assert table.find(QPushButton, "button_next").isVisible()


@pytest.mark.parametrize("folded", [False, True])
def test_what_stood_around_the_table_comes_back_as_it_was(
    qtbot: QtBot, open_window: Open, folded: bool
) -> None:
    old = Document(new_assessment("youshiki4-2018-05"))  # a newer edition: there is a notice
    old.set_rows("changes", [dict(each) for each in ROWS])
    hands = open_window(old)
    assert hands.window.go_to("changes")
    fold = hands.find(QPushButton, "fold_notices")
    if folded:
        qtbot.mouseClick(fold, LEFT)
    QApplication.processEvents()
    before = fold.text(), view(hands).mapTo(hands.window, QPoint(0, 0)).y()
    switch = hands.find(QPushButton, "large:changes")
    for _ in range(2):
        qtbot.mouseClick(switch, LEFT)
        QApplication.processEvents()
    assert (fold.text(), view(hands).mapTo(hands.window, QPoint(0, 0)).y()) == before


def test_the_row_s_boxes_come_when_they_are_asked_for(qtbot: QtBot, table: Hands) -> None:
    assert not table.find(QWidget, "row_scroll").isVisible()
    table.window.go_to("changes[1].before")
    assert table.find(QPlainTextEdit, "changes[1].before").isVisible()
    assert QApplication.focusWidget() is table.find(QPlainTextEdit, "changes[1].before")
    qtbot.mouseClick(table.find(QPushButton, "boxes:changes"), LEFT)
    assert not table.find(QWidget, "row_scroll").isVisible()


def test_rows_are_as_high_as_their_texts_up_to_a_bound(table: Hands) -> None:
    table.document.set_rows(
        "changes", [row(before="短い"), row(before="長い文章。\n" * 8), row(before="字" * 5000)]
    )
    QApplication.processEvents()
    heights = [view(table).rowHeight(number) for number in range(3)]
    assert heights[0] < heights[1] < heights[2]
    assert heights[2] < view(table).fontMetrics().lineSpacing() * 15


def test_a_day_stands_on_one_line_in_a_row_of_one_line(table: Hands) -> None:
    days = ["令和8年12月28日", "令和18年12月28日", "平成31年4月1日"]
    table.document.set_rows("changes", [row(item="Ⅰ"), *(row(date=day) for day in days)])
    QApplication.processEvents()
    rows = view(table)
    assert rows.horizontalScrollBar().maximum() == 0
    for number, day in enumerate(days, start=1):
        place = rows.visualRect(rows.model().index(number, 0))
        assert rows.fontMetrics().horizontalAdvance(day) < place.width() - 2 * theme().px(8)
        assert rows.rowHeight(number) == rows.rowHeight(0)
    table.document.set_rows("changes", [row(item="Ⅰ"), row(date="令和8年12月28日から（予定）")])
    QApplication.processEvents()
    assert view(table).rowHeight(1) > view(table).rowHeight(0)


def test_each_row_has_its_height_whatever_most_have(table: Hands) -> None:
    def heights(*befores: str) -> list[int]:
        table.document.set("changes", [row(before=text) for text in befores])
        QApplication.processEvents()
        return [view(table).rowHeight(number) for number in range(len(befores))]

    def scrolled() -> int:
        return view(table).verticalScrollBar().maximum() + view(table).viewport().height()

    one, three = heights("短い", "一\n二\n三")
    assert one < three
    assert heights(*["一\n二\n三"] * 40, "短い") == [three] * 40 + [one]
    assert heights(*["一\n二\n三"] * 41) == [three] * 41
    assert scrolled() == 41 * three
    assert heights(*["短い"] * 40, "一\n二\n三") == [one] * 40 + [three]
    assert scrolled() == 40 * one + three
    view(table).model().setData(at(table, 7, "before"), "一\n二\n三")
    assert [view(table).rowHeight(number) for number in (6, 7, 8, 40)] == [one, three, one, three]


def test_a_copied_row_is_one_of_excel_s(table: Hands, qapp: QApplication) -> None:
    at(table, 0, "before")
    QTest.keyClick(view(table), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text() == "令和7年5月1日\tⅡの3\tなし\tあり\t事後\t\n"


def test_what_can_only_be_read_is_not_edited(open_window: Open, empty4: Document) -> None:
    empty4.set_rows("changes", [dict(each) for each in ROWS])
    empty4.assessment.read_only = True
    hands = open_window(empty4)
    hands.window.go_to("changes")
    at(hands, 0, "before")
    QTest.keyClick(view(hands), Qt.Key.Key_X)
    assert not hands.window.findChildren(QWidget, "cell_box")


def test_tab_in_a_cell_goes_to_the_next_one_and_stays_in_the_table(table: Hands) -> None:
    at(table, 0, "timing")
    QTest.keyClick(view(table), Qt.Key.Key_Return)
    QTest.keyClick(box(table), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is view(table)
    at(table, 0, "reason")
    QTest.keyClick(view(table), Qt.Key.Key_X)
    QTest.keyClick(box(table), Qt.Key.Key_Tab)
    assert table.get("changes[0].reason") == "x"
    assert QApplication.focusWidget() is view(table)
    here = view(table).currentIndex()
    assert (here.row(), here.column()) == (1, 0)  # as one reads
    QTest.keyClick(view(table), Qt.Key.Key_Return)
    QTest.keyClick(box(table), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    here = view(table).currentIndex()
    assert (here.row(), here.column()) == (0, KEYS.index("reason"))
    assert QApplication.focusWidget() is view(table)


def test_tab_goes_through_the_bar_into_the_table_and_on(table: Hands) -> None:
    assert QApplication.focusWidget() is view(table)  # where there are rows
    QTest.keyClick(view(table), Qt.Key.Key_Tab)
    assert QApplication.focusWidget().objectName() == "button_next"
    table.find(QLineEdit, "filter:changes").setFocus()
    stops = []
    while QApplication.focusWidget() is not view(table):
        stops.append(QApplication.focusWidget().objectName().partition(":")[0])
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert stops == ["filter", "sort", "boxes", "large", "add", "insert", "paste"]


def test_an_empty_table_begins_where_a_row_is_added(open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    pages = hands.window.wizard.pages
    hands.window.wizard.show_page(next(i for i, p in enumerate(pages) if "変更箇所" in p.title))
    assert QApplication.focusWidget() is hands.find(QPushButton, "add:changes")


def test_the_current_row_is_in_view_while_its_boxes_are_shown(
    open_window: Open, empty4: Document, qtbot: QtBot
) -> None:
    empty4.set_rows("changes", [row(item="\n".join("一二三四五"), before=str(n)) for n in range(9)])
    hands = open_window(empty4)
    wizard = hands.window.wizard
    wizard.show_page(next(i for i, p in enumerate(wizard.pages) if "変更箇所" in p.title))
    QApplication.processEvents()
    at(hands, 2, "before")
    qtbot.mouseClick(hands.find(QPushButton, "boxes:changes"), LEFT)
    QApplication.processEvents()
    table_view = view(hands)
    place = table_view.visualRect(table_view.currentIndex())
    assert table_view.viewport().rect().contains(place.center())
    assert table_view.viewport().height() > table_view.rowHeight(2) // 2
    QTest.keyClick(hands.find(QPushButton, "add:changes"), Qt.Key.Key_Return)
    QApplication.processEvents()
    assert table_view.currentIndex().row() == 9
    place = table_view.visualRect(table_view.currentIndex())
    assert table_view.viewport().rect().contains(place.center())


@pytest.mark.parametrize("percent,height", [(100, 480), (200, 728)])
def test_nothing_overlaps_in_a_low_window(
    open_window: Open, empty4: Document, qapp: QApplication, percent: int, height: int
) -> None:
    empty4.set_rows("changes", [dict(each) for each in ROWS])
    hands = open_window(empty4, percent=percent)
    hands.window.resize(1024, height)
    assert hands.window.go_to("changes")
    rows, editor = view(hands), hands.find(QWidget, "changes")
    qapp.clipboard().setText("令和7年5月1日\tⅡの3\tなし\tあり\t事後\t\n" * 2)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    notice = next(each for each in editor.findChildren(QLabel) if "貼り付けました" in each.text())
    bar = hands.find(QLineEdit, "filter:changes").parentWidget()
    assert notice.isVisible()
    assert notice.height() >= notice.heightForWidth(notice.width())
    assert rows.geometry().bottom() < notice.geometry().top()
    assert bar.geometry().bottom() < rows.geometry().top()
    told = hands.window.statusBar().currentMessage() == notice.text()
    assert told or not notice.visibleRegion().isEmpty()
    assert bar.height() >= bar.heightForWidth(bar.width())


@pytest.mark.parametrize("width", [1024, 1366])
def test_with_the_largest_text_rows_are_seen_below_the_head(
    open_window: Open, empty4: Document, width: int
) -> None:
    empty4.set_rows("changes", [dict(each) for each in ROWS])
    hands = open_window(empty4, percent=200)
    hands.window.resize(width, 728)
    assert hands.window.go_to("changes")
    QApplication.processEvents()
    rows = view(hands)
    seen = rows.visibleRegion().boundingRect().height()
    assert seen - rows.horizontalHeader().height() >= rows.rowHeight(0)
