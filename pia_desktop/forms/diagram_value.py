"""The value of a diagram: boxes on a grid and the arrows between them, as docs/answers.md says.

`{"nodes": [{"id", "kind", "label", "x", "y"}], "edges": [{"from", "to", "label", "number"}]}`. A
box may have an `area`, the frame that it stands in (frames within each other are parted by ＞); an
arrow may lead `both` ways. `proposed` is the label that the program proposed where a person has
written another one; an arrow that a person has drawn is their `own`. `left_out` names what the
program proposed and a person has taken away: a box by its id, an arrow as 「FROM>TO」.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

# The kinds of boxes, as the file calls them and as a person does.
NODE_KINDS = {
    "person": "人",
    "office": "部署",
    "system": "システム",
    "file": "ファイル",
    "outside": "外部",
}

# Bounds of a diagram that one page can show.
MOST_NODES, MOST_EDGES = 150, 300
MOST_COLUMNS, MOST_ROWS = 20, 60
LONGEST_WORDS = 200
HIGHEST_NUMBER = 300

AREA_PARTING = "＞"

_NODE_KEYS = {"id", "kind", "label", "x", "y", "area", "proposed"}
_EDGE_KEYS = {"from", "to", "label", "number", "both", "proposed", "own"}
_ID = re.compile(r"[A-Za-z0-9_.-]{1,40}\Z")
_LEFT_OUT = re.compile(r"[A-Za-z0-9_.-]{1,40}(>[A-Za-z0-9_.-]{1,40})?\Z")


class DiagramFault(ValueError):
    """What a diagram can't hold: `args[0]` says what, `remedy` what to do, in Japanese."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep the remedy beside the message."""
        super().__init__(message)
        self.remedy = remedy


def read_diagram(value: Any) -> dict[str, Any]:
    """The diagram with its keys in order; DiagramFault for what is none. One without boxes is no
    diagram: {}.
    """
    if not isinstance(value, dict) or not set(value) <= {"nodes", "edges", "left_out"}:
        raise DiagramFault("流れ図の形ではありません。", "nodes と edges で書いてください。")
    nodes, edges = value.get("nodes", []), value.get("edges", [])
    if not isinstance(nodes, list) or not isinstance(edges, list):
        raise DiagramFault("流れ図の形ではありません。", "nodes と edges は一覧で書いてください。")
    if len(nodes) > MOST_NODES or len(edges) > MOST_EDGES:
        raise DiagramFault(
            f"流れ図の箱か矢印が多すぎます（箱{len(nodes):,}、矢印{len(edges):,}）。",
            f"箱は{MOST_NODES}、矢印は{MOST_EDGES}までにしてください。",
        )
    boxes = [_read_node(node) for node in nodes]
    names = {node["id"] for node in boxes}
    if len(names) < len(boxes):
        raise DiagramFault("流れ図に、同じ id の箱があります。", "id を別々にしてください。")
    cells = {(node["x"], node["y"]) for node in boxes}
    if len(cells) < len(boxes):
        raise DiagramFault(
            "流れ図の同じ場所に、箱が二つあります。", "x と y の組を別々にしてください。"
        )
    arrows = [_read_edge(edge, names) for edge in edges]
    left_out = _read_left_out(value.get("left_out", []))
    if not boxes:
        return {}
    read: dict[str, Any] = {"nodes": boxes, "edges": arrows}
    return read | ({"left_out": left_out} if left_out else {})


def _read_left_out(value: Any) -> list[str]:
    names = value if isinstance(value, list) else [None]
    named = all(isinstance(name, str) and _LEFT_OUT.match(name) for name in names)
    if len(names) > MOST_EDGES or not named:
        raise DiagramFault(
            "流れ図の left_out の書き方が違います。",
            "箱の id か「from>to」の一覧で書いてください。",
        )
    return list(dict.fromkeys(names))


def _read_node(node: Any) -> dict[str, Any]:
    if not isinstance(node, dict) or not set(node) <= _NODE_KEYS:
        raise DiagramFault(
            "流れ図の箱の書き方が違います。", "id、kind、label、x、y で書いてください。"
        )
    name = node.get("id")
    if not isinstance(name, str) or not _ID.match(name):
        raise DiagramFault(
            f"流れ図の箱の id「{str(name)[:40]}」は使えません。", "英数字の短い id にしてください。"
        )
    if node.get("kind") not in NODE_KINDS:
        raise DiagramFault(
            f"流れ図の箱の種類「{str(node.get('kind'))[:40]}」はありません。",
            f"種類は{'、'.join(NODE_KINDS)}のどれかにしてください。",
        )
    out: dict[str, Any] = {
        "id": name,
        "kind": node["kind"],
        "label": _text(node, "label"),
        "x": _cell(node, "x", MOST_COLUMNS),
        "y": _cell(node, "y", MOST_ROWS),
    }
    for key in ("area", "proposed"):
        if _text(node, key):
            out[key] = _text(node, key)
    return out


