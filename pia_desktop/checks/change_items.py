"""What the rows of 変更箇所 name: an important item without a reason, a file that isn't there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pia_desktop.assessment.publication import load_version
from pia_desktop.assessment.versions import Version
from pia_desktop.checks.plain_words import is_blank, narrow, plain, quote
from pia_desktop.checks.registry import Finding, Severity, Sureness, rule
from pia_desktop.checks.subject import CHANGES, CheckSubject
from pia_desktop.errors import PiaError
from pia_desktop.forms.conditions import plain_name
from pia_desktop.forms.model import Form, Item

CHANGE_IMPORTANT = "change-important"
CHANGE_ITEM = "change-item"

_SPACES = re.compile(r"[\s・:：()（）「」『』\-－―〔〕\[\]※.．、,①-⑳]+")


@rule(
    CHANGE_IMPORTANT,
    Severity.WARNING,
    "特定個人情報保護評価に関する規則第11条、指針第6の2(2)：※の項目の変更は重要な変更",
    title="説明のない※の項目の事後の変更",
    looks_at="変更箇所の行が※の項目の事後の変更なのに、提出時期に係る説明が空いていないかを見ます。",
    sureness=Sureness.LIKELY,
    items=("changes[].timing", "changes[].reason"),
)
def important_without_reason(subject: CheckSubject) -> Iterator[Finding]:
    """項目 names a ※ item, 提出時期 is 事後, and no reason is given."""
    for number, row in enumerate(subject.change_rows):
        if row.get("timing", "").strip() != "事後" or not is_blank(row.get("reason", "").strip()):
            continue
        named = row.get("item", "").strip()
        if named and names_important(subject.form, named):
            start = f"{CHANGES}[{number}]"
            yield subject.finding(
                CHANGE_IMPORTANT,
                f"{start}.reason",
                f"変更箇所の{number + 1}行目（{quote(named, 60)}）は※の項目の変更で、"
                "提出時期が「事後」ですが、説明がありません。",
                "重要な変更に当たらない理由を「提出時期に係る説明」に書くか、「事前」にしてください。",
                compared=(f"{start}.item", f"{start}.timing"),
            )


@lru_cache(maxsize=2048)
def names_important(form: Form, named: str) -> bool:
    """Whether the words of a row name a ※ item for certain: they end with its label, and every item
    with this label below the headings that the words name is one.
    """
    words = _squeeze(named)
    if words.startswith("別紙"):  # a column of its table, whatever it is called
        return False
    best = 0
    candidates: list[tuple[Item, str]] = []
    for label, item, title in _labels(form):
        if words.endswith(label) and len(label) >= best:
            if len(label) > best:
                best, candidates = len(label), []
            candidates.append((item, title))
    below = [item for item, title in candidates if title and title in words]
    items = below or [item for item, _ in candidates]
    return bool(items) and all(item.important for item in items)


@lru_cache(maxsize=8)
def _labels(form: Form) -> tuple[tuple[str, Item, str], ...]:
    """Each printed item's label and its heading's title, as rows name them."""
    out = []
    for section in form.sections:
        for heading in section.headings:
            for item in heading.items:
                if item.id.startswith(f"{CHANGES}[]"):
                    continue
                label = _squeeze(plain_name(item).replace("{n}", ""))
                if len(label) >= 3:
                    title = _squeeze(re.sub(r"^\d+\.\s*|\([^)]{0,200}\)", "", heading.title))
                    out.append((label, item, title))
    return tuple(out)


def _squeeze(text: str) -> str:
    return _SPACES.sub("", narrow(text))


# -- files and occurrences ---------------------------------------------------------------------

# What ends a name.
_NO_NAME = r"\s\n()（）「」『』【】〔〕\[\]、,，。:：;；・/／\-－―→"
_FILE = re.compile(
    rf"(?<![^{_NO_NAME}])[^{_NO_NAME}]+ファイル(?!名|簿|の|を|に|が|は|と|数|[ァ-ヶー])"
)
_GENERAL = re.compile(
    r"個人情報ファイル$|^(?:本|当該|同|各|全|その他の)|電子ファイル|バックアップファイル|連携ファイル"
    r"|ログファイル|データファイル|転送ファイル|システム用ファイル|パターンファイル|^ファイル"
)
_NUMBER_BEFORE = re.compile(r"^(?:[ⅠⅡⅢⅣⅤⅥIV]+[-.]?)?(?:\(?\d{1,2}[).]?|[①-⑳])*")
_OCCURRENCE = re.compile(r"(委託事項|提供先|移転先|システム)(\d{1,2})(?![\d.])")
_LISTS = {"委託事項": "outsourcing", "提供先": "provisions", "移転先": "transfers"}
_GONE = re.compile(r"削除|廃止|終了|統合|取りやめ")
# So much of a cell is looked at for that.
_LOOKED_AT = 200


@rule(
    CHANGE_ITEM,
    Severity.WARNING,
    "変更箇所の項目は、変更前か変更後の評価書にある項目",
    title="評価書にないファイルなどの変更",
    looks_at="変更箇所の項目に挙がっているファイルや委託事項などが、いまの評価書にも公表版にもあるかを見ます。",
    sureness=Sureness.LIKELY,
    items=("changes[].item",),
)
def unknown_items(subject: CheckSubject) -> Iterator[Finding]:
    """項目 names a file or an occurrence that is in neither state: one finding a name."""
    if not subject.count(CHANGES) or not subject.files:
        return
    names, counts = _known(subject)
    unknown_files: dict[str, list[int]] = {}
    unknown_occurrences: dict[tuple[str, str], list[int]] = {}
    for row in range(subject.count(CHANGES)):
        named = subject.fact(_named, f"{CHANGES}[{row}].item") or _NOTHING
        for name in named.files:
            if not any(name in known or known in name for known in names):
                unknown_files.setdefault(name, []).append(row)
        for words, number in named.occurrences:
            if counts[words] and int(number) > counts[words]:
                unknown_occurrences.setdefault((words, number), []).append(row)
    told = _told(subject) if unknown_files else []
    for name, rows in unknown_files.items():
        if not any(name in text for text in told):
            yield _unknown_file(subject, name, rows)
    for (words, number), rows in unknown_occurrences.items():
        if not _came_and_went(subject, words):
            yield _unknown_occurrence(subject, words, number, counts[words], rows)


def _unknown_file(subject: CheckSubject, name: str, rows: list[int]) -> Finding:
    files = tuple(f"files[{file}].name" for file in subject.files)
    return subject.finding(
        CHANGE_ITEM,
        f"{CHANGES}[{rows[0]}].item",
        f"変更箇所の{_rows_in_words(rows)}の{quote(name)}という特定個人情報ファイルは、"
        f"評価書にありません（{_names(subject, files[:3])}）。",
        "項目のファイル名を、評価書のファイル名に合わせてください。",
        compared=(*(f"{CHANGES}[{row}].item" for row in rows[1:]), *files),
        beside=(name,),
    )


def _unknown_occurrence(
    subject: CheckSubject, words: str, number: str, most: int, rows: list[int]
) -> Finding:
    return subject.finding(
        CHANGE_ITEM,
        f"{CHANGES}[{rows[0]}].item",
        f"変更箇所の{_rows_in_words(rows)}に「{words}{number}」とありますが、"
        f"評価書の{words}は{most}までです。",
        "項目の番号を、評価書の番号に合わせてください。",
        compared=tuple(f"{CHANGES}[{row}].item" for row in rows[1:]),
        beside=(words, number, str(most)),
    )


def _rows_in_words(rows: list[int]) -> str:
    return f"{rows[0] + 1}行目" + (f"ほか{len(rows) - 1}行" if len(rows) > 1 else "")


def _came_and_went(subject: CheckSubject, words: str) -> bool:
    """Whether a row tells that an occurrence of this kind was dropped: others moved up then."""
    for row in range(subject.count(CHANGES)):
        start = f"{CHANGES}[{row}]"
        if words in subject.text(f"{start}.item") and any(
            _GONE.search(subject.text(f"{start}.{key}")[:_LOOKED_AT])
            for key in ("item", "before", "after", "reason")
        ):
            return True
    return False


def _names(subject: CheckSubject, addresses: tuple[str, ...]) -> str:
    return "、".join(quote(subject.text(address)) for address in addresses)


def _told(subject: CheckSubject) -> list[str]:
    """What the table itself tells, such as of a file there that it was renamed or dropped."""
    return [
        text
        for row in range(subject.count(CHANGES))
        for key in ("before", "after")
        if (text := subject.fact(plain, f"{CHANGES}[{row}].{key}"))
    ]


@dataclass(frozen=True)
class _Named:
    """The files and the occurrences that a row's 項目 names."""

    files: tuple[str, ...] = ()
    occurrences: tuple[tuple[str, str], ...] = ()


