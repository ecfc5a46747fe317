"""From definition files to a Form: what is shared is filled in, every fault found at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pia_desktop.errors import DefinitionError
from pia_desktop.forms.kinds import KINDS
from pia_desktop.forms.model import Condition, Form, Heading, Item, Option, Section
from pia_desktop.forms.schema import (
    ConditionSchema,
    FormSchema,
    ItemSchema,
    Location,
    SectionSchema,
    SharedSchema,
    Source,
    check_shape,
    read_source,
)


def build_form(path: Path, files: dict[Path, bytes]) -> Form:
    """The form that the file at `path` describes with the files it builds on, or DefinitionError
    with all their faults.
    """
    return _Build(path, files).form()


class _Build:
    """One reading of a definition: sources in, a Form or all faults out."""

    def __init__(self, path: Path, files: dict[Path, bytes]) -> None:
        self._path = path
        self._sources = {file: read_source(file, data) for file, data in files.items()}
        self._places: dict[str, tuple[Source, Location]] = {}
        self._options: dict[str, dict[str, str]] = {}
        self._shared: dict[str, ItemSchema] = {}
        self._own: dict[str, ItemSchema] = {}
        self._seen: set[str] = set()

    def form(self) -> Form:
        chain = list(self._chain())
        if not chain or chain[-1][1].extends:  # a file that can't be read, or a loop
            self._stop_on_faults()
        head: dict[str, str] = {}
        sections: list[SectionSchema] = []
        base: Source | None = None
        for source, written in reversed(chain):
            if written.sections:
                sections, base = written.sections, source
            self._take_shared(source, written)
            for key in ("form", "name", "edition", "title"):
                head[key] = getattr(written, key) or head.get(key, "")
        for key, value in head.items():
            if not value:
                chain[0][0].fault((), f"「{key}」がありません")
        if base is None:
            chain[0][0].fault((), "「sections」がありません")
            self._stop_on_faults()
            raise AssertionError
        built = tuple(self._sections(sections, base))
        form = Form(id=self._path.stem, sections=built, **head)
        self._check(form)
        self._stop_on_faults()
        return form

    def _chain(self) -> Iterator[tuple[Source, FormSchema]]:
        """The file, the one that it extends, and so on; each is checked for its shape."""
        path, seen = self._path, set()
        while path not in seen:
            seen.add(path)
            source = self._sources[path]
            written = check_shape(source, FormSchema)
            if written is None:
                return
            yield source, written
            if not written.extends:
                return
            path = path.parent / f"{written.extends}.yaml"
        self._sources[self._path].fault(("extends",), "「extends」が輪になっています")

    def _take_shared(self, source: Source, written: FormSchema) -> None:
        if written.shared:
            shared_source = self._sources[source.path.parent / written.shared]
            shared = check_shape(shared_source, SharedSchema)
            if shared is None:
                self._stop_on_faults()
                raise AssertionError
            self._take_options(shared_source, shared.options)
            self._shared.update(shared.items)
            for item_id in shared.items:
                self._places.setdefault(item_id, (shared_source, ("items", item_id)))
        self._take_options(source, written.options)
        self._own.update(written.items)
        for item_id in written.items:
            self._places[item_id] = (source, ("items", item_id))

    def _take_options(self, source: Source, options: dict[str, dict[str, str]]) -> None:
        for name, labels in options.items():
            self._options[name] = {**self._options.get(name, {}), **labels}
            keys = {Option.parse(key, label).key for key, label in self._options[name].items()}
            if len(keys) < len(self._options[name]):
                source.fault(("options", name), f"選択肢の一覧「{name}」に同じ選択肢が二度あります")

    def _sections(self, sections: list[SectionSchema], source: Source) -> Iterator[Section]:
        seen = self._seen
        for s, section in enumerate(sections):
            headings = []
            for h, heading in enumerate(section.headings):
                important = section.important if heading.important is None else heading.important
                items = []
                for i, written in enumerate(heading.items):
                    here: Location = ("sections", s, "headings", h, "items", i)
                    if written.id in seen:
                        source.fault(here, f"項目「{written.id}」が二度あります")
                    seen.add(written.id)
                    self._places[written.id] = (source, here)
                    item = self._item(written, important)
                    if item is not None:
                        items.append(item)
                if not heading.items:
                    source.fault(("sections", s, "headings", h), "見出しに項目がありません")
                headings.append(Heading(title=heading.title, items=tuple(items)))
            yield Section(
                id=section.id, title=section.title, sheet=section.sheet, headings=tuple(headings)
            )
        for item_id in (*self._own,):
            if item_id not in seen:
                file, where = self._places[item_id]
                file.fault(where, f"項目「{item_id}」はこの様式にありません")

    def _item(self, written: ItemSchema, important: bool) -> Item | None:
        """An item out of what the shared file, the form and the edition say of it."""
        source, here = self._places[written.id]
        said: dict[str, Any] = {"important": important}
        for layer in (self._shared.get(written.id), written, self._own.get(written.id)):
            if layer is not None:
                said.update(
                    layer.model_dump(exclude_none=True, exclude={"id", "needed", "options"})
                )
                said.update({"needed": layer.needed} if layer.needed else {})
                said.update({"options": layer.options} if layer.options else {})
        kind = KINDS.get(said.get("kind", ""))
        if kind is None:
            source.fault(here, f"項目「{written.id}」の種別「{said.get('kind', '')}」はありません")
            return None
        if not said.get("label"):
            source.fault(here, f"項目「{written.id}」に「label」がありません")
            return None
        name = said.pop("options", "")
        if kind.has_options != bool(name) or (name and not self._options.get(name)):
            what = f"選択肢の一覧「{name}」がありません" if name else "選択肢がありません"
            wrong = "選択肢は置けません" if name and not kind.has_options else what
            source.fault(here, f"項目「{written.id}」に{wrong}")
            return None
        options = tuple(
            Option.parse(key, label) for key, label in self._options.get(name, {}).items()
        )
        if kind.name in ("risk", "fixed", "repeat", "table"):
            said["important"] = False
        if kind.name == "check":
            said["required"] = False  # an unticked check is an answer
        needed = _condition(said.pop("needed", None))
        return Item(id=written.id, options=options, needed=needed, **said)

    def _check(self, form: Form) -> None:
        """What only shows when all items are there: conditions, parents, repeats.

        An item with a fault of its own is not in the form; what points to it has none for that.
        """
        broken = self._seen - set(form.by_id)
        for item in form.items:
            source, here = self._places[item.id]
            for condition in item.needed.leaves() if item.needed else ():
                message = _condition_fault(form, item, condition)
                if message and condition.item not in broken:
                    source.fault(here, f"項目「{item.id}」の条件：{message}")
            for parent in (item.under, item.beside):
                if parent and parent not in form.by_id and parent not in broken:
                    source.fault(here, f"項目「{item.id}」が指す項目「{parent}」がありません")
            for repeat in item.repeats:
                around = form.by_id.get(repeat)
                if repeat not in broken and (around is None or not KINDS[around.kind].many):
                    source.fault(here, f"項目「{item.id}」を囲む繰り返し「{repeat}」がありません")

    def _stop_on_faults(self) -> None:
        faults = [fault for source in self._sources.values() for fault in source.faults]
        if faults:
            raise DefinitionError(faults, file=self._path)


def _condition(written: ConditionSchema | None) -> Condition | None:
    if written is None:
        return None
    return Condition(
        item=written.item,
        is_=tuple(written.is_),
        is_not=tuple(written.is_not),
        has=tuple(written.has),
        ticked=written.ticked,
        all=tuple(filter(None, map(_condition, written.all))),
        any=tuple(filter(None, map(_condition, written.any))),
    )


def _condition_fault(form: Form, item: Item, condition: Condition) -> str:
    target = form.by_id.get(condition.item)
    if target is None:
        return f"項目「{condition.item}」がありません"
    if not set(target.repeats) <= {*item.repeats, item.id}:
        return f"項目「{condition.item}」は別の繰り返しの中にあります"
    for option_id in (*condition.is_, *condition.is_not, *condition.has):
        if target.option_by_id(option_id) is None:
            return f"項目「{condition.item}」に選択肢「{option_id}」がありません"
    kinds = {"choice": condition.is_ or condition.is_not, "checks": condition.has}
    if target.kind == "check" and condition.ticked is not None:
        return ""
    return "" if kinds.get(target.kind) else f"項目「{condition.item}」の種別に合わない条件です"
