"""A packed PDF holds what reportlab wrote, and what was added, for every reader."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from pia_desktop.pdf.packed_file import PackedFile

PAGES = 3


@pytest.fixture
def written() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for number in range(PAGES):
        canvas.drawString(100, 100, f"page {number} endobj trailer xref")
        canvas.bookmarkPage(f"{number}")
        canvas.addOutlineEntry(f"（{number}）", f"{number}")
        canvas.linkRect("", "0", (0, 0, 9, 9))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def contents(data: bytes) -> list[bytes]:
    """What the pages draw."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.check_pdf_syntax() == []
        return [page.Contents.read_bytes() for page in pdf.pages]


def test_pages_outline_and_links_are_as_they_were(written: bytes) -> None:
    packed = PackedFile(written).packed()
    assert contents(packed) == contents(written)
    for reader in (PdfReader(io.BytesIO(packed)), PdfReader(io.BytesIO(written))):
        assert [entry["/Title"] for entry in reader.outline] == ["（0）", "（1）", "（2）"]
        for page in reader.pages:
            (link,) = page["/Annots"]
            assert link.get_object()["/Dest"][0] == reader.pages[0].indirect_reference


def test_many_added_objects_are_found_by_their_numbers(written: bytes) -> None:
    file = PackedFile(written)
    numbers = [file.add(f"<</Number {n}>>") for n in range(1000)]
    later = file.add()
    file.set(later, f"[{' '.join(f'{number} 0 R' for number in numbers)}]")
    stream = file.add_stream("/Type/Metadata", b"endstream\nendobj\nas it is\n")
    file.extend(file.root, f"/Added {later} 0 R/Metadata {stream} 0 R")
    assert len(file.annotations(file.pages[1])) == 1
    packed = file.packed()
    assert packed == file.packed()
    with pikepdf.open(io.BytesIO(packed)) as pdf:
        assert [int(each.Number) for each in pdf.Root.Added] == [*range(1000)]
        assert pdf.Root.Metadata.read_bytes() == b"endstream\nendobj\nas it is\n"
        assert len(pdf.pages) == PAGES
    root = PdfReader(io.BytesIO(packed)).trailer["/Root"]
    assert root["/Added"][999].get_object()["/Number"] == 999
