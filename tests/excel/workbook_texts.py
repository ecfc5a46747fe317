"""Every text of a workbook, read without the program's reader, and which of them went astray."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from pia_desktop.excel.importer import ImportedWorkbook
from pia_desktop.forms import Form, form_ids, load_form_by_id
from tests.excel.leaves import leaves

_TITLES = ("選択肢", "項目一覧", "目次")
_NUMBER = re.compile(r"^\(?\d{1,2}[).]")
# What stands before a file's name above its records.
_FILE_NUMBER = re.compile(r"^\(\d+\)")
_SIGNS = re.compile(r"[\[\]()<>○]|件$|続き")


def workbook_texts(path: Path) -> Iterator[str]:
    """What stands in the cells, run by run and furigana aside; numbers and dates are no texts."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith("sharedStrings.xml"):
                yield from _runs(fromstring(archive.read(name)), "si")
            elif "/worksheets/sheet" in name:
                yield from _runs(fromstring(archive.read(name)), "is")


def _named(tree: Element, name: str) -> Iterator[Element]:
    return (node for node in tree.iter() if node.tag.rpartition("}")[2] == name)


def _runs(tree: Element, name: str) -> Iterator[str]:
    """The runs of the texts of this name, without their furigana."""
    for text in _named(tree, name):
        for child in text:
            if child.tag.rpartition("}")[2] in ("t", "r"):
                yield "".join(part.text or "" for part in _named(child, "t"))


def squeezed(text: str) -> str:
    """In one way of writing, without blanks and line ends."""
    return "".join(unicodedata.normalize("NFKC", text.replace("_x000D_", "")).split())


def lost_lines(path: Path, imported: ImportedWorkbook) -> list[str]:
    """Lines of the workbook that are no words of the form and in no answer, no record, no note."""
    assessment = imported.assessment
    answers = [str(value) for value in leaves(assessment.answers).values()]
    report = [entry.text for entry in assessment.leftovers]
    read = squeezed("\n".join([*answers, *report, *imported.notes]))
    own = _own_words(assessment.form)
    return [
        line
        for text in workbook_texts(path)
        for line in text.splitlines()
        if _essence(line) and _essence(text) not in own and _essence(line) not in own
        if _FILE_NUMBER.sub("", squeezed(line)) not in read
    ]


def _own_words(form: Form) -> set[str]:
    words = {form.title, f"[{form.edition} {form.form}]", *_TITLES}
    for other in map(load_form_by_id, form_ids()):
        words |= {section.title for section in other.sections}
        words |= {section.plain_title for section in other.sections}
    for section in form.sections:
        words |= {heading.title for heading in section.headings}
    for item in form.items:
        words |= {item.label, item.strip, item.text, *item.label.split(" ")}
        words |= {item.label.replace("{n}", str(number)) for number in range(1, 90)}
        words |= {option.label for option in item.options}
        words |= {option.heading for option in item.options}
        repeat = item.label.partition("{n}")[0]
        if "{n}" in item.label:
            ranges = ("2~5", *(f"{first}~{first + 4}" for first in range(6, 90, 5)))
            words |= {f"{repeat}{numbers}" for numbers in ranges}
    return {_essence(word) for word in words} | {
        _essence(_NUMBER.sub("", squeezed(word))) for word in words
    }


def _essence(text: str) -> str:
    """The text without an option's number and without brackets and signs."""
    plain = _SIGNS.sub("", _NUMBER.sub("", squeezed(text).replace("～", "~")))
    return "" if plain.isdigit() else plain
