"""The lists of options that a form's files give together, each option with where it stands."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from pia_desktop.forms.model import Option
from pia_desktop.forms.schema import AddedOptionSchema, suggest
from pia_desktop.forms.yaml_source import Location, Origin, Source

_OPTIONS: Location = ("options",)
_ADDED: Location = ("add", "options")


@dataclass(frozen=True)
class _Entry:
    label: str
    origin: Origin


class OptionLists:
    """Lists of options by name. An edition relabels what is there; new ones it says under `add`."""

    def __init__(self) -> None:
        """Begin with no list at all."""
        self._lists: dict[str, dict[str, _Entry]] = {}
        self._origins: dict[str, Origin] = {}
        self._broken: set[str] = set()
        self._added: set[str] = set()

    def define(self, source: Source, options: Mapping[str, Mapping[str, str]]) -> None:
        """Take the lists of a file that several forms share."""
        self._note_broken(source)
        for name, labels in options.items():
            self._set_labels(name, labels, Origin(source, (*_OPTIONS, name)))

    def define_or_relabel(self, source: Source, options: Mapping[str, Mapping[str, str]]) -> None:
        """Take the lists of a whole form: new ones, and other labels in those that it shares."""
        self.define(source, {name: options[name] for name in options if name not in self._lists})
        self.relabel(source, {name: options[name] for name in options if name in self._lists})

    def relabel(self, source: Source, options: Mapping[str, Mapping[str, str]]) -> None:
        """Take an edition's labels for options that there are."""
        for name, labels in options.items():
            origin = Origin(source, (*_OPTIONS, name))
            known = self._lists.get(name)
            if known is None:
                if name not in self._broken:
                    hint = suggest(name, list(self._lists))
                    origin.fault(f"選択肢の一覧「{name}」は元の様式にありません{hint}")
                continue
            for option_id in labels:
                if option_id not in known:
                    hint = suggest(option_id, list(known))
                    origin.within(option_id).fault(
                        f"選択肢の一覧「{name}」に選択肢「{option_id}」はありません{hint}"
                    )
            changes = {key: label for key, label in labels.items() if key in known}
            self._set_labels(name, changes, origin)

    def add(self, source: Source, options: Mapping[str, Mapping[str, AddedOptionSchema]]) -> None:
        """Take an edition's new options and lists, each option at its place."""
        for name, entries in options.items():
            origin = Origin(source, (*_ADDED, name))
            self._origins.setdefault(name, origin)
            if name not in self._lists:
                self._added.add(name)
            for option_id, written in entries.items():
                self._add_option(name, option_id, written, origin.within(option_id))
            self._lists.setdefault(name, {})

    def options(self, name: str, user: str) -> tuple[Option, ...]:
        """The options of a list, for the item that uses it; an empty list is a fault."""
        entries = self._lists[name]
        if not entries and name not in self._broken:
            self._broken.add(name)
            self._origins[name].fault(
                f"選択肢の一覧「{name}」が空です（項目「{user}」が使っています）"
            )
        return tuple(Option.parse(key, entry.label) for key, entry in entries.items())

    def __contains__(self, name: str) -> bool:
        """Whether there is such a list."""
        return name in self._lists

    def names(self) -> list[str]:
        """The names of all lists."""
        return list(self._lists)

    def is_broken(self, name: str) -> bool:
        """Whether the list is missing because of a fault of its own."""
        return name in self._broken

    def check_use(self, used: Container[str]) -> None:
        """Note each list that an edition adds and that isn't among those that items name."""
        for name in sorted(name for name in self._added if name not in used):
            hint = suggest(name, [other for other in self._lists if other != name])
            self._origins[name].fault(f"選択肢の一覧「{name}」を使う項目がありません{hint}")

    def _note_broken(self, source: Source) -> None:
        written = source.content.get("options") if isinstance(source.content, dict) else None
        names = written if isinstance(written, dict) else {}
        self._broken |= {name for name in names if source.is_faulty((*_OPTIONS, name))}

    def _set_labels(self, name: str, labels: Mapping[str, str], origin: Origin) -> None:
        self._origins.setdefault(name, origin)
        entries = self._lists.setdefault(name, {})
        for option_id, label in labels.items():
            entries[option_id] = _Entry(label, origin.within(option_id))
        for option_id in labels:
            self._check_label(name, option_id, later=labels)

    def _add_option(
        self, name: str, option_id: str, written: AddedOptionSchema, origin: Origin
    ) -> None:
        entries = self._lists.setdefault(name, {})
        if option_id in entries:
            origin.fault(
                f"選択肢の一覧「{name}」に選択肢「{option_id}」はもうあります"
                f"（{entries[option_id].origin}）。文言だけを変えるなら「options」に書いてください"
            )
            return
        position = len(entries)
        anchor = written.after or written.before
        if written.after and written.before:
            origin.fault("「after」と「before」は一緒に書けません")
        elif anchor and anchor not in entries:
            hint = suggest(anchor, list(entries))
            origin.within("after" if written.after else "before").fault(
                f"選択肢の一覧「{name}」に選択肢「{anchor}」はありません{hint}"
            )
        elif anchor:
            position = list(entries).index(anchor) + bool(written.after)
        ordered = list(entries.items())
        ordered.insert(position, (option_id, _Entry(written.label, origin)))
        self._lists[name] = dict(ordered)
        self._check_label(name, option_id, later=())

    def _check_label(self, name: str, option_id: str, later: Mapping[str, str] | tuple[()]) -> None:
        """An answers file names an option by its label: two of one list may not have the same.

        Of two that stand in the same file the second one is the fault.
        """
        entries = self._lists[name]
        own = entries[option_id]
        key = Option.parse(option_id, own.label).key
        order = list(later)
        for other_id, other in entries.items():
            if other_id == option_id or Option.parse(other_id, other.label).key != key:
                continue
            if other_id in later and order.index(other_id) > order.index(option_id):
                continue
            own.origin.fault(
                f"選択肢の一覧「{name}」に同じ選択肢が二度あります"
                f"（「{key}」は{other.origin}にもあります）"
            )
            return
