"""One case: a mutated file, the call that reads it, and what that call may write."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pia_desktop.forms import form_ids
from tests.fuzz.archive_mutators import mutate_archive
from tests.fuzz.corpus import SMALL, Corpus, random_of
from tests.fuzz.mutators import mutate_bytes, mutate_json
from tests.fuzz.picture_mutators import mutate_picture


@dataclass(frozen=True)
class Case:
    """`files` are what lies in the folder, `call` what is run there; `then` must succeed after it,
    for what was written must be whole. `writes` are the names that the calls may write.
    """

    call: tuple[str, ...]
    files: dict[str, bytes]
    writes: tuple[str, ...] = ()
    then: tuple[tuple[str, ...], ...] = ()


_PIA = "評価書.pia"

# What is taken where there are no whole files.
_STANDS_FOR = {"file": "pia", "book": "xlsx"}

# The file of a kept case that says what is called.
_CALL = "case.json"

# Of a hundred cases so many are of each kind.
SHARES = {"pia": 32, "json": 30, "xlsx": 20, "picture": 15, "file": 2, "book": 1}


def keep(case: Case, place: Path) -> None:
    """Write a case into a folder, from which `kept` makes it again."""
    place.mkdir(parents=True, exist_ok=True)
    for file, data in case.files.items():
        (place / file).write_bytes(data)
    words = {"call": case.call, "writes": case.writes, "then": case.then}
    (place / _CALL).write_text(json.dumps(words, ensure_ascii=False) + "\n", encoding="utf-8")


def kept(place: Path) -> Case:
    """The case in a folder."""
    words = json.loads((place / _CALL).read_text(encoding="utf-8"))
    files = {path.name: path.read_bytes() for path in place.iterdir() if path.name != _CALL}
    then = tuple(map(tuple, words["then"]))
    return Case(tuple(words["call"]), files, tuple(words["writes"]), then)


def case_of(seed: int, number: int, corpus: Corpus) -> Case:
    """The case of this number; the same for the same seed."""
    chance = random_of(seed, number)
    kind = chance.choices(list(SHARES), list(SHARES.values()))[0]
    kind = kind if corpus.get(kind) else _STANDS_FOR[kind]
    good = chance.choice(corpus[kind])
    if kind == "json":
        return _json(_mutated_json(good, chance), corpus, chance)
    if kind == "picture":
        return _picture(mutate_picture(good, chance), chance)
    if kind in ("xlsx", "book"):
        return _book(mutate_archive(good, chance), corpus, chance)
    return _file(mutate_archive(good, chance), chance)


@dataclass(frozen=True)
class SeededCases:
    """The cases of a seed, by their numbers."""

    seed: int
    corpus: Corpus

    def __call__(self, number: int) -> Case:
        """The case of this number."""
        return case_of(self.seed, number, self.corpus)


def _mutated_json(good: bytes, chance: Random) -> bytes:
    return mutate_bytes(good, chance) if chance.random() < 0.15 else mutate_json(good, chance)


def _json(data: bytes, corpus: Corpus, chance: Random) -> Case:
    files = {"回答.json": data, "図.png": corpus["picture"][0], "process.png": corpus["picture"][0]}
    if chance.random() < 0.3:
        files[_PIA] = corpus["pia"][0]
        return Case(("fill", _PIA, "回答.json"), files, (_PIA,), (("check", _PIA),))
    call = ("from-json", "回答.json", "出力.pia")
    return Case(call, files, ("出力.pia",), (("check", "出力.pia"),))


def _picture(data: bytes, chance: Random) -> Case:
    name = "図.png" if data.startswith(b"\x89") else "図.jpg"
    answers = {**SMALL, "process": {"figures": [{"file": name, "caption": "流れ"}]}}
    files = {"回答.json": json.dumps(answers).encode(), name: data}
    then: tuple[tuple[str, ...], ...] = (("check", "出力.pia"),)
    if chance.random() < 0.06:
        then += (("export", "出力.pia", "--pdf", "出力.pdf"),)
    return Case(("from-json", "回答.json", "出力.pia"), files, ("出力.pia", "出力.pdf"), then)


def _book(data: bytes, corpus: Corpus, chance: Random) -> Case:
    files = {"去年.xlsx": data}
    if chance.random() < 0.05:
        files[_PIA] = corpus["pia"][0]
        call = ("export", _PIA, "--xlsx", "出力.xlsx", "--template", "去年.xlsx", "--partly")
        return Case(call, files, ("出力.xlsx",))
    call = ("import", "去年.xlsx", "出力.pia")
    return Case(call, files, ("出力.pia",), (("check", "出力.pia"),))


def _file(data: bytes, chance: Random) -> Case:
    files = {_PIA: data, "回答.json": json.dumps({"cover": {"name": "新しい名前"}}).encode()}
    form = chance.choice(form_ids())
    own, new = (_PIA,), ("出力.pia",)
    day = ("--date", "令和8年4月1日")
    weighted: list[tuple[int, Case]] = [
        (30, Case(("dump", _PIA), files)),
        (10, Case(("dump", _PIA, "--figures", "図"), files, ("図",))),
        (20, Case(("check", _PIA, "--json"), files)),
        (12, Case(("upgrade", _PIA, form, *new), files, new, (("check", *new),))),
        (12, Case(("fill", _PIA, "回答.json"), files, own, (("check", _PIA),))),
        (8, Case(("versions", _PIA), files)),
        (5, Case(("changes", _PIA, "--apply", *day), files, own, (("check", _PIA),))),
        (4, Case(("compare", f"{_PIA}@1", _PIA), files)),
        (2, Case(("publish", _PIA, *day), files, own, (("check", _PIA),))),
        (2, Case(("review", _PIA, *day), files, own, (("check", _PIA),))),
        (6, Case(("ledger", ".", "--json"), files)),
        (4, Case(("replace", ".", "新", "旧", "--apply"), files, own, (("ledger", "."),))),
        (4, Case(("export", _PIA, "--pdf", "出力.pdf"), files, ("出力.pdf",))),
        (1, Case(("export", _PIA, "--xlsx", "出力.xlsx"), files, ("出力.xlsx",))),
    ]
    return chance.choices([case for _, case in weighted], [weight for weight, _ in weighted])[0]
