"""What only shows when all items of a form are there: conditions, parents, repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from pia_desktop.forms.addresses import repeats_of
from pia_desktop.forms.item_layers import MergedItem
from pia_desktop.forms.kinds import KINDS
from pia_desktop.forms.model import Item, Section
from pia_desktop.forms.schema import ConditionSchema, suggest
from pia_desktop.forms.yaml_source import Origin

_ID = re.compile(r"[a-z][a-z0-9_]*(\[\])?(\.[a-z][a-z0-9_]*(\[\])?)*")
_TESTS = {"is_": "is", "is_not": "is_not", "has": "has", "ticked": "ticked"}
_TESTS_OF_KIND = {"choice": {"is_", "is_not"}, "checks": {"has"}, "check": {"ticked"}}


# The entry of a condition that is wrong, seen from the condition, and why.
_LeafFault = tuple[tuple[str | int, ...], str]


def id_fault(item_id: str) -> str:
    """Why a text can't be an item's id; nothing if it can."""
    if _ID.fullmatch(item_id):
        return ""
    rule = "英小文字・数字・_ を「.」でつなぎ、繰り返しには [] を付けます"
    return f"id「{item_id}」は使えません。{rule}"


class FormCheck:
    """The check of one form's items against each other; faults are noted where they come from.

    An item with a fault of its own is not among `items` but among `merged`: what points to it has
    no second fault for that.
    """

    def __init__(
        self, sections: Sequence[Section], merged: Mapping[str, MergedItem], unplaced: Set[str]
    ) -> None:
        """Take the sections as built, every item as merged, and the ids of items whose place has a
        fault.
        """
        self._sections = sections
        self._merged = merged
        self._items = {i.id: i for s in sections for h in s.headings for i in h.items}
        self._broken = (set(merged) | unplaced) - set(self._items)

    def run(self) -> None:
        """Note every fault."""
        for section in self._sections:
            for heading in section.headings:
                self._check_parents(heading.items)
        self._check_repeated_sections()
        for section in self._sections:
            self._check_order(section)
            self._check_free(section)
        for item in self._items.values():
            merged = self._merged[item.id]
            self._check_repeats(item, merged)
            if "needed" in merged.values and not merged.is_faulty("needed"):
                self._check_condition(item, merged.values["needed"], merged.origins["needed"])

    def _check_parents(self, items: Sequence[Item]) -> None:
        """`under` and `beside` name an item that stands before, under the same heading."""
        before: set[str] = set()
        for item in items:
            for key in ("under", "beside"):
                parent = getattr(item, key)
                if not parent or parent in before | self._broken:
                    continue
                known = parent in self._items
                where = "同じ見出しの、この項目より前にありません" if known else "ありません"
                hint = "" if known else suggest(parent, list(self._items))
                self._merged[item.id].origin(key).fault(
                    f"項目「{item.id}」が指す項目「{parent}」が{where}{hint}"
                )
            before.add(item.id)

    def _check_order(self, section: Section) -> None:
        """What lies in a repeat stands together, and after the repeat itself."""
        ids = [item.id for heading in section.headings for item in heading.items]
        for repeat in dict.fromkeys(repeat for item_id in ids for repeat in repeats_of(item_id)):
            inside = [i for i, name in enumerate(ids) if repeat in (name, *repeats_of(name))]
            late = repeat in ids and ids.index(repeat) != inside[0]
            gap = next((i for i, member in enumerate(inside) if member != inside[0] + i), 0)
            if late:
                self._note_astray(ids[inside[0]], repeat)
            elif gap:
                self._note_gap(ids[inside[0] + gap], ids[inside[gap]], repeat)

    def _check_free(self, section: Section) -> None:
        """A free section lies in a repeat as a whole; a table of free columns has its room there
        alone.
        """
        items = [item for heading in section.headings for item in heading.items]
        for item in items:
            if item.features.gridded and not section.free:
                self._merged[item.id].origin("kind").fault(
                    f"項目「{item.id}」：種別「{item.kind}」の項目は、自由な節（free: true）の外に"
                    "置けません"
                )
        if section.free and items and not section.repeat:
            self._merged[items[0].id].place.fault(
                f"自由な節「{section.title}」の項目は、一つの繰り返しの中に置いてください"
            )

    def _note_gap(self, between: str, member: str, repeat: str) -> None:
        """Of what stands between and what stands behind, the one that was added is out of place."""
        added = [self._merged[i].place.location[0] == "add" for i in (between, member)]
        self._note_astray(between if added == [True, False] else member, repeat)

    def _note_astray(self, item_id: str, repeat: str) -> None:
        place = self._merged[item_id].place
        if not place.is_faulty():
            inside = item_id == repeat or repeat in repeats_of(item_id)
            where = "のほかの項目から離れています" if inside else "の項目の間にあります"
            place.fault(f"項目「{item_id}」は繰り返し「{repeat}」{where}")

    def _check_repeated_sections(self) -> None:
        """A section may lie in a repeat as a whole, as Ⅱ and Ⅲ lie in `files[]`; one that does so
        in part holds the repeat's own item, and then no other section is in the repeat.
        """
        roots = [[_root(i.id) for h in s.headings for i in h.items] for s in self._sections]
        whole = {own[0] for own in roots if len(set(own)) == 1}
        for section, own in zip(self._sections, roots, strict=True):
            ids = [item.id for heading in section.headings for item in heading.items]
            for root in dict.fromkeys(own):
                mixed = root and len(set(own)) > 1
                if mixed and root in ids and root in whole:
                    for item_id, other in zip(ids, own, strict=True):
                        if other != root:
                            self._merged[item_id].place.fault(
                                f"項目「{item_id}」：この節は「{root}」ごとに繰り返すので、"
                                f"idを「{root}.」で始めてください"
                            )
                elif mixed and root not in ids and root in self._items:
                    self._note_astray(ids[own.index(root)], root)

    def _check_repeats(self, item: Item, merged: MergedItem) -> None:
        for repeat in repeats_of(item.id):
            around = self._items.get(repeat)
            if repeat not in self._broken and (around is None or not KINDS[around.kind].many):
                merged.place.fault(f"項目「{item.id}」を囲む繰り返し「{repeat}」がありません")
        for other in _prefixes(item.id):
            if other in self._items and self._items[other].answerable:
                merged.place.fault(
                    f"項目「{item.id}」のidは、記入する項目「{other}」のidの続きになっています"
                )

    def _check_condition(self, item: Item, written: ConditionSchema, origin: Origin) -> None:
        for leaf, place in self._leaves(item, written, origin):
            fault = self._leaf_fault(item, leaf)
            if fault is None:
                continue
            keys, message = fault
            entry = place.within(*keys)
            if not entry.is_faulty():
                entry.fault(f"項目「{item.id}」の条件：{message}")

    def _leaves(
        self, item: Item, written: ConditionSchema, origin: Origin
    ) -> Iterator[tuple[ConditionSchema, Origin]]:
        """The conditions that name an item; how conditions are joined is checked on the way."""
        keys = written.model_fields_set
        forms = [key for key in ("item", "all", "any") if key in keys]
        if len(forms) != 1 or (forms != ["item"] and keys & set(_TESTS)):
            if not origin.is_faulty_within():
                origin.fault(
                    f"項目「{item.id}」の条件は「item」「all」「any」のどれか一つで書いてください"
                )
            return
        if forms == ["item"]:
            yield written, origin
            return
        inner: Iterable[ConditionSchema] = getattr(written, forms[0])
        if not inner and not origin.is_faulty_within():
            origin.within(forms[0]).fault(f"項目「{item.id}」の条件「{forms[0]}」が空です")
        for position, condition in enumerate(inner):
            yield from self._leaves(item, condition, origin.within(forms[0], position))

    def _leaf_fault(
        self, item: Item, leaf: ConditionSchema
    ) -> tuple[tuple[str | int, ...], str] | None:
        """The entry of a leaf that is wrong, and why; None where it is right."""
        if leaf.item in self._broken:
            return None
        target = self._items.get(leaf.item)
        if target is None:
            hint = suggest(leaf.item, list(self._items))
            return ("item",), f"項目「{leaf.item}」がありません{hint}"
        if target is item:
            return ("item",), "自分の答えは条件にできません"
        if not set(target.repeats) <= {*item.repeats, item.id}:
            return ("item",), f"項目「{leaf.item}」は別の繰り返しの中にあります"
        tests = [key for key in _TESTS if key in leaf.model_fields_set]
        origin = self._merged[item.id].origins["needed"]
        if len(tests) != 1:
            if origin.is_faulty_within():
                return None
            return (), "is、is_not、has、ticked のどれか一つで書いてください"
        key = tests[0]
        if key not in _TESTS_OF_KIND.get(target.kind, ()):
            return (_TESTS[key],), f"項目「{leaf.item}」の種別に合わない条件です"
        return self._options_fault(target, leaf, key)

    def _options_fault(self, target: Item, leaf: ConditionSchema, key: str) -> _LeafFault | None:
        if key == "ticked":
            return None
        options: list[str] = getattr(leaf, key)
        if not options:
            return (_TESTS[key],), "選択肢が書かれていません"
        known = [option.id for option in target.options]
        for position, option_id in enumerate(options):
            if option_id not in known:
                hint = suggest(option_id, known)
                message = f"項目「{target.id}」に選択肢「{option_id}」がありません{hint}"
                return (_TESTS[key], position), message
        return None


def _root(item_id: str) -> str:
    """The outermost repeat that an item lies in or is; nothing for an item outside of any."""
    root, bracket, _ = item_id.partition("[]")
    return root + bracket if bracket else ""


def _prefixes(item_id: str) -> Iterator[str]:
    """What stands before each dot of an id."""
    position = item_id.find(".")
    while position >= 0:
        if not item_id[:position].endswith("[]"):
            yield item_id[:position]
        position = item_id.find(".", position + 1)
