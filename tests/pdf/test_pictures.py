"""How large a picture stands on the printed page, and where."""

from __future__ import annotations

import io
import re
import struct
import zlib

import pytest
from pypdf import PdfReader

from pia_desktop.assessment import new_assessment
from pia_desktop.pdf import write_pdf

A4_WIDTH = 210 * 72 / 25.4
DRAWN = re.compile(rb"([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm\s+/\S+ Do")


def png(width: int, height: int) -> bytes:
    """A grey picture of so many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def drawn(width: int, height: int) -> tuple[float, float, float]:
    """Width, height and left edge in points of a picture of so many pixels on its page."""
    assessment = new_assessment("youshiki4-2025-05")
    assessment.figures = {"図.png": png(width, height)}
    assessment.answers.set("process.figures", [{"file": "図.png", "caption": "事務の流れ"}])
    for page in PdfReader(io.BytesIO(write_pdf(assessment))).pages:
        found = DRAWN.search(page.get_contents().get_data())
        if found:
            shown = [float(number) for number in found.groups()]
            return shown[0], shown[1], shown[2]
    raise AssertionError("no picture on any page")


@pytest.mark.parametrize("width,height", [(200, 100), (40, 60), (600, 500)])
def test_a_small_picture_keeps_its_natural_size_in_the_middle(width: int, height: int) -> None:
    wide, high, left = drawn(width, height)
    assert (wide, high) == pytest.approx((width * 0.75, height * 0.75), abs=0.5)
    assert left == pytest.approx((A4_WIDTH - wide) / 2, abs=0.5)


@pytest.mark.parametrize("width,height", [(3000, 1000), (800, 4000)])
def test_a_large_picture_is_made_to_fit_the_page(width: int, height: int) -> None:
    wide, high, left = drawn(width, height)
    assert wide / high == pytest.approx(width / height, rel=0.01)
    assert wide <= 180 * 72 / 25.4
    assert high <= 601
    assert left == pytest.approx((A4_WIDTH - wide) / 2, abs=0.5)