def _read_edge(edge: Any, names: set[str]) -> dict[str, Any]:
    if not isinstance(edge, dict) or not set(edge) <= _EDGE_KEYS:
        raise DiagramFault(
            "流れ図の矢印の書き方が違います。", "from、to、label、number で書いてください。"
        )
    for end in ("from", "to"):
        if not isinstance(edge.get(end), str) or edge[end] not in names:
            raise DiagramFault(
                f"流れ図の矢印の端「{str(edge.get(end))[:40]}」が、箱の中にありません。",
                "from と to は、nodes にある id にしてください。",
            )
    if edge["from"] == edge["to"]:
        raise DiagramFault(
            "流れ図の矢印が、同じ箱から同じ箱へ向かっています。",
            "別の箱を結ぶか、矢印を省いてください。",
        )
    out: dict[str, Any] = {
        "from": edge["from"],
        "to": edge["to"],
        "label": _text(edge, "label"),
        "number": _number(edge.get("number")),
    }
    for key in ("both", "own"):
        if edge.get(key) not in (None, True, False):
            raise DiagramFault(
                f"流れ図の矢印の {key} が true でも false でもありません。",
                "当てはまるときは true、そうでないときは省いてください。",
            )
        if edge.get(key):
            out[key] = True
    if _text(edge, "proposed"):
        out["proposed"] = _text(edge, "proposed")
    return out


def _text(entry: dict[str, Any], key: str) -> str:
    text = entry.get(key, "")
    if not isinstance(text, str):
        raise DiagramFault(
            f"流れ図の {key} に、文字列ではない値が入っています。", "文字列で書いてください。"
        )
    if len(text) > LONGEST_WORDS:
        raise DiagramFault(
            f"流れ図の文字が長すぎます（{len(text):,}文字）。",
            f"{LONGEST_WORDS}文字までにしてください。",
        )
    return text


def _cell(node: dict[str, Any], key: str, most: int) -> int:
    number = node.get(key)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < most:
        raise DiagramFault(
            f"流れ図の箱の {key} が、場所を表す数ではありません。",
            f"0以上{most}未満の整数で書いてください。",
        )
    return number


def _number(number: Any) -> int | None:
    """The arrow's number; None for an arrow without one."""
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= HIGHEST_NUMBER:
        raise DiagramFault(
            "流れ図の矢印の number が、番号ではありません。",
            f"1から{HIGHEST_NUMBER}までの整数か null で書いてください。",
        )
    return number


def circled(number: int | None) -> str:
    """「①」; beyond ㊿ 「(51)」; nothing for an arrow without a number."""
    if number is None:
        return ""
    for first, start, last in ((1, 0x2460, 20), (21, 0x3251, 35), (36, 0x32B1, 50)):
        if first <= number <= last:
            return chr(start + number - first)
    return f"({number})"


def joined_lines(label: str) -> str:
    """A label as it stands in a sentence."""
    return "".join(line.strip() for line in label.splitlines())


def arrow_words(edge: dict[str, Any], labels: dict[str, str]) -> str:
    """「①本人→市民課（紙）」."""
    arrow = "⇔" if edge.get("both") else "→"
    means = f"（{joined_lines(edge['label'])}）" if edge["label"].strip() else ""
    number = circled(edge["number"])
    return f"{number}{labels[edge['from']]}{arrow}{labels[edge['to']]}{means}"


def box_words(node: dict[str, Any]) -> str:
    """「システム「個人住民税システム」」."""
    return f"{NODE_KINDS[node['kind']]}「{joined_lines(node['label'])}」"


def node_labels(value: dict[str, Any]) -> dict[str, str]:
    """The boxes' labels by id."""
    return {node["id"]: joined_lines(node["label"]) or "（名前なし）" for node in value["nodes"]}


def diagram_lines(value: dict[str, Any]) -> Iterator[str]:
    """The diagram in words: a line a box, then a line an arrow, the numbered ones first."""
    labels = node_labels(value)
    for node in value["nodes"]:
        place = f"（{node['area']}）" if node.get("area") else ""
        yield f"{box_words(node)}{place}"
    for edge in sorted(value["edges"], key=lambda edge: edge["number"] or HIGHEST_NUMBER + 1):
        yield arrow_words(edge, labels)
