"""Notes for oneself and for the next reader: at an item or at the whole, never printed.

They are no answers: no export, no 変更箇所 and no published state has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from pia_desktop.files import limits
from pia_desktop.files.json_writer import without_defaults
from pia_desktop.forms import Form
from pia_desktop.forms.addresses import is_address, item_id
from pia_desktop.forms.values import ValueFault, clean_text

MAX_NOTES = 5_000


class Note(NamedTuple):
    """One note. `address` is that of the item, of an occurrence's list, or nothing for the whole
    assessment; `by` who wrote it, `date` the day as 令和8年4月1日; `done`: nothing is to be done
    about it any more.
    """

    text: str
    address: str = ""
    by: str = ""
    date: str = ""
    done: bool = False


def open_notes(notes: Iterable[Note]) -> list[Note]:
    """Those about which something is still to be done."""
    return [note for note in notes if not note.done]


def notes_at(notes: Iterable[Note], address: str) -> list[Note]:
    """Those of one item."""
    return [note for note in notes if note.address == address]


def renumbered(notes: Iterable[Note], of_list: str, to: Callable[[int], int | None]) -> list[Note]:
    """The notes after the occurrences of a list have moved: `to` gives an occurrence's new index,
    None where it is gone, with its notes.
    """
    out = []
    start = f"{of_list}["
    for note in notes:
        if not note.address.startswith(start):
            out.append(note)
            continue
        index, _, rest = note.address.removeprefix(start).partition("]")
        now = to(int(index))
        if now is not None:
            out.append(note._replace(address=f"{start}{now}]{rest}"))
    return out


def carried(notes: Iterable[Note], form: Form, name_of: Callable[[str], str]) -> list[Note]:
    """The notes in another form: those at an item that it doesn't have stand at the whole, with the
    item's name, as `name_of` gives it.
    """
    return [
        note
        if not note.address or is_known(form, note.address)
        else note._replace(address="", text=f"（{name_of(note.address)}）\n{note.text}")
        for note in notes
    ]


def is_known(form: Form, address: str) -> bool:
    """Whether a form has the item, or the repeat, of an address."""
    return item_id(address) in form.by_id


def note_list(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """What `read_notes` reads; what is as it is by default is left out."""
    return [without_defaults(note) for note in notes]


def read_notes(listed: Any) -> list[Note]:
    """The notes out of parsed JSON; ValueFault for anything else."""
    if not isinstance(listed, list) or len(listed) > MAX_NOTES:
        raise _fault()
    return [_read(entry) for entry in listed]


def checked_text(text: str) -> str:
    """The text of a note as it is kept; ValueFault for one that is empty or too long."""
    text = clean_text(text).strip("\n")
    if not text.strip():
        raise ValueFault("メモに何も書かれていません。", "何か書くか、やめてください。")
    if len(text) > limits.TEXT_CHARACTERS:
        raise ValueFault("メモが長すぎます。", "短くするか、分けてください。")
    return text


def _read(entry: Any) -> Note:
    known = set(Note._fields)
    owed = known - set(Note._field_defaults)
    if not isinstance(entry, dict) or not owed <= set(entry) <= known:
        raise _fault()
    done = entry.get("done", False)
    texts = {key: text for key, text in entry.items() if key != "done"}
    if type(done) is not bool or not all(isinstance(text, str) for text in texts.values()):
        raise _fault()
    address = texts.get("address", "")
    if address and not is_address(address):
        raise _fault()
    return Note(**{key: clean_text(text) for key, text in texts.items()}, done=done)


def _fault() -> ValueFault:
    return ValueFault("メモの書き方が違います。", "控えか、元のファイルを使ってください。")
