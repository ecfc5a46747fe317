"""Words of law that were right once, and the short names of laws: data that 点検 looks for.

They stand in templates/terms.yaml, a municipality's own in templates/terms-own.yaml beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pia_desktop.errors import TermsError
from pia_desktop.files.paths import program_root
from pia_desktop.forms import definition_cache

if TYPE_CHECKING:
    from pia_desktop.forms.yaml_source import Source

SHIPPED, OWN = "terms.yaml", "terms-own.yaml"

# The files that are left out because they have faults, while a window is open.
_left_out: set[str] = set()

# The rules that look for terms.
TERM_CODES = ("citation", "stale-term")

# A group that a replacement names.
_GROUP = re.compile(r"\\(\d)|\\g<(\d+)>")


@dataclass(frozen=True)
class Term:
    """One wording that is out of date since a day.

    `unless` near it, or anywhere in a box of `items`, makes it right all the same. It is looked for
    in boxes whose id begins with one of `items` (in all, where there are none) and with none of
    `except_items`. `replace` is the right wording where it is certain, with groups of the pattern.
    """

    id: str
    code: str
    pattern: re.Pattern[str]
    since: date
    message: str
    remedy: str
    source: str
    unless: re.Pattern[str] | None = None
    items: tuple[str, ...] = ()
    except_items: tuple[str, ...] = ()
    replace: str | None = None

    @cached_property
    def hints(self) -> tuple[str, ...]:
        """Words of which one stands in every text that the pattern finds; nothing where it has no
        such words.
        """
        return literal_hints(self.pattern.pattern)

    def may_be_in(self, text: str) -> bool:
        """Whether it is worth while to search the text."""
        return not self.hints or any(hint in text for hint in self.hints)

    def concerns(self, item_id: str) -> bool:
        """Whether it is looked for in boxes of this item."""
        if self.items and not item_id.startswith(self.items):
            return False
        return not item_id.startswith(self.except_items) if self.except_items else True


@dataclass(frozen=True, eq=False)
class TermList:
    """All terms in order, and the groups of short names that mean one law. A list is equal to
    itself alone, so that it is a cheap key.
    """

    terms: tuple[Term, ...] = ()
    names: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def any_hint(self) -> re.Pattern[str]:
        """Finds whether a text can have any of the terms."""
        hints = [term.hints for term in self.terms]
        words = sorted({hint for each in hints for hint in each})
        return re.compile("|".join(map(re.escape, words)) if all(hints) else "")


_LOOK_AROUND = re.compile(r"\(\?<?[=!](?:[^()]|\([^()]*\))*\)")
_OPTIONAL = re.compile(
    r"\([^()]*\)(?:[?*]|\{\d*,\d*\}\??)|\([^()]*\|[^()]*\)|\[[^\[\]]*\][?*+]?|[^(\s][?*]"
)
_WORD = re.compile(r"[一-龥ぁ-んァ-ヶー0-9A-Za-z]+")


def literal_hints(pattern: str) -> tuple[str, ...]:
    """For each alternative of a regular expression, the longest word that it can't do without;
    nothing where one has none.
    """
    bare = _LOOK_AROUND.sub(" ", pattern)
    before = ""
    while before != bare:  # from the inside outwards
        before, bare = bare, _OPTIONAL.sub(" ", bare)
    hints = []
    for alternative in bare.split("|"):
        words = _WORD.findall(re.sub(r"\\.", " ", alternative))
        if not words:
            return ()
        hints.append(max(words, key=len))
    return tuple(hints)


def own_terms_fault() -> TermsError | None:
    """What is wrong with the municipality's own terms, or nothing. From then on they are left out:
    the shipped ones serve until somebody has put them right.
    """
    try:
        load_terms()
    except TermsError as error:
        _left_out.add(OWN)
        return error
    return None


def load_terms(folder: Path | None = None) -> TermList:
    """The shipped terms and the municipality's own, which replace shipped ones of the same
    id. TermsError where a file has a fault.
    """
    where = folder or program_root() / "templates"
    return _load(where, own=OWN not in _left_out)


@lru_cache(maxsize=4)
def _load(where: Path, *, own: bool) -> TermList:
    paths = [where / SHIPPED, *([where / OWN] if own else [])]
    files = {path: path.read_bytes() for path in paths if path.is_file()}
    plain = definition_cache.cached_plain("terms", files)
    if plain is None:
        plain = _read(where, files)
        definition_cache.keep_plain("terms", files, plain)
    return TermList(
        tuple(_term(term_id, entry) for term_id, entry in plain["terms"].items()),
        tuple(tuple(names) for names in plain["names"].values()),
    )


def _term(term_id: str, entry: Mapping[str, Any]) -> Term:
    unless = entry["unless"]
    return Term(
        term_id,
        entry["code"],
        re.compile(entry["pattern"]),
        date.fromisoformat(entry["since"]),
        entry["message"],
        entry["remedy"],
        entry["source"],
        re.compile(unless) if unless else None,
        tuple(entry["items"]),
        tuple(entry["except_items"]),
        entry["replace"],
    )


def _read(where: Path, files: dict[Path, bytes]) -> dict[str, dict[str, Any]]:
    from pia_desktop.forms.yaml_source import read_source

    out: dict[str, dict[str, Any]] = {"terms": {}, "names": {}}
    faults: list[str] = []
    for path, data in files.items():
        source = read_source(path, data)
        _read_file(source, out)
        faults += source.report()
    if faults:
        raise TermsError(faults, file=where)
    return out


def _read_file(source: Source, out: dict[str, dict[str, Any]]) -> None:
    """Take the entries of one file over those of the files before it, and note its faults."""
    from pia_desktop.forms.schema import TermsSchema, check_shape

    if source.content is None:
        return
    whole = check_shape(source, TermsSchema, ())
    if whole is None:
        return
    for term_id, entry in whole.terms.items():
        place = ("terms", term_id)
        _check_term(source, place, entry.model_dump())
        out["terms"][term_id] = entry.model_dump()
    for name_id, names in whole.names.items():
        if len(set(names)) < 2:
            source.fault(("names", name_id), "名前は二つ以上書いてください")
        out["names"][name_id] = names


def _check_term(source: Source, place: tuple[str, str], entry: Mapping[str, Any]) -> None:
    pattern = _compiled(source, (*place, "pattern"), entry["pattern"])
    _compiled(source, (*place, "unless"), entry["unless"])
    if entry["code"] not in TERM_CODES:
        source.fault((*place, "code"), f"code は {' か '.join(TERM_CODES)} です")
    try:
        date.fromisoformat(entry["since"])
    except ValueError:
        source.fault((*place, "since"), 'since は "2024-05-27" のように書いてください')
    if pattern is not None and pattern.search(""):
        source.fault((*place, "pattern"), "pattern が空の文字列にも当たります")
    if pattern is not None and entry["replace"]:
        groups = [
            int(number) for pair in _GROUP.findall(entry["replace"]) for number in pair if number
        ]
        if any(group > pattern.groups for group in groups):
            source.fault((*place, "replace"), "replace が、pattern にない( )を指しています")


def _compiled(source: Source, place: tuple[str, str, str], text: str) -> re.Pattern[str] | None:
    try:
        return re.compile(text)
    except re.error as error:
        source.fault(place, f"正規表現として読めません（{error.pos or 0}文字目）")
        return None
