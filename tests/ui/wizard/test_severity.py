"""Errors, warnings and notices look, read and count differently wherever findings are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from pia_desktop.assessment.document import Document
from pia_desktop.checks import Finding, Severity, registry
from pia_desktop.checks.subject import CheckSubject
from tests.ui.conftest import Hands
from ui.style.icons import icon
from ui.widgets.severity import SEVERITY_ICONS, SEVERITY_WORDS
from ui.wizard.navigator import Navigator
from ui.wizard.node_delegate import MARK_ROLE, SHORT_ROLE

Open = Callable[..., Hands]
BOX = "cover.number"


@pytest.fixture
def findings(monkeypatch: pytest.MonkeyPatch) -> list[Severity]:
    """A rule finds in the cover's number what a test puts in here; `required` is beside it."""
    severities: list[Severity] = []

    def find(_subject: CheckSubject) -> Iterator[Finding]:
        for severity in severities:
            words = {"message": f"{severity.value}です。", "remedy": "見直してください。"}
            yield Finding("test", severity, BOX, "評価書番号", **words)

    rule = registry.Rule("test", Severity.ERROR, "試験", "", "", registry.Sureness.SURE, [])
    rule.finders.append(registry.Finder(registry.Scope.WHOLE, find))
    for code in [code for code in registry.RULES if code != "required"]:
        monkeypatch.delitem(registry.RULES, code)
    monkeypatch.setitem(registry.RULES, "test", rule)
    return severities


def open_checked(qtbot: QtBot, open_window: Open, document: Document) -> Hands:
    """A window whose findings are worked out."""
    hands = open_window(document)
    wizard = hands.window.wizard
    assert wizard is not None
    wizard.refresh()
    assert hands.window.go_to(BOX)
    return hands


def cover(hands: Hands) -> QModelIndex:
    return hands.find(Navigator, "navigator").currentIndex()


def text_of(hands: Hands, name: str) -> str:
    label = hands.find(QLabel, name)
    return label.text() if label.isVisible() else ""


@pytest.mark.parametrize(
    "severities,word,mark",
    [
        ([Severity.ERROR], "誤り", "status-wrong"),
        ([Severity.WARNING], "警告", "status-warning"),
        ([Severity.WARNING, Severity.ERROR], "誤り", "status-wrong"),
        ([Severity.NOTICE], None, None),
    ],
)
def test_the_navigator_tells_errors_from_warnings_and_passes_notices_over(
    qtbot: QtBot,
    open_window: Open,
    small: Document,
    findings: list[Severity],
    severities: list[Severity],
    word: str | None,
    mark: str | None,
) -> None:
    hands = open_checked(qtbot, open_window, small)
    index = cover(hands)
    before = (index.data(SHORT_ROLE), index.data(MARK_ROLE))
    assert not {"誤り", "警告"} & set(before)
    findings.extend(severities)
    hands.window.wizard.refresh()
    index = cover(hands)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    if word is None:
        assert (index.data(SHORT_ROLE), index.data(MARK_ROLE)) == before
    else:
        assert (index.data(SHORT_ROLE), index.data(MARK_ROLE)) == (word, mark)
        assert f"、{word}、" in spoken


def test_the_heads_count_errors_and_warnings_apart(
    qtbot: QtBot, open_window: Open, small: Document, findings: list[Severity]
) -> None:
    hands = open_checked(qtbot, open_window, small)
    for head in ("progress_counts", "page_counts"):
        assert not hands.find(QWidget, head).isVisible()
    findings += [Severity.WARNING, Severity.WARNING, Severity.NOTICE]
    hands.window.wizard.refresh()
    for head in ("progress_counts", "page_counts"):
        assert text_of(hands, f"{head}_warning") == "警告 2件"
        assert text_of(hands, f"{head}_error") == ""
    findings.append(Severity.ERROR)
    hands.window.wizard.refresh()
    assert text_of(hands, "progress_counts_error") == "誤り 1件"
    hands.window.go_to("systems[0].name")
    assert not hands.find(QWidget, "page_counts").isVisible()


def test_a_box_shows_each_with_its_word_and_only_an_error_marks_it_wrong(
    qtbot: QtBot, open_window: Open, small: Document, findings: list[Severity]
) -> None:
    findings += [Severity.NOTICE, Severity.WARNING]
    hands = open_checked(qtbot, open_window, small)
    editor = hands.find(QWidget, BOX)
    shown = editor.accessibleDescription().split("\n")
    assert shown == [
        "警告：warningです。見直してください。",
        "お知らせ：noticeです。見直してください。",
        "必須",
    ]
    assert not editor.property("wrong")
    findings.append(Severity.ERROR)
    hands.window.wizard.refresh()
    field = hands.find(QWidget, f"field:{BOX}")
    looks = [
        (label.property("look"), label.y())
        for label in field.findChildren(QLabel)
        if label.isVisible() and "見直してください" in label.text()
    ]
    in_order = [look for look, _ in sorted(looks, key=lambda entry: entry[1])]
    assert in_order == ["error", "warning-text", "notice-text"]
    assert editor.property("wrong")
    findings.clear()
    hands.window.wizard.refresh()
    assert editor.accessibleDescription() == "必須"
    assert not editor.property("wrong")


def test_typing_leaves_a_warning_where_it_is(
    qtbot: QtBot, open_window: Open, small: Document, findings: list[Severity]
) -> None:
    findings.append(Severity.WARNING)
    hands = open_checked(qtbot, open_window, small)
    qtbot.keyClicks(hands.find(QWidget, BOX), "8")
    assert hands.get(BOX) == "87"
    assert "警告：" in hands.find(QWidget, BOX).accessibleDescription()


def test_the_check_lists_each_with_its_word_and_icon_and_counts_them_apart(
    qtbot: QtBot, open_window: Open, small: Document, findings: list[Severity]
) -> None:
    findings += [Severity.ERROR, Severity.WARNING, Severity.NOTICE]
    hands = open_checked(qtbot, open_window, small)
    hands.trigger("action_check")
    rows = hands.find(QListWidget, "findings")
    listed = [rows.item(row) for row in range(rows.count())]
    for severity in findings:
        words = f"{SEVERITY_WORDS[severity]}：{severity.value}です。"
        (row,) = [item for item in listed if words in item.text()]
        wanted = icon(SEVERITY_ICONS[severity]).pixmap(20, 20).toImage()
        assert row.icon().pixmap(20, 20).toImage() == wanted
    summary = text_of(hands, "findings_summary")
    assert "誤り1件、警告1件、お知らせ1件" in summary


def test_an_overdue_review_is_a_warning_and_one_to_come_none(
    qtbot: QtBot, open_window: Open, small: Document
) -> None:
    small.publish("平成30年4月1日")
    hands = open_checked(qtbot, open_window, small)
    assert "警告" in cover(hands).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "警告：" in hands.find(QWidget, "cover.publication_date").accessibleDescription()


def test_the_icons_differ_in_shape() -> None:
    """In black and white they can be told apart, too."""
    shapes = set()
    for name in (*SEVERITY_ICONS.values(), "status-complete", "status-begun", "status-empty"):
        image = icon(name).pixmap(48, 48).toImage()
        points = range(0, 48, 2)
        shapes.add(
            "".join(str(int(image.pixelColor(x, y).alpha() > 99)) for x in points for y in points)
        )
    assert len(shapes) == 6
