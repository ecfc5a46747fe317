"""The systems of Ⅰ: how they are called, which keeps which file, and how they are connected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from pia_desktop.assessment.answers import Answers
from pia_desktop.diagrams.short_names import bare_name, folded, listed_names, other_names

_MOST_NAMES = 4

_CLOUD = re.compile("ガバメントクラウド|ガバメント・クラウド|Gov-Cloud", re.IGNORECASE)
_LGWAN = re.compile("lgwan-?asp|lgwan上|総合行政ネットワーク上", re.IGNORECASE)
_GATEWAY = re.compile("中間サーバ")
_ADDRESS = re.compile("宛名")
_LINKAGE = re.compile("庁内連携|連携基盤|共通基盤")
_REGISTER = re.compile("住民基本台帳システム|住民記録|既存住基")
_NET = re.compile("住民基本台帳ネットワーク|住基ネット|市町村cs")
_TAX = re.compile("税|収納")
# Names of what others run.
_FOREIGN = re.compile(
    "機構|j-lis|jlis|eltax|地方税ポータル|マイナポータル|ぴったり|出入国|国税|年金|情報提供ネットワーク"
    "|住民基本台帳ネットワーク|証明書交付センター|コンビニ事業者|国保連|国民健康保険団体|支払基金|lgwan"
)
_PARAGRAPHS = re.compile(r"\n\s*\n|(?=[＜<【])")
_HEADING = re.compile(r"[＜<【]([^＞>】]{0,200})[＞>】]")
_SHORTEST_ALIKE = 3

# What a connection's option is called when no listed system is meant: ids of the options.
_CONNECTION_PATTERNS = {
    "internal_linkage": _LINKAGE,
    "juki_net": _NET,
    "resident_register": _REGISTER,
    "address_system": _ADDRESS,
    "tax_system": _TAX,
}


class Outside(Enum):
    """Where a system stands: in the municipality, in its part of the cloud, in LGWAN, or in a
    centre that many share.
    """

    NO = "no"
    CLOUD = "cloud"
    GOVERNMENT_NETWORK = "lgwan"
    SHARED = "shared"
    FOREIGN = "foreign"


class SystemMap:
    """The systems of an assessment, by their number from 0 on."""

    def __init__(self, answers: Answers, most: int) -> None:
        """Only systems with a name count; those beyond `most` are gathered in one box."""
        self._answers = answers
        self._names = {
            number: name
            for number in range(answers.count("systems"))
            if (name := (answers.get(f"systems[{number}].name") or "").strip())
        }
        self._folded = {number: folded(bare_name(name)) for number, name in self._names.items()}
        self.listed = list(self._names)
        self.shown = self.listed if len(self.listed) <= most else self.listed[: most - 1]
        self.gathered = len(self.listed) - len(self.shown)
        self._owners = {i: self._find_owner(i) for i in range(answers.count("files"))}
        self._cloud = self._in_cloud()

    def id_of(self, number: int) -> str:
        """The id of a system's box."""
        return f"s{number + 1}" if number in self.shown else "sx"

    def label(self, number: int) -> str:
        """What stands in its box."""
        return bare_name(self._names[number])

    # -- which is meant -----------------------------------------------------------------------

    def named_in(self, text: str) -> int | None:
        """The system that a text names, by its name or what it says that it is called."""
        words = folded(text)
        best, longest = None, 1
        for number, name in self._names.items():
            for alias in (self._folded[number], *map(folded, other_names(name))):
                if len(alias) > longest and alias in words:
                    best, longest = number, len(alias)
        return best

    def connected_to(self, word: str) -> int | None:
        """The first system whose その他 connection is called so."""
        wanted = folded(word)
        for number in self.listed:
            if wanted and wanted in folded(self._other_connection(number)):
                return number
        return None

    def naming(self, word: str) -> int | None:
        """The first system in whose name a word stands."""
        wanted = folded(word)
        for number in self.listed:
            if len(wanted) >= _SHORTEST_ALIKE and wanted in self._folded[number]:
                return number
        return None

    def is_connected(self, number: int) -> bool:
        """Whether it is connected to a system that is listed."""
        return any(number in pair for pair in self.connections())

    @property
    def gateway(self) -> int | None:
        """中間サーバー, if it is listed."""
        return self._matching(_GATEWAY)

    def _matching(self, pattern: re.Pattern[str], but: int | None = None) -> int | None:
        for number in self.listed:
            if number != but and pattern.search(self._folded[number]):
                return number
        return None

    def is_hub(self, number: int) -> bool:
        """Whether it serves the others: 宛名, 庁内連携 or 中間サーバー."""
        name = self._folded[number]
        return any(pattern.search(name) for pattern in (_GATEWAY, _ADDRESS, _LINKAGE))

    # -- files ----------------------------------------------------------------------------------

    def owner(self, index: int) -> int | None:
        """The system that keeps a file; None where no system is listed."""
        return self._owners[index]

    def _find_owner(self, index: int) -> int | None:
        if not self.listed:
            return None
        names = [
            folded(bare_name(self._answers.get(f"files[{i}].name") or ""))
            for i in range(self._answers.count("files"))
        ]
        name = names[index]
        own = name[_shared_beginning(names) :] if len(names) > 1 else name
        storage = self._answers.get(f"files[{index}].storage_place") or ""
        place, headings = folded(storage), folded(" ".join(_HEADING.findall(storage)))

        def likeness(number: int) -> tuple[int, int]:
            words = folded(self._names[number])
            functions = folded(self._answers.get(f"systems[{number}].functions") or "")
            points = 0
            if name and name in words:
                points += 40
            elif name and name in functions:
                points += 8
            for words_of_file, weight in ((name, 1), (own, 3)):
                alike = _common(words_of_file.removesuffix("ファイル"), self._folded[number])
                points += weight * alike if alike >= _SHORTEST_ALIKE else 0
            points += 4 if self._folded[number] in place else 0
            points += 6 if self._folded[number] in headings else 0
            points -= 12 if self.is_hub(number) else 0
            return points, -number

        return max(self.listed, key=likeness)

    # -- where it stands ------------------------------------------------------------------------

    def place(self, number: int) -> Outside:
        """Where a system stands, as far as the answers name it."""
        text = folded(
            f"{self._names[number]}{self._answers.get(f'systems[{number}].functions') or ''}"
        )
        if _GATEWAY.search(self._folded[number]):
            return Outside.SHARED
        if number in self._cloud:
            return Outside.CLOUD
        if _LGWAN.search(text):
            return Outside.GOVERNMENT_NETWORK
        if _FOREIGN.search(self._folded[number]) and not _NET.search(self._folded[number]):
            return Outside.FOREIGN if not self._keeps_a_file(number) else Outside.NO
        return Outside.NO

    def _keeps_a_file(self, number: int) -> bool:
        return number in self._owners.values()

    def _in_cloud(self) -> set[int]:
        """The systems of which a 保管場所 or their own functions say that they are in the cloud."""
        inside: set[int] = set()
        for number in self.listed:
            functions = self._answers.get(f"systems[{number}].functions") or ""
            if _CLOUD.search(self._names[number]) or _CLOUD.search(functions[:200]):
                inside.add(number)
        for index, owner in self._owners.items():
            place = self._answers.get(f"files[{index}].storage_place") or ""
            for paragraph in _PARAGRAPHS.split(place):
                if not _CLOUD.search(paragraph):
                    continue
                heading = _HEADING.search(paragraph)
                named = self._all_named(heading[1]) if heading else []
                inside.update(named or ([owner] if owner is not None else []))
        return {number for number in inside if not _GATEWAY.search(self._folded[number])}

    def _all_named(self, text: str) -> list[int]:
        words = folded(text)
        return [number for number in self.listed if self._folded[number] in words]

    # -- connections ----------------------------------------------------------------------------

    def _ticks(self, number: int) -> dict[str, object]:
        return self._answers.get(f"systems[{number}].connections") or {}

    def _other_connection(self, number: int) -> str:
        return " ".join(tick for tick in self._ticks(number).values() if isinstance(tick, str))

    def connections(self) -> Iterator[tuple[int, int]]:
        """The pairs of listed systems that are connected, each once or more often."""
        for number in self.listed:
            for target, _ in self._targets(number):
                if isinstance(target, int):
                    yield number, target

    def unlisted(self) -> Iterator[tuple[str, Outside, list[int]]]:
        """What listed systems are connected to and the list lacks: its name, where it stands, and
        which of them are. What stands in the house is one box.
        """
        inside: dict[str, list[int]] = {}
        others: dict[str, list[int]] = {}
        for number in self.listed:
            for target, option in self._targets(number):
                if isinstance(target, int):
                    continue
                foreign = option in ("juki_net", "information_network") or _FOREIGN.search(
                    folded(target)
                )
                (others if foreign else inside).setdefault(target, []).append(number)
        if inside:
            names = list(inside)
            label = "、".join(names[:_MOST_NAMES]) + ("ほか" if len(names) > _MOST_NAMES else "")
            numbers = sorted({number for numbers in inside.values() for number in numbers})
            hubs = [number for number in numbers if self.is_hub(number)]
            yield label, Outside.NO, hubs or numbers
        for name, numbers in others.items():
            yield name, Outside.FOREIGN, numbers

    def _targets(self, number: int) -> Iterator[tuple[int | str, str]]:
        """What a system is connected to: a listed system's number or a name, with the option."""
        ticks = self._ticks(number)
        for option in self._answers.form.by_id["systems[].connections"].options:
            if option.key not in ticks:
                continue
            tick = ticks[option.key]
            if isinstance(tick, str):
                for name in listed_names(tick):
                    target = self.named_in(name)
                    if target != number:
                        yield (bare_name(name) if target is None else target), option.id
                continue
            pattern = _CONNECTION_PATTERNS.get(option.id)
            target = self._matching(pattern, but=number) if pattern else None
            if pattern and target is None and pattern.search(self._folded[number]):
                continue  # it is that system itself
            yield (option.key if target is None else target), option.id


def _common(first: str, second: str) -> int:
    """The length of the longest text that both hold."""
    best = 0
    for start in range(len(first)):
        while start + best < len(first) and first[start : start + best + 1] in second:
            best += 1
    return best


def _shared_beginning(names: list[str]) -> int:
    """How many letters all the names begin with."""
    columns = zip(*names, strict=False)
    return next((place for place, letters in enumerate(columns) if len(set(letters)) > 1), 0)
