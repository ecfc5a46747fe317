"""Turning pages, the navigator, the help pane, and repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import from_json, new_assessment
from pia_desktop.assessment.document import Document
from pia_desktop.forms import form_ids
from pia_desktop.forms.help import load_help
from tests.ui.conftest import Hands, Rearranged
from ui.wizard.page_progress import PageProgress
from ui.wizard.state_text import short_state

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton


def _walk(qtbot: QtBot, hands: Hands) -> list[str]:
    """The titles of all pages, by clicking 次へ to the end."""
    next_button = hands.find(QPushButton, "button_next")
    titles = [hands.title()]
    while next_button.isEnabled():
        qtbot.mouseClick(next_button, LEFT)
        titles.append(hands.title())
    return titles


@pytest.mark.parametrize("form_id", form_ids())
def test_next_walks_all_pages(qtbot: QtBot, open_window: Open, form_id: str) -> None:
    hands = open_window(Document(new_assessment(form_id)))
    wizard = hands.window.wizard
    assert wizard is not None
    assert _walk(qtbot, hands) == [page.title for page in wizard.pages]
    assert wizard.pages[-3].title.endswith("変更箇所")
    assert wizard.pages[-2].title == "別紙"
    assert hands.title() == "しきい値判断"


def test_every_place_of_a_real_assessment_has_one_editor(
    qtbot: QtBot, open_window: Open, real_file: Path
) -> None:
    document = Document(from_json(real_file))
    hands = open_window(document)
    wizard = hands.window.wizard
    assert wizard is not None
    seen: Counter[str] = Counter()
    for index in range(len(wizard.pages)):
        hands.window.wizard.show_page(index)
        names = Counter(w.objectName() for w in hands.window.findChildren(QWidget))
        for place in wizard.page.places:
            if place.item.answerable:
                assert names[place.address] == 1
                seen[place.address] += 1
    wanted = {p.address for p in document.answers.places() if p.item.answerable}
    assert set(seen) == wanted
    assert not document.modified


def test_back_and_keys(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    window = hands.window
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    first = hands.title()
    assert first != "表紙"
    qtbot.keyClick(window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert hands.title() != first
    qtbot.keyClick(window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert hands.title() == "表紙"
    assert not hands.find(QPushButton, "button_back").isEnabled()


def test_a_click_in_the_navigator_turns(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    tree = hands.find(QTreeView, "navigator")
    index = hands.entry("Ⅰ")
    qtbot.mouseClick(tree.viewport(), LEFT, pos=tree.visualRect(index).center())
    assert hands.title().startswith("1. ")


def test_the_navigator_says_how_far(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)

    def spoken() -> str:
        return str(hands.entry("表紙").data(Qt.ItemDataRole.AccessibleTextRole))

    qtbot.waitUntil(lambda: "未記入" in spoken())
    empty4.set("cover.name", "青空町の評価書")
    qtbot.waitUntil(lambda: "記入中" in spoken())
    assert "1項目を記入" in spoken()


def test_a_list_that_must_not_stay_empty_is_not_done(empty4: Document) -> None:
    overview = PageProgress(empty4)
    overview.update()
    words = {node.title[:1]: short_state(overview.progress(node)) for node in overview.nodes}
    assert words["Ⅱ"] == "未記入"
    assert short_state(overview.progress(overview.nodes[-1])) == "任意"
    empty4.add("files")
    overview.update()
    assert overview.page_progress(overview.pages[overview.index_of("file:files")]).needed == 0


def test_a_card_says_how_far_its_occurrence_is(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    hands.window.go_to("systems")
    card = hands.find(QWidget, "card:systems[1]")

    def said(words: str) -> bool:
        return any(words in label.text() for label in card.findChildren(QLabel))

    qtbot.waitUntil(lambda: said("記入中（1／3項目）"))
    small.set("systems[1].functions", "宛名を管理する。")
    qtbot.waitUntil(lambda: said("記入中（2／3項目）"))


def test_what_stands_above_a_text_stays_where_it_is_while_the_text_grows(
    qtbot: QtBot, open_window: Open, empty4: Document
) -> None:
    empty4.set("business.content", "申請を受け付ける。\n" * 40)
    hands = open_window(empty4)
    hands.window.go_to("business.content")
    box = hands.find(QPlainTextEdit, "business.content")
    qtbot.waitUntil(box.hasFocus)
    qtbot.waitUntil(lambda: box.height() == box.sizeHint().height())
    above, moved, high = hands.find(QWidget, "business.name"), Rearranged(), box.height()
    above.installEventFilter(moved)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box.height() > high)
    QApplication.processEvents()
    assert not moved.names


def test_the_help_pane_follows_the_focus(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    hands.window.go_to("cover.name")
    qtbot.waitUntil(lambda: hands.find(QLabel, "help_name").text() == "評価書名")
    pane = hands.find(QWidget, "help_pane")
    qtbot.mouseClick(hands.find(QPushButton, "close_help"), LEFT)
    assert not pane.isVisible()
    qtbot.keyClick(hands.window, Qt.Key.Key_F2)
    assert pane.isVisible()


def test_a_part_of_the_help_can_be_selected_for_copying(
    qtbot: QtBot, open_window: Open, empty4: Document
) -> None:
    hands = open_window(empty4)
    hands.window.go_to("business.content")
    name = hands.find(QLabel, "help_name")
    qtbot.waitUntil(lambda: "事務の内容" in name.text())
    texts = hands.find(QWidget, "help_content").findChildren(QLabel)
    body = max((each for each in texts if each.isVisible()), key=lambda each: len(each.text()))
    qtbot.mousePress(body, LEFT, pos=body.rect().center())
    qtbot.mouseRelease(body, LEFT, pos=body.rect().center())
    qtbot.mouseDClick(body, LEFT, pos=body.rect().center())
    assert body.selectedText()
    assert body.selectedText() in body.text()
    hands.window.go_to("cover.name")
    qtbot.waitUntil(lambda: name.text() == "評価書名")
    assert not body.selectedText()


def test_adding_goes_to_the_first_box(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    hands.window.go_to("systems")
    qtbot.mouseClick(hands.find(QPushButton, "add:systems"), LEFT)
    assert hands.document.answers.count("systems") == 1
    box = hands.find(QWidget, "systems[0].name")
    qtbot.waitUntil(box.hasFocus)
    qtbot.keyClicks(box, "abc")
    assert hands.get("systems[0].name") == "abc"
    qtbot.mouseClick(hands.find(QPushButton, "add:systems"), LEFT)
    qtbot.waitUntil(hands.find(QWidget, "systems[1].name").hasFocus)


def test_a_new_file_brings_its_pages(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    hands = open_window(empty4)
    wizard = hands.window.wizard
    assert wizard is not None
    before = len(wizard.pages)
    hands.window.go_to("files")
    qtbot.mouseClick(hands.find(QPushButton, "add:files"), LEFT)
    assert len(wizard.pages) > before + 10
    assert any(place.address == "files[0].name" for place in wizard.page.places)


def test_an_empty_occurrence_goes_without_a_question(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    small.add("systems")
    hands = open_window(small)
    hands.window.go_to("systems")
    qtbot.mouseClick(hands.find(QPushButton, "remove:systems[2]"), LEFT)
    assert small.answers.count("systems") == 2


def test_removing_asks_and_can_be_undone(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Any
) -> None:
    hands = open_window(small)
    hands.window.go_to("systems")
    said: list[str] = []

    def refuse(dialog: QWidget) -> None:
        loss = dialog.findChild(QLabel, "loss")
        assert loss is not None
        said.append(loss.text())
        qtbot.keyClick(dialog, Qt.Key.Key_Return)  # キャンセル is the default

    assert in_dialog("confirm_remove", refuse) == []
    qtbot.mouseClick(hands.find(QPushButton, "remove:systems[0]"), LEFT)
    assert said == ["削除すると、記入した2項目（17文字）がなくなります。"]
    assert small.answers.count("systems") == 2

    in_dialog("confirm_remove", lambda d: d.findChild(QPushButton, "button_ok").click())
    qtbot.mouseClick(hands.find(QPushButton, "remove:systems[0]"), LEFT)
    assert hands.get("systems[0].name") == "宛名システム"
    hands.trigger("action_undo")
    assert hands.get("systems[0].name") == "児童手当システム"
    assert hands.find(QPushButton, "remove:systems[1]").isVisible()


def test_removing_a_page_s_own_occurrence(
    qtbot: QtBot, open_window: Open, small: Document, in_dialog: Any
) -> None:
    hands = open_window(small)
    hands.window.go_to("systems[1]")
    in_dialog("confirm_remove", lambda d: d.findChild(QPushButton, "button_ok").click())
    qtbot.mouseClick(hands.find(QPushButton, "remove:systems[1]"), LEFT)
    assert hands.window.wizard is not None
    assert hands.window.wizard.page.occurrence == "systems[0]"


def test_duplicate_and_move(qtbot: QtBot, open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.window.go_to("systems")
    qtbot.mouseClick(hands.find(QPushButton, "down:systems[0]"), LEFT)
    assert hands.get("systems[1].name") == "児童手当システム"
    qtbot.mouseClick(hands.find(QPushButton, "duplicate:systems[1]"), LEFT)
    assert small.answers.count("systems") == 3
    assert hands.window.wizard is not None
    assert hands.window.wizard.page.occurrence == "systems[2]"
    qtbot.mouseClick(hands.find(QPushButton, "up:systems[2]"), LEFT)
    assert hands.window.wizard.page.occurrence == "systems[1]"


def test_open_from_the_list(qtbot: QtBot, open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.window.go_to("files[0].outsourcing")
    qtbot.mouseClick(hands.find(QPushButton, "open:files[0].outsourcing[0]"), LEFT)
    assert hands.find(QWidget, "files[0].outsourcing[0].name").isVisible()


@pytest.mark.parametrize("percent", [100, 200])
def test_no_page_is_wider_than_its_room(
    open_window: Open, small: Document, percent: int, qtbot: QtBot
) -> None:
    hands = open_window(small, percent=percent)
    wizard = hands.window.wizard
    assert wizard is not None
    for index in range(len(wizard.pages)):
        hands.window.wizard.show_page(index)
        qtbot.wait(0)
        page = wizard.area.widget()
        assert page.width() <= wizard.area.viewport().width()
        assert page.minimumSizeHint().width() <= wizard.area.viewport().width(), wizard.page.key


def test_everything_has_a_name(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    for address in ("cover.number", "systems", "systems[0]", "files[0].outsourcing_exists"):
        hands.window.go_to(address)
        for made in hands.window.findChildren(QPushButton):
            assert made.accessibleName() or made.text(), made.objectName()
            assert made.objectName(), made.text()


def test_going_to_a_cell_shows_its_row(qtbot: QtBot, open_window: Open, empty4: Document) -> None:
    rows = [{"after": f"{number}番目の記載"} for number in range(30)]
    empty4.answers.set("changes", rows)
    hands = open_window(empty4)
    assert hands.window.go_to("changes[20].after")
    cell = hands.find(QWidget, "changes[20].after")
    assert cell.hasFocus()
    hands.trigger("action_help_pane")  # it gives way to the table until it is asked for
    assert cell.hasFocus()
    shown = " ".join(label.text() for label in hands.window.wizard.help.findChildren(QLabel))
    assert load_help()["changes[].after"].example in shown
    qtbot.keyClicks(cell, "x")
    after = hands.get("changes[20].after")
    assert (len(after), after.replace("x", "")) == (8, "20番目の記載")


def test_a_date_is_put_into_wareki_as_one_step_of_undo(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    hands = open_window(small)
    address = "cover.publication_date"
    hands.window.go_to(address)
    line = hands.find(QLineEdit, address)
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "R7.4.1")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert hands.get(address) == "R7.4.1"
    offer = hands.find(QToolButton, f"wareki:{address}")
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert hands.get(address) == "令和7年4月1日"
    hands.trigger("action_undo")
    assert hands.get(address) == "R7.4.1"
    hands.trigger("action_undo")
    assert not hands.get(address)


def test_a_question_that_is_open_folds_nothing_that_holds_text(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    small.set("files[0].outsourcing_exists", None)
    hands = open_window(small)
    hands.window.go_to("files[0].outsourcing[0].name")
    assert hands.find(QWidget, "files[0].outsourcing[0].name").isVisible()
    hands.window.wizard.next()
    hands.window.wizard.back()
    banner = hands.find(QWidget, "banner")
    said = " ".join(label.text() for label in banner.findChildren(QLabel))
    assert "先に「" in said
    assert "要りません" not in said
    assert hands.find(QWidget, "files[0].outsourcing[0].name").isVisible()
    small.set("files[0].outsourcing_exists", "委託しない")
    assert "要りません" in " ".join(label.text() for label in banner.findChildren(QLabel))
    assert not hands.find(QWidget, "files[0].outsourcing[0].name").isVisible()


def test_a_box_with_text_stays_open_as_long_as_the_question_is(
    open_window: Open, small: Document
) -> None:
    address = "files[0].outsourcing[0].sub_approval"
    small.set(address, "書面で許諾する。")
    hands = open_window(small)
    hands.window.go_to("files[0].outsourcing[0].name")
    assert hands.find(QWidget, address).isVisible()
    small.set("files[0].outsourcing[0].sub_exists", "再委託しない")
    assert not hands.find(QWidget, address).isVisible()
