"""文例集: named passages by item in a file that many people share (docs/phrases.md)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pia_desktop.errors import FileError
from pia_desktop.files import limits
from pia_desktop.files.atomic_write import write_atomic
from pia_desktop.files.json_reader import parse_json, read_file
from pia_desktop.files.lock_file import LockedError, take_lock
from pia_desktop.forms import form_ids, load_form_by_id
from pia_desktop.forms.values import ValueFault, clean_text

PHRASES_FORMAT = 1
# So many characters are a passage at least: a shorter one stands in texts by chance.
SHORTEST_PHRASE = 10
# A passage remembers so many of its earlier wordings.
MOST_EARLIER = 20
# Seconds between two tries while somebody else writes the library, and how many tries.
_WAIT, _TRIES = 0.2, 15


@dataclass(frozen=True)
class Phrase:
    """One passage: its name, the ids of the items that it is for, its text, and how it read before,
    the latest first. By those texts it is found again where it was inserted.
    """

    name: str
    items: tuple[str, ...]
    text: str
    earlier: tuple[str, ...] = ()

    def reworded(self, text: str) -> Phrase:
        """The passage with a new text, which remembers the one that it had."""
        if text == self.text:
            return self
        known = [self.text, *(each for each in self.earlier if each != text)]
        return replace(self, text=text, earlier=tuple(known[:MOST_EARLIER]))


def load_phrases(path: Path) -> list[Phrase]:
    """The passages of a library, or FileError saying what is wrong with it."""
    return _parsed(read_file(path, limits.JSON_BYTES), path)


def change_phrases(path: Path, change: Callable[[list[Phrase]], Sequence[Phrase]]) -> list[Phrase]:
    """Write what `change` makes of the library as it is now; one that isn't there yet is empty.

    What somebody else has written meanwhile is in what `change` gets. LockedError where somebody
    holds the library for long.
    """
    lock = _locked(path)
    try:
        phrases = load_phrases(path) if path.exists() else []
        changed = list(change(phrases))
        if changed != phrases or not path.exists():
            write_atomic(path, _encoded(changed))
        return changed
    finally:
        lock.release()


def _locked(path: Path) -> Any:
    for number in range(_TRIES):
        try:
            return take_lock(path)
        except LockedError as error:
            if number == _TRIES - 1:
                raise
            # The library is held for the moment of writing alone: a lock that stays is a leftover.
            if error.stale:
                return take_lock(path, take_over=True)
            time.sleep(_WAIT)
    raise AssertionError


def with_phrase(phrases: Sequence[Phrase], phrase: Phrase) -> list[Phrase]:
    """The passages with one more; that of the same name is reworded. FileError where it is none."""
    _check(phrase)
    before = next((each for each in phrases if each.name == phrase.name), None)
    if before is None:
        return [*phrases, phrase]
    items = tuple(dict.fromkeys((*before.items, *phrase.items)))
    after = replace(before.reworded(phrase.text), items=items)
    return [after if each is before else each for each in phrases]


def without_phrase(phrases: Sequence[Phrase], name: str) -> list[Phrase]:
    """The passages but for the one with this name."""
    return [each for each in phrases if each.name != name]


def find_phrase(phrases: Sequence[Phrase], name: str, path: Path) -> Phrase:
    """The passage with this name, or FileError."""
    for phrase in phrases:
        if phrase.name == name:
            return phrase
    raise FileError(
        f"文例「{name[:40]}」はありません。", "--list で名前を確かめてください。", file=path
    )


def _check(phrase: Phrase) -> None:
    if not phrase.name.strip():
        raise FileError("文例に名前がありません。", "名前を付けてください。")
    if len(phrase.text.strip()) < SHORTEST_PHRASE:
        raise FileError(
            f"文例「{phrase.name}」が短すぎます。", f"{SHORTEST_PHRASE}文字以上にしてください。"
        )


def _encoded(phrases: Sequence[Phrase]) -> bytes:
    body = {"format": PHRASES_FORMAT, "phrases": [asdict(phrase) for phrase in phrases]}
    return json.dumps(body, ensure_ascii=False, indent=1).encode() + b"\n"


def _parsed(data: bytes, path: Path) -> list[Phrase]:
    body = parse_json(data, path)
    if not isinstance(body, dict) or type(body.get("format")) is not int:
        raise FileError("文例集ではありません。", "文例集のファイルを選んでください。", file=path)
    if body["format"] > PHRASES_FORMAT:
        raise FileError(
            "新しい版のプログラムで作られた文例集です。",
            "プログラムを新しくしてください。",
            file=path,
        )
    listed = body.get("phrases")
    if not isinstance(listed, list):
        raise FileError("文例集に「phrases」がありません。", _REMEDY, file=path)
    phrases = [_phrase(entry, number, path) for number, entry in enumerate(listed, 1)]
    names = [phrase.name for phrase in phrases]
    for name in names:
        if names.count(name) > 1:
            raise FileError(f"文例「{name}」が二つあります。", _REMEDY, file=path)
    return phrases


_REMEDY = "docs/phrases.md の書き方に直してください。"


def _phrase(entry: Any, number: int, path: Path) -> Phrase:
    try:
        phrase = Phrase(
            clean_text(_text(entry["name"])),
            tuple(map(_text, entry["items"])),
            clean_text(_text(entry["text"])),
            tuple(clean_text(_text(each)) for each in entry.get("earlier", ())),
        )
        _check(phrase)
    except (KeyError, TypeError, AttributeError):
        raise FileError(f"{number}件目の文例の書き方が違います。", _REMEDY, file=path) from None
    except ValueFault as fault:
        raise FileError(f"{number}件目の文例：{fault}", fault.remedy, file=path) from None
    except FileError as error:
        raise error.at(path) from None
    unknown = [item for item in phrase.items if item not in _known_items()]
    if unknown:
        raise FileError(
            f"文例「{phrase.name}」の項目「{unknown[0][:60]}」は、どの様式にもありません。",
            "items で項目のidを確かめてください。",
            file=path,
        )
    return phrase


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _known_items() -> set[str]:
    return {item.id for form_id in form_ids() for item in load_form_by_id(form_id).all_items}
