"""Hypothesis strategies that follow a form's definition: whatever a clerk could have written."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from pia_desktop.forms import Form, Item, form_ids, load_form_by_id
from pia_desktop.forms.diagram_value import NODE_KINDS
from tests.effort import effort

FORM_IDS = tuple(form_ids())

# The smallest PNG there is: one transparent pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000b4944415478da636000020000050001e9fadcd80000000049454e44ae426082"
)

# Valid, and all of them have broken a program of this sort somewhere.
ODD_TEXTS = (
    "=SUM(1)",
    "+1",
    "-1",
    "@A1",
    "'",
    "  先頭に空白",
    "末尾に空白  ",
    "　全角の空白　",
    "\n先頭が改行",
    "末尾が改行\n\n",
    "\tタブ\t",
    "ﾊﾝｶｸｶﾅ ｶﾞｷﾞｸﾞ",
    "か\u3099（結合文字）",
    "𠮷野家の髙﨑",
    "葛\U000e0100城市",
    "👨‍👩‍👧‍👦",
    "<b>&amp;</b>]]>",
    "_x000D_",
    "null",
    "0",
    "http://example.invalid/",
    "「」※①～‖−",
    "\u200b\u2028\ufeff",
    "あ" * 20_000,
    "項目\n" * 300,
)

# What is taken out of every text that comes in.
HIDDEN = "".join(
    map(
        chr,
        (*range(0x80, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    )
)
_printable = st.characters(
    codec="utf-8",
    exclude_characters="\r\x7f\ufffe\uffff" + HIDDEN,
    exclude_categories=("Cs",),
    min_codepoint=32,
)
japanese = st.text(st.sampled_from("個人番号の事務を行う、。「」\nアｱA1"), max_size=30)


def texts() -> st.SearchStrategy[str]:
    """Any text that a page can hold, with line ends as a line feed."""
    any_text = st.text(_printable | st.sampled_from("\n\t"), max_size=20)
    return st.one_of(japanese, any_text, st.sampled_from(_odd_texts()))


def _odd_texts() -> list[str]:
    """The odd texts; for a change without the very long ones, which tests of their own try."""
    return [text for text in ODD_TEXTS if len(text) <= effort(200, 20_000)]


def filled_texts() -> st.SearchStrategy[str]:
    """A text that is not empty."""
    return texts().filter(bool)


@st.composite
def ticks(draw: st.DrawFn, item: Item) -> dict[str, Any]:
    """Ticked options of a checks item with what stands in their brackets, in any order."""
    chosen = draw(st.lists(st.sampled_from(item.options), unique=True, min_size=1, max_size=4))
    values = {
        "none": st.just(True),
        "text": texts(),
        "count": st.integers(0, 1_000_000_000),
    }
    return {option.key: draw(values[option.bracket]) for option in chosen}


def values(item: Item) -> st.SearchStrategy[Any]:
    """Any value that the item takes and keeps."""
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "line": filled_texts(),
        "text": filled_texts(),
        "date": st.sampled_from(("令和7年8月27日", "平成30年12月", "未定")) | filled_texts(),
        "check": st.just(True),
        "count": st.integers(0, 1_000_000_000),
    }
    if item.kind == "choice":
        return st.sampled_from([option.label for option in item.options])
    if item.kind == "checks":
        return ticks(item)
    if item.kind == "figures":
        figure = st.fixed_dictionaries(
            {"file": st.sampled_from(("図.png", "a b.png")), "caption": texts()}
        )
        return st.lists(figure, min_size=1, max_size=2)
    if item.kind == "grid":
        return grids()
    if item.kind == "diagram":
        return flow_values()
    return kinds[item.kind]


@st.composite
def grids(draw: st.DrawFn) -> dict[str, Any]:
    """A free table of a few columns and rows."""
    width = draw(st.integers(1, 4))
    cells = st.lists(texts(), min_size=width, max_size=width)
    return {"columns": draw(cells), "rows": draw(st.lists(cells, max_size=3))}


@st.composite
def flow_values(draw: st.DrawFn) -> dict[str, Any]:
    """A diagram of a few boxes and an arrow or none."""
    label = texts().map(lambda text: text[:60])
    cells = draw(
        st.lists(
            st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=4, unique=True
        )
    )
    nodes = [
        {
            **{"id": f"n{place}", "kind": draw(st.sampled_from(sorted(NODE_KINDS)))},
            **{"label": draw(label), "x": x, "y": y},
        }
        for place, (x, y) in enumerate(cells)
    ]
    edge = {"from": "n0", "to": "n1", "label": draw(label), "number": draw(st.none() | st.just(1))}
    return {"nodes": nodes, "edges": [edge] if len(nodes) > 1 and draw(st.booleans()) else []}


@st.composite
def _tree(draw: st.DrawFn, form: Form, prefix: str, depth: int) -> dict[str, Any]:
    """Answers of the items directly below a prefix: some of them, and repeats with occurrences."""
    inside = [
        item
        for item in form.all_items
        if item.id in form.printed_ids
        and item.id.startswith(prefix)
        and len(item.repeats) == depth
        and item.id != prefix
    ]
    own = [item for item in inside if item.kind not in ("repeat", "table", "risk", "fixed")]
    most = effort(4, 6)
    chosen = draw(st.lists(st.sampled_from(own), unique=True, max_size=most)) if own else []
    out: dict[str, Any] = {}
    for item in chosen:
        _put(out, item.id.removeprefix(prefix).removeprefix("."), draw(values(item)))
    for item in inside:
        key = item.id.removeprefix(prefix).removeprefix(".").removesuffix("[]")
        if item.kind == "table":
            rows = draw(st.lists(_row(form.tables[item.id]), max_size=3))
            out.update({key: rows} if rows else {})
        elif item.kind == "repeat":
            number = draw(st.integers(0, 2))
            entries = [draw(_tree(form, item.id, depth + 1)) for _ in range(number)]
            out.update({key: entries} if entries else {})
    return out


def _row(columns: tuple[Item, ...]) -> st.SearchStrategy[dict[str, str]]:
    cells = {c.id.rpartition(".")[2]: values(c) | st.just("") for c in columns}
    return st.fixed_dictionaries(cells)


def _put(tree: dict[str, Any], way: str, value: Any) -> None:
    *before, last = way.split(".")
    for key in before:
        tree = tree.setdefault(key, {})
    tree[last] = value


@st.composite
def answers(draw: st.DrawFn, form_id: str) -> dict[str, Any]:
    """An answers file's content, as docs/answers.md describes it, without anything empty."""
    form = load_form_by_id(form_id)
    return {"form": form.form, "edition": form.edition, **draw(_tree(form, "", 0))}
