"""全体 and リスク対策一覧: when they are shown, what they say, and where they lead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTreeView
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import Assessment, new_assessment, pia_file
from pia_desktop.assessment.document import Document
from pia_desktop.checks.progress import is_well_begun
from tests.diagrams.many_systems import many_systems
from tests.ui.conftest import Hands
from ui.widgets.picture_view import PictureView
from ui.wizard.navigator import KEY_ROLE, Navigator
from ui.wizard.node_delegate import MARK_ROLE, SHORT_ROLE

Open = Callable[..., Hands]
ENOUGH, LACKING = "十分である", "課題が残されている"


def click(hands: Hands, qtbot: QtBot, name: str) -> None:
    qtbot.mouseClick(hands.find(QPushButton, name), Qt.MouseButton.LeftButton)


def pick(hands: Hands, qtbot: QtBot, title: str) -> None:
    """Click on an entry of the navigator."""
    tree = hands.find(QTreeView, "navigator")
    index = hands.entry(title)
    tree.scrollTo(index)
    place = tree.visualRect(index).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)


def opened(open_window: Open, assessment: Assessment, folder: Path) -> Hands:
    """A window with the assessment out of a file."""
    pia_file.save(assessment, folder / "評価書.pia")
    return open_window(Document.open(folder / "評価書.pia"))


def is_shown(hands: Hands, page: str) -> bool:
    assert hands.window.wizard is not None
    return hands.window.wizard.front_name == page


def text(hands: Hands, name: str) -> str:
    return hands.find(QLabel, name).text()


@pytest.fixture
def published(small: Document) -> Document:
    small.set("files[0].risk.obtain.purpose.enough", ENOUGH)
    small.publish("令和7年4月1日")
    small.set("files[0].risk.obtain.purpose.enough", LACKING)
    return small


def test_a_published_file_opens_at_the_whole(
    open_window: Open, published: Document, tmp_path: Path
) -> None:
    hands = opened(open_window, published.assessment, tmp_path)
    assert is_shown(hands, "overview")
    assert "公表済み：第1版（令和7年4月1日公表）" in text(hands, "overview_state")


def test_a_file_just_begun_opens_at_its_first_box(
    open_window: Open, small: Document, tmp_path: Path
) -> None:
    assert not is_well_begun(small.assessment)
    hands = opened(open_window, small.assessment, tmp_path)
    assert is_shown(hands, "")
    assert hands.title() == "表紙"


def test_a_file_that_is_over_half_filled_opens_at_the_whole(
    open_window: Open, tmp_path: Path
) -> None:
    assessment = many_systems()
    assert is_well_begun(assessment)
    assert not is_well_begun(new_assessment("youshiki4-2025-05"))
    assert is_shown(opened(open_window, assessment, tmp_path), "overview")


def test_the_first_page_comes_next(open_window: Open, published: Document, qtbot: QtBot) -> None:
    hands = open_window(published)
    hands.window.go_to("business.name")
    hands.trigger("action_overview")
    assert is_shown(hands, "overview")
    click(hands, qtbot, "button_next")
    assert hands.title() == "表紙"
    assert is_shown(hands, "")


def titles(hands: Hands) -> list[str]:
    """The navigator's outermost entries that are shown."""
    tree = hands.find(QTreeView, "navigator")
    model = tree.model()
    rows = [row for row in range(model.rowCount()) if not tree.isRowHidden(row, tree.rootIndex())]
    return [str(model.index(row, 0).data()) for row in rows]


def chosen(hands: Hands) -> str:
    return str(hands.find(QTreeView, "navigator").currentIndex().data())


def test_they_stand_above_the_form_s_pages_without_a_state(
    open_window: Open, published: Document, qtbot: QtBot
) -> None:
    hands = open_window(published)
    assert titles(hands)[:3] == ["全体", "リスク対策一覧", "表紙"]
    wizard = hands.window.wizard
    assert wizard is not None
    qtbot.waitUntil(lambda: wizard.overview.known)
    for title in ("全体", "リスク対策一覧"):
        index = hands.entry(title)
        assert index.data(MARK_ROLE) is None
        assert index.data(SHORT_ROLE) is None
        assert index.data(Qt.ItemDataRole.AccessibleTextRole) == title
    assert hands.entry("表紙").data(SHORT_ROLE)
    assert text(hands, "page_number") == f"1／{len(wizard.pages)}ページ"


