"""The theme: values (docs/decisions/0038-look-of-the-window.md), contrast, text sizes, focus."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QStringListModel, Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontMetricsF, QTextLayout
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.style import apply_theme, button, theme
from ui.style.focus import FocusRing
from ui.style.fonts import body_font
from ui.style.line_height import line_height_font


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp)
    yield
    apply_theme(qapp)


def luminance(colour: str) -> float:
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "text,ground",
    [
        ("text", "ground"),
        ("text", "panel"),
        ("text", "tint"),
        ("support", "ground"),
        ("support", "panel"),
        ("key", "ground"),
        ("key", "tint"),
        ("ground", "key"),
        ("ground", "key_pressed"),
        ("warning", "ground"),
        ("warning", "panel"),
        ("error", "ground"),
        ("disabled_text", "disabled_ground"),
        ("text", "error_ground"),
    ],
)
def test_contrast(text: str, ground: str) -> None:
    assert contrast(getattr(theme(), text), getattr(theme(), ground)) >= 4.5


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_everything_follows_the_text_size(qapp: QApplication, qtbot: QtBot, scale: float) -> None:
    apply_theme(qapp, scale)
    assert qapp.font().pixelSize() == round(16 * scale)
    for widget in (QLineEdit(), button("次へ", primary=True)):
        qtbot.addWidget(widget)
        widget.ensurePolished()
        assert 44 * scale <= widget.sizeHint().height() <= 52 * scale


def test_text_size_has_limits(qapp: QApplication) -> None:
    assert apply_theme(qapp, 5).scale == 2.0
    assert apply_theme(qapp, 0.1).scale == 1.0


def test_lines_are_1_7_high_and_letters_come_from_biz_ud() -> None:
    font = body_font(16)
    assert 1.68 <= QFontMetricsF(font).lineSpacing() / 16 <= 1.75
    assert any(name.startswith("BIZ UDP") for name in font.families())
    own = line_height_font()
    assert own == line_height_font()
    assert len(own) < 2000
    letters = QFontMetricsF(font).horizontalAdvance("漢字かな")
    assert 3.5 * 16 < letters <= 4 * 16


@pytest.mark.parametrize("bold,weight", [(False, 400), (True, 700)])
def test_bold_letters_come_from_the_bold_face(bold: bool, weight: int) -> None:
    font = body_font(16)
    font.setBold(bold)
    layout = QTextLayout("特定個人情報", font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    faces = {(run.rawFont().familyName(), run.rawFont().weight()) for run in layout.glyphRuns()}
    assert {face for _, face in faces} == {weight}
    assert all(name.startswith("BIZ UDP") for name, _ in faces)
    # Windows asks the next family for the weight that the first one has.
    first, *_ = font.families()
    weights = {QFontDatabase.weight(first, face) for face in QFontDatabase.styles(first)}
    assert weight in weights


def test_the_style_sheet_has_no_unfilled_value(qapp: QApplication) -> None:
    assert "$" not in qapp.styleSheet()


class Stage:
    """A scrolling page with one of each control."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        outer = QVBoxLayout(self.window)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setSpacing(20)
        table = QTableView()
        table.setModel(QStringListModel(["一", "二"], table))
        self.controls: list[QWidget] = [
            QLineEdit(),
            QPlainTextEdit(),
            QRadioButton("選ぶ"),
            QCheckBox("付ける"),
            QPushButton("押す"),
            table,
        ]
        for control in self.controls:
            layout.addWidget(control)
        self.area.setWidget(page)
        outer.addWidget(self.area)
        self.foot = button("次へ", primary=True)
        outer.addWidget(self.foot)
        self.window.resize(500, 500)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)


def ring_around(stage: Stage, control: QWidget, app: QApplication) -> QRect:
    frame = FocusRing.install(app).frame
    assert frame is not None
    assert frame.isVisible()
    corner = frame.mapToGlobal(QPoint(0, 0)) - control.mapToGlobal(QPoint(0, 0))
    width = theme().focus_ring + theme().focus_line
    assert corner == QPoint(-width, -width)
    assert frame.size() == control.rect().adjusted(-width, -width, width, width).size()
    return QRect(frame.mapTo(stage.window, QPoint(0, 0)), frame.size())


def test_the_ring_is_seen_on_every_control(qtbot: QtBot, qapp: QApplication) -> None:
    stage = Stage(qtbot)
    for control in (*stage.controls, stage.foot):
        control.setFocus()
        stage.area.ensureWidgetVisible(control, 20, 20)
        qapp.processEvents()
        ring = ring_around(stage, control, qapp)
        picture = stage.window.grab().toImage()
        middle = ring.center().x()
        colours = {picture.pixelColor(middle, ring.top() + n).name() for n in range(5)}
        assert QColor(theme().focus_outline).name() in colours
        assert QColor(theme().focus).name() in colours


def test_the_ring_moves_with_its_control(qtbot: QtBot, qapp: QApplication) -> None:
    stage = Stage(qtbot)
    first = stage.controls[0]
    first.setFocus()
    before = ring_around(stage, first, qapp)
    stage.window.resize(700, 300)
    stage.area.verticalScrollBar().setValue(10)
    qapp.processEvents()
    assert ring_around(stage, first, qapp) != before
    first.hide()
    frame = FocusRing.install(qapp).frame
    assert frame is None or not frame.isVisible() or QApplication.focusWidget() is not first


def test_the_ring_outlives_the_page_it_was_on(qtbot: QtBot, qapp: QApplication) -> None:
    stage = Stage(qtbot)
    stage.controls[0].setFocus()
    fresh = QWidget()
    layout = QVBoxLayout(fresh)
    box = QLineEdit()
    layout.addWidget(box)
    stage.area.setWidget(fresh)
    qapp.processEvents()
    box.setFocus()
    ring_around(stage, box, qapp)


def test_the_ring_takes_no_clicks(qtbot: QtBot) -> None:
    stage = Stage(qtbot)
    radio = stage.controls[2]
    radio.setFocus()
    qtbot.mouseClick(radio, Qt.MouseButton.LeftButton, pos=QPoint(12, radio.height() // 2))
    assert isinstance(radio, QRadioButton)
    assert radio.isChecked()


def test_the_ring_follows_into_another_window(qtbot: QtBot, qapp: QApplication) -> None:
    stage = Stage(qtbot)
    box = stage.controls[0]
    box.setFocus()
    other = QWidget(stage.window)
    other.setGeometry(0, 0, 300, 100)
    other.show()
    box.setParent(other)
    box.move(40, 40)
    box.show()
    box.setFocus()
    qapp.processEvents()
    ring_around(stage, box, qapp)
