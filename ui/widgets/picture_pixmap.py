"""A picture's bytes as a pixmap no larger than it is shown: a large one takes 200 MB whole."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImageReader, QPixmap


def picture_pixmap(data: bytes, room: QSize) -> QPixmap:
    """The picture as large as there is room for, and never larger than it is; it is scaled while it
    is decoded where that can be. Null for bytes that aren't a picture.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.isValid() and (size.width() > room.width() or size.height() > room.height()):
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())
