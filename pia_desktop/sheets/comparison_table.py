"""新旧対照表: what two states say side by side, the changed passages marked."""

from __future__ import annotations

from itertools import groupby

from pia_desktop.assessment.pictures import picture_size
from pia_desktop.changes.comparison import Comparison
from pia_desktop.changes.differences import Difference, Fate
from pia_desktop.changes.state_reference import AssessmentState
from pia_desktop.changes.text_diff import diff_marks
from pia_desktop.sheets.boxes import FRAME, NATURAL_SCALE
from pia_desktop.sheets.grid import LANDSCAPE_WIDTH
from pia_desktop.sheets.marks import render_marks
from pia_desktop.sheets.model import (
    UNIT_PT,
    Block,
    Cell,
    Look,
    Part,
    PrintedPages,
    Role,
    Sheet,
    SheetRow,
    Span,
)

COMPARISON_TITLE = "新旧対照表"
IMPORTANT_MARK = "※重要な変更の対象"
NO_ENTRY = "違いはありません。"
_LEGEND = f"下線：変更した部分　　{IMPORTANT_MARK[0]}：{IMPORTANT_MARK[1:]}の項目"

# Where 項目, 旧 and 新 begin.
_ITEM, _OLD, _NEW = 0, 11, 32
_COLUMNS = (_ITEM, _OLD, _NEW, LANDSCAPE_WIDTH)
_SIDE = LANDSCAPE_WIDTH - _NEW
_PREVIEW_HEIGHT = 180.0

# What stands in place of a text that one of the states doesn't have.
_ABSENT = {Fate.KEPT: "（記載なし）", Fate.ADDED: "（新規）", Fate.REMOVED: "（削除）"}


def comparison_pages(comparison: Comparison) -> PrintedPages:
    """The table as a document of its own."""
    new = comparison.new.assessment
    pages = PrintedPages(
        title=f"{COMPARISON_TITLE}　{new.title or new.form.title}",
        subject=new.form.title,
        edition=f"{new.form.edition} {new.form.form}",
        author=new.answers.get("cover.agency") or "",
    )
    pages.sheets.append(comparison_sheet(comparison))
    return pages


def comparison_sheet(comparison: Comparison) -> Sheet:
    """The table on landscape pages: below each section its items, with whole texts."""
    head = _head(comparison.old.title, comparison.new.title)
    blocks = [_title(), _about(comparison), head]
    for group, in_group in groupby(comparison.entries, lambda entry: entry.parts[0]):
        blocks.append(_bar(group, Look.HEADING, (1, group)))
        for heading, entries in groupby(in_group, _heading):
            blocks += [_bar(heading, Look.BAR)] if heading else []
            for entry in entries:
                blocks += _entry(comparison, entry)
    if not comparison.entries:
        nothing = Cell(0, LANDSCAPE_WIDTH, NO_ENTRY, Look.CENTRED, FRAME)
        blocks.append(Block((SheetRow((nothing,), height=40.0),)))
    return Sheet(COMPARISON_TITLE, _COLUMNS, tuple(blocks), landscape=True, head=head)


def _title() -> Block:
    cell = Cell(0, LANDSCAPE_WIDTH, COMPARISON_TITLE, Look.TITLE)
    return Block((SheetRow((cell,), height=34.0),), keep_next=True, mark=(0, COMPARISON_TITLE))


def _about(comparison: Comparison) -> Block:
    """Which assessment it is and how much of it changed, and what the marks say."""
    answers = comparison.new.assessment.answers
    number, name = answers.get("cover.number"), answers.get("cover.name")
    which = "　".join((*([f"評価書番号 {number}"] if number else ()), name or answers.form.title))
    changed, important = len(comparison.changed), len(comparison.important)
    count = f"変更した項目 {changed}件（うち{IMPORTANT_MARK[1:]} {important}件）"
    left = Cell(0, _NEW, f"{which}\n{count}", Look.ABOUT)
    right = Cell(_NEW, _SIDE, _LEGEND, Look.LEGEND)
    return Block((SheetRow((left, right)),), keep_next=True)