_NOTHING = _Named()


def _named(text: str) -> _Named:
    flat = narrow(text)
    files = []
    for match in _FILE.finditer(flat) if "ファイル" in flat else ():
        name = _NUMBER_BEFORE.sub("", match[0])
        if not _GENERAL.search(name) and len(name) > len("ファイル") + 1:
            files.append(plain(name))
    return _Named(tuple(dict.fromkeys(files)), tuple(dict.fromkeys(_OCCURRENCE.findall(flat))))


def _known(subject: CheckSubject) -> tuple[set[str], dict[str, int]]:
    """The names of the files, and how many occurrences there are at most, now and when published.

    件数 counts too: the rest may stand in an annex.
    """
    names = {plain(subject.text(f"files[{file}].name")) for file in subject.files}
    names |= {plain(subject.text(f"files[{file}].risk.file_name")) for file in subject.files}
    names |= {plain(line) for line in subject.text("business.file_names").splitlines()}
    counts = {"システム": subject.count("systems")}
    for words, key in _LISTS.items():
        counts[words] = max(
            (subject.count(f"files[{file}].{key}") for file in subject.files), default=0
        )
    for file in subject.files:
        counts["委託事項"] = max(
            counts["委託事項"], subject.get(f"files[{file}].outsourcing_count") or 0
        )
        ticked = subject.ticked(f"files[{file}].sharing_exists")
        counts["提供先"] = max(counts["提供先"], int(ticked.get("provided") or 0))
        counts["移転先"] = max(counts["移転先"], int(ticked.get("transferred") or 0))
    for version in subject.assessment.versions[-1:]:
        published_names, published_counts = _published(version)
        names |= published_names
        counts = {words: max(counts[words], published_counts[words]) for words in counts}
    return {name for name in names if name}, counts


@lru_cache(maxsize=2)
def _published(version: Version) -> tuple[frozenset[str], dict[str, int]]:
    """The files' names and the counts of a published state; nothing for one of an unknown form."""
    empty = dict.fromkeys(("システム", *_LISTS), 0)
    try:
        answers = load_version(version).answers
    except PiaError:
        return frozenset(), empty
    files = range(answers.count("files"))
    counts = {"システム": answers.count("systems")} | {
        words: max((answers.count(f"files[{file}].{key}") for file in files), default=0)
        for words, key in _LISTS.items()
    }
    return frozenset(plain(answers.get(f"files[{file}].name") or "") for file in files), counts
