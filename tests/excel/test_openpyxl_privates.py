"""What the program uses of openpyxl that is not its public face: named here, and still there.

A new use fails until it is named; an openpyxl without one of them fails before a clerk's import
does. That is why pyproject.toml holds openpyxl below its next minor version.
"""

from __future__ import annotations

import ast
import importlib
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.reader.excel import ExcelReader
from openpyxl.reader.strings import read_string_table
from openpyxl.worksheet.print_settings import PrintArea

from tests.locations import ROOT

PRIVATE_IMPORTS = {
    ("openpyxl.worksheet._reader", "FORMULA_TAG"),
    ("openpyxl.worksheet._reader", "ROW_TAG"),
    ("openpyxl.worksheet._reader", "WorkSheetParser"),
}
PRIVATES_OF_WORKBOOK = {
    "_archive",  # set by us, as openpyxl's own read-only mode does
    "_borders",
    "_cell_styles",
    "_date_formats",
    "_fonts",
    "_number_formats",
    "_sheets",
    "_timedelta_formats",
}
PRIVATES_OF_DRAWING = {"_rel_type"}


def modules_with_openpyxl() -> Iterator[tuple[Path, ast.Module]]:
    """The program's modules that import openpyxl."""
    for path in sorted((ROOT / "pia_desktop").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(module.partition(".")[0] == "openpyxl" for module, _ in imports(tree)):
            yield path, tree


def imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Module and name of each import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def foreign_privates(tree: ast.AST) -> set[str]:
    """Private names that are read of anything but the object's own self."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and is_private(node.attr)
        if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))
    }


def test_every_private_name_in_use_is_named_here() -> None:
    used, read = set(), set()
    for _, tree in modules_with_openpyxl():
        for module, name in imports(tree):
            if module.startswith("openpyxl") and any(map(is_private, [*module.split("."), name])):
                used.add((module, name))
        read |= foreign_privates(tree)
    assert used == PRIVATE_IMPORTS
    assert read == PRIVATES_OF_WORKBOOK | PRIVATES_OF_DRAWING


def test_openpyxl_still_has_them() -> None:
    for module, name in PRIVATE_IMPORTS:
        assert hasattr(importlib.import_module(module), name), (module, name)
    workbook = Workbook()
    assert {name for name in PRIVATES_OF_WORKBOOK if not hasattr(workbook, name)} <= {"_archive"}
    assert all(hasattr(SpreadsheetDrawing, name) for name in PRIVATES_OF_DRAWING)


def test_openpyxl_still_notes_a_print_area_where_the_import_looks_for_it() -> None:
    workbook, file = Workbook(), io.BytesIO()
    workbook.active["A1"] = "a"
    workbook.active.print_area = "A1:B2"
    workbook.save(file)
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.read()
    (sheet,) = reader.wb._sheets
    assert isinstance(sheet._print_area, PrintArea)


def test_openpyxls_own_strings_still_lose_what_an_escape_looks_like() -> None:
    """Until this fails, WorkbookPartsParser.read_strings is needed."""
    table = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<si><t>x005F_は消えない</t></si></sst>"
    )
    assert read_string_table(io.BytesIO(table.encode())) == ["は消えない"]


def test_openpyxl_is_held_below_its_next_minor_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (wanted,) = [line for line in project["dependencies"] if line.startswith("openpyxl")]
    assert wanted.endswith(",<3.2")


def test_openpyxl_parses_with_defusedxml_though_lxml_is_installed() -> None:
    import openpyxl.xml

    assert (openpyxl.xml.LXML, openpyxl.xml.DEFUSEDXML) == (False, True)
