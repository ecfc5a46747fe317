"""The manual as a PDF: cover, contents, a chapter from each Markdown file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus.tableofcontents import TableOfContents

from kit.contents import NAME, ROOT, VERSION
from kit.looks import BOTTOM, LINE, QUIET, SIDE, STYLES, TOP, WIDTH, Heading
from kit.markdown import Chapter
from pia_desktop.files.font_files import REGULAR

MANUAL = ROOT / "docs" / "manual"
GUIDE = ROOT / "docs" / "packaging.md"
_ICON = ROOT / "resources" / "icons" / "pia-desktop.png"


@dataclass(frozen=True)
class Book:
    """What one PDF holds. `cover` gives it a title page and a contents page."""

    title: str
    chapters: Sequence[Path]
    cover: bool = True


def manual() -> Book:
    """The whole manual in its order."""
    return Book("マニュアル", sorted(MANUAL.glob("*.md")))


def guide() -> Book:
    """What IT reads before installing."""
    return Book("オフラインキットの手引", [GUIDE], cover=False)


def pdf(book: Book) -> bytes:
    """The book's pages; the same book is the same bytes."""
    out = io.BytesIO()
    _Pages(out, book).multiBuild(list(_story(book)))
    return out.getvalue()


def _story(book: Book) -> Iterator[Flowable]:
    keys = {path.name: f"chapter{number}" for number, path in enumerate(book.chapters)}
    if book.cover:
        yield from _front(book)
    for number, path in enumerate(book.chapters):
        if number:
            yield PageBreak()
        yield from Chapter(path, keys).flowables()


def _front(book: Book) -> Iterator[Flowable]:
    icon = Image(str(_ICON), 30 * mm, 30 * mm)
    icon.hAlign = "LEFT"
    yield from (Spacer(1, 60 * mm), icon, Spacer(1, 10 * mm))
    yield Paragraph("特定個人情報保護評価書の作成", STYLES["title"])
    yield Paragraph(book.title, STYLES["title"])
    yield Spacer(1, 6 * mm)
    yield Paragraph(f"{NAME} {VERSION}", STYLES["subtitle"])
    yield NextPageTemplate("inside")
    yield PageBreak()
    yield Heading("目次", 1, "contents")
    yield TableOfContents(
        levelStyles=[STYLES["contents1"], STYLES["contents2"]], dotsMinLevel=0, rightColumnWidth=30
    )
    yield PageBreak()


class _Pages(BaseDocTemplate):
    """The pages, and what is noted of each heading while they are set."""

    def __init__(self, out: io.BytesIO, book: Book) -> None:
        super().__init__(
            out,
            pagesize=A4,
            title=f"{NAME} {VERSION} {book.title}",
            author=NAME,
            lang="ja-JP",
            invariant=1,
            initialFontName=REGULAR,
        )
        self._book = book
        frame = Frame(SIDE, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
        inside = PageTemplate("inside", [frame], onPage=self._margins)
        cover = [PageTemplate("cover", [frame])] if book.cover else []
        self.addPageTemplates([*cover, inside])

    def beforeDocument(self) -> None:
        """Each pass begins anew."""
        self._headings = 0
        self._chapter = ""

    def afterFlowable(self, flowable: Flowable) -> None:
        """A heading goes into the contents and the outline."""
        if not isinstance(flowable, Heading):
            return
        text = flowable.getPlainText()
        key = flowable.key or f"heading{self._headings}"
        self._headings += 1
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, flowable.level - 1, closed=False)
        if flowable.key != "contents":
            self.notify("TOCEntry", (flowable.level - 1, text, self.page, key))

    def _margins(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """The book's name above, the page's number below."""
        canvas.saveState()
        canvas.setFont(REGULAR, 8.5)
        canvas.setFillColor(QUIET)
        canvas.setStrokeColor(LINE)
        top = A4[1] - 16 * mm
        canvas.drawString(SIDE, top, f"{NAME} {VERSION}")
        canvas.drawRightString(A4[0] - SIDE, top, self._book.title)
        canvas.line(SIDE, top - 2.5 * mm, A4[0] - SIDE, top - 2.5 * mm)
        canvas.drawCentredString(A4[0] / 2, 13 * mm, f"{document.page}")
        canvas.restoreState()
