"""From definition files to a Form: what they build on is filled in, every fault noted at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pia_desktop.errors import DefinitionError, FileError
from pia_desktop.files import limits
from pia_desktop.files.json_reader import read_file
from pia_desktop.forms.definition_checks import FormCheck, id_fault
from pia_desktop.forms.item_layers import ItemLayers, MergedItem, build_item
from pia_desktop.forms.model import Form, Heading, Item, Section
from pia_desktop.forms.option_lists import OptionLists
from pia_desktop.forms.schema import (
    AddedItemSchema,
    FormSchema,
    PlacedItemSchema,
    SectionSchema,
    SharedSchema,
    check_shape,
    suggest,
)
from pia_desktop.forms.yaml_source import Origin, Source, read_source

_HEAD = ("form", "name", "edition", "title")

# A fault of one of these leaves too little to judge the rest by.
_GROUND = ("extends", "shared", "options", "items", "add", "sections")


def build_form(path: Path, files: dict[Path, bytes]) -> Form:
    """The form that the file at `path` describes with the files it builds on, or DefinitionError
    with all their faults.

    A file that isn't among `files` is read when another one names it.
    """
    return _Build(path, files).form()


@dataclass
class _PlacedHeading:
    """A heading with its items in printed order: each one's id and the entry that put it there."""

    title: str
    important: bool
    items: list[tuple[str, Origin]] = field(default_factory=list)


@dataclass
class _PlacedSection:
    """A section as written, with its headings as they fill up."""

    written: SectionSchema
    headings: list[_PlacedHeading] = field(default_factory=list)


