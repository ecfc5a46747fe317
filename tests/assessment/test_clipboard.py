"""Excel's clipboard text: what is written is read again, and what Excel writes is understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.assessment.clipboard import parse_cells, text_of_cells, write_cells

cells = st.text(st.sampled_from('あ"\t\n 、a'), max_size=8)
rows = st.lists(st.lists(cells, min_size=1, max_size=5), max_size=6)


def written(table: list[list[str]]) -> str:
    """The cells as Excel puts them on the clipboard."""
    return "".join("\t".join(map(quoted, row)) + "\n" for row in table)


def quoted(cell: str) -> str:
    if cell.startswith('"') or any(sign in cell for sign in "\t\n\r"):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@given(rows)
def test_what_is_written_is_read_again(table: list[list[str]]) -> None:
    assert parse_cells(written(table)) == table


@given(st.text(st.sampled_from('"\t\n\ra'), max_size=30))
def test_any_text_is_read_and_loses_nothing_but_signs(text: str) -> None:
    letters = "".join(cell for row in parse_cells(text) for cell in row)
    assert letters.count("a") == text.count("a")


@pytest.mark.parametrize(
    "text,expected",
    [
        ("", []),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\tb", [["a", "b"]]),
        ("a\t", [["a", ""]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ('"一行目\n二行目"\tb\r\n', [["一行目\n二行目", "b"]]),
        ('"彼は""はい""と言った\n。"\n', [['彼は"はい"と言った\n。']]),
        ('5" の紙\tb\n', [['5" の紙', "b"]]),
        ('"閉じない\tb\n', [['"閉じない', "b"]]),
        ('"a"b\tc\n', [['"a"b', "c"]]),
    ],
)
def test_what_excel_writes(text: str, expected: list[list[str]]) -> None:
    assert parse_cells(text) == expected


@given(rows)
def test_copied_rows_are_read_again(table: list[list[str]]) -> None:
    assert parse_cells(write_cells(table)) == table


@given(cells.filter(lambda text: text.strip() != ""))
def test_a_cell_of_a_sheet_is_pasted_as_it_reads(text: str) -> None:
    if "\t" in text or text.startswith('"') or "\n" in text:
        assert text_of_cells(write_cells([[text]]), from_sheet=True) == text


@given(st.text(max_size=30))
def test_a_text_that_no_sheet_put_there_loses_a_line_end_or_its_quotes_alone(text: str) -> None:
    pasted = text_of_cells(text)
    assert pasted in text or text.startswith('"')
