"""Where pictures come from: files, dropped files, the clipboard. PNG and JPEG only."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from pia_desktop.assessment.pictures import picture_size, print_size, read_figure
from pia_desktop.errors import PiaError
from ui.widgets.question import ask_question

FILTER = "画像 (*.png *.jpg *.jpeg)"
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg")
PASTED_NAME = "貼り付けた図.png"
_UNUSABLE = re.compile(r'[\\/:*?"<>|\n]')


def is_picture_name(name: str) -> bool:
    """Whether a file is called as pictures are."""
    return Path(name).suffix.lower() in PICTURE_ENDINGS


def read_picture(path: Path) -> tuple[str, bytes]:
    """Name and bytes of a picture's file, or PiaError with the reason."""
    data = read_figure(path)
    return _UNUSABLE.sub("_", path.name).strip().lstrip(".") or "図.png", data


def pictures_in(mime: QMimeData) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The pictures that are dropped or pasted, and why others among them can't be taken."""
    files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if not files and mime.hasImage():
        image = mime.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return [(PASTED_NAME, png_of(image))], []
    taken: list[tuple[str, bytes]] = []
    refused: list[str] = []
    for path in files:
        try:
            taken.append(read_picture(path))
        except PiaError as error:
            refused.append(picture_fault(path, error))
    return taken, refused


def ask_to_shrink(parent: QWidget, text: str) -> bool:
    """Ask whether pictures are taken in smaller, as `text` describes."""
    answers = ("小さくして入れる", "そのまま入れる")
    return ask_question(parent, "ask_to_shrink", "大きな図", text, answers)


def large_pictures_in_words(taken: list[tuple[str, bytes]]) -> str:
    """Which of the pictures have more pixels than paper needs, or nothing."""
    lines = []
    for name, data in taken:
        if size := print_size(data):
            before, after = (f"{wide:,}×{high:,}" for wide, high in (picture_size(data), size))
            lines.append(f"「{name}」：{before}画素 → {after}画素")
    if not lines:
        return ""
    return (
        "次の図は、印刷に要る細かさ（300dpi）より大きいです。小さくすると、評価書とPDFが軽くなります。"
        "印刷したときの見た目は変わりません。\n\n" + "\n".join(lines)
    )


def picture_fault(path: Path, error: PiaError) -> str:
    """Why a file is no picture for the form, in a sentence or two."""
    return f"「{path.name}」は図として使えません。{error.message}{error.remedy}"


def png_of(image: QImage) -> bytes:
    """The image as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
