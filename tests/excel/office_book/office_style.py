"""The habits of one office: grid, boxes, wording, marks; chosen by a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any, Literal

ChoiceStyle = Literal[
    "brackets", "inline", "list_below", "plain", "one_cell", "ticks_in_cell", "ticks_in_cells"
]
TickStyle = Literal["brackets", "mark_cells", "pieces", "lines_in_cell", "row_in_cell"]

# Widths of the columns in characters. The last two are tables whose columns are what they hold.
GRIDS: dict[str, tuple[float, ...]] = {
    "12": (8.0,) * 12,
    "20": (4.8,) * 20,
    "30": (3.2,) * 30,
    "50": (1.95,) * 50,
    "four": (2.5, 2.5, 22.0, 70.0),
    "seven": (3.0, 3.0, 20.0, 14.0, 22.0, 18.0, 18.0),
}
FONTS = ("ＭＳ Ｐゴシック", "ＭＳ 明朝", "游ゴシック", "Meiryo UI", "ＭＳ ゴシック")
# A ticked option's mark and an unticked one's. What stands alone in a cell has no brackets.
TEXT_MARKS = (("[○]", "[　]"), ("[ ○ ]", "[   ]"), ("［レ］", "［　］"), ("■", "□"), ("☑", "□"))
CELL_MARKS = (("○", ""), ("レ", ""), ("✓", ""), ("■", "□"), ("☑", "☐"), ("〇", ""))


@dataclass(frozen=True, kw_only=True)
class LabelHabits:
    """How an office writes the form's printed words."""

    item_mark: Literal["①", "① ", "①　", "(1)", ""]
    heading_mark: Literal["1. ", "1.", "１．", "１　", "1　"]
    section_mark: Literal["Ⅰ ", "Ⅰ　", "Ⅰ．", "I "]
    note: Literal[" ※", "※", "（※）", "　※", ""]
    full_width_brackets: bool
    broken: bool
    spread: bool
    occurrence: Literal["1", "１", " 1", "　１"]


@dataclass(frozen=True, kw_only=True)
class OfficeStyle:
    """How an office lays out the form. Columns count from the left, from 0.

    `label_share` is the labels' part of the width; `answers_below` says which answers stand in a
    box below their label; `parts` is the most boxes that a long answer goes on in.
    """

    seed: int
    grid: str
    label_share: float
    margin: bool
    merged: bool
    answers_below: Literal["never", "long", "always"]
    sheets: Literal["section", "pair", "one"]
    file_by_file: bool
    labels: LabelHabits
    choices: tuple[ChoiceStyle, ...]
    ticks: tuple[TickStyle, ...]
    text_marks: tuple[str, str]
    cell_marks: tuple[str, str]
    option_mark: Literal["{n}) ", "{n}．", "（{n}）", "{n} "]
    full_width_options: bool
    full_width_brackets: bool
    parts: int
    label_down: bool
    rule_between: bool
    strip_upright: bool
    indented: bool
    blank_occurrences: int
    bands: bool
    guides: bool
    spacer_rows: bool
    page_lines: bool
    helper: Literal["none", "left", "right"]
    option_sheet: bool
    side_by_side: bool
    coloured: bool
    real_dates: bool
    real_numbers: bool
    heading_checks: Literal["cells", "in_title", "row_below"]
    contents: Literal["none", "cover", "sheet"]
    font: str
    size: float

    @property
    def widths(self) -> tuple[float, ...]:
        """The widths of the grid's columns, in characters."""
        return GRIDS[self.grid]


