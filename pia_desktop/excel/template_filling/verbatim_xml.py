"""XML whose names stay as they were written: a prefix is a part of a name, its declaration an
attribute like others. Whatever nobody changes is written as it was read.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder, tostring
from xml.parsers import expat

from defusedxml.common import EntitiesForbidden


def parse_verbatim(data: bytes) -> Element:
    """The root element. Raises ExpatError for what is no XML, EntitiesForbidden for a part that
    declares entities.
    """
    builder = TreeBuilder(insert_comments=True, insert_pis=True)
    parser = expat.ParserCreate()  # without a separator, expat leaves namespaces alone
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    parser.CommentHandler = builder.comment
    parser.ProcessingInstructionHandler = builder.pi
    parser.EntityDeclHandler = _refuse_entity
    parser.Parse(data, True)
    root: Element = builder.close()
    return root


def write_verbatim(root: Element) -> bytes:
    """The element as a part of a package, in UTF-8; empty elements end as Excel ends them."""
    text: bytes = tostring(root, encoding="UTF-8", xml_declaration=False)
    if b"<!--" not in text:  # elsewhere a bracket in a text is escaped
        text = text.replace(b" />", b"/>")
    return b'<?xml version="1.0" encoding="UTF-8"?>' + text


def local_name(element: Element) -> str | None:
    """An element's name without its prefix; None for a comment."""
    tag: Any = element.tag
    return tag.rpartition(":")[2] if isinstance(tag, str) else None


def _refuse_entity(name: str, _is_parameter: bool, value: str | None, *said: str | None) -> None:
    raise EntitiesForbidden(name, value, *said)
