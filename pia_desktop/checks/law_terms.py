"""Wording that was right once, and one law under several names: what templates/terms.yaml lists."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pia_desktop.checks.plain_words import around, narrow, quote
from pia_desktop.checks.registry import Edit, Finding, Fix, Scope, Severity, Sureness, part_of, rule
from pia_desktop.checks.subject import CheckSubject, WrittenText
from pia_desktop.forms.terms import Term, TermList

CITATION = "citation"
STALE_TERM = "stale-term"
ONE_NAME = "one-name"

# How far from a term its `unless` is looked for, in characters.
_NEAR = 14


@rule(
    CITATION,
    Severity.WARNING,
    "番号法（令和3年9月1日・令和6年5月27日の改正）、各法律の改廃",
    title="改められた法令の条",
    looks_at="番号法の別表第一・別表第二や第19条第7号のような改正前の条、廃止されたり名前が変わったりした法律が"
    "残っていないかを見ます。",
    scope=Scope.TEXT,
    in_changes=False,
    items=("number_use.legal_basis", "linkage.legal_basis", "files[].provisions[].legal_basis"),
)
def citations(subject: CheckSubject, box: WrittenText) -> Iterable[Finding]:
    """A law as it was cited before it was amended or repealed."""
    return _terms(subject, box, CITATION) if subject.may_have_terms(box.text) else ()


@rule(
    STALE_TERM,
    Severity.WARNING,
    "各制度の改廃。様式：令和7年5月の様式は5情報、平成30年5月の様式は4情報",
    title="いまは使わない言葉",
    looks_at="「通知カード」や「特定個人情報保護委員会」のようないまはないもの、様式の版に合わない4情報・5情報が"
    "残っていないかを見ます。",
    scope=Scope.TEXT,
    in_changes=False,
    items=("files[].record_validity", "files[].risk.obtain.accuracy.number_measure"),
)
def stale_terms(subject: CheckSubject, box: WrittenText) -> Iterable[Finding]:
    """A thing that is no more."""
    return _terms(subject, box, STALE_TERM) if subject.may_have_terms(box.text) else ()


def _terms(subject: CheckSubject, box: WrittenText, code: str) -> Iterator[Finding]:
    """One finding a term. What one term has found, another one doesn't find again."""
    text = narrow(box.text)
    taken: list[tuple[int, int]] = []
    for term in subject.terms.terms:
        if term.code != code or not term.may_be_in(text):
            continue
        if term.since > subject.today or not term.concerns(box.item.id):
            continue
        matches = [
            match
            for match in term.pattern.finditer(text)
            if not any(start < match.end() and match.end() <= end for start, end in taken)
            and not _is_excused(term, text, match)
        ]
        taken += [match.span() for match in matches]
        if matches:
            yield _term_finding(subject, box, term, text, matches)


def _is_excused(term: Term, text: str, match: re.Match[str]) -> bool:
    if term.unless is None:
        return False
    if term.items:
        return term.unless.search(text) is not None
    near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return term.unless.search(near) is not None


def _term_finding(
    subject: CheckSubject, box: WrittenText, term: Term, text: str, matches: list[re.Match[str]]
) -> Finding:
    first = matches[0]
    times = f"（{len(matches)}か所）" if len(matches) > 1 else ""
    return subject.finding(
        term.code,
        box.address,
        f"{around(box.text, *first.span())}とあります{times}。{term.message}",
        term.remedy,
        fix=_replacement(subject, box, term, matches),
        beside=(term.id,),
    )


def _replacement(
    subject: CheckSubject, box: WrittenText, term: Term, matches: list[re.Match[str]]
) -> Fix | None:
    if term.replace is None:
        return None
    right = box.text
    for match in reversed(matches):
        right = right[: match.start()] + match.expand(term.replace) + right[match.end() :]
    label = f"「{matches[0][0]}」を「{matches[0].expand(term.replace)}」に直す"
    return Fix(label, (Edit(box.address, box.with_text(subject.get(box.address), right)),))


# -- 4情報 and 5情報 -----------------------------------------------------------------------------

