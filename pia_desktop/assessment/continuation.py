"""Adding what a further workbook holds to an assessment: each answer where nothing stands yet."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.document import Document
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pictures import free_name
from pia_desktop.assessment.value_text import value_as_text
from pia_desktop.forms.places import Place
from pia_desktop.forms.values import is_empty

_STEP = "続きのExcelの取込み"

# The lists whose occurrences may stand in another order there, and where each says its name: a file
# in Ⅱ1, else in Ⅲ1; a 別紙 in its title.
_NAMES = {"files": ("name", "risk.file_name"), "annexes": ("title",)}


@dataclass
class Continuation:
    """What was added: `taken` counts the answers; `kept` are those whose box was filled already
    with something else, which are in the 取込記録 now.
    """

    taken: int = 0
    kept: list[Leftover] = field(default_factory=list)


def add_continuation(document: Document, imported: Assessment, source: str) -> Continuation:
    """Add an assessment of the same form edition that was read in `source`; one step of undo.

    A file or 別紙 with the same name is the same, else a further one; where it has no name, its
    place decides. Rows of tables and pictures that aren't there yet come behind those that are.
    """
    return _Adder(document, imported, source).add()


class _Adder:
    def __init__(self, document: Document, imported: Assessment, source: str) -> None:
        self._document = document
        self._imported = imported
        self._source = source
        self._places = {
            of_list: _matched(document.answers, imported.answers, of_list) for of_list in _NAMES
        }
        self._out = Continuation()

    def add(self) -> Continuation:
        with self._document.step(_STEP):
            figures = self._add_figures()
            for place in self._imported.answers.places():
                if place.item.features.repeats:
                    self._open(self._moved(place.address))
                elif place.item.answerable:
                    value = self._imported.answers.get(place.address)
                    if place.item.features.pictorial:
                        value = [{**entry, "file": figures[entry["file"]]} for entry in value or ()]
                    if not is_empty(value):
                        self._put(place, value)
            leftovers = [
                leftover._replace(
                    near=self._moved(leftover.near),
                    value=[{**entry, "file": figures[entry["file"]]} for entry in leftover.figures]
                    or leftover.value,
                )
                for leftover in self._imported.leftovers
            ]
            entries = [*self._document.leftovers, *self._out.kept, *leftovers]
            self._document.set_leftovers(entries, _STEP)
        return self._out

    def _add_figures(self) -> dict[str, str]:
        """Keep the pictures; the name of each as it is kept."""
        kept = self._document.assessment.figures
        names = {}
        for name, data in self._imported.figures.items():
            names[name] = free_name(name, data, kept)
            kept[names[name]] = data
        return names

    def _moved(self, address: str) -> str:
        """The address in the open assessment, whose files may stand in another order."""
        of_list, bracket, behind = address.partition("[")
        if not bracket or of_list not in self._places:
            return address
        number, _, rest = behind.partition("]")
        return f"{of_list}[{self._places[of_list][int(number)]}]{rest}"

    def _open(self, address: str) -> None:
        """See to it that there is an occurrence at this address."""
        repeat, _, number = address.removesuffix("]").rpartition("[")
        while self._document.answers.count(repeat) <= int(number):
            self._document.add(repeat)

    def _put(self, place: Place, value: Any) -> None:
        address = self._moved(place.address)
        before = self._document.answers.get(address)
        if place.item.features.tabular:
            rows = [row for row in value if row not in (before or ())]
            if rows:
                self._document.set_rows(address, [*(before or ()), *rows])
                self._out.taken += sum(map(len, rows))
        elif place.item.features.pictorial:
            pictures = [entry for entry in value if entry not in (before or ())]
            if pictures:
                self._document.set(address, [*(before or ()), *pictures])
                self._out.taken += 1
        elif is_empty(before):
            self._document.set(address, value)
            self._out.taken += 1
        elif before != value:
            text = value_as_text(place.item, value)
            name = " ".join(place.name.split())
            self._out.kept.append(Leftover(self._source, name, text, address))


def _matched(current: Answers, imported: Answers, of_list: str) -> list[int]:
    """Which occurrence of the open assessment each imported one is; further ones are counted on."""
    names = [_name_of(current, of_list, number) for number in range(current.count(of_list))]
    free = set(range(len(names)))
    wanted = [_name_of(imported, of_list, number) for number in range(imported.count(of_list))]
    out: dict[int, int] = {}
    for number, name in enumerate(wanted):
        same = next((n for n in sorted(free) if name and names[n] == name), None)
        if same is not None:
            out[number] = same
            free.discard(same)
    following = len(names)
    for number, name in enumerate(wanted):
        if number in out:
            continue
        if number in free and (not name or not names[number]):
            out[number] = number
            free.discard(number)
        else:
            out[number] = following
            following += 1
    return [out[number] for number in range(len(wanted))]


def _name_of(answers: Answers, of_list: str, number: int) -> str:
    """An occurrence's name as far as two workbooks write it the same way."""
    for part in _NAMES[of_list]:
        name = answers.get(f"{of_list}[{number}].{part}")
        if name:
            return "".join(unicodedata.normalize("NFKC", str(name)).split())
    return ""
