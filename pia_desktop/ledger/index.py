"""What was read of files before, kept on this PC: days and figures, and where in the file number,
name and 担当部署 stand. No answer is in it.

An entry is found by the SHA-256 of the file's bytes, which are read each time: what the index says
is never older than the file. It lies in the user's own folder; where it is missing, cut off or
foreign, the files are read anew.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from pia_desktop import __version__
from pia_desktop.checks.every_rule import RULES
from pia_desktop.errors import FileError
from pia_desktop.files.atomic_write import make_folder, write_atomic
from pia_desktop.files.json_reader import parse_json, read_file
from pia_desktop.files.paths import program_root, user_data_dir
from pia_desktop.forms.terms import load_terms
from pia_desktop.ledger.facts import LedgerCounts, LedgerFacts

# Grows with each change of what an entry says.
_FORMAT = 2
# More than all files of a large city, and the drafts beside them.
_MOST_ENTRIES = 3_000
_MOST_BYTES = 10_000_000

# Of these, where they stand in the file's bytes is kept in place of the texts themselves.
_TEXTS = ("number", "name", "department")
_NAMES = tuple(each.name for each in fields(LedgerFacts))
_DAYS = ("published", "review_due", "repeat_due", "as_of", "change_date")


class LedgerIndex:
    """The entries of one user by digest. `find` and `keep` change it in memory, `save` writes it;
    two windows that save at once lose the entries of one of them, which are read anew then.
    """

    def __init__(self, today: date, path: Path | None = None) -> None:
        """Take what was kept, if it was made by the same program with the same rules."""
        self._path = path or user_data_dir() / "ledger" / "index.json"
        self._stamp = rules_stamp(today)
        self._entries: dict[str, dict[str, Any]] = _kept(self._path, self._stamp)
        self._changed = False

    def find(self, digest: str, data: bytes) -> LedgerFacts | None:
        """The facts of the file with these bytes, or None."""
        entry = self._entries.get(digest)
        if entry is None:
            return None
        self._entries[digest] = self._entries.pop(digest)  # the one used last comes last
        return _facts(entry, data)

    def keep(self, digest: str, data: bytes, facts: LedgerFacts) -> None:
        """Remember the facts of the file with these bytes."""
        plain = asdict(facts)
        places = {name: _place_of(plain[name], data) for name in _TEXTS}
        if facts.counts is not None and None not in places.values():
            days = {day: plain[day] and plain[day].isoformat() for day in _DAYS}
            self._entries[digest] = plain | places | days
            self._changed = True

    def save(self) -> None:
        """Write it. It is a comfort: where that can't be done, files are read anew."""
        if not self._changed:
            return
        entries = dict(list(self._entries.items())[-_MOST_ENTRIES:])
        body = {"format": _FORMAT, "stamp": self._stamp, "entries": entries}
        try:
            make_folder(self._path.parent)
            write_atomic(self._path, json.dumps(body, ensure_ascii=False).encode())
            self._changed = False
        except (FileError, OSError):
            return


def rules_stamp(today: date) -> str:
    """Changes when a file may be judged otherwise than before: with the program, with the forms
    and words of law in templates/, and when a word of law comes into force.
    """
    digest = hashlib.sha256(f"{_FORMAT} {__version__} {' '.join(RULES)}".encode())
    templates = program_root() / "templates"
    for path in sorted([*templates.glob("*.yaml"), *templates.glob("forms/**/*.yaml")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for term in load_terms().terms:
        digest.update(b"1" if term.since <= today else b"0")
    return digest.hexdigest()


def _kept(path: Path, stamp: str) -> dict[str, dict[str, Any]]:
    try:
        body = parse_json(read_file(path, _MOST_BYTES), path)
    except FileError:
        return {}
    if not isinstance(body, dict) or (body.get("format"), body.get("stamp")) != (_FORMAT, stamp):
        return {}
    entries = body.get("entries")
    return entries if isinstance(entries, dict) else {}


def _place_of(text: str, data: bytes) -> list[int] | None:
    """Where the text stands in the file as JSON; None where it is packed or written otherwise."""
    if not text:
        return [0, 0]
    written = json.dumps(text, ensure_ascii=False).encode()
    at = data.find(written)
    return [at, len(written)] if at >= 0 else None


def _facts(entry: dict[str, Any], data: bytes) -> LedgerFacts | None:
    """The facts of an entry; None for one that isn't whole."""
    try:
        plain = {name: entry[name] for name in _NAMES}
        texts = {name: _text_at(plain[name], data) for name in _TEXTS}
        plain |= {day: plain[day] and date.fromisoformat(plain[day]) for day in _DAYS}
        plain["counts"] = LedgerCounts(**plain["counts"])
        return LedgerFacts(**(plain | texts))
    except (KeyError, TypeError, ValueError):
        return None


def _text_at(place: list[int], data: bytes) -> str:
    at, length = place
    text = json.loads(data[at : at + length]) if length else ""
    if not isinstance(text, str):
        raise TypeError(text)
    return text
