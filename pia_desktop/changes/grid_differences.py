"""What differs in a free table, cell by cell and row by row, as 変更箇所 lists it:
「(別紙1) 提供先No.54 法令上の根拠」.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pia_desktop.assessment.grid_edits import Grid
from pia_desktop.assessment.grid_names import is_row_number, row_name
from pia_desktop.changes.differences import Difference, Fate
from pia_desktop.changes.grid_alignment import GridAlignment, GridRow, align_grids
from pia_desktop.forms.values import is_empty


def split_grids(differences: Iterable[Difference]) -> Iterator[Difference]:
    """The differences, with the rows and cells of a changed table in place of the table. One that
    came or went as a whole stays one.
    """
    for difference in differences:
        gridded = difference.place.item.features.gridded and not difference.key
        both = not (is_empty(difference.before) or is_empty(difference.after))
        if gridded and both and difference.changed:
            yield from _GridParts(difference).parts()
        else:
            yield difference


class _GridParts:
    """One changed table in parts."""

    def __init__(self, difference: Difference) -> None:
        self._whole = difference
        self._before: Grid = difference.before
        self._after: Grid = difference.after
        self._aligned: GridAlignment = align_grids(self._before, self._after)
        self._around = difference.parts[:-1] or difference.parts

    def parts(self) -> Iterator[Difference]:
        yield from self._columns()
        yield from self._renumbering()
        for was, now in self._aligned.rows:
            if now is None and was is not None:
                text = _row_text(self._before["columns"], self._before["rows"][was])
                name = row_name(self._before["columns"], self._before["rows"][was], was)
                yield self._part(f"-{was}", (name,), text, "", Fate.REMOVED)
            elif was is None and now is not None:
                text = _row_text(self._after["columns"], self._after["rows"][now])
                name = row_name(self._after["columns"], self._after["rows"][now], now)
                yield self._part(f"{now}", (name,), "", text, Fate.ADDED)
            elif was is not None and now is not None:
                yield from self._cells(was, now)

    def _part(
        self, key: str, names: tuple[str, ...], was: str, now: str, fate: Fate = Fate.KEPT
    ) -> Difference:
        return replace(
            self._whole,
            parts=(*self._around, *names),
            was=was,
            now=now,
            changed=was != now,
            fate=fate,
            key=key,
        )

    def _columns(self) -> Iterator[Difference]:
        """Columns that came, went, or are called otherwise now."""
        for was, now in self._aligned.columns:
            if now is None and was is not None:
                name = self._before["columns"][was]
                text = _column_text(self._before, was)
                yield self._part(f"-,{was}", (f"列「{name}」",), text, "", Fate.REMOVED)
            elif was is None and now is not None:
                name = self._after["columns"][now]
                text = _column_text(self._after, now)
                yield self._part(f",{now}", (f"列「{name}」",), "", text, Fate.ADDED)
            elif was is not None and now is not None:
                old, new = self._before["columns"][was], self._after["columns"][now]
                if old != new:
                    yield self._part(f"-1,{now}", ("列の名前",), old, new)

    @property
    def _renumbered(self) -> list[tuple[int, int]]:
        """The rows that have another number than before; fewer than two are no renumbering."""
        first = [(was, now) for was, now in self._aligned.columns if now == 0]
        if not first or first[0][0] is None:
            return []
        column = first[0][0]
        rows = [
            (was, now)
            for was, now in self._aligned.rows
            if was is not None
            and now is not None
            and self._before["rows"][was][column] != self._after["rows"][now][0]
            and is_row_number(self._before["rows"][was][column])
            and is_row_number(self._after["rows"][now][0])
        ]
        return rows if len(rows) > 1 else []

    def _renumbering(self) -> Iterator[Difference]:
        """One line for all rows that only count otherwise now."""
        rows = self._renumbered
        if rows:
            column = next(was for was, now in self._aligned.columns if now == 0) or 0
            old = [self._before["rows"][was][column] for was, _ in rows]
            new = [self._after["rows"][now][0] for _, now in rows]
            name = " ".join(self._after["columns"][0].split())
            yield self._part(",number", (name, "番号の振り直し"), _ranges(old), _ranges(new))

    def _cells(self, was: int, now: int) -> Iterator[Difference]:
        """The cells of a row that say something else; the row itself where none does."""
        before, after = self._before["rows"][was], self._after["rows"][now]
        name = row_name(self._after["columns"], after, now)
        renumbered = (was, now) in self._renumbered
        same = True
        for old, new in self._aligned.columns:
            if old is None or new is None or before[old] == after[new]:
                continue
            if new == 0 and renumbered:
                continue
            same = False
            column = " ".join(self._after["columns"][new].split())
            yield self._part(f"{now},{new}", (name, column), before[old], after[new])
        if same:
            text = _row_text(self._after["columns"], after)
            yield self._part(f"={now}", (name,), text, text)


def _row_text(columns: GridRow, row: GridRow) -> str:
    """A row as it reads in 変更箇所, a line a cell: 「提供先No.54」「提供先：厚生労働大臣」."""
    lines = [f"{n}：{text}" if n else text for n, text in zip(columns, row, strict=True) if text]
    if row and is_row_number(row[0]):
        lines[0] = row_name(columns, row, 0)
    return "\n".join(lines)


def _column_text(table: Grid, column: int) -> str:
    """What stands in a column, a line a row."""
    return "\n".join(
        f"{row_name(table['columns'], row, index)}：{row[column]}"
        for index, row in enumerate(table["rows"])
        if row[column]
    )


def _ranges(numbers: list[str]) -> str:
    """「13～80」 for numbers that follow each other; each of the others."""
    plain = [unicodedata.normalize("NFKC", number).strip() for number in numbers]
    runs: list[list[str]] = []
    for number in plain:
        last = runs[-1][-1] if runs else ""
        if number.isdecimal() and last.isdecimal() and int(number) == int(last) + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(run[0] if len(run) == 1 else f"{run[0]}～{run[-1]}" for run in runs)