def _head(old: str, new: str) -> Block:
    cells = (
        Cell(_ITEM, _OLD, "項目", Look.TABLE_HEAD, FRAME),
        Cell(_OLD, _NEW - _OLD, f"旧　{old}", Look.TABLE_HEAD, FRAME),
        Cell(_NEW, _SIDE, f"新　{new}", Look.TABLE_HEAD, FRAME),
    )
    return Block((SheetRow(cells, height=20.0),), keep_next=True)


def _bar(text: str, look: Look, mark: tuple[int, str] | None = None) -> Block:
    cell = Cell(0, LANDSCAPE_WIDTH, text, look, FRAME)
    return Block((SheetRow((cell,)),), keep_next=True, mark=mark)


def _heading(entry: Difference) -> str:
    """The heading that the item stands below in the form, if it has a title."""
    return entry.parts[1] if entry.place.heading.title and len(entry.parts) > 1 else ""


def _entry(comparison: Comparison, entry: Difference) -> list[Block]:
    """One item, and below it the pictures where they changed."""
    name = list(entry.parts[2 if _heading(entry) else 1 :] or entry.parts[-1:])
    if entry.changed and entry.important:
        name.append(f"【{IMPORTANT_MARK}】")
    now = "\n".join(filter(None, (entry.now, *_replaced(comparison, entry))))
    old, new = diff_marks(entry.was, now) if entry.changed else ([], [])
    absent = _ABSENT[entry.fate]
    cells = (
        Cell(_ITEM, _OLD, "\n".join(name), Look.TABLE, FRAME, reads_as=Role.ROW),
        _text(_OLD, entry.was, old, Look.OLD, absent),
        _text(_NEW, now, new, Look.NEW, absent),
    )
    pictures = _previews(comparison, entry)
    return [Block((SheetRow(cells),), keep_next=bool(pictures)), *pictures]


def _text(left: int, text: str, marked: list[Span], look: Look, absent: str) -> Cell:
    if not text:
        return Cell(left, _SIDE, absent, Look.ABSENT, FRAME, part=Part.TEXT)
    return Cell(left, _SIDE, text, look, FRAME, part=Part.TEXT, marks=render_marks(text, marked))


def _replaced(comparison: Comparison, entry: Difference) -> list[str]:
    """A line for each picture that shows something else under its old name."""
    if not entry.place.item.features.pictorial:
        return []
    old, new = comparison.old.assessment.figures, comparison.new.assessment.figures
    before = {figure["file"] for figure in entry.before or ()}
    names = [figure["file"] for figure in entry.after or () if figure["file"] in before]
    return [f"（図「{name}」の内容を差し替え）" for name in names if old[name] != new[name]]


def _previews(comparison: Comparison, entry: Difference) -> list[Block]:
    """The pictures of both states side by side, where the item is pictures and differs."""
    if not entry.place.item.features.pictorial or not entry.changed:
        return []
    before, after = list(entry.before or ()), list(entry.after or ())
    blocks = []
    for number in range(max(len(before), len(after))):
        cells = (
            Cell(_ITEM, _OLD, "", Look.TABLE, FRAME),
            _picture(_OLD, comparison.old, before[number : number + 1]),
            _picture(_NEW, comparison.new, after[number : number + 1]),
        )
        height = max(_preview_height(cell.picture) for cell in cells)
        blocks.append(Block((SheetRow(cells, height=height),)))
    return blocks


def _picture(left: int, state: AssessmentState, figure: list[dict[str, str]]) -> Cell:
    """The cell with a picture, or without one."""
    name = figure[0]["file"] if figure else ""
    data = state.assessment.figures[name] if name else b""
    return Cell(left, _SIDE, "", Look.CENTRED, FRAME, picture=data, picture_name=name)


def _preview_height(picture: bytes) -> float:
    if not picture:
        return 0.0
    wide, high = picture_size(picture)
    scale = min((_SIDE * UNIT_PT - 12) / wide, NATURAL_SCALE)
    return min(high * scale + 12, _PREVIEW_HEIGHT)
