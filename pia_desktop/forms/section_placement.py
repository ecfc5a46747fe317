"""Which items stand in which heading: as a form lists them, and as its editions add to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from pia_desktop.forms.definition_checks import id_fault
from pia_desktop.forms.item_layers import ItemLayers
from pia_desktop.forms.schema import (
    AddedItemSchema,
    FormSchema,
    HeadingSchema,
    PlacedItemSchema,
    SectionSchema,
    suggest,
)
from pia_desktop.forms.yaml_source import Origin, Source


@dataclass
class PlacedHeading:
    """A heading with its items in printed order: each one's id and the entry that put it there."""

    title: str
    important: bool
    items: list[tuple[str, Origin]] = field(default_factory=list)


@dataclass
class PlacedSection:
    """A section as written, with its headings as they fill up."""

    written: SectionSchema
    headings: list[PlacedHeading] = field(default_factory=list)


class SectionPlacement:
    """The sections of a form as its files fill them. What an entry says of an item goes into
    `layers`. `placed` has the entry of each item; `unplaced` are those that an edition adds without
    a place that there is.
    """

    def __init__(self, layers: ItemLayers) -> None:
        """Begin without a section."""
        self.sections: list[PlacedSection] = []
        self.placed: dict[str, Origin] = {}
        self.unplaced: set[str] = set()
        # Then what points to an item that isn't there may point to a lost one.
        self.lacks_items = False
        self._layers = layers

    def place_sections(self, source: Source, written: FormSchema) -> None:
        """Take a file's sections in place of those that there are."""
        self.sections, self.placed = [], {}
        seen: dict[tuple[str, str], Origin] = {}
        for s, section in enumerate(written.sections):
            if section is None:
                continue
            here = Origin(source, ("sections", s))
            for key, value in (("id", section.id), ("sheet", section.sheet)):
                origin = here.within(key)
                if value and (key, value) in seen:
                    origin.fault(f"節の「{key}」の「{value}」が二度あります（{seen[key, value]}）")
                seen.setdefault((key, value), origin)
            _check_sheet(section, here)
            placed = PlacedSection(section)
            self.sections.append(placed)
            for h, heading in enumerate(section.headings):
                if heading is not None:
                    important = (heading.important, section.important)[heading.important is None]
                    placed.headings.append(PlacedHeading(heading.title, bool(important)))
                    self._place_items(placed.headings[-1], heading, here.within("headings", h))
            if not section.headings and not here.is_faulty_within():
                here.fault(f"節「{section.title}」に見出しがありません")

    def _place_items(self, placed: PlacedHeading, heading: HeadingSchema, origin: Origin) -> None:
        if not heading.items and not origin.is_faulty_within():
            origin.fault("見出しに項目がありません")
        for i, item in enumerate(heading.items):
            self._place_item(placed, item, origin.within("items", i))

    def _place_item(
        self, heading: PlacedHeading, item: PlacedItemSchema | None, origin: Origin
    ) -> None:
        if item is None or (not item.id and origin.is_faulty_within()):
            return
        if not self._may_be_placed(item.id, origin):
            return
        self.placed[item.id] = origin
        self._layers.lay(item.id, item, origin)
        heading.items.append((item.id, origin))

    def _may_be_placed(self, item_id: str, origin: Origin) -> bool:
        if fault := id_fault(item_id):
            origin.fault(fault)
        elif item_id in self.placed:
            origin.fault(f"項目「{item_id}」が二度あります（{self.placed[item_id]}）")
        else:
            return True
        return False

    def add_item(self, item_id: str, added: AddedItemSchema, origin: Origin) -> None:
        """Put a new item after or before the one that its entry names."""
        if not self._may_be_placed(item_id, origin):
            return
        self.unplaced.add(item_id)
        anchor = added.after or added.before
        if bool(added.after) == bool(added.before):
            origin.fault(
                f"項目「{item_id}」の場所を「after」か「before」のどちらか一つで書いてください"
            )
            return
        key = "after" if added.after else "before"
        for heading in (h for section in self.sections for h in section.headings):
            ids = [other for other, _ in heading.items]
            if anchor in ids:
                position = ids.index(anchor) + (key == "after")
                heading.items.insert(position, (item_id, origin))
                self.placed[item_id] = origin
                self.unplaced.discard(item_id)
                self._layers.lay(item_id, added, origin)
                return
        if not self.lacks_items and anchor not in self.unplaced:
            hint = suggest(anchor, list(self.placed))
            origin.within(key).fault(f"項目「{anchor}」がこの様式にありません{hint}")


def _check_sheet(section: SectionSchema, origin: Origin) -> None:
    """A printed section has a worksheet, one beside the form has none."""
    if section.printed and not section.sheet and not origin.within("sheet").is_faulty():
        origin.fault("「sheet」がありません")
    if section.sheet and not section.printed:
        origin.within("sheet").fault("印刷しない節（printed: false）に「sheet」は置けません")
    if section.free and not section.printed:
        origin.within("free").fault("印刷しない節（printed: false）は「free」にできません")
