"""A PDF that reportlab has written, with further objects, packed small: those that aren't streams
stand together in streams (ISO 32000-1, 7.5.7), and the table of all is one (7.5.8).
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

# So many objects are packed together: who reads one unpacks them all.
_TOGETHER = 200

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_ENTRY = re.compile(rb"(\d{10}) \d{5} n ")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,10}) 0 R")

# An entry of the table: where in the file an object stands, or in which stream and where there.
_Entry = tuple[int, int, int]
_IN_FILE, _IN_STREAM = 1, 2


class PackedFile:
    """The objects of a file by their numbers, from 1."""

    def __init__(self, written: bytes) -> None:
        """`written` is a file as reportlab writes it: its objects one behind the other, then one
        table. `root`: the number of the catalogue, `pages`: those of the pages in their order.
        """
        end = written.rindex(b"\nxref") + 1
        self._objects = [*_objects(written[:end], written[end:])]
        trailer = written[written.rindex(b"trailer") :]
        self.root = _referred(trailer, b"/Root")[0]
        self._info = _referred(trailer, b"/Info")[0]
        tree = _referred(self._object(self.root), b"/Pages")[0]
        self.pages = _referred(self._object(tree), b"/Kids")

    def annotations(self, page: int) -> list[int]:
        """The numbers of the areas of the page with this number that lead somewhere."""
        return _referred(self._object(page), b"/Annots")

    def add(self, content: str = "") -> int:
        """A further object's number; what it is can be set afterwards."""
        self._objects.append(content.encode("ascii"))
        return len(self._objects)

    def add_stream(self, entries: str, content: bytes) -> int:
        """The number of a further stream of this content, as it is."""
        self._objects.append(_stream(entries, content))
        return len(self._objects)

    def set(self, number: int, content: str) -> None:
        """Set what an added object is."""
        self._objects[number - 1] = content.encode("ascii")

    def extend(self, number: int, entries: str) -> None:
        """Give the dictionary with this number entries that it hasn't got yet."""
        rest = self._object(number).removeprefix(b"<<")
        self._objects[number - 1] = b"<<" + entries.encode("ascii") + rest

    def packed(self) -> bytes:
        """The file; the same objects give the same bytes."""
        out = [_HEAD]
        position = len(_HEAD)
        table: dict[int, _Entry] = {}
        for number, content in self._streams(table):
            table[number] = (_IN_FILE, position, 0)
            out.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
            position += len(out[-1])
        out.append(self._table(table, position, hashlib.sha256(b"".join(out)).hexdigest()[:32]))
        return b"".join(out)

    def _streams(self, table: dict[int, _Entry]) -> Iterator[tuple[int, bytes]]:
        """The numbers of all streams with what they are, also of those that others stand in, which
        go into the table.
        """
        small = []
        for number, content in enumerate(self._objects, 1):
            if content.endswith(b"endstream"):
                yield number, content
            else:
                small.append(number)
        for count, first in enumerate(range(0, len(small), _TOGETHER), 1):
            own = len(self._objects) + count
            together = small[first : first + _TOGETHER]
            table.update((each, (_IN_STREAM, own, n)) for n, each in enumerate(together))
            yield own, self._together(together)

    def _together(self, numbers: Sequence[int]) -> bytes:
        places, position = [], 0
        for number in numbers:
            places.append(b"%d %d" % (number, position))
            position += len(self._object(number)) + 1
        head = b" ".join(places) + b"\n"
        entries = f"/Type/ObjStm/N {len(numbers)}/First {len(head)}"
        return _compressed(entries, head + b"\n".join(map(self._object, numbers)))

    def _table(self, table: dict[int, _Entry], position: int, name: str) -> bytes:
        """The table of all objects, itself among them, and the end of the file."""
        own = len(table) + 1
        rows = [(0, 0, 0xFFFF), *(table[each] for each in range(1, own)), (_IN_FILE, position, 0)]
        content = b"".join(
            kind.to_bytes(1, "big") + where.to_bytes(4, "big") + place.to_bytes(2, "big")
            for kind, where, place in rows
        )
        entries = (
            f"/Type/XRef/Size {len(rows)}/W[1 4 2]"
            f"/Root {self.root} 0 R/Info {self._info} 0 R/ID[<{name}><{name}>]"
        )
        stream = _compressed(entries, content)
        return b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (own, stream, position)

    def _object(self, number: int) -> bytes:
        return self._objects[number - 1]


def _objects(body: bytes, table: bytes) -> Iterator[bytes]:
    """What each object of the table is, in order."""
    offsets = [int(offset) for offset in _ENTRY.findall(table)]
    for begin, end in pairwise([*offsets, len(body)]):
        _, _, content = body[begin:end].partition(b" obj\n")
        yield content.rstrip().removesuffix(b"endobj").rstrip()


def _referred(content: bytes, key: bytes) -> list[int]:
    """The numbers of the objects that the entry of a dictionary names: one, or a list of them."""
    _, _, rest = content.partition(key + b" ")
    end = b"]" if rest.startswith(b"[") else b"R"
    named, _, _ = rest.partition(end)
    return [int(number) for number in _REFERENCE.findall(named + end)]


def _compressed(entries: str, content: bytes) -> bytes:
    return _stream(f"{entries}/Filter/FlateDecode", zlib.compress(content))


def _stream(entries: str, content: bytes) -> bytes:
    head = f"<<{entries}/Length {len(content)}>>\nstream\n".encode("ascii")
    return head + content + b"\nendstream"
