"""What PyYAML and libyaml complain of, in Japanese, with the line that caused it."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

_NO_COLON = "キーの後の「:」がありません"

# A pattern of libyaml's or PyYAML's own message and what it means for whoever wrote the line. Both
# are listed: a PyYAML built without libyaml words the same faults its own way.
_PROBLEMS = (
    (r"tab character|character '\\t'", "字下げにタブが使われています。半角の空白にしてください"),
    (
        r"cannot start any token",
        "値が「@」「`」「%」など、引用符なしでは使えない文字で始まっています",
    ),
    (r"mapping values are not allowed", "「: 」がここでは使えません。引用符か字下げが要ります"),
    (r"block sequence entries are not allowed", "「- 」の位置が違います"),
    (r"mapping keys are not allowed", "「? 」がここでは使えません"),
    (r"could not find expected ':'", _NO_COLON),
    (r"unexpected end of stream|found '<stream end>'", "閉じる引用符か括弧がありません"),
    (r"unexpected document indicator", "引用符を閉じる前に「---」か「...」があります"),
    (r"document start|another document", "「---」で分けた二つ目の文書は読めません"),
    (r"unknown escape character|hexdec", "引用符の中の「\\」の書き方が違います"),
    (r"',' or '\}'", "「{」に対する「,」か「}」がありません"),
    (r"',' or '\]'", "「[」に対する「,」か「]」がありません"),
    (r"expected key|expected <block end>", "字下げがそろっていないか、キーの書き方が違います"),
    (r"expected '-' indicator", "一覧の「- 」がないか、字下げがそろっていません"),
    (r"expected (the )?node content", "値があるところに何もありません"),
    (r"undefined alias", "「*」で始まる値は引用符で囲んでください"),
    (r"alphabetic or numeric", "「&」か「*」で始まる値は引用符で囲んでください"),
    (r"anchor", "「&」で始まる値は引用符で囲んでください"),
    (
        r"\btag\b|did not find expected '!'|expected whitespace",
        "「!」で始まる値は引用符で囲んでください",
    ),
    (r"directive", "「%」で始まる行は使えません"),
    (r"comment or line break|chomping or indentation", "「|」か「>」の後に余分な文字があります"),
    (r"control characters|special characters", "使えない制御文字が含まれています"),
    (r"found unexpected ':'", "「:」の位置が違います"),
)

# Where an opened bracket or quotation mark is never closed, or a key has no colon, the parser
# notices later than where the fault is.
_OPENED = re.compile(r"quoted scalar|flow (sequence|mapping)|simple key")

# What is said of the line after one that lacks its colon.
_AFTER_NO_COLON = re.compile(r"expected key|<block end>|mapping values are not allowed")


class YamlProblem(NamedTuple):
    """A fault of the YAML itself: its line, counted from 1, and the reason in Japanese."""

    line: int
    reason: str


def explain_yaml_error(error: yaml.YAMLError, text: str) -> YamlProblem:
    """The line to mend and the reason, out of the parser's own words for `text`.

    Words that aren't known are passed on as they are, so that no reason is lost.
    """
    if isinstance(error, yaml.reader.ReaderError):
        return YamlProblem(_line_of_character(error, text), _translate(str(error.reason)))
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return YamlProblem(1, " ".join(str(error).split()))
    lines = text.split("\n")
    noticed, column = error.problem_mark.line + 1, error.problem_mark.column + 1
    line = lines[noticed - 1] if noticed <= len(lines) else ""
    at_start = not line[: column - 1].strip()
    reason = _translate(error.problem or "")
    if line[column - 1 : column] == "\t":
        return YamlProblem(noticed, f"{_translate('tab character')}（{column}文字目）")
    opened = error.context_mark.line + 1 if error.context_mark else noticed
    # A bracket that is meant to go on has a comma, or another bracket, at its line's end.
    goes_on = lines[opened - 1].rstrip().endswith((",", "[", "{"))
    if opened < noticed and _OPENED.search(error.context or "") and (at_start or not goes_on):
        return YamlProblem(opened, f"{reason}（{noticed}行目まで読んで気付きました）")
    if _AFTER_NO_COLON.search(error.problem or ""):
        without_colon = _line_without_colon(lines, noticed)
        if without_colon:
            return YamlProblem(without_colon, _NO_COLON)
    return YamlProblem(noticed, f"{reason}（{column}文字目）")


def _translate(problem: str) -> str:
    for pattern, words in _PROBLEMS:
        if re.search(pattern, problem):
            return words
    return problem


def _line_without_colon(lines: list[str], before: int) -> int:
    """The line before, if it is a key that lacks its colon; otherwise 0."""
    for number in range(before - 1, 0, -1):
        line = lines[number - 1].partition(" #")[0].strip()
        if not line or line.startswith("#"):
            continue
        is_key = re.search(r":(\s|$)", line) or line.startswith(("- ", "|", ">"))
        return 0 if is_key else number
    return 0


def _line_of_character(error: yaml.reader.ReaderError, text: str) -> int:
    character = error.character
    wanted = chr(character) if isinstance(character, int) else str(character)
    place = text.find(wanted)
    return text[:place].count("\n") + 1 if place >= 0 else 1
