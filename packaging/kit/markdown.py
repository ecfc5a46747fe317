"""Markdown, as docs/manual/ uses it, as what reportlab sets on pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.sax.saxutils import escape

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    Flowable,
    Image,
    ListFlowable,
    ListItem,
    Paragraph,
    Spacer,
    Table,
)

from kit.looks import BULLET, LINK, STYLES, TABLE, WIDTH, Heading
from pia_desktop.files.font_files import REGULAR, missing_characters

# On paper the next chapter is on the next page.
_TURNING = ("次の章：", "最初の章：")
_RESOLUTION = 144 / 72  # pictures of the window, in pixels a point
_HIGHEST = 200 * mm


class UnknownMarkdown(Exception):
    """The manual uses something that has no shape on paper yet."""


class Chapter:
    """One Markdown file as flowables."""

    def __init__(self, path: Path, keys: dict[str, str]) -> None:
        """`keys` holds the bookmark of each chapter by its file's name."""
        self._path = path
        self._keys = keys
        self._blocks: dict[str, Callable[[SyntaxTreeNode], Iterator[Flowable]]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "table": self._table,
            "fence": self._code,
        }

    def flowables(self) -> list[Flowable]:
        """The whole chapter."""
        text = self._path.read_text("utf-8")
        missing = missing_characters(text)
        if missing:
            raise UnknownMarkdown(f"{self._path.name}: no font prints {missing!r}")
        return list(self._of(SyntaxTreeNode(MarkdownIt().enable("table").parse(text))))

    def _of(self, node: SyntaxTreeNode) -> Iterator[Flowable]:
        for child in node.children:
            if child.type not in self._blocks:
                raise UnknownMarkdown(f"{self._path.name}: {child.type}")
            yield from self._blocks[child.type](child)

    def _heading(self, node: SyntaxTreeNode) -> Iterator[Flowable]:
        level = int(node.tag[1:])
        key = self._keys[self._path.name] if level == 1 else ""
        yield Heading(self._inline(node), level, key)

    def _paragraph(self, node: SyntaxTreeNode) -> Iterator[Flowable]:
        inner = node.children[0]
        if not inner.content.startswith(_TURNING):
            pictures = [child for child in inner.children if child.type == "image"]
            if len(pictures) == len(inner.children):
                yield from map(self._picture, pictures)
            else:
                yield Paragraph(self._inline(node), STYLES["body"])

    def _picture(self, node: SyntaxTreeNode) -> Flowable:
        path = self._path.parent / unquote(str(node.attrs["src"]))
        wide, high = ImageReader(str(path)).getSize()
        scale = min(1 / _RESOLUTION, WIDTH / wide, _HIGHEST / high)
        return Image(str(path), wide * scale, high * scale, hAlign="LEFT")

    def _list(self, node: SyntaxTreeNode) -> Iterator[Flowable]:
        numbered = node.type == "ordered_list"
        items: list[Any] = [
            ListItem(list(self._of(item)), spaceAfter=1 * mm) for item in node.children
        ]
        yield ListFlowable(
            items,
            bulletType="1" if numbered else "bullet",
            start=None if numbered else "•",
            bulletFormat="%s." if numbered else None,
            **BULLET,
        )
        yield Spacer(1, 1.5 * mm)

    def _table(self, node: SyntaxTreeNode) -> Iterator[Flowable]:
        rows = [row for part in node.children for row in part.children]
        head = [[Paragraph(self._inline(cell), STYLES["head"]) for cell in rows[0].children]]
        body = [
            [Paragraph(self._inline(cell), STYLES["cell"]) for cell in row.children]
            for row in rows[1:]
        ]
        widths = _widths(rows)
        yield Table(head + body, colWidths=widths, repeatRows=1, style=TABLE, hAlign="LEFT")
        yield Spacer(1, 4 * mm)

    def _code(self, node: SyntaxTreeNode) -> Iterator[Flowable]:
        lines = escape(node.content.rstrip("\n")).replace(" ", "&nbsp;").replace("\n", "<br/>")
        yield Paragraph(lines, STYLES["code"])

    def _inline(self, node: SyntaxTreeNode) -> str:
        """A block's text in reportlab's own marks."""
        return "".join(self._marked(child) for inner in node.children for child in inner.children)

    def _marked(self, node: SyntaxTreeNode) -> str:
        inner = "".join(map(self._marked, node.children))
        match node.type:
            case "text":
                return escape(node.content)
            case "strong":
                return f"<b>{inner}</b>"
            case "code_inline":
                return f'<font color="{LINK}">{escape(node.content)}</font>'
            case "link":
                return self._link(str(node.attrs["href"]), inner)
            case "softbreak":
                return _between(node)
        raise UnknownMarkdown(f"{self._path.name}: {node.type}")

    def _link(self, to: str, inner: str) -> str:
        key = self._keys.get(unquote(to))
        return f'<a href="#{key}" color="{LINK}">{inner}</a>' if key else inner


def _between(node: SyntaxTreeNode) -> str:
    """What a line's end in the source stands for: nothing between Japanese letters."""
    before, after = node.previous_sibling, node.next_sibling
    ends = (before.content[-1:] if before else "") + (after.content[:1] if after else "")
    return " " if ends.isascii() and len(ends) == 2 else ""


def _widths(rows: list[SyntaxTreeNode]) -> list[float]:
    """Columns share the width after their longest texts, none below a fifth."""
    columns = list(zip(*(row.children for row in rows), strict=True))
    texts = [[cell.children[0].content for cell in column] for column in columns]
    longest = [max(stringWidth(text, REGULAR, 9.5) for text in column) + 16 for column in texts]
    if sum(longest) <= WIDTH:
        return [*longest[:-1], WIDTH - sum(longest[:-1])]
    shares = [max(length / sum(longest), 0.2) for length in longest]
    return [WIDTH * share / sum(shares) for share in shares]
