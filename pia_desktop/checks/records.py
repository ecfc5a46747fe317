"""別添 記録項目: how many items are listed, and whether what is ticked in Ⅱ is among them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pia_desktop.checks.plain_words import is_blank, narrow, quote_all
from pia_desktop.checks.registry import Finding, Scope, Severity, Sureness, rule
from pia_desktop.checks.subject import CheckSubject

RECORDS_VS_MAIN = "records-vs-main"

_BRACKETED = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]")
_HEADING = re.compile(
    r"【[^】\n]{0,200}】|＜[^＞\n]{0,200}＞|<[^>\n]{0,200}>|「[^」\n]{0,200}」"
    r"|[■◆●○◎▼▽□◇][^\n]*|^[^\n]*[:：]$",
    re.M,
)
_NUMBERED = re.compile(
    r"(?:^|[\s、,，。」】＞>:：/])[(（]?\d{1,4}\s?[.．、)）: 　]?(?=[^\d\s])|[①-⑳㉑-㊿]", re.M
)
_PIECES = re.compile(r"[\s、,，;；/／・()\[\]]+")
_ELSEWHERE = re.compile(r"別紙|別表|一覧表?を?参照|のとおり|省略")
_FEW = 3
# A text shorter than this that names another place lists nothing itself.
_SHORT = 200


def item_count(text: str) -> tuple[int, int] | None:
    """The fewest and the most items that a list can be said to have; None where it doesn't list
    them. A numbered list has at least as many as it has numbers, another as many as it has lines;
    each piece between commas, spaces or brackets may be one more.
    """
    flat = narrow(text)
    if is_blank(text) or (_ELSEWHERE.search(flat) and len(flat) < _SHORT):
        return None
    outside = _BRACKETED.sub("", flat)
    pieces = [piece for piece in _PIECES.split(_HEADING.sub("\n", flat)) if _says(piece)]
    lines = [line for line in _HEADING.sub("\n", outside).splitlines() if _says(line)]
    numbers = len(_NUMBERED.findall(outside))
    if numbers >= _FEW:
        return numbers, max(numbers, len(pieces))
    if len(pieces) < _FEW:
        return None
    fewest = len(lines) if len(lines) >= _FEW else len(pieces) // 2
    return min(fewest, len(pieces)), len(pieces)


def _says(piece: str) -> bool:
    return bool(piece.strip(" 0123456789.()"))


# What names an item of 主な記録項目, in whatever words a list of items has for it.
_WORDS = {
    "個人番号": re.compile(
        r"個人番号(?!カード|対応符号|通知書|利用|関係|を除|以外)|マイナンバー(?!カード)|個人ナンバー"
    ),
    "氏名": re.compile(r"氏名|姓名|名前|名称|[^者]名\b|氏\s*[、,]\s*名"),
    "氏名の振り仮名": re.compile(r"振り?仮名|ふり?がな|フリガナ|カナ|かな|ヨミ|読み|仮名|ﾌﾘｶﾞﾅ|ｶﾅ"),
    "性別": re.compile(r"性別|男女|続柄|性\s*[、,]"),
    "生年月日": re.compile(r"生年月日|出生年月日|誕生日|出生日|生年"),
    "住所": re.compile(r"住所|居所|所在地|方書|町名|番地|地番|住民票|住居"),
}
_NUMBER = "個人番号"
# Records that are told of in groups name none of their items.
_GROUPED = re.compile(
    r"(?:宛名|住民|住基|住記|基本|本人|世帯)(?:基本|基礎|登録)?(?:情報|データ)(?!シ)|[45]情報"
)


@rule(
    RECORDS_VS_MAIN,
    Severity.WARNING,
    "様式：主な記録項目は、別添の記録項目の一部",
    title="別添にない主な記録項目",
    looks_at="主な記録項目で選んだ個人番号と氏名・性別・生年月日・住所が、別添の記録項目にあるかを見ます。",
    sureness=Sureness.LIKELY,
    scope=Scope.FILE,
    items=("files[].record_main", "files[].records"),
)
def records_without_main(subject: CheckSubject, file: int) -> Iterator[Finding]:
    """個人番号, 氏名, 性別, 生年月日 or 住所 is ticked in Ⅱ and named nowhere in 別添."""
    main, records = f"files[{file}].record_main", f"files[{file}].records"
    ticked, missing = subject.ticked(main), subject.fact(_missing, records)
    if missing is None:
        return
    wanted = [_NUMBER] if "individual_number" in ticked else []
    if "basic_information" in ticked:
        label = next(
            option.label
            for option in subject.answers.item_at(main).options
            if option.id == "basic_information"
        )
        wanted += [word for word in _WORDS if word != _NUMBER and _lists(label, word)]
    absent = [word for word in wanted if word in missing]
    if absent:
        yield subject.finding(
            RECORDS_VS_MAIN,
            records,
            f"主な記録項目で選んでいる{quote_all(absent, 6)}が、別添の記録項目に見当たりません。",
            "別添に書き足すか、主な記録項目の選択を直してください。",
            compared=(main,),
            beside=tuple(absent),
        )


def _lists(label: str, word: str) -> bool:
    """Whether 「4情報(氏名、性別、…)」 lists the word."""
    return word in re.split("[(、)]", label)


def _missing(text: str) -> frozenset[str] | None:
    """The words that the list has nothing for; None where it says nothing or points elsewhere."""
    flat = narrow(text)
    if is_blank(text) or (_ELSEWHERE.search(flat) and len(flat) < _SHORT):
        return None
    missing = {word for word, pattern in _WORDS.items() if not pattern.search(flat)}
    if _GROUPED.search(flat):
        missing &= {_NUMBER}
    return frozenset(missing)