def test_the_entry_is_marked_while_its_page_is_shown(
    open_window: Open, published: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    hands = opened(open_window, published.assessment, tmp_path)
    assert chosen(hands) == "全体"
    hands.trigger("action_risks")
    assert chosen(hands) == "リスク対策一覧"
    hands.document.add("systems")
    assert chosen(hands) == "リスク対策一覧"
    hands.window.go_to("cover.name")
    assert chosen(hands) == "表紙"
    hands.trigger("action_overview")
    assert chosen(hands) == "全体"
    click(hands, qtbot, "button_next")
    assert chosen(hands) == "表紙"


def test_arrow_keys_and_enter_lead_there(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    tree = hands.find(Navigator, "navigator")
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Up)
    assert is_shown(hands, "risks")
    QTest.keyClick(tree, Qt.Key.Key_Up)
    assert is_shown(hands, "overview")
    assert not hands.find(QPushButton, "button_back").isEnabled()
    QTest.keyClick(tree, Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert hands.window.wizard is not None
    assert hands.window.wizard.area.widget().isAncestorOf(focus)
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Down)
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert is_shown(hands, "")
    assert hands.title() == "表紙"


def test_the_filter_finds_them(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    for word, page in (("全体", "overview"), ("リスク対策一覧", "risks")):
        hands.trigger("action_pages")
        line = hands.find(QLineEdit, "navigator_filter")
        line.setText(word)
        assert titles(hands) == [word]
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert is_shown(hands, page)
        assert chosen(hands) == word
    assert titles(hands)[0] == "全体"


def test_the_page_stays_when_the_text_size_changes(open_window: Open, small: Document) -> None:
    hands = open_window(small)
    hands.trigger("action_risks")
    hands.window.controllers.view.set_text_size(150)
    assert is_shown(hands, "risks")
    assert chosen(hands) == "リスク対策一覧"


@pytest.mark.parametrize("page", ["action_overview", "action_risks"])
def test_what_has_the_focus_is_seen_whole_with_the_largest_text(
    open_window: Open, published: Document, tmp_path: Path, qtbot: QtBot, page: str
) -> None:
    published.set("cover.name", "青空町における児童手当の支給に関する事務 全項目評価書" * 2)
    hands = opened(open_window, published.assessment, tmp_path)
    hands.trigger(page)
    hands.window.controllers.view.set_text_size(200)
    qtbot.waitUntil(seen_whole)
    hands.window.go_to("cover.name")
    hands.trigger(page)
    qtbot.waitUntil(seen_whole)


def seen_whole() -> bool:
    focused = QApplication.focusWidget()
    return focused.visibleRegion().boundingRect() == focused.rect()


def test_it_says_what_changed_and_how_the_risks_stand(
    open_window: Open, published: Document, qtbot: QtBot
) -> None:
    hands = open_window(published)
    pick(hands, qtbot, "全体")
    qtbot.waitUntil(lambda: text(hands, "card_changes_count") == "1項目")
    assert text(hands, "card_changes_unlisted") == "変更箇所にまだない変更 1件（うち要判断 1件）"
    assert "▲課題が残されている 1" in text(hands, "card_risks_count")
    assert text(hands, "card_risks_trend").endswith("↓悪くなった 1")
    assert text(hands, "card_dates_published") == "公表日　令和7年4月1日"
    assert text(hands, "card_dates_review").startswith("見直し　令和8年4月1日まで")
    assert text(hands, "card_dates_repeat") == "再実施　令和12年4月1日まで"
    qtbot.waitUntil(lambda: "誤り" in text(hands, "card_check_count"))
    published.set("files[0].risk.obtain.purpose.enough", ENOUGH)
    qtbot.waitUntil(lambda: text(hands, "card_changes_count") == "変更はありません。")


def test_its_parts_lead_to_their_places(
    open_window: Open, published: Document, qtbot: QtBot
) -> None:
    hands = open_window(published)
    for name, title in (("threshold", "しきい値判断"), ("dates", "表紙"), ("flow", "(別添1)")):
        pick(hands, qtbot, "全体")
        click(hands, qtbot, f"card_{name}_open")
        assert hands.title().startswith(title)
    pick(hands, qtbot, "全体")
    click(hands, qtbot, "section_bar_1")
    assert hands.window.wizard is not None
    assert "基本情報" in " ".join(hands.window.wizard.page.trail)
    entry = hands.window.wizard.navigator.currentIndex()
    assert entry.data(KEY_ROLE) == hands.window.wizard.page.key
    assert hands.window.wizard.view.isAncestorOf(QApplication.focusWidget())  # type: ignore[union-attr]
    pick(hands, qtbot, "全体")
    click(hands, qtbot, "card_risks_open")
    assert is_shown(hands, "risks")


def test_the_diagram_is_shown_small(open_window: Open, small: Document, qtbot: QtBot) -> None:
    hands = open_window(small)
    pick(hands, qtbot, "全体")
    picture = hands.find(PictureView, "overview_flow")
    assert not picture.isVisible()
    small.set(
        "process.flow",
        {"nodes": [{"id": "a", "kind": "person", "label": "本人", "x": 0, "y": 0}], "edges": []},
    )
    qtbot.waitUntil(picture.isVisible)


def test_a_judgement_leads_to_its_item(
    open_window: Open, published: Document, qtbot: QtBot
) -> None:
    hands = open_window(published)
    pick(hands, qtbot, "リスク対策一覧")
    name = "grade:files[0].risk.obtain.purpose.enough"
    cell = hands.find(QPushButton, name)
    assert cell.text() == "▲課題が残されている↓"
    assert "公表版では十分である" in cell.accessibleName()
    published.set("files[0].risk.obtain.purpose.enough", ENOUGH)
    qtbot.waitUntil(lambda: hands.find(QPushButton, name).text() == "○十分である")
    click(hands, qtbot, name)
    assert is_shown(hands, "")
    assert hands.window.wizard is not None
    assert hands.window.wizard.has_field("files[0].risk.obtain.purpose.enough")


def test_a_new_file_gets_a_column(open_window: Open, small: Document, qtbot: QtBot) -> None:
    hands = open_window(small)
    pick(hands, qtbot, "リスク対策一覧")
    small.add("files")
    name = "grade:files[1].risk.obtain.purpose.enough"
    qtbot.waitUntil(lambda: bool(hands.window.findChildren(QPushButton, name)))
    assert is_shown(hands, "risks")


def test_the_list_of_risks_is_written_as_pdf(
    open_window: Open,
    small: Document,
    qtbot: QtBot,
    tmp_path: Path,
    in_dialog: Callable[..., object],
) -> None:
    hands = open_window(small)
    hands.files.path = tmp_path / "一覧.pdf"
    in_dialog("dialog_exported", lambda dialog: dialog.accept())
    pick(hands, qtbot, "リスク対策一覧")
    click(hands, qtbot, "risk_export")
    assert hands.files.path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("percent", [100, 200])
def test_no_card_reaches_beyond_the_window(
    open_window: Open, published: Document, percent: int
) -> None:
    hands = open_window(published, percent=percent)
    hands.trigger("action_overview")
    QApplication.processEvents()
    wizard = hands.window.wizard
    assert wizard is not None
    assert wizard.area.widget().width() <= wizard.area.viewport().width()


def test_an_entry_without_a_state_keeps_no_line_for_it(
    open_window: Open, published: Document
) -> None:
    hands = open_window(published, percent=200)
    tree = hands.find(QTreeView, "navigator")
    low, high = (tree.visualRect(hands.entry(title)).height() for title in ("全体", "表紙"))
    assert low < high


def test_the_overview_is_reached_by_its_key_out_of_a_text_box(
    open_window: Open, published: Document, qtbot: QtBot
) -> None:
    hands = open_window(published)
    assert hands.window.go_to("cover.remarks")
    box = QApplication.focusWidget()
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: is_shown(hands, "overview"))
