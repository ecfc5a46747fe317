"""The frame around an editor: what it says, how it folds, and where a click leads."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pia_desktop.checks import Severity
from pia_desktop.forms.model import Form
from pia_desktop.forms.places import Place
from ui.editors.factory import make_field
from ui.style import apply_theme


def said(page: Any) -> str:
    labels = page.field.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_label_required_and_error(open_page: Callable[..., Any]) -> None:
    page = open_page("cover.name")
    name = page.field.place.name
    assert name in said(page)
    assert "必須" not in said(page)
    page.field.set_required(True)
    page.field.show_findings({Severity.ERROR: "名前がありません。"})
    assert "必須" in said(page)
    assert name in said(page)
    assert "名前がありません。" in said(page)
    assert page.editor.accessibleDescription() == "名前がありません。\n必須"
    page.field.set_required(False)
    page.field.show_findings({})
    assert said(page) == name


def test_the_mark_of_important_items_stays(open_page: Callable[..., Any]) -> None:
    page = open_page("files[0].record_main")
    assert "※" in said(page)
    page.field.set_required(True)
    assert "※" in said(page)


def test_a_click_on_the_label_leads_into_the_editor(
    open_page: Callable[..., Any], qtbot: QtBot
) -> None:
    page = open_page("cover.name")
    page.editor.clearFocus()
    told: list[str] = []
    page.field.focused.connect(told.append)
    label = page.field.findChildren(QLabel)[0]
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    assert page.editor.hasFocus()
    assert told == ["cover.name"]


def test_the_focus_of_a_child_is_told(open_page: Callable[..., Any]) -> None:
    page = open_page("systems[0].connections")
    told: list[str] = []
    page.field.focused.connect(told.append)
    page.child(object, "systems[0].connections:その他").setFocus()
    assert told == ["systems[0].connections"]


def test_folding_keeps_the_content_and_says_so(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page("cover.name")
    page.editor.set_value("前からある名前")
    page.field.show_findings({Severity.ERROR: "違います。"})
    page.field.set_folded("ほかの欄で要らないとしたので、記入は要りません。")
    assert not page.editor.isVisible()
    assert "記入は要りません。" in said(page)
    assert "残っています" in said(page)
    assert "違います" not in said(page)
    assert page.editor.value() == "前からある名前"
    show = page.child(QPushButton, "show:cover.name")
    assert show.text() == "表示する"
    qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert page.editor.isVisible()
    assert show.text() == "たたむ"
    page.field.set_folded("ほかの欄で要らないとしたので、記入は要りません。")
    assert page.editor.isVisible()  # the same reason again leaves it as the person wants it
    qtbot.keyClick(show, Qt.Key.Key_Space)
    assert not page.editor.isVisible()
    page.field.set_folded("")
    assert page.editor.isVisible()
    assert not show.isVisible()
    assert "残っています" not in said(page)
    assert page.changes == []


def test_an_empty_folded_field_says_nothing_of_content(open_page: Callable[..., Any]) -> None:
    page = open_page("files[0].risk.outsourcing.none")
    assert said(page) == ""  # the box has its own label
    page.field.set_folded("記入は要りません。")
    assert said(page) == "委託しない\n記入は要りません。"


def test_folding_makes_room(open_page: Callable[..., Any], qtbot: QtBot) -> None:
    page = open_page("business.content")
    full = page.field.height()
    page.field.set_folded("記入は要りません。")
    qtbot.waitUntil(lambda: page.field.height() < full - 50)


def test_a_number_has_its_unit_behind_it(open_page: Callable[..., Any]) -> None:
    page = open_page("files[0].outsourcing_count")
    unit = next(each for each in page.field.findChildren(QLabel) if each.text() == "件")
    assert unit.mapTo(page.field, unit.rect().topLeft()).x() > page.editor.geometry().right()


def test_another_place_takes_all_names_along(open_page: Callable[..., Any]) -> None:
    page = open_page("files[0].sharing_exists")
    page.field.readdress(page.field.place._replace(address="files[1].sharing_exists"))
    assert page.editor.objectName() == "files[1].sharing_exists"
    name = "files[1].sharing_exists:提供を行っている"
    assert page.child(QLineEdit, name).accessibleIdentifier() == name


def test_tab_goes_as_one_reads(
    qtbot: QtBot, form: Form, all_places: dict[str, Place], qapp: QApplication
) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    fields = {}
    for address in (
        "cover.name",
        "cover.publication_date",
        "business.subject_count",
        "systems[0].connections",
        "process.figures",
        "changes",
        "business.content",
    ):
        place = all_places[address]
        fields[address] = make_field(place, page, form.tables.get(place.item.id, ()))
        layout.addWidget(fields[address])
    qtbot.addWidget(page)
    page.show()
    fields["process.figures"].editor.set_value([{"file": "a.png"}, {"file": "b.png"}])
    fields["changes"].editor.set_value([dict.fromkeys(("date", "item", "before", "after"), "x")])
    fields["cover.publication_date"].set_folded("要りません。")
    page.resize(760, 6000)
    for _ in range(5):
        qapp.processEvents()
    stops = []
    here = page.nextInFocusChain()
    while here is not page:
        if here.focusPolicy() & Qt.FocusPolicy.TabFocus and here.isVisible():
            stops.append(here)
        here = here.nextInFocusChain()
    assert len(stops) > 40
    assert stops[1].objectName() == "show:cover.publication_date"
    for one, other in pairwise(stops):
        top = one.mapTo(page, QPoint(0, 0)).y()
        bottom = other.mapTo(page, QPoint(0, other.height())).y()
        assert bottom > top, (one.objectName(), other.objectName())


def test_every_field_fits_a_narrow_page_at_200_percent(
    qtbot: QtBot, form: Form, all_places: dict[str, Place], qapp: QApplication
) -> None:
    apply_theme(qapp, 2)
    for place in all_places.values():
        if not place.item.answerable:
            continue
        field = make_field(place, None, form.tables.get(place.item.id, ()))
        qtbot.addWidget(field)
        if place.item.kind == "table":
            field.editor.set_value([{"date": "令和7年5月12日"}])
        if place.item.kind == "figures":
            field.editor.set_value([{"file": "a.png"}])
        field.ensurePolished()
        assert field.minimumSizeHint().width() <= 480, place.address