_BASIC = "basic_information"
_NUMBER_OF_FACTS = re.compile(
    r"(?<![\d０-９])([4５5４])情報(?!提供)(?:\(([^()]*)\)|（([^（）]*)）)?"
)
# 4情報 is also what 本人確認情報 is searched by, whatever the form says of the records.
_OTHER_SENSE = re.compile(r"住基|本人確認情報|検索|組合せ|組み合わせ|照会|突合|キー|機構")
_SECTION = ("subject_necessity", "record_validity", "obtain_validity", "use_purpose", "remarks")


@part_of(STALE_TERM, Scope.FILE)
def facts_of_other_edition(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """4情報 where the form has 5情報, or the other way round, in what is said of the records."""
    main = f"files[{file}].record_main"
    if not subject.knows(main):
        return
    option = subject.answers.item_at(main).option_by_id(_BASIC)
    if option is None or option.label[:1] not in "45":
        return
    own = option.label[0]
    for key in _SECTION:
        address = f"files[{file}].{key}"
        text = subject.text(address)
        match = next((m for m in _NUMBER_OF_FACTS.finditer(text) if narrow(m[1]) != own), None)
        if match is None or (key != "record_validity" and _OTHER_SENSE.search(text)):
            continue
        right = _NUMBER_OF_FACTS.sub(
            lambda m: _own_facts(m, own, option.label), subject.get(address)
        )
        ticked = _BASIC in subject.ticked(main)
        yield subject.finding(
            STALE_TERM,
            address,
            f"{quote(match[0], 40)}とありますが、主な記録項目は「{option.label}」"
            f"{'を選んでいます' if ticked else 'です'}。",
            f"「{own}情報」に直してください。",
            compared=(main,),
            fix=Fix(f"「{match[1]}情報」を「{own}情報」に直す", (Edit(address, right),)),
        )


def _own_facts(match: re.Match[str], own: str, label: str) -> str:
    """「5情報」 for 「4情報」; what stands in brackets behind it is written as the form has it."""
    if narrow(match[1]) == own:
        return match[0]
    listed = match[2] or match[3]
    if not listed:
        return f"{own}情報" + match[0][3:]
    inside = label.partition("(")[2].rstrip(")")
    return f"{own}情報({inside})" if match[2] else f"{own}情報（{inside}）"


# -- one law under two names -----------------------------------------------------------------------


@rule(
    ONE_NAME,
    Severity.NOTICE,
    "公用文の慣例：一つの法令は一つの略称で書く",
    title="二つの略称で書かれた法令",
    looks_at="「番号法」と「番号利用法」のように、一つの法令が二つの略称で書かれていないかを、評価書の全体で見ます。",
    sureness=Sureness.LIKELY,
)
def several_names(subject: CheckSubject) -> Iterator[Finding]:
    """Two short names of one law, counted over all texts but 変更箇所."""
    where: dict[str, Counter[str]] = defaultdict(Counter)
    count_names = _name_counter(subject.terms)
    facts = subject.facts(count_names, subject.wording_addresses)
    for address in sorted(facts, key=subject.order):
        for name, count in facts[address].items():
            where[name][address] += count
    for group in subject.terms.names:
        used = sorted(
            (name for name in group if name in where), key=lambda name: -where[name].total()
        )
        if len(used) < 2:
            continue
        counted = "、".join(f"「{name}」{where[name].total()}か所" for name in used)
        rarer = [address for name in used[1:] for address in where[name]]
        yield subject.finding(
            ONE_NAME,
            rarer[0],
            f"一つの法令が、{counted}と、違う略称で書かれています。",
            f"どれかに揃えてください。いちばん多いのは「{used[0]}」です。",
            compared=(*rarer[1:], next(iter(where[used[0]]))),
            beside=tuple(used),
        )


@lru_cache(maxsize=4)
def _name_counter(terms: TermList):  # type: ignore[no-untyped-def]
    """A function that counts the short names in a text; the same one for the same terms."""
    names = sorted((name for group in terms.names for name in group), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, names)) or "(?!)")
    ends = tuple({name[-1] for name in names})  # 法 or 令: many texts have neither

    def count(text: str) -> Counter[str] | None:
        for end in ends:
            if end in text:
                break
        else:
            return None
        names_in_text = pattern.findall(text)
        return Counter(names_in_text) if names_in_text else None

    return count