def style_of(seed: int) -> OfficeStyle:
    """The habits of the office with this number."""
    pick = random.Random(f"office {seed}")  # noqa: S311 - no secret
    return OfficeStyle(
        seed=seed,
        grid=pick.choice(list(GRIDS)),
        label_share=pick.choice((0.2, 0.25, 0.3)),
        margin=pick.random() < 0.4,
        merged=pick.random() < 0.6,
        answers_below=pick.choice(("never", "never", "long", "always")),
        sheets=pick.choice(("section", "section", "pair", "one")),
        file_by_file=pick.random() < 0.3,
        labels=_label_habits(pick),
        choices=_some(pick, ChoiceStyle.__args__),  # type: ignore[attr-defined]
        ticks=_some(pick, TickStyle.__args__),  # type: ignore[attr-defined]
        text_marks=pick.choice(TEXT_MARKS),
        cell_marks=pick.choice(CELL_MARKS),
        option_mark=pick.choice(("{n}) ", "{n}．", "（{n}）", "{n} ")),
        full_width_options=pick.random() < 0.3,
        full_width_brackets=pick.random() < 0.5,
        parts=pick.choice((1, 1, 2, 3)),
        label_down=pick.random() < 0.6,
        rule_between=pick.random() < 0.4,
        strip_upright=pick.random() < 0.4,
        indented=pick.random() < 0.7,
        blank_occurrences=pick.choice((0, 0, 1, 2)),
        bands=pick.random() < 0.5,
        guides=pick.random() < 0.3,
        spacer_rows=pick.random() < 0.4,
        page_lines=pick.random() < 0.4,
        helper=pick.choice(("none", "none", "left", "right")),
        option_sheet=pick.random() < 0.3,
        side_by_side=pick.random() < 0.3,
        coloured=pick.random() < 0.3,
        real_dates=pick.random() < 0.3,
        real_numbers=pick.random() < 0.5,
        heading_checks=pick.choice(("cells", "in_title", "row_below")),
        contents=pick.choice(("none", "cover", "sheet")),
        font=pick.choice(FONTS),
        size=pick.choice((9.0, 10.0, 10.5, 11.0)),
    )


def _label_habits(pick: random.Random) -> LabelHabits:
    return LabelHabits(
        item_mark=pick.choice(("①", "①", "① ", "①　", "(1)", "")),
        heading_mark=pick.choice(("1. ", "1.", "１．", "１　", "1　")),
        section_mark=pick.choice(("Ⅰ ", "Ⅰ　", "Ⅰ．", "I ")),
        note=pick.choice((" ※", "※", "（※）", "　※", "")),
        full_width_brackets=pick.random() < 0.5,
        broken=pick.random() < 0.5,
        spread=pick.random() < 0.2,
        occurrence=pick.choice(("1", "１", " 1", "　１")),
    )


def _some(pick: random.Random, styles: tuple[str, ...]) -> tuple[str, ...]:
    """One habit, or two of them side by side: workbooks grow over the years."""
    return tuple(pick.sample(styles, pick.choice((1, 1, 2))))


def plain_style(seed: int, **habits: Any) -> OfficeStyle:
    """A style near the form's own, but for these habits."""
    labels = LabelHabits(
        item_mark="①",
        heading_mark="1. ",
        section_mark="Ⅰ ",
        note=" ※",
        full_width_brackets=False,
        broken=False,
        spread=False,
        occurrence="1",
    )
    plain = OfficeStyle(
        seed=seed,
        grid="30",
        label_share=0.25,
        margin=False,
        merged=True,
        answers_below="never",
        sheets="section",
        file_by_file=False,
        labels=labels,
        choices=("inline",),
        ticks=("pieces",),
        text_marks=("[○]", "[　]"),
        cell_marks=("○", ""),
        option_mark="{n}) ",
        full_width_options=False,
        full_width_brackets=False,
        parts=1,
        label_down=True,
        rule_between=False,
        strip_upright=False,
        indented=True,
        blank_occurrences=0,
        bands=True,
        guides=False,
        spacer_rows=False,
        page_lines=False,
        helper="none",
        option_sheet=False,
        side_by_side=False,
        coloured=False,
        real_dates=False,
        real_numbers=False,
        heading_checks="cells",
        contents="none",
        font="ＭＳ ゴシック",
        size=10.5,
    )
    return replace(plain, **habits)
