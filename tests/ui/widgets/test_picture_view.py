"""A picture in the window shows the letters that paper does."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from pia_desktop.diagrams.shapes import Group, Picture, Words
from pia_desktop.files.font_files import FALLBACKS, REGULAR, font_characters
from ui.style.fonts import drawing_families
from ui.widgets.picture_view import paint_picture

NO_FONT_HAS_IT = "\U000e0fff"


def painted(text: str) -> QImage:
    image = QImage(240, 80, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(2, 2)
    paint_picture(painter, Picture(120, 40, (Group((Words(60.0, 20.0, text, 12.0),)),)))
    painter.end()
    return image


@pytest.mark.parametrize("name", FALLBACKS)
def test_a_letter_that_the_window_s_font_lacks_comes_from_another(
    qapp: QApplication, name: str
) -> None:
    char = chr(max(font_characters(name) - font_characters(REGULAR)))
    assert painted(f"渡{char}様") != painted(f"渡{NO_FONT_HAS_IT}様")
    assert len(drawing_families(char)) > 1


def test_other_fonts_are_loaded_for_rare_letters_alone(qapp: QApplication) -> None:
    assert len(drawing_families("児童手当システム①")) == 1
