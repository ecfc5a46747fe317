"""What a kind takes as its value: the value as it is kept, or a fault in a clerk's words.

A kind's values are those of docs/answers.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pia_desktop.files import limits
from pia_desktop.files.file_names import name_fault
from pia_desktop.forms.diagram_value import DiagramFault, read_diagram
from pia_desktop.forms.kinds import KindTable
from pia_desktop.forms.model import Item

# What XML 1.0, and with it a workbook, can't hold: control characters, lone surrogates, U+FFFE/F.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# What no person sees and no person types: control characters that a terminal obeys (C1; of these
# U+0085 is a line end), and characters that show letters in another order than they stand in.
HIDDEN = re.compile("[\x80-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

# From so many letters on it counts that each letter that is typed has the text looked through.
_LONG = 5_000


class ValueFault(ValueError):
    """A value that its kind does not take: `args[0]` says why and `remedy` what to do, in
    Japanese.
    """

    def __init__(self, message: str, remedy: str) -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


def clean_text(text: str) -> str:
    """Line ends as a line feed and without `HIDDEN` characters, nothing else changed. Refuses what
    no page can show.
    """
    if len(text) > limits.TEXT_CHARACTERS:
        raise ValueFault(
            f"文章が長すぎます（{len(text):,}文字）。",
            f"一つの欄は{limits.TEXT_CHARACTERS:,}文字までにしてください。",
        )
    if len(text) > _LONG and _is_plain(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = UNPRINTABLE.search(text)
    if bad:
        raise ValueFault(
            f"印刷できない制御文字 U+{ord(bad.group()):04X} が含まれています。",
            "その文字を消してください。",
        )
    return without_hidden(text)


def _is_plain(text: str) -> bool:
    """Whether it is of characters alone of which none is `UNPRINTABLE`, `HIDDEN` or a line end but
    a line feed. Nearly all texts are, and this goes through them at twice the speed of either
    pattern. It is not compiled before a text is long: that would take a hundredth of the start.
    """
    plain = re.fullmatch(
        "[\u3000-\ud7ff\n -~\uf900-\ufffd\t\u00a0-\u061b\u2010-\u2027\u2030-\u205f\u2070-\u2fff]*",
        text,
    )
    return plain is not None


def without_hidden(text: str) -> str:
    """The text without its `HIDDEN` characters."""
    return HIDDEN.sub("", text.replace("\x85", "\n")) if HIDDEN.search(text) else text


def count_hidden(parsed: Any) -> int:
    """How many `HIDDEN` characters the texts of parsed JSON hold, but for line ends."""
    count, nodes = 0, [parsed]
    while nodes:
        node = nodes.pop()
        if isinstance(node, str):
            count += len(HIDDEN.findall(node)) - node.count("\x85")
        elif isinstance(node, dict | list):
            nodes += node.values() if isinstance(node, dict) else node
    return count


def _read_text(item: Item, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueFault("文字列ではない値が入っています。", "文字列で書いてください。")
    return clean_text(value)


def _read_choice(item: Item, value: Any) -> str:
    text = _read_text(item, value)
    if text and all(text != option.label for option in item.options):
        raise ValueFault(
            f"選択肢にない「{text[:40]}」が入っています。",
            "選択肢「"
            + "」「".join(option.label for option in item.options)
            + "」から選んでください。",
        )
    return text


def _read_check(item: Item, value: Any) -> bool:
    if value is not True:
        raise ValueFault(
            "true 以外の値が入っています。", "該当するときは true、しないときは省いてください。"
        )
    return True


def _read_yes_no(item: Item, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueFault(
            "true でも false でもない値が入っています。",
            "はいのときは true、いいえのときは false、分からないときは省いてください。",
        )
    return value


def _read_number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= limits.COUNT:
        raise ValueFault(
            "件数ではない値が入っています。", f"0以上{limits.COUNT:,}以下の整数で書いてください。"
        )
    return value


def _read_count(item: Item, value: Any) -> int:
    return _read_number(value)


def _read_checks(item: Item, value: Any) -> dict[str, bool | int | str]:
    if not isinstance(value, dict):
        raise ValueFault(
            "選んだ選択肢の一覧ではない値が入っています。", "選択肢をキーとする形で書いてください。"
        )
    known = {option.key: option for option in item.options}
    for key in value:
        if key not in known:
            raise ValueFault(
                f"選択肢にない「{str(key)[:40]}」が入っています。",
                "選択肢「" + "」「".join(known) + "」から選んでください。",
            )
    out: dict[str, bool | int | str] = {}
    for key, option in known.items():
        if key not in value:
            continue
        ticked = value[key]
        if option.bracket == "count":
            out[key] = _read_number(ticked)
        elif option.bracket == "text":
            out[key] = _read_text(item, ticked)
        else:
            out[key] = _read_check(item, ticked)
    return out


def is_file_name(name: str) -> bool:
    """Whether every file system and a zip can hold a file of this name, and none a folder."""
    if not name or name != name.strip() or name[0] == ".":
        return False
    if name_fault(name) or UNPRINTABLE.search(name):
        return False
    return len(name.encode()) <= limits.NAME_BYTES


def _read_figures(item: Item, value: Any) -> list[dict[str, str]]:
    if not isinstance(value, list):
        raise ValueFault("図の一覧ではない値が入っています。", "図の一覧として書いてください。")
    if len(value) > limits.FIGURES:
        raise ValueFault(
            f"図が多すぎます（{len(value):,}枚）。", f"{limits.FIGURES}枚までにしてください。"
        )
    out = []
    for figure in value:
        if not isinstance(figure, dict) or not set(figure) <= {"file", "caption"}:
            raise ValueFault("図の書き方が違います。", "file と caption で書いてください。")
        name = _read_text(item, figure.get("file", ""))
        if not is_file_name(name):
            raise ValueFault(
                f"図のファイル名「{name[:60]}」は使えません。",
                "フォルダーや記号を含まない短い名前にしてください。",
            )
        out.append({"file": name, "caption": _read_text(item, figure.get("caption", ""))})
    return out


def _read_grid(item: Item, value: Any) -> dict[str, list[Any]]:
    """`{"columns": [text…], "rows": [[text…]…]}`, each row as long as `columns`."""
    if not isinstance(value, dict) or not set(value) <= {"columns", "rows"}:
        raise ValueFault("表の書き方が違います。", "columns と rows で書いてください。")
    columns, rows = value.get("columns", []), value.get("rows", [])
    if not isinstance(columns, list) or not isinstance(rows, list):
        raise ValueFault(
            "表の列か行が一覧ではありません。", "columns と rows を一覧で書いてください。"
        )
    most_rows = min(limits.ROWS, limits.GRID_CELLS // max(len(columns), 1))
    if len(columns) > limits.GRID_COLUMNS or len(rows) > most_rows:
        raise ValueFault(
            f"表が大きすぎます（{len(columns):,}列、{len(rows):,}行）。",
            f"{limits.GRID_COLUMNS}列、{limits.GRID_CELLS:,}マスまでにしてください。",
        )
    for number, row in enumerate(rows, 1):
        if not isinstance(row, list) or len(row) != len(columns):
            raise ValueFault(
                f"表の{number}行目のマスの数が、列の数と違います。",
                f"どの行も{len(columns)}マスにしてください。",
            )
    if not columns:
        return {}
    read = [[_read_text(item, cell) for cell in row] for row in (columns, *rows)]
    return {"columns": read[0], "rows": read[1:]}


def _read_diagram(item: Item, value: Any) -> dict[str, Any]:
    """Boxes and arrows, their texts as a page can hold them."""
    try:
        read = read_diagram(value)
    except DiagramFault as fault:
        raise ValueFault(str(fault), fault.remedy) from None
    for entry in (*read.get("nodes", ()), *read.get("edges", ())):
        texts = {key: text for key, text in entry.items() if isinstance(text, str)}
        entry.update({key: clean_text(text) for key, text in texts.items()})
    return read


ValueReader = Callable[[Item, Any], Any]

VALUE_READERS: KindTable[ValueReader] = KindTable(
    "forms.values",
    lambda kind: kind.has_value,
    {
        "line": _read_text,
        "text": _read_text,
        "date": _read_text,
        "choice": _read_choice,
        "check": _read_check,
        "yes_no": _read_yes_no,
        "checks": _read_checks,
        "count": _read_count,
        "figures": _read_figures,
        "grid": _read_grid,
        "diagram": _read_diagram,
    },
)


def read_value(item: Item, value: Any) -> Any:
    """The value as the item keeps it; ValueFault for one that it does not take."""
    return VALUE_READERS[item.kind](item, value)


def is_empty(value: Any) -> bool:
    """Whether a value says nothing: not answered and answered empty are one state. 0 and False
    are answers.
    """
    return value is None or value == "" or value == [] or value == {}
