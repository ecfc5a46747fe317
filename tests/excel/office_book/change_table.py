"""変更箇所 as a table of six columns, a long row over several rows of the sheet."""

from __future__ import annotations

from typing import Any

from pia_desktop.forms import Item
from tests.excel.office_book.answer_box import cell_content, split_text
from tests.excel.office_book.sheet_page import SheetPage, text_width

# A grid for the table alone, where the office's own has too few columns for six boxes.
TABLE_WIDTHS = (13.0, 18.0, 34.0, 34.0, 8.0, 16.0)
_ROWS_A_PAGE = 6


def write_change_table(
    page: SheetPage, columns: tuple[Item, ...], rows: list[dict[str, Any]]
) -> None:
    """Write the head and a row for each change, and an empty one."""
    places = page.divided(0, page.last, list(TABLE_WIDTHS))
    _write_head(page, columns, places)
    page.sheet.print_title_rows = f"{page.row - 1}:{page.row - 1}"
    for number, row in enumerate([*rows, {}]):
        if page.style.page_lines and number and number % _ROWS_A_PAGE == 0:
            _write_head(page, columns, places)
        _write_row(page, columns, places, row)


def _write_head(page: SheetPage, columns: tuple[Item, ...], places: list[tuple[int, int]]) -> None:
    for column, place in zip(columns, places, strict=True):
        label = column.label
        if text_width(label) > page.width(*place) and len(label) > 4:
            half = label.find("に") + 1 or len(label) // 2
            label = f"{label[:half]}\n{label[half:]}"
        page.box(*place, label, shaded=True, centred=True)
    page.advance()


def _write_row(
    page: SheetPage,
    columns: tuple[Item, ...],
    places: list[tuple[int, int]],
    row: dict[str, Any],
) -> None:
    """One change: what is short stands in one box beside the boxes of what is long."""
    names = [column.id.rpartition(".")[2] for column in columns]
    texts = {name: row.get(name) or "" for name in names}
    parts = {name: split_text(texts[name], page.style.parts) for name in ("before", "after")}
    heights = [1] * max(map(len, parts.values()))
    top = 0
    for number in range(len(heights)):
        for name, place in zip(names, places, strict=True):
            if name in parts and number < len(parts[name]):
                rows = page.box(*place, parts[name][number], down=top)
                heights[number] = max(heights[number], rows)
            elif name in parts:
                page.box(*place, "", down=top)
        top += heights[number]
    for column, name, place in zip(columns, names, places, strict=True):
        if name not in parts:
            page.box(*place, cell_content(column, texts[name], page), rows=top)
    page.advance(top)
