"""Whether a filled workbook shows what the assessment says, box by box."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.value_text import value_as_text
from pia_desktop.errors import ExportError
from pia_desktop.excel.area_overlaps import overlapping
from pia_desktop.excel.importer.workbook_model import Book
from pia_desktop.forms.model import Item
from pia_desktop.forms.places import Place
from pia_desktop.forms.values import is_empty

_BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class TemplateGap:
    """An answer that found no place in the workbook."""

    address: str
    name: str
    text: str


@dataclass(frozen=True)
class FilledTemplate:
    """The filled workbook, and what is not in it."""

    data: bytes
    missing: tuple[TemplateGap, ...]


def refuse_overlaps(book: Book, path: Path) -> None:
    """Raise ExportError where merged areas of a worksheet lie over each other."""
    for sheet in book.sheets:
        area = overlapping(sheet.merges)
        if area is not None:
            raise ExportError(
                f"シート「{sheet.name}」の{area.top}行目で、結合したセルが重なっています。",
                "Excelで開き、その行の結合を直して保存してください。",
                file=path,
            )


def same_value(value: Any, other: Any) -> bool:
    """Whether two answers look the same: white space is not seen."""
    if is_empty(value) or is_empty(other):
        return is_empty(value) and is_empty(other)
    return bool(_squeezed(value) == _squeezed(other))


def _squeezed(value: Any) -> Any:
    if isinstance(value, str):
        return _BLANK.sub("", value)
    if isinstance(value, dict):
        return {key: _squeezed(inside) for key, inside in value.items() if inside != ""}
    if isinstance(value, list):
        return [_squeezed(inside) for inside in value]
    return value


def check_filled(
    assessment: Assessment, shown: Assessment, written: set[str], path: Path
) -> tuple[TemplateGap, ...]:
    """Every answer that the workbook has no box for. Raises ExportError where a box shows something
    else than the answer, or an answer that the assessment doesn't give.
    """
    answers = assessment.answers
    gaps = []
    for place in answers.places():
        item, address = place.item, place.address
        value, other = answers.get(address), shown.answers.get(address)
        if not _is_shown(place) or is_empty(value) or same_value(value, other):
            continue
        name = " ".join(place.name.split())
        hidden = address in written and (is_empty(other) or not item.features.has_options)
        if hidden or not _is_part(value, other):
            raise _differs(address, name, path)
        text = _lacking(item, value, other)
        if text:
            gaps.append(TemplateGap(address, name, text))
    for place in shown.answers.places():
        shows = place.item.answerable and not is_empty(shown.answers.get(place.address))
        if shows and is_empty(answers.get(place.address)):
            raise _more(place.address, " ".join(place.name.split()), path)
    return tuple(gaps)


def _is_shown(place: Place) -> bool:
    """Whether the form prints an answer there."""
    return place.section.printed and place.item.answerable


def _is_part(value: Any, other: Any) -> bool:
    """Whether what is shown says nothing else than the answer, but less."""
    if is_empty(other):
        return True
    if isinstance(value, list) and isinstance(other, list):
        rest = iter(_squeezed(value))
        return all(any(row == kept for kept in rest) for row in _squeezed(other))
    if isinstance(value, dict) and isinstance(other, dict):
        return all(key in value and same_value(value[key], other[key]) for key in other)
    return False


def _lacking(item: Item, value: Any, other: Any) -> str:
    if not item.features.tabular:
        return value_as_text(item, value)
    lost = [row for row in value if row not in (other or [])]
    return "\n".join(" ".join(str(cell) for cell in row.values()) for row in lost)


def _differs(address: str, name: str, path: Path) -> ExportError:
    return ExportError(
        "ブックのこの欄に記入できません。記入したあとのブックで、評価書と違って見えます。",
        "ブックのこの欄（結合、隠した行や列、見出しとの並び）を直すか、標準の様式で書き出してください。",
        file=path,
        item=address,
        item_name=name,
    )


def _more(address: str, name: str, path: Path) -> ExportError:
    return ExportError(
        "ブックのこの欄に、評価書にない記載があります。",
        "ブックのこの欄を空にするか、評価書に記入してから書き出してください。",
        file=path,
        item=address,
        item_name=name,
    )
