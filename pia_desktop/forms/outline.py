"""The wizard's flow: which pages there are, in printed order.

A page is a heading; an occurrence of a repeat below a heading is a page of its own, and so is the
list of the files that the sections Ⅱ, 記録項目 and Ⅲ repeat.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.model import Form, Heading, Item, Section
from pia_desktop.forms.places import Place, section_places


class AnswersView(Protocol):
    """What the outline asks of the answers that fill a form in."""

    @property
    def form(self) -> Form:
        """The form edition that they are written in."""

    def get(self, address: str) -> Any:
        """The value at an address, or None."""

    def count(self, address: str) -> int:
        """How many occurrences or rows stand at the address of a list."""


class RepeatList(NamedTuple):
    """A repeat that a page offers to add to: its item and the address of its list."""

    item: Item
    address: str


class WizardPage(NamedTuple):
    """One page of the wizard.

    `key` stays as long as the place does. `trail` is the way to it (section, file, heading …),
    whose
    last part is the page's title. `places` are the items it shows in printed order; `lists` the
    repeats whose occurrences follow as pages; `occurrence` the occurrence that the page is about.
    """

    key: str
    section: Section
    trail: tuple[str, ...]
    places: tuple[Place, ...] = ()
    lists: tuple[RepeatList, ...] = ()
    occurrence: str = ""

    @property
    def title(self) -> str:
        """What stands above the page."""
        return self.trail[-1]


class OutlineNode:
    """An entry of the navigator; without a page of its own it leads to its first child's."""

    def __init__(self, title: str, page: WizardPage | None = None) -> None:
        """Without children yet."""
        self.title = title
        self.page = page
        self.children: list[OutlineNode] = []

    @property
    def first_page(self) -> WizardPage:
        """The page that a click on the entry opens."""
        return self.page or self.children[0].first_page

    def pages(self) -> Iterator[WizardPage]:
        """The pages at and below the entry, in order."""
        if self.page is not None:
            yield self.page
        for child in self.children:
            yield from child.pages()


def build_outline(answers: AnswersView) -> list[OutlineNode]:
    """The navigator's entries: a section each, with files, headings and occurrences below."""
    form = answers.form
    nodes = []
    for section in form.all_sections:
        if section.repeat:
            node = _repeated_section(answers, section)
        else:
            node = OutlineNode(section.title)
            _add_headings(node, answers, section, (), (section.title,))
        if node.page is not None or node.children:
            nodes.append(node)
    return nodes


def wizard_pages(answers: AnswersView) -> list[WizardPage]:
    """Every page in printed order."""
    return [page for node in build_outline(answers) for page in node.pages()]


def page_of(all_pages: list[WizardPage], address: str) -> WizardPage | None:
    """The page on which an address is filled in."""
    for page in all_pages:
        if any(place.address == address for place in page.places):
            return page
    for page in all_pages:
        if page.occurrence == address or any(entry.address == address for entry in page.lists):
            return page
    if "[" in address:  # a table's cell stands on the table's page
        return page_of(all_pages, address[: address.rindex("[")])
    return None


def occurrence_title(answers: AnswersView, item: Item, numbers: tuple[int, ...]) -> str:
    """「システム2　宛名システム」: the occurrence's printed name and what it is called. A title
    that says the printed name itself (「別紙2の2 移転先」) stands alone.
    """
    address = address_of(item.id, numbers)
    title = _first_line(answers.get(f"{address}.title"))
    if title and own_number(item, title):
        return title
    first = _first_line(answers.get(f"{address}.name")) or title
    return f"{item.name_at(numbers)}　{first}".strip()


def occurrence_number(answers: AnswersView, item: Item, numbers: tuple[int, ...]) -> str:
    """「別紙2の2」: how others refer to the occurrence, by its own title or by its place."""
    title = _first_line(answers.get(f"{address_of(item.id, numbers)}.title"))
    return own_number(item, title) or item.name_at(numbers)


def own_number(item: Item, title: str) -> str:
    """「別紙2の2」 of 「(別紙２の２) 移転先」: the printed name with which a title begins, in
    half-width figures; nothing where it begins otherwise.
    """
    word = item.label.partition("{n}")[0]
    plain = unicodedata.normalize("NFKC", title).lstrip("(【[〔 ")
    if not plain.startswith(word):
        return ""
    # As municipalities count: 2, 2の2, 1-3, 二, A; or no number.
    number = re.match(
        r"\s*(?:(\d+(?:[の-]\d+)*)|([一二三四五六七八九十]+|[A-Z])(?=[\s)】\]〕:]|$)|(?=[\s)】\]〕:]|$))",
        plain.removeprefix(word),
    )
    return f"{word}{number[1] or number[2] or ''}" if number else ""


def _first_line(text: Any) -> str:
    return text.strip().partition("\n")[0].strip() if isinstance(text, str) else ""


def _repeated_section(answers: AnswersView, section: Section) -> OutlineNode:
    item = answers.form.by_id[section.repeat]
    address = section.repeat.removesuffix("[]")
    node = OutlineNode(section.title)
    if any(item is own for heading in section.headings for own in heading.items):
        node.page = WizardPage(
            key=f"{section.id}:{address}",
            section=section,
            trail=(section.title,),
            lists=(RepeatList(item, address),),
        )
    for index in range(answers.count(address)):
        title = occurrence_title(answers, item, (index,))
        child = OutlineNode(title)
        _add_headings(child, answers, section, (index,), (section.title, title))
        node.children.append(child)
    return node


def _add_headings(
    node: OutlineNode,
    answers: AnswersView,
    section: Section,
    numbers: tuple[int, ...],
    trail: tuple[str, ...],
) -> None:
    """Put the section's headings below the node; an untitled one becomes the node's own page."""
    all_places = list(section_places(answers.form, section, answers.count, numbers))
    for position, heading in enumerate(section.headings):
        if all(item.id == section.repeat for item in heading.items):
            continue
        way = (*trail, heading.title) if heading.title else trail
        lists = tuple(_lists(answers.form, heading, numbers, section))
        inside = [place for place in all_places if place.heading is heading]
        own = tuple(place for place in inside if len(place.numbers) == len(numbers))
        key = f"{section.id}:{position}:{'.'.join(map(str, numbers))}"
        page = WizardPage(key, section, way, own, lists)
        if heading.title:
            below = OutlineNode(heading.title, page)
            node.children.append(below)
        else:
            node.page = page
            below = node
        for entry in lists:
            for index in range(answers.count(entry.address)):
                below.children.append(
                    OutlineNode(
                        occurrence_title(answers, entry.item, (*numbers, index)),
                        _occurrence_page(answers, section, entry, (*numbers, index), inside, way),
                    )
                )


def _lists(
    form: Form, heading: Heading, numbers: tuple[int, ...], section: Section
) -> Iterator[RepeatList]:
    for item in heading.items:
        if item.features.repeats and item.id != section.repeat:
            yield RepeatList(item, address_of(item.id, numbers).removesuffix("[]"))


def _occurrence_page(
    answers: AnswersView,
    section: Section,
    entry: RepeatList,
    numbers: tuple[int, ...],
    inside: list[Place],
    trail: tuple[str, ...],
) -> WizardPage:
    address = address_of(entry.item.id, numbers)
    own = tuple(
        place
        for place in inside
        if place.address.startswith(address + ".") and place.item.answerable
    )
    return WizardPage(
        key=f"{section.id}:{address}",
        section=section,
        trail=(*trail, occurrence_title(answers, entry.item, numbers)),
        places=own,
        lists=(),
        occurrence=address,
    )
