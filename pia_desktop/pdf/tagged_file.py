"""The structure of a PDF's contents, put into the finished file, so that everyone can read it: what
PDF/UA-1 (ISO 14289-1) and with it JIS X 8341-3 ask for.
"""

from __future__ import annotations

from collections.abc import Sequence

from pia_desktop.pdf.packed_file import PackedFile
from pia_desktop.pdf.page_structure import TaggedElement

LANGUAGE = "ja-JP"

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
    """The PDF `data`, as reportlab writes one, with these elements as its structure, in reading
    order. The same input gives the same bytes.
    """
    file = PackedFile(data)
    tree = _Tree(file).add(TaggedElement("Document", list(elements)))
    said = _METADATA.format(title=_escaped(title), language=LANGUAGE).encode("utf-8")
    metadata = file.add_stream("/Type/Metadata/Subtype/XML", said)
    file.extend(
        file.root,
        f"/StructTreeRoot {tree} 0 R/MarkInfo<</Marked true>>/Metadata {metadata} 0 R",
    )
    return file.packed()


class _Tree:
    """Writing the elements as objects of the file."""

    def __init__(self, file: PackedFile) -> None:
        self._file = file
        # By page: which object each marked content of it belongs to.
        self._owners: list[dict[int, int]] = [{} for _ in file.pages]
        # By link: the annotation, and the object that it belongs to.
        self._links: list[tuple[int, int]] = []
        self._attributes: dict[tuple[str, int], int] = {}

    def add(self, document: TaggedElement) -> int:
        """Add the document with all that is below it; the number of the structure's root."""
        file = self._file
        root = file.add()
        kid = self._object(document, root)
        owned = [
            file.add(f"[{' '.join(f'{owners[mark]} 0 R' for mark in sorted(owners))}]")
            for owners in self._owners
        ]
        for number, page in enumerate(file.pages):
            file.extend(page, f"/StructParents {number}/Tabs/S")
        for number, (annotation, _) in enumerate(self._links, len(file.pages)):
            file.extend(annotation, f"/StructParent {number}")
        owned += [own for _, own in self._links]
        numbers = " ".join(f"{number} {own} 0 R" for number, own in enumerate(owned))
        parents = file.add(f"<</Nums[{numbers}]>>")
        file.set(
            root,
            f"<</Type/StructTreeRoot/K {kid} 0 R/ParentTree {parents} 0 R"
            f"/ParentTreeNextKey {len(owned)}>>",
        )
        return root

    def _object(self, element: TaggedElement, parent: int) -> int:
        own = self._file.add()
        entries = [f"<</S/{element.tag}/P {parent} 0 R"]
        if element.contents:
            entries.append(f"/Pg {self._page(element.contents[0][0])}")
        if element.spoken:
            entries.append(f"/ActualText{_string(element.spoken)}")
        if element.description:
            entries.append(f"/Alt{_string(element.description)}")
        if element.scope or element.columns > 1:
            entries.append(f"/A {self._attribute(element.scope, element.columns)} 0 R")
        kids = [f"{self._object(k, own)} 0 R" for k in element.kids if not k.says_nothing]
        kids += [self._content(element, own, page, mark) for page, mark in element.contents]
        if element.link is not None:
            kids.append(self._link(own, *element.link))
        if kids:
            entries.append(f"/K[{' '.join(kids)}]")
        self._file.set(own, "".join((*entries, ">>")))
        return own

    def _page(self, number: int) -> str:
        return f"{self._file.pages[number]} 0 R"

    def _content(self, element: TaggedElement, own: int, page: int, mark: int) -> str:
        """A marked content: its number; with its page where the element goes on over several."""
        self._owners[page][mark] = own
        if page == element.contents[0][0]:
            return str(mark)
        return f"<</Type/MCR/Pg {self._page(page)}/MCID {mark}>>"

    def _link(self, own: int, page: int, number: int) -> str:
        annotation = self._file.annotations(self._file.pages[page])[number]
        self._links.append((annotation, own))
        return f"<</Type/OBJR/Obj {annotation} 0 R/Pg {self._page(page)}>>"

    def _attribute(self, scope: str, columns: int) -> int:
        """A table's attribute, one object for all that are alike."""
        if (scope, columns) not in self._attributes:
            said = f"/Scope/{scope}" if scope else ""
            spans = f"/ColSpan {columns}" if columns > 1 else ""
            self._attributes[scope, columns] = self._file.add(f"<</O/Table{said}{spans}>>")
        return self._attributes[scope, columns]


def _string(text: str) -> str:
    """The text as a string of the file."""
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def _escaped(text: str) -> str:
    """The text as XML has it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
