"""What a person has marked 確認済み: a finding that is right as it stands, with a word of why.

It holds as long as what was compared stays as it was; it is kept in the file and never printed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.value_text import options_to_ids
from pia_desktop.forms.addresses import item_id
from pia_desktop.forms.values import ValueFault, clean_text


class Confirmation(NamedTuple):
    """One finding that was marked: its rule's code, where it stands, the SHA-256 of what was
    compared, and the person's note.
    """

    code: str
    address: str
    compared: str
    note: str = ""


def confirmation_of(
    answers: Answers,
    code: str,
    address: str,
    compared: tuple[str, ...],
    beside: tuple[str, ...],
    note: str = "",
) -> Confirmation:
    """A confirmation of a finding as things are now.

    Options count by their ids, and occurrences don't count by their numbers: neither another
    edition nor an occurrence that moves makes another finding of it.
    """
    read = []
    for each in dict.fromkeys((address, *compared)):
        value = answers.get(each)
        if value is not None and item_id(each) in answers.form.by_id:
            value = options_to_ids(answers.item_at(each), value)
        read.append([item_id(each), value])
    text = json.dumps([read, list(beside)], ensure_ascii=False, sort_keys=True)
    return Confirmation(code, address, hashlib.sha256(text.encode()).hexdigest(), note)


def renumber_confirmations(
    confirmations: list[Confirmation], address: str, to: Callable[[int], int | None]
) -> list[Confirmation]:
    """The confirmations after the occurrences at `address` have moved; those in an occurrence that
    is gone (None) are left out.
    """
    inside = re.compile(re.escape(address) + r"\[(\d+)\]")
    out = []
    for each in confirmations:
        match = inside.match(each.address)
        if match is None:
            out.append(each)
        elif (index := to(int(match[1]))) is not None:
            out.append(each._replace(address=f"{address}[{index}]{each.address[match.end() :]}"))
    return out


def confirmation_list(confirmations: list[Confirmation]) -> list[dict[str, Any]]:
    """What `read_confirmations` reads."""
    return [each._asdict() for each in confirmations]


def read_confirmations(listed: Any) -> list[Confirmation]:
    """The confirmations out of parsed JSON; ValueFault for anything else."""
    names = set(Confirmation._fields)
    if not isinstance(listed, list):
        raise _fault()
    out = []
    for entry in listed:
        if not isinstance(entry, dict) or set(entry) != names:
            raise _fault()
        if not all(isinstance(value, str) for value in entry.values()):
            raise _fault()
        out.append(Confirmation(**{name: clean_text(value) for name, value in entry.items()}))
    return out


def _fault() -> ValueFault:
    return ValueFault("確認済みの書き方が違います。", "控えか、元のファイルを使ってください。")
