"""What each file says of an item, laid over each other, and which file said it last."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pia_desktop.forms.kinds import KINDS
from pia_desktop.forms.model import Condition, Item, Option
from pia_desktop.forms.option_lists import OptionLists
from pia_desktop.forms.schema import ConditionSchema, ItemSchema, suggest
from pia_desktop.forms.yaml_source import Origin, Source

# The keys of an entry that say where the item stands, not what it is.
_PLACE_KEYS = frozenset({"id", "after", "before"})


@dataclass
class MergedItem:
    """An item as all files together describe it.

    `place` is its entry in a heading, `entries` all that say anything of it in the order in which
    the files are laid over each other. `origins` has the place of each value, `ranks` its entry's
    position in that order.
    """

    id: str
    place: Origin
    entries: tuple[Origin, ...]
    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)

    def origin(self, *keys: str) -> Origin:
        """The entry that said one of these values last, or where the item stands."""
        written = [key for key in keys if key in self.origins]
        return self.origins[max(written, key=self.ranks.__getitem__)] if written else self.place

    def is_faulty(self, key: str) -> bool:
        """Whether an entry has a fault of this value, so that it may be missing for that."""
        return any(entry.within(key).is_faulty() for entry in self.entries)

    def fault_missing(self, what: str) -> None:
        """Note that no entry says a value that must be there."""
        first = self.entries[0]
        elsewhere = f"（{first}にもありません）" if first != self.place else ""
        self.place.fault(f"項目「{self.id}」に{what}がありません{elsewhere}")


class ItemLayers:
    """Every file's entries for every item: shared file first, then the form, then its editions."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._layers: dict[str, list[tuple[Origin, ItemSchema]]] = {}
        self._unreadable: set[str] = set()

    def lay(
        self, item_id: str, written: ItemSchema, origin: Origin, *, below: bool = False
    ) -> None:
        """Take what an entry says of an item, over or below what others said."""
        layers = self._layers.setdefault(item_id, [])
        layers.insert(0 if below else len(layers), (origin, written))

    def note_unreadable(self, source: Source) -> None:
        """Remember which of a shared file's items can't be read: that they say nothing is no second
        fault.
        """
        written = source.content.get("items") if isinstance(source.content, dict) else None
        names = written if isinstance(written, dict) else {}
        self._unreadable |= {name for name in names if source.is_faulty(("items", name))}

    def is_unreadable(self, item_id: str) -> bool:
        """Whether a shared file's entry for the item has a fault that leaves nothing of it."""
        return item_id in self._unreadable

    def merge(self, item_id: str, place: Origin, important: bool) -> MergedItem:
        """The item out of its layers; `important` holds unless one of them says otherwise."""
        layers = self._layers[item_id]
        entries = tuple(origin for origin, _ in layers)
        merged = MergedItem(item_id, place, entries, {"important": important})
        for rank, (origin, written) in enumerate(layers):
            for key in written.model_fields_set - _PLACE_KEYS:
                value = getattr(written, key)
                if value is not None:
                    merged.values[key] = value
                    merged.origins[key] = origin.within(key)
                    merged.ranks[key] = rank
        return merged


def build_item(merged: MergedItem, lists: OptionLists) -> Item | None:
    """The item, or None where kind, label or options have a fault, which is noted."""
    values = dict(merged.values)
    kind_name = values.get("kind", "")
    kind = KINDS.get(kind_name)
    label = values.get("label", "")
    if kind_name and kind is None:
        hint = suggest(kind_name, list(KINDS))
        merged.origins["kind"].fault(f"項目「{merged.id}」の種別「{kind_name}」はありません{hint}")
    elif kind is None and not merged.is_faulty("kind"):
        merged.fault_missing("種別「kind」")
    if "label" in merged.origins and not label and not merged.is_faulty("label"):
        merged.origins["label"].fault(f"項目「{merged.id}」の「label」が空です")
    elif not label and not merged.is_faulty("label"):
        merged.fault_missing("「label」")
    if kind is None or not label:
        return None
    if merged.id.endswith("[]") != kind.many:
        ending = "で終わります" if kind.many else "を付けません"
        merged.origin("kind").fault(
            f"項目「{merged.id}」：種別「{kind_name}」の項目のidは「[]」{ending}"
        )
        return None
    options = _options(merged, lists)
    if options is None:
        return None
    values.pop("options", None)
    if not kind.has_value:  # what the form prints itself carries no ※ of its own
        values["important"] = False
    if kind.single_tick:
        values["required"] = False  # an unticked check is an answer
    needed = _condition(values.pop("needed", None))
    return Item(id=merged.id, options=options, needed=needed, **values)


def _options(merged: MergedItem, lists: OptionLists) -> tuple[Option, ...] | None:
    name = merged.values.get("options", "")
    kind = KINDS[merged.values["kind"]]
    takes_options = kind.has_options
    if not takes_options and not name:
        return tuple(Option(id=own_id, label=label) for own_id, label in kind.own_options)
    if not takes_options:
        merged.origin("options", "kind").fault(f"項目「{merged.id}」に選択肢は置けません")
        return None
    if not name:
        if merged.ranks["kind"] > 0:  # a later file makes it a kind that has options
            merged.origins["kind"].fault(f"項目「{merged.id}」に選択肢がありません")
        elif not merged.is_faulty("options"):
            merged.fault_missing("選択肢「options」")
        return None
    if name not in lists:
        if not lists.is_broken(name):
            hint = suggest(name, lists.names())
            merged.origin("options").fault(
                f"項目「{merged.id}」の選択肢の一覧「{name}」がありません{hint}"
            )
        return None
    return lists.options(name, merged.id) or None


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
