"""The page しきい値判断: the facts are changed there, and what they lead to stands above them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment import new_assessment
from pia_desktop.assessment.document import Document
from pia_desktop.forms.wareki import format_date
from tests.ui.conftest import Hands
from tests.ui.editors.conftest import type_text

Open = Callable[..., Hands]
LEFT = Qt.MouseButton.LeftButton

FOCUSED = "基礎項目評価及び重点項目評価の実施が義務付けられる"


@pytest.fixture
def document() -> Document:
    return Document(new_assessment("youshiki3-2025-05"))


def due(hands: Hands) -> str:
    return hands.find(QLabel, "threshold_due").text()


def click(qtbot: QtBot, hands: Hands, address: str, text: str) -> None:
    radios = hands.find(QWidget, address).findChildren(QRadioButton)
    qtbot.mouseClick(next(radio for radio in radios if radio.text() == text), LEFT)


def notice(hands: Hands) -> str:
    bar = hands.find(QWidget, "notice_threshold")
    return hands.find(QLabel, "notice_threshold_words").text() if bar.isVisible() else ""


def test_the_result_follows_the_facts_at_once(
    qtbot: QtBot, open_window: Open, document: Document
) -> None:
    hands = open_window(document)
    hands.window.go_to("threshold.subjects")
    assert (
        due(hands)
        == "対象人数、取扱者数、重大事故の有無を入れると、義務付けられる評価がここに出ます。"
    )
    assert hands.find(QLabel, "threshold_due").font().bold()
    type_text(hands.find(QLineEdit, "threshold.subjects"), "120000")
    type_text(hands.find(QLineEdit, "threshold.staff"), "60")
    assert due(hands) == "重大事故の有無を入れると、義務付けられる評価がここに出ます。"
    click(qtbot, hands, "threshold.accident", "いいえ")
    assert "重点項目評価（様式3）の実施が義務付けられます" in due(hands)
    assert not hands.find(QLabel, "threshold_alarm").isVisible()
    click(qtbot, hands, "threshold.accident", "はい")
    assert "全項目評価（様式4）の実施が義務付けられます" in due(hands)
    assert "様式を改める" in hands.find(QLabel, "threshold_alarm").text()
    assert document.answers.get("threshold") == {
        "subjects": 120_000,
        "staff": 60,
        "accident": True,
    }
    hands.trigger("action_undo")
    assert document.answers.get("threshold.accident") is False
    assert "重点項目評価（様式3）" in due(hands)
    qtbot.mouseClick(hands.find(QPushButton, "clear:threshold.accident"), LEFT)
    assert document.answers.get("threshold.accident") is None


def test_the_result_is_compared_with_the_form_and_written_into_it(
    qtbot: QtBot, open_window: Open, document: Document
) -> None:
    document.set("business.subject_count", "1,000人未満")
    document.answers.fill({"threshold": {"subjects": 120_000, "staff": 60, "accident": False}})
    hands = open_window(document)
    hands.window.go_to("threshold.subjects")
    words = hands.find(QLabel, "threshold_agreement").text()
    assert "「対象人数」と違います：「1,000人未満」ではなく「10万人以上30万人未満」" in words
    assert f"「しきい値判断結果」はまだ記入されていません：{FOCUSED}" in words
    qtbot.mouseClick(hands.find(QPushButton, "write_threshold"), LEFT)
    assert document.answers.get("business.subject_count") == "10万人以上30万人未満"
    assert document.answers.get("procedure.threshold") == FOCUSED
    assert hands.find(QLabel, "threshold_agreement").text().count("と合っています") == 2
    assert not hands.find(QPushButton, "write_threshold").isVisible()
    hands.trigger("action_undo")
    assert document.answers.get("business.subject_count") == "1,000人未満"
    assert document.answers.get("procedure.threshold") is None


def test_the_page_stands_beside_the_form_and_explains_each_fact(
    open_window: Open, document: Document
) -> None:
    hands = open_window(document)
    pages = hands.window.wizard.pages
    (page,) = [page for page in pages if not page.section.printed]
    assert page is pages[-1]
    hands.window.go_to("threshold.staff")
    explained = {
        name: hands.find(QLabel, f"explanation:threshold.{name}").text()
        for name in ("staff", "accident", "as_of")
    }
    assert "委託先" in explained["staff"]
    assert "101人以上" in explained["accident"]
    assert "指針" in explained["accident"]
    assert "数えた日" in explained["as_of"]
    question = hands.find(QWidget, "threshold.accident").accessibleName()
    assert question.startswith("過去1年以内に")
    assert "特定個人情報に関する重大事故" in question


def test_a_changed_result_is_told_above_every_page_until_it_is_published(
    qtbot: QtBot, open_window: Open, document: Document
) -> None:
    document.answers.fill({"threshold": {"subjects": 42_000, "staff": 60, "accident": False}})
    document.publish("令和8年4月1日")
    hands = open_window(document)
    assert notice(hands) == ""
    document.set("threshold.staff", 500)
    assert "しきい値判断の結果が、公表版から変わりました" in notice(hands)
    assert "再実施が義務付けられます" in notice(hands)
    qtbot.mouseClick(hands.find(QPushButton, "show_threshold"), LEFT)
    alarm = hands.find(QLabel, "threshold_alarm")
    assert alarm.isVisible()
    assert "第1版" in alarm.text()
    document.undo()
    assert notice(hands) == ""
    document.redo()
    document.publish("令和8年5月1日", repeated=True)
    assert notice(hands) == ""


@pytest.mark.parametrize("percent", [100, 200])
def test_what_is_told_above_the_pages_is_never_cut_off(
    open_window: Open, document: Document, percent: int
) -> None:
    document.answers.fill({"threshold": {"subjects": 42_000, "staff": 60, "accident": False}})
    document.publish(format_date(date.today() - timedelta(days=400)))
    hands = open_window(document, percent=percent)
    document.set("threshold.staff", 500)
    hands.window.wizard.refresh()
    QApplication.processEvents()
    if percent == 200:  # what can wait is folded there
        hands.find(QPushButton, "fold_notices").click()
        QApplication.processEvents()
    for name in ("notice_threshold_words", "notice_due_words"):
        words = hands.find(QLabel, name)
        assert words.isVisible()
        assert words.height() >= words.heightForWidth(words.width())
        hands.find(QPushButton, "next_notice").click()
        QApplication.processEvents()


def test_the_days_back_from_a_planned_change_stand_below_it(
    open_window: Open, document: Document
) -> None:
    hands = open_window(document)
    hands.window.go_to("threshold.change_date")
    plan = hands.find(QLabel, "change_plan")
    assert not plan.isVisible()
    document.set("threshold.change_date", "令和9年5月10日")
    lines = plan.text().splitlines()
    assert lines[0].startswith("令和9年4月15日（木）　起案")
    assert lines[3].startswith("令和9年5月7日（金）　公表")  # the days before are holidays
    assert lines[4].startswith("令和9年5月10日（月）　変更")
    document.set("threshold.change_date", "令和2年5月7日")
    assert plan.text().splitlines()[-1].startswith("期限を過ぎています：起案、")
    document.set("threshold.change_date", None)
    assert not plan.isVisible()