class _Build:
    """One reading of a definition: sources in, a Form or all faults out."""

    def __init__(self, path: Path, files: dict[Path, bytes]) -> None:
        self._path = path
        self._files = dict(files)
        self._sources: dict[Path, Source] = {}
        self._lists = OptionLists()
        self._layers = ItemLayers()
        self._sections: list[_PlacedSection] = []
        self._placed: dict[str, Origin] = {}
        self._shared_taken: set[Path] = set()
        # Then what points to an item that isn't there may point to a lost one.
        self._lacks_items = False

    def form(self) -> Form:
        chain = self._chain()
        self._stop_on_faults(ground_only=True)
        self._check_bare_items(*chain[-1])
        self._lacks_items = any(source.lacks_items() for source, _ in chain)
        for source, written in reversed(chain):
            self._take_shared(source, written)
            self._stop_on_faults(ground_only=True)
            self._take_file(source, written)
        head = self._head(chain)
        if not self._sections:
            chain[-1][0].fault((), "「sections」がありません")
            self._stop_on_faults()
        merged: dict[str, MergedItem] = {}
        sections = tuple(self._section(placed, merged) for placed in self._sections)
        if not self._lacks_items:
            FormCheck(sections, merged).run()
            self._lists.check_use({item.values.get("options", "") for item in merged.values()})
        self._stop_on_faults()
        basis = chain[0][1].basis  # another edition rests on another source
        return Form(id=self._path.stem, sections=sections, basis=basis, **head)

    def _chain(self) -> list[tuple[Source, FormSchema]]:
        """The file, the one that it extends, and so on; each is checked for its shape."""
        chain: list[tuple[Source, FormSchema]] = []
        visited: list[Path] = []
        path = self._path
        while True:
            source = self._read(path, None)
            written = check_shape(source, FormSchema) if source else None
            if source is None or written is None:
                self._stop_on_faults()
                raise AssertionError
            chain.append((source, written))
            visited.append(path)
            if not written.extends:
                return chain
            path = path.parent / f"{written.extends}.yaml"
            if path in visited:
                loop = visited[visited.index(path) :]
                names = " → ".join(file.stem for file in (*loop, path))
                self._sources[path].fault(("extends",), f"「extends」が輪になっています：{names}")
                self._stop_on_faults()
            if self._read(path, Origin(source, ("extends",))) is None:
                self._stop_on_faults()

    def _read(self, path: Path, named_by: Origin | None) -> Source | None:
        """A file's source; where it can't be read that is a fault of the entry that names it."""
        if path not in self._sources:
            if path not in self._files:
                try:
                    self._files[path] = read_file(path, limits.DEFINITION_BYTES)
                except FileError as error:
                    if named_by is None:
                        raise DefinitionError(
                            [f"{path.name}:1: {error.message}"], file=path
                        ) from error
                    self._note_unread(path, named_by, error)
                    return None
            self._sources[path] = read_source(path, self._files[path])
        return self._sources[path]

    def _note_unread(self, path: Path, named_by: Origin, error: FileError) -> None:
        """Say of a file that another one names why it can't be read."""
        if path.exists():
            named_by.fault(f"「{path.name}」を読めません。{error.message}")
            return
        known = [other.name for other in sorted(path.parent.glob("*.yaml"))]
        named_by.fault(f"「{path.name}」というファイルはありません{suggest(path.name, known)}")

    def _take_shared(self, source: Source, written: FormSchema) -> None:
        path = source.path.parent / written.shared
        if not written.shared or path in self._shared_taken:
            return
        self._shared_taken.add(path)
        shared_source = self._read(path, Origin(source, ("shared",)))
        shared = check_shape(shared_source, SharedSchema) if shared_source else None
        if shared_source is None or shared is None:
            self._stop_on_faults()
            raise AssertionError
        self._lists.define(shared_source, shared.options)
        self._layers.note_unreadable(shared_source)
        for item_id, item in shared.items.items():
            self._layers.lay(item_id, item, Origin(shared_source, ("items", item_id)), below=True)

    def _take_file(self, source: Source, written: FormSchema) -> None:
        """Lay one file over what it builds on."""
        if written.sections:
            self._place_sections(source, written)
        if written.extends:
            self._lists.relabel(source, written.options)
        else:
            self._lists.define_or_relabel(source, written.options)
        for item_id, item in written.items.items():
            origin = Origin(source, ("items", item_id))
            if item_id in self._placed:
                self._layers.lay(item_id, item, origin)
                continue
            if not self._lacks_items:
                hint = suggest(item_id, list(self._placed))
                origin.fault(f"項目「{item_id}」はこの様式にありません{hint}")
        self._lists.add(source, written.add.options)
        for item_id, added in written.add.items.items():
            self._add_item(item_id, added, Origin(source, ("add", "items", item_id)))

    def _place_sections(self, source: Source, written: FormSchema) -> None:
        self._sections, self._placed = [], {}
        seen: dict[tuple[str, str], Origin] = {}
        for s, section in enumerate(written.sections):
            if section is None:
                continue
            for key, value in (("id", section.id), ("sheet", section.sheet)):
                origin = Origin(source, ("sections", s, key))
                if value and (key, value) in seen:
                    origin.fault(f"節の「{key}」の「{value}」が二度あります（{seen[key, value]}）")
                seen.setdefault((key, value), origin)
            placed = _PlacedSection(section)
            self._sections.append(placed)
            for h, heading in enumerate(section.headings):
                here = Origin(source, ("sections", s, "headings", h))
                if heading is None:
                    continue
                important = section.important if heading.important is None else heading.important
                placed_heading = _PlacedHeading(heading.title, important)
                placed.headings.append(placed_heading)
                if not heading.items and not source.is_faulty_within(here.location):
                    here.fault("見出しに項目がありません")
                for i, item in enumerate(heading.items):
                    self._place_item(placed_heading, item, here.within("items", i))
            if not section.headings and not source.is_faulty_within(("sections", s)):
                source.fault(("sections", s), f"節「{section.title}」に見出しがありません")

    def _place_item(
        self, heading: _PlacedHeading, item: PlacedItemSchema | None, origin: Origin
    ) -> None:
        if item is None or (not item.id and origin.source.is_faulty_within(origin.location)):
            return
        if not self._may_be_placed(item.id, origin):
            return
        self._placed[item.id] = origin
        self._layers.lay(item.id, item, origin)
        heading.items.append((item.id, origin))

    def _may_be_placed(self, item_id: str, origin: Origin) -> bool:
        if fault := id_fault(item_id):
            origin.fault(fault)
        elif item_id in self._placed:
            origin.fault(f"項目「{item_id}」が二度あります（{self._placed[item_id]}）")
        else:
            return True
        return False

    def _add_item(self, item_id: str, added: AddedItemSchema, origin: Origin) -> None:
        """Put a new item after or before the one that its entry names."""
        if not self._may_be_placed(item_id, origin):
            return
        anchor = added.after or added.before
        if bool(added.after) == bool(added.before):
            origin.fault(
                f"項目「{item_id}」の場所を「after」か「before」のどちらか一つで書いてください"
            )
            return
        key = "after" if added.after else "before"
        for heading in (h for section in self._sections for h in section.headings):
            ids = [other for other, _ in heading.items]
            if anchor in ids:
                position = ids.index(anchor) + (key == "after")
                heading.items.insert(position, (item_id, origin))
                self._placed[item_id] = origin
                self._layers.lay(item_id, added, origin)
                return
        if not self._lacks_items:
            hint = suggest(anchor, list(self._placed))
            origin.within(key).fault(f"項目「{anchor}」がこの様式にありません{hint}")

    def _head(self, chain: list[tuple[Source, FormSchema]]) -> dict[str, str]:
        head: dict[str, str] = {}
        for key in _HEAD:
            said = [(s, getattr(w, key)) for s, w in chain if getattr(w, key)]
            if not said:
                chain[-1][0].fault((), f"「{key}」がありません")
            head[key] = said[0][1] if said else ""
        source, written = chain[0]
        if not written.edition and written.extends:
            source.fault((), "「edition」がありません。元の版と区別できません")
        return head

    def _check_bare_items(self, source: Source, written: FormSchema) -> None:
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
                (),
                f"「shared」がありません（「{bare[0]}」など{len(bare)}項目の種別が分かりません）",
            )
            self._stop_on_faults()

    def _section(self, placed: _PlacedSection, merged: dict[str, MergedItem]) -> Section:
        headings = []
        for heading in placed.headings:
            items = tuple(self._items(heading, merged))
            headings.append(Heading(title=heading.title, items=items))
        written = placed.written
        return Section(
            id=written.id, title=written.title, sheet=written.sheet, headings=tuple(headings)
        )

    def _items(self, heading: _PlacedHeading, merged: dict[str, MergedItem]) -> Iterator[Item]:
        for item_id, origin in heading.items:
            merged[item_id] = self._layers.merge(item_id, origin, heading.important)
            if self._layers.is_unreadable(item_id):
                continue
            item = build_item(merged[item_id], self._lists)
            if item is not None:
                yield item

    def _stop_on_faults(self, *, ground_only: bool = False) -> None:
        """Raise the faults so far; with `ground_only` only if the rest can't be judged for them."""
        sources = self._sources.values()
        if ground_only and not any(s.is_faulty((key,)) for s in sources for key in _GROUND):
            return
        faults = [fault for source in sources for fault in source.report()]
        if faults:
            raise DefinitionError(faults, file=self._path)
