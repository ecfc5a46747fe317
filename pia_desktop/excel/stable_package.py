"""Packing a workbook so that the same content is the same bytes, on every system and every day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

# The standard library's own function brings all of its network modules along.
_ATTRIBUTE = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "\n": "&#10;",
        "\r": "&#13;",
        "\t": "&#9;",
    }
)

_EPOCH = (1980, 1, 1, 0, 0, 0)

PROPERTIES_MEMBER = "docProps/core.xml"
_DUBLIN_CORE = "http://purl.org/dc"
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
    '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    f'xmlns:dc="{_DUBLIN_CORE}/elements/1.1/" xmlns:dcterms="{_DUBLIN_CORE}/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)


def escape_attribute(text: str) -> str:
    """A text as it stands between the quotes of an attribute, or between two tags."""
    return text.translate(_ATTRIBUTE)


def core_properties(title: str, subject: str, author: str, day: date | None) -> bytes:
    """The part that says who made a document of what. `day` is when it was made and changed last;
    without one it doesn't say.
    """
    texts = {"dc:title": title, "dc:subject": subject, "dc:creator": author}
    elements = [f"<{name}>{escape_attribute(text)}</{name}>" for name, text in texts.items()]
    if day is not None:
        moment = f' xsi:type="dcterms:W3CDTF">{day.isoformat()}T00:00:00Z<'
        elements += [f"<dcterms:{name}{moment}/dcterms:{name}>" for name in ("created", "modified")]
    return f"{_PROPERTIES}{''.join(elements)}</cp:coreProperties>".encode()


def pack_members(workbook: io.BytesIO, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The members of a workbook in their order, each with the same fixed time and system.

    `replaced` are the members that have another content, by name.
    """
    own = replaced or {}
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(workbook) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, own.get(entry.filename) or source.read(entry))
    return buffer.getvalue()
