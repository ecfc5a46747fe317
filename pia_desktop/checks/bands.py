"""Numbers that are chosen as a band (1万人以上10万人未満): against each other, against a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.checks.records import item_count
from pia_desktop.checks.registry import Finding, Scope, Severity, Sureness, part_of, rule
from pia_desktop.checks.subject import CheckSubject

BAND_CONTRADICTION = "band-contradiction"

_SUBJECTS = "business.subject_count"
_NUMBER = re.compile(r"(?<![\d,])([\d,]+)(万?)(?:人|項目)(以上|未満)")
_ENDLESS = 10**12

# The lists whose 本人の数 is a part of the file's.
_PARTS = (
    ("outsourcing", "委託事項{n}の対象となる本人の数"),
    ("provisions", "提供先{n}の対象となる本人の数"),
    ("transfers", "移転先{n}の対象となる本人の数"),
)


def band(label: str) -> tuple[int, int] | None:
    """The least and the most that 「1万人以上10万人未満」 can be; None for what is no band."""
    least, most = 0, _ENDLESS
    numbers = _NUMBER.findall(label)
    for digits, ten_thousands, side in numbers:
        number = int(digits.replace(",", "")) * (10_000 if ten_thousands else 1)
        if side == "以上":
            least = number
        else:
            most = number - 1
    return (least, most) if numbers else None


@rule(
    BAND_CONTRADICTION,
    Severity.WARNING,
    "様式：対象人数、本人の数、記録される項目の選択肢の範囲",
    title="人数・項目数の食い違い",
    looks_at="ファイルの本人の数が事務の対象人数に、委託・提供・移転の本人の数がファイルの本人の数に、"
    "記録される項目の数が別添の項目の数に合うかを見ます。",
    sureness=Sureness.LIKELY,
    items=(_SUBJECTS, "files[].subject_count", "files[].record_count"),
)
def subjects_of_files(subject: CheckSubject) -> Iterator[Finding]:
    """A file holds more people than the 事務 has, or all files together hold fewer."""
    whole = band(subject.get(_SUBJECTS) or "")
    if whole is None:
        return
    addresses = [f"files[{file}].subject_count" for file in subject.files]
    bands = [band(subject.get(address) or "") for address in addresses]
    most = 0
    for address, own in zip(addresses, bands, strict=True):
        if own is None:
            most = _ENDLESS
            continue
        most += own[1]
        if own[0] > whole[1]:
            yield subject.finding(
                BAND_CONTRADICTION,
                address,
                f"このファイルの本人の数は「{subject.get(address)}」ですが、"
                f"事務の対象人数は「{subject.get(_SUBJECTS)}」です。",
                "ファイルの本人の数が、事務の対象人数より多いことはありません。違う方を直してください。",
                compared=(_SUBJECTS,),
            )
    if addresses and most < whole[0]:
        file_bands = "、".join(f"「{subject.get(address)}」" for address in addresses)
        yield subject.finding(
            BAND_CONTRADICTION,
            _SUBJECTS,
            f"事務の対象人数は「{subject.get(_SUBJECTS)}」ですが、"
            f"ファイルの本人の数は{file_bands}で、合わせても足りません。",
            "対象人数か、ファイルの本人の数を直してください。",
            compared=tuple(addresses),
        )


@part_of(BAND_CONTRADICTION, Scope.FILE)
def parts_of_a_file(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """An outsourced, provided or transferred part has more people than the file."""
    address = f"files[{file}].subject_count"
    whole = band(subject.get(address) or "")
    if whole is None:
        return
    for key, words in _PARTS:
        for number in range(subject.count(f"files[{file}].{key}")):
            part = f"files[{file}].{key}[{number}].subject_count"
            own = band(subject.get(part) or "")
            if own is not None and own[0] > whole[1]:
                yield subject.finding(
                    BAND_CONTRADICTION,
                    part,
                    f"{words.replace('{n}', str(number + 1))}は「{subject.get(part)}」ですが、"
                    f"ファイルの本人の数は「{subject.get(address)}」です。",
                    "一部の本人の数が、ファイル全体より多いことはありません。違う方を直してください。",
                    compared=(address,),
                )


@part_of(BAND_CONTRADICTION, Scope.FILE)
def number_of_records(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """④記録される項目 against the number of items in 別添."""
    address, records = f"files[{file}].record_count", f"files[{file}].records"
    chosen = band(subject.get(address) or "")
    counted = subject.fact(item_count, records)
    if chosen is None or counted is None:
        return
    fewest, most = counted
    if most < chosen[0] or fewest > chosen[1]:
        number = f"{fewest}" if fewest == most else f"{fewest}～{most}"
        yield subject.finding(
            BAND_CONTRADICTION,
            address,
            f"記録される項目は「{subject.get(address)}」ですが、別添に挙がっている項目はおよそ{number}個です。",
            "別添の項目を数えて、選択肢を直してください。",
            compared=(records,),
        )
