"""A font of which a PDF holds what it uses, as one part with codes of two bytes."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream
from reportlab.pdfbase.ttfonts import TTFont

# So many entries may stand in a block of a map from codes to text.
_A_BLOCK = 100

_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class EmbeddedFont(TTFont):
    """reportlab makes a font of its own of each 256 characters. A Japanese text then changes the
    font every other character, and each font repeats the tables of the whole. This is a composite
    font (ISO 32000-1, 9.7) with a code of two bytes for each character that was drawn.
    """

    def __init__(self, name: str, path: str) -> None:
        """The font of the file, to be known to reportlab under the name."""
        super().__init__(name, path, shapable=False)
        self._codes: WeakKeyDictionary[PDFDocument, CharacterCodes] = WeakKeyDictionary()

    def codes(self, document: PDFDocument) -> CharacterCodes:
        """The codes of the characters that the document uses."""
        if document not in self._codes:
            self._codes[document] = CharacterCodes()
            self.state[document] = TTFont.State(asciiReadable=False)
        return self._codes[document]

    def splitString(
        self, text: str, doc: PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """The text in codes; reportlab asks for it part by part, and there is one alone."""
        codes = self.codes(doc)
        return [(0, bytes.fromhex("".join(map(codes.__getitem__, text))))]

    def internal_name(self, document: PDFDocument) -> str:
        """What the font is called in the document's pages."""
        self.codes(document)
        return str(self.getSubsetInternalName(0, document))

    def addObjects(self, doc: PDFDocument) -> None:
        """Put what the document uses of the font into it."""
        document: Any = doc
        face: Any = self.face
        used = [0, *map(ord, self.codes(doc))]
        name = f"AAAAAA+{face.name.decode('ascii')}"
        internal = self.internal_name(doc)[1:]
        descendant = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": PDFName(name),
            "CIDSystemInfo": PDFDictionary(
                {
                    "Registry": pdfdoc.PDFString("Adobe"),
                    "Ordering": pdfdoc.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": face.addSubsetObjects(doc, name, used),
            "W": PDFArray([0, PDFArray([*map(face.getCharWidth, used)])]),
            "CIDToGIDMap": _stream(doc, self._glyphs(used), f"glyphs:{name}"),
        }
        font = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": PDFName(name),
            "Encoding": "/Identity-H",
            "DescendantFonts": PDFArray(
                [document.Reference(PDFDictionary(descendant), f"part:{name}")]
            ),
            "ToUnicode": _stream(doc, _to_unicode(used), f"text:{name}"),
        }
        fonts = document.idToObject["BasicFonts"]
        fonts.dict[internal] = document.Reference(PDFDictionary(font), internal)
        del self.state[doc], self._codes[doc]

    def _glyphs(self, used: list[int]) -> bytes:
        """By code, which glyph of the embedded part it shows: they follow one another as they were
        first used, and two characters may show the same.
        """
        glyphs = {0: 0}  # also where the font has a glyph of its own for code 0
        for char in used:
            glyphs.setdefault(self.face.charToGlyph.get(char, 0), len(glyphs))
        return b"".join(glyphs[self.face.charToGlyph.get(char, 0)].to_bytes(2) for char in used)


class CharacterCodes(dict[str, str]):
    """Codes in hexadecimal, in the order in which characters are asked for; 0 is none's."""

    def __missing__(self, char: str) -> str:
        code = self[char] = f"{len(self) + 1:04X}"
        return code


def _stream(document: Any, content: bytes, name: str) -> Any:
    stream = PDFStream(content=content)
    stream.filters = [pdfdoc.PDFZCompress]
    return document.Reference(stream, name)


def _to_unicode(used: list[int]) -> bytes:
    """The map from codes to text, by which a reader of the PDF searches and copies."""
    lines = [
        f"<{code:04X}> <{chr(char).encode('utf-16-be').hex().upper()}>"
        for code, char in enumerate(used)
        if code
    ]
    blocks = []
    for start in range(0, len(lines), _A_BLOCK):
        block = lines[start : start + _A_BLOCK]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return _TO_UNICODE.format(blocks="\n".join(blocks)).encode("ascii")
