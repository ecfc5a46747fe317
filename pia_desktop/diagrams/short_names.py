"""Names as they stand in a box of a diagram: short, without what an assessment says in brackets."""

from __future__ import annotations

import re
import unicodedata

# What follows a name and explains it.
_TAIL = re.compile(r"(?<!\s)\s*(?:[(（]\s*注\s*[)）]|[(（]\s*以下[「、]|※|\n).*", re.DOTALL)
_NUMBERED = re.compile(r"^\s*[(（]?[0-9０-９]{1,2}[)）.．]\s*")
_OTHERWISE = re.compile(r"以下[「『]([^」』]{2,30})[」』]")
_ANNEX_WORD = re.compile(r"別紙\s*[0-9０-９]*(?:の[0-9０-９]+)?")
_ANNEX = re.compile(r"[(（][^()（）]*別紙[^()（）]*[)）]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_CLAUSES = re.compile(r"(?:、|，|並びに|及び|又は|または|および)")
_OUTER = re.compile(r"[、，;；]|(?:及び|並びに)")
_MAYOR = re.compile(r"(?:市|町|村|区)長$")
_GOVERNOR = re.compile(r"(都|道|府|県)知事$")

# A name longer than this is shortened at a clause's end.
LONGEST_NAME = 40
_SHORTEST_CLAUSE = 8


def folded(text: str) -> str:
    """A text for comparing: full-width and half-width alike, no spaces, one way to write server."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s「」『』・]", "", narrow).replace("サーバー", "サーバ")


def bare_name(text: str) -> str:
    """A system's or file's name without its number and what explains it."""
    name = _NUMBERED.sub("", _TAIL.sub("", text.strip())).strip()
    return name or text.strip().splitlines()[0].strip() if text.strip() else ""


def other_names(text: str) -> list[str]:
    """What a name says that it is called from then on: 以下「既存住基システム」という."""
    return _OTHERWISE.findall(text)


def shortened(text: str, longest: int = LONGEST_NAME) -> str:
    """A receiver's or supplier's name in a box: as it is where it is short; else without brackets,
    and then up to a clause's end with など behind it.
    """
    name = " ".join(_ANNEX.sub("", text).split())
    if len(name) <= longest:
        return name
    name = _BRACKETS.sub("", name)
    if len(name) <= longest:
        return name
    ends = [
        match.start()
        for match in _CLAUSES.finditer(name)
        if _SHORTEST_CLAUSE <= match.start() <= longest
    ]
    if ends:
        return f"{name[: ends[-1]]}など"
    return f"{name[:longest]}…"


def annexes_named(text: str) -> str:
    """「別紙2、別紙2の2」 out of a name that refers to them; nothing where it names none."""
    names = ["".join(name.split()) for name in _ANNEX_WORD.findall(text)]
    return "、".join(dict.fromkeys(names))


def listed_names(text: str) -> list[str]:
    """The names in a bracket's text: 市民課、税務課及び福祉課. Brackets keep what is in them
    together.
    """
    parts, depth, start = [], 0, 0
    for position, char in enumerate(text):
        depth += (char in "(（") - (char in ")）")
        if depth == 0:
            match = _OUTER.match(text, position)
            if match and position >= start:
                parts.append(text[start:position])
                start = match.end()
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


def municipality(agency: str) -> str:
    """「みなと野市」 out of 「みなと野市長」; 評価実施機関 where there is no name."""
    name = agency.strip()
    if _MAYOR.search(name):
        return name[:-1]
    return _GOVERNOR.sub(r"\1", name) or "評価実施機関"
