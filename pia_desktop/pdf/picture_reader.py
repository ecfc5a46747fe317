"""Pictures as reportlab takes them, with no more of their pixels in memory than paper shows.

A picture of 50 million pixels takes 200 MB decoded, and reportlab makes two copies of that. A JPEG
goes into the PDF as it is: its pixels needn't be decoded at all. A large PNG is made as fine as a
printer can show, which is far coarser, and its pixels are let go before the next one's turn.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reportlab.lib.utils import ImageReader

from pia_desktop.assessment.pictures import picture_size, plain_picture

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

# The finest that office printers print, in dots an inch; points are 72 an inch.
_FINEST_DPI = 600
_POINTS = 72
# Below this a picture goes into the PDF as it is.
_LARGE = 12_000_000
# The kinds of pixels that can be averaged as they are; others are made such.
_AVERAGED = ("L", "LA", "RGB", "RGBA")


class _JpegReader(ImageReader):
    """A JPEG that goes in as it is. reportlab decodes every picture to give it a name; the bytes do
    as well. It also hangs a method of the reader's own on it, so that none is let go before the
    garbage collector comes.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data))
        vars(self).pop("jpeg_fh", None)
        vars(self).update(_data=data, _dataA=None)

    def jpeg_fh(self) -> Any:
        """The file from its beginning."""
        self.fp.seek(0)
        return self.fp


def pixel_size(data: bytes) -> tuple[int, int]:
    """Width and height, without decoding the pixels."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        return picture.size


def picture_reader(data: bytes, width: float, height: float) -> ImageReader:
    """What reportlab draws of a picture in a room of this size, in points."""
    reader = ImageReader(io.BytesIO(data))
    pixels: Pixels = vars(reader)["_image"]
    if pixels.format == "JPEG":
        return _JpegReader(plain_picture(data))
    wide, high = picture_size(data)
    scale = min(width / wide, height / high)
    coarser = int(_POINTS / scale / _FINEST_DPI)  # so that the finest a printer shows is left
    if wide * high < _LARGE or coarser < 2:
        return reader
    return ImageReader(_averaged(pixels, coarser))


def _averaged(picture: Pixels, factor: int) -> Pixels:
    """Each square of so many pixels made one. Its own are let go."""
    if picture.mode not in _AVERAGED:
        transparent = "A" in picture.mode or "transparency" in picture.info
        picture = picture.convert("RGBA" if transparent else "RGB")
    return picture.reduce(factor)
