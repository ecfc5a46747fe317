"""The name of a 特定個人情報ファイル, which stands in Ⅰ, Ⅱ and Ⅲ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.checks.plain_words import is_blank, plain, quote
from pia_desktop.checks.registry import Edit, Finding, Fix, Scope, Severity, part_of, rule
from pia_desktop.checks.subject import CheckSubject

FILE_NAME = "file-name"

_ALL_NAMES = "business.file_names"
_BRACKETED = re.compile(r"[(\[〔【][^)\]〕】]{0,200}[)\]〕】]")
_MARKS = re.compile(r"[・、,「」『』ー―‐\-]")
_BETWEEN = re.compile(r"[\n、,，;；]")
_PART_OF_NAME = re.compile(r"[一-龥ァ-ヶA-Za-z]")
_SAME_AS = re.compile(r"同じ|同上|のとおり|別紙|参照")


@rule(
    FILE_NAME,
    Severity.ERROR,
    "様式：Ⅰ3、Ⅱ1、Ⅲ1は同じファイルの名前",
    title="ファイル名の食い違い",
    looks_at="特定個人情報ファイル名が、Ⅰ・Ⅱ・Ⅲで同じかを見ます。",
    scope=Scope.FILE,
    items=(_ALL_NAMES, "files[].name", "files[].risk.file_name"),
)
def name_in_risk(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """Ⅲ1 differs from Ⅱ1 of the same file."""
    own, other = f"files[{file}].name", f"files[{file}].risk.file_name"
    name, risk_name = subject.text(own), subject.text(other)
    if is_blank(name) or is_blank(risk_name) or _SAME_AS.search(risk_name):
        return
    if not _is_named(name, risk_name):
        yield subject.finding(
            FILE_NAME,
            other,
            f"Ⅲのファイル名は{quote(risk_name)}ですが、Ⅱでは{quote(name)}です。",
            "どちらかに揃えてください。",
            compared=(own,),
            fix=Fix("Ⅱのファイル名に揃える", (Edit(other, name),)),
        )


@part_of(FILE_NAME)
def name_in_basics(subject: CheckSubject) -> Iterator[Finding]:
    """Ⅰ3 doesn't name a file that Ⅱ describes."""
    listed = subject.text(_ALL_NAMES)
    if is_blank(listed) or _SAME_AS.search(listed):
        return
    for file in subject.files:
        address = f"files[{file}].name"
        name = subject.text(address)
        if is_blank(name) or _is_named(name, listed):
            continue
        yield subject.finding(
            FILE_NAME,
            _ALL_NAMES,
            f"Ⅰの特定個人情報ファイル名{quote(listed)}に、Ⅱの{file + 1}件目の"
            f"{quote(name)}がありません。",
            "ⅠとⅡのファイル名を揃えてください。",
            compared=(address,),
            beside=(str(file),),
        )


def _is_named(name: str, listed: str) -> bool:
    """Whether a text names the file: not 「課税ファイル」 within 「住民税課税ファイル」."""
    core = _core(name)
    for piece in _BETWEEN.split(listed):
        text = _core(piece)
        place = text.find(core)
        while place >= 0:
            before, after = text[:place][-1:], text[place + len(core) :][:1]
            if not _PART_OF_NAME.match(before) and not _PART_OF_NAME.match(after):
                return True
            place = text.find(core, place + 1)
    return False


def _core(name: str) -> str:
    """The name without numbers before it and what stands in brackets behind it."""
    bare = plain(name)
    cut = _BRACKETED.sub("", bare)
    return _MARKS.sub("", cut or bare)
