"""From definition files to a Form: what they build on is filled in, every fault noted at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pia_desktop.forms.definition_checks import FormCheck
from pia_desktop.forms.definition_sources import DefinitionSources
from pia_desktop.forms.item_layers import ItemLayers, MergedItem, build_item
from pia_desktop.forms.model import Form, Heading, Item, Section
from pia_desktop.forms.option_lists import OptionLists
from pia_desktop.forms.schema import FormSchema, SharedSchema, check_shape, suggest
from pia_desktop.forms.section_placement import PlacedHeading, PlacedSection, SectionPlacement
from pia_desktop.forms.yaml_source import Origin, Source

_HEAD = ("form", "name", "edition", "title")


def build_form(path: Path, files: dict[Path, bytes]) -> Form:
    """The form that the file at `path` describes with the files it builds on, or DefinitionError
    with all their faults.

    A file that isn't among `files` is read when another one names it.
    """
    return _Build(path, files).form()


class _Build:
    """One reading of a definition: sources in, a Form or all faults out."""

    def __init__(self, path: Path, files: dict[Path, bytes]) -> None:
        self._path = path
        self._sources = DefinitionSources(path, files)
        self._lists = OptionLists()
        self._layers = ItemLayers()
        self._placement = SectionPlacement(self._layers)
        self._shared_taken: set[Path] = set()

    def form(self) -> Form:
        chain = self._sources.chain()
        self._sources.stop_on_faults(ground_only=True)
        _check_bare_items(*chain[-1])
        self._sources.stop_on_faults(ground_only=True)
        self._placement.lacks_items = any(source.lacks_items() for source, _ in chain)
        for source, written in reversed(chain):
            self._take_shared(source, written)
            self._sources.stop_on_faults(ground_only=True)
            self._take_file(source, written)
        head = self._head(chain)
        if not self._placement.sections:
            chain[-1][0].fault((), "「sections」がありません")
            self._sources.stop_on_faults()
        merged: dict[str, MergedItem] = {}
        sections = tuple(self._section(placed, merged) for placed in self._placement.sections)
        if not self._placement.lacks_items:
            FormCheck(sections, merged, self._placement.unplaced).run()
            self._lists.check_use({item.values.get("options", "") for item in merged.values()})
        self._sources.stop_on_faults()
        basis = chain[0][1].basis  # another edition rests on another source
        return Form(id=self._path.stem, all_sections=sections, basis=basis, **head)

    def _take_shared(self, source: Source, written: FormSchema) -> None:
        path = source.path.parent / written.shared
        if not written.shared or path in self._shared_taken:
            return
        self._shared_taken.add(path)
        shared_source = self._sources.read(path, Origin(source, ("shared",)))
        shared = check_shape(shared_source, SharedSchema) if shared_source else None
        if shared_source is None or shared is None:
            self._sources.stop_on_faults()
            raise AssertionError
        self._lists.define(shared_source, shared.options)
        self._layers.note_unreadable(shared_source)
        for item_id, item in shared.items.items():
            self._layers.lay(item_id, item, Origin(shared_source, ("items", item_id)), below=True)

    def _take_file(self, source: Source, written: FormSchema) -> None:
        """Lay one file over what it builds on."""
        if written.sections:
            self._placement.place_sections(source, written)
        if written.extends:
            self._lists.relabel(source, written.options)
        else:
            self._lists.define_or_relabel(source, written.options)
        for item_id, item in written.items.items():
            origin = Origin(source, ("items", item_id))
            if item_id in self._placement.placed:
                self._layers.lay(item_id, item, origin)
                continue
            if not self._placement.lacks_items:
                hint = suggest(item_id, list(self._placement.placed))
                origin.fault(f"項目「{item_id}」はこの様式にありません{hint}")
        self._lists.add(source, written.add.options)
        for item_id, added in written.add.items.items():
            self._placement.add_item(item_id, added, Origin(source, ("add", "items", item_id)))

    def _head(self, chain: list[tuple[Source, FormSchema]]) -> dict[str, str]:
        head: dict[str, str] = {}
        for key in _HEAD:
            entries = [(s, getattr(w, key)) for s, w in chain if getattr(w, key)]
            if not entries:
                chain[-1][0].fault((), f"「{key}」がありません")
            head[key] = entries[0][1] if entries else ""
        source, written = chain[0]
        if not written.edition and written.extends:
            source.fault((), "「edition」がありません。元の版と区別できません")
        return head

    def _section(self, placed: PlacedSection, merged: dict[str, MergedItem]) -> Section:
        headings = []
        for heading in placed.headings:
            items = tuple(self._items(heading, merged))
            headings.append(Heading(title=heading.title, items=items))
        written = placed.written
        return Section(
            id=written.id,
            title=written.title,
            headings=tuple(headings),
            sheet=written.sheet,
            repeat=_repeat_around([item for heading in headings for item in heading.items]),
            printed=written.printed,
            free=written.free,
        )

    def _items(self, heading: PlacedHeading, merged: dict[str, MergedItem]) -> Iterator[Item]:
        for item_id, origin in heading.items:
            merged[item_id] = self._layers.merge(item_id, origin, heading.important)
            if self._layers.is_unreadable(item_id):
                continue
            item = build_item(merged[item_id], self._lists)
            if item is not None:
                yield item


def _repeat_around(items: list[Item]) -> str:
    """The repeat that all of a section's items lie in, or nothing."""
    if not items or items[0].features.tabular:
        return ""
    root = f"{items[0].id.partition('[]')[0]}[]"
    return root if all(item.id == root or root in item.repeats for item in items) else ""


def _check_bare_items(source: Source, written: FormSchema) -> None:
    """Items given by their id alone come from a shared file: without one, say it once."""
    bare = [
        item.id
        for section in written.sections
        for heading in (section.headings if section else ())
        for item in (heading.items if heading else ())
        if item and item.model_fields_set == {"id"}
    ]
    if bare and not written.shared and not written.extends:
        source.fault(
            ("shared",),
            f"「shared」がありません（「{bare[0]}」など{len(bare)}項目の種別が分かりません）",
        )
