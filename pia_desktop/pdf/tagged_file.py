"""The structure of a PDF's contents, put into the finished file, so that everyone can read it: what
PDF/UA-1 (ISO 14289-1) and with it JIS X 8341-3 ask for.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pia_desktop.pdf.page_structure import TaggedElement

LANGUAGE = "ja-JP"

# A link is there on paper as well as on the screen.
_PRINTED = 4

# What says of a file that it keeps to PDF/UA-1. The title is put in.
_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def with_structure(data: bytes, elements: Sequence[TaggedElement], title: str) -> bytes:
    """The PDF `data` with these elements as its structure, in reading order. The same input gives
    the same bytes.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _Tree(pdf).put(TaggedElement("Document", list(elements)))
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Metadata = pdf.make_stream(
            _METADATA.format(title=_escaped(title), language=LANGUAGE).encode("utf-8"),
            Type=Name.Metadata,
            Subtype=Name.XML,
        )
        out = io.BytesIO()
        pdf.save(
            out,
            min_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return out.getvalue()


class _Tree:
    """Writing the elements as objects of the file."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        # By page: which object each marked content of it belongs to.
        self._owners: list[dict[int, Object]] = [{} for _ in self._pages]
        self._links: list[Object] = []
        self._attributes: dict[tuple[str, int], Object] = {}

    def put(self, document: TaggedElement) -> None:
        """Make the document and all that is below it the structure of the file."""
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = self._object(document, root)
        numbers: list[Any] = []
        for number, owners in enumerate(self._owners):
            self._pages[number].StructParents = number
            self._pages[number].Tabs = Name.S
            owned = Array([owners[mark] for mark in sorted(owners)])
            numbers.extend([number, self._pdf.make_indirect(owned)])
        for number, link in enumerate(self._links, len(self._pages)):
            numbers.extend([number, link])
        root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(self._pages) + len(self._links)
        self._pdf.Root.StructTreeRoot = root

    def _object(self, element: TaggedElement, parent: Object) -> Object:
        entries: dict[str, Any] = {"/S": _name(element.tag), "/P": parent}
        if element.contents:
            entries["/Pg"] = self._pages[element.contents[0][0]]
        if element.spoken:
            entries["/ActualText"] = String(element.spoken)
        if element.description:
            entries["/Alt"] = String(element.description)
        if element.scope or element.columns > 1:
            entries["/A"] = self._attribute(element.scope, element.columns)
        own = self._pdf.make_indirect(Dictionary(entries))
        kids = [self._object(kid, own) for kid in element.kids if not kid.says_nothing]
        kids += [self._content(element, own, page, mark) for page, mark in element.contents]
        if element.link is not None:
            kids.append(self._linked(own, element.leads_to, *element.link))
        if kids:
            own["/K"] = kids[0] if len(kids) == 1 else Array(kids)
        return own

    def _content(self, element: TaggedElement, own: Object, page: int, mark: int) -> Any:
        """A marked content: its number; with its page where the element goes on over several."""
        self._owners[page][mark] = own
        if page == element.contents[0][0]:
            return mark
        return Dictionary(Type=Name.MCR, Pg=self._pages[page], MCID=mark)

    def _linked(self, own: Object, title: str, page: int, number: int) -> Object:
        annotation = self._pages[page].Annots[number]
        annotation.Contents = String(f"「{title}」のページへ")
        annotation.F = _PRINTED
        annotation.StructParent = len(self._pages) + len(self._links)
        self._links.append(own)
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self._pages[page])

    def _attribute(self, scope: str, columns: int) -> Object:
        """A table's attribute, one object for all that are alike."""
        if (scope, columns) not in self._attributes:
            attribute = Dictionary(O=Name.Table)
            if scope:
                attribute.Scope = Name("/" + scope)
            if columns > 1:
                attribute.ColSpan = columns
            self._attributes[scope, columns] = self._pdf.make_indirect(attribute)
        return self._attributes[scope, columns]


@lru_cache(maxsize=32)
def _name(tag: str) -> Name:
    return Name("/" + tag)


def _escaped(text: str) -> str:
    """The text as XML has it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
