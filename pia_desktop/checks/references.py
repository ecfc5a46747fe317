"""References to another place of the assessment that isn't there, or where nothing stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.checks.listed import annex_titles
from pia_desktop.checks.plain_words import is_blank, narrow, quote
from pia_desktop.checks.registry import Finding, Scope, Severity, Sureness, rule
from pia_desktop.checks.subject import CHANGES, CheckSubject
from pia_desktop.forms.addresses import address_of
from pia_desktop.forms.model import Heading, Item, Section
from pia_desktop.forms.places import Place

DEAD_REFERENCE = "dead-reference"

_POINTS = (
    r"[」』）)\]】]?\s{0,9}[^。\n]{0,24}?"
    r"(?:参照|のとおり|と同じ|に同じ|と同様|に記載|に掲げ|に示す)"
)
_ANNEX = re.compile(r"別紙\s*(\d+(?:の\d+)?|[一二三四五六七八九十]+)")
_APPENDIX = re.compile(r"別添\s*(\d+)(?!の|表)")
_NUMBERED = re.compile(
    r"(?P<section>[ⅠⅡⅢⅣⅤⅥ]|(?<![A-Za-z])I{1,3}(?![A-Za-z])|(?<![A-Za-z])IV|(?<![A-Za-z])VI?(?![A-Za-z]))?"
    r"\s{0,9}[-.．]?\s{0,9}(?<![\d.])(?P<heading>\d{1,2})\s{0,9}[-.．]\s{0,9}(?P<circled>[①-⑳])"
    r"(?P<label>[^」』。、\n]{0,30})?" + _POINTS
)
_SECTIONS = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ", "VI": "Ⅵ"}
_ANY_CIRCLED = re.compile("[①-⑳]")
_KANJI = str.maketrans("一二三四五六七八九", "123456789", " ")
_CIRCLED = re.compile(r"[0-9０-９]\s*[-.．－]\s*[①-⑳]")
# Where another document's annexes are spoken of.
_OTHERS = re.compile(
    r"(?:条例|規則|要綱|要領|指針|告示|通知|通達|契約書|仕様書|基準|ガイドライン|様式|第\d+条)[^。\n]{0,6}$"
)


# In so many characters before.
_NEAR = 24


@rule(
    DEAD_REFERENCE,
    Severity.WARNING,
    "評価書の中の参照先",
    title="参照先のない参照",
    looks_at="「別紙3参照」「別添1を参照」「2.③と同じ」のような参照の先が、この評価書にあり、空いていないかを見ます。",
    sureness=Sureness.LIKELY,
    scope=Scope.PLACE,
    concerns=lambda item: item.features.textual and not item.id.startswith(f"{CHANGES}[]"),
    trigger=lambda text: text and ("別" in text or _ANY_CIRCLED.search(text)),
)
def dead_references(subject: CheckSubject, place: Place) -> Iterator[Finding]:
    """別紙 that isn't there, 別添 that is empty, a numbered item that isn't there or is empty."""
    for kind, target, shown in subject.fact(_references, place.address) or ():
        finding = _FINDERS[kind](subject, place, target, shown)
        if finding is not None:
            yield finding


def _is_of_others(text: str, place: int) -> bool:
    """Whether another document is named just before this place."""
    return _OTHERS.search(text, max(0, place - _NEAR), place) is not None


def _references(text: str) -> tuple[tuple[str, str, str], ...]:
    """Each reference once: its kind, its target, and its words."""
    annexed = "別紙" in text or "別添" in text
    numbered = _ANY_CIRCLED.search(text) and _CIRCLED.search(text)
    if not annexed and not numbered:
        return ()
    flat = narrow(text)
    out: dict[tuple[str, str], str] = {}
    for kind, pattern in (("annex", _ANNEX), ("appendix", _APPENDIX)) if annexed else ():
        for match in pattern.finditer(flat):
            if not _is_of_others(flat, match.start()):
                out.setdefault((kind, match[1].translate(_KANJI)), match[0])
    for match in _NUMBERED.finditer(flat) if numbered else ():
        if _is_of_others(flat, match.start()):
            continue
        section = match["section"] or ""
        target = f"{_SECTIONS.get(section, section)}/{match['heading']}/{match['circled']}"
        out.setdefault(("item", target), match[0])
    return tuple((kind, target, shown) for (kind, target), shown in out.items())


def _annex(subject: CheckSubject, place: Place, target: str, shown: str) -> Finding | None:
    """別紙N: a notice where there is no annex at all, for it may be a document of its own."""
    if place.item.id.startswith("annexes[]"):
        return None
    titles = annex_titles(subject)
    if any(narrow(number).translate(_KANJI) == f"別紙{target}" for number in titles.values()):
        return None
    if titles:
        return subject.finding(
            DEAD_REFERENCE,
            place.address,
            f"{quote(shown)}とありますが、この評価書に別紙{target}はありません。",
            "別紙を加えるか、参照を直してください。",
            compared=tuple(titles),
            beside=(shown,),
        )
    return subject.finding(
        DEAD_REFERENCE,
        place.address,
        f"{quote(shown)}とありますが、この評価書には別紙がありません。",
        "別の文書として付けるなら、このままで構いません。そうでなければ、別紙を加えるか、参照を直してください。",
        beside=(shown,),
        severity=Severity.NOTICE,
    )


def _appendix(subject: CheckSubject, place: Place, target: str, shown: str) -> Finding | None:
    """別添N: a section of the form whose title says so."""
    section = next(
        (
            section
            for section in subject.form.sections
            if narrow(section.title).startswith(f"(別添{target})")
        ),
        None,
    )
    if section is not None and (section is place.section or _says_something(subject, section)):
        return None
    known = section is not None
    return subject.finding(
        DEAD_REFERENCE,
        place.address,
        f"{quote(shown)}とありますが、"
        + (
            f"別添{target}に何も記入されていません。"
            if known
            else f"この様式に別添{target}はありません。"
        ),
        f"別添{target}を記入するか、参照を直してください。" if known else "参照を直してください。",
        compared=_first_boxes(subject, section) if section else (),
        beside=(shown,),
    )


def _says_something(subject: CheckSubject, section: Section) -> bool:
    for heading in section.headings:
        for item in heading.items:
            if item.repeats[:1] == ("files[]",):
                if any(subject.get(address_of(item.id, (file,))) for file in subject.files):
                    return True
            elif subject.get(item.id.removesuffix("[]")):
                return True
    return False


def _first_boxes(subject: CheckSubject, section: Section) -> tuple[str, ...]:
    return tuple(
        place.address
        for place in subject.places
        if place.section is section and place.item.answerable
    )[:3]


def _numbered(subject: CheckSubject, place: Place, target: str, shown: str) -> Finding | None:
    """「2.③と同じ」: an item with this number below the heading with this number."""
    section_mark, number, circled = target.split("/")
    sections = [
        section
        for section in subject.form.sections
        if (section.title.startswith(section_mark) if section_mark else section is place.section)
    ]
    headings = [
        heading
        for section in sections
        for heading in section.headings
        if re.match(rf"{number}\.", narrow(heading.title))
    ]
    if not headings:
        if not section_mark and not _is_named(shown):
            return None  # the text may number its own parts
        return _no_item(subject, place, shown)
    items = [item for heading in headings for item in _with_number(heading, circled)]
    if not items:
        return _no_item(subject, place, shown) if section_mark or _is_named(shown) else None
    addresses = [address_of(item.id, place.numbers) for item in items]
    here = [address for address in addresses if "[]" not in address]
    if not here or any(not _is_empty(subject.get(address)) for address in here):
        return None
    if here[0] == place.address:
        return None
    return subject.finding(
        DEAD_REFERENCE,
        place.address,
        f"{_quoted(shown)}とありますが、「{subject.name(here[0])}」は空いています。",
        "参照先を記入するか、参照を直してください。",
        compared=tuple(here),
        beside=(shown,),
    )


def _quoted(shown: str) -> str:
    """The words of a reference, with the bracket that stands before the number."""
    return quote(f"「{shown}" if "」" in shown and "「" not in shown else shown)


def _is_named(shown: str) -> bool:
    """Whether a reference in the same section certainly means the form: 「2.③と同じ」."""
    return "同じ" in shown or "同様" in shown


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and is_blank(value))


def _with_number(heading: Heading, circled: str) -> list[Item]:
    return [
        item
        for item in heading.items
        if item.answerable and (item.label.startswith(circled) or item.strip.startswith(circled))
    ]


def _no_item(subject: CheckSubject, place: Place, shown: str) -> Finding:
    return subject.finding(
        DEAD_REFERENCE,
        place.address,
        f"{_quoted(shown)}とありますが、この様式にその番号の項目はありません。",
        "参照を直してください。",
        beside=(shown,),
    )


_FINDERS = {"annex": _annex, "appendix": _appendix, "item": _numbered}
