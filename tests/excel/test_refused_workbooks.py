"""What is no workbook of the form is refused in one sentence, and quickly."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from pia_desktop.errors import FileError
from pia_desktop.excel.importer import read_workbook
from pia_desktop.files import limits
from tests.office_printing import sample
from tests.shared_outputs import SharedOutputs

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path) -> str:
    with pytest.raises(FileError) as refused:
        read_workbook(path)
    said = str(refused.value)
    assert path.name in said
    assert "\n" not in said
    return said


def test_an_old_xls_says_how_to_convert_it(tmp_path: Path) -> None:
    path = tmp_path / "去年.xls"
    path.write_bytes(OLE + bytes(600))
    assert ".xlsx" in refusal(path)


def test_a_password_is_named(tmp_path: Path) -> None:
    path = tmp_path / "鍵付き.xlsx"
    path.write_bytes(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    assert "パスワード" in refusal(path)


def test_a_text_file_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "メモ.xlsx"
    path.write_text("特定個人情報保護評価書", encoding="utf-8")
    assert "Excelブック" in refusal(path)


def test_another_zip_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "資料.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("読んでください.txt", "資料")
    assert "Excelブック" in refusal(path)


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_workbook_cut_off(tmp_path: Path, share: float, shared_outputs: SharedOutputs) -> None:
    data = shared_outputs.workbook("youshiki3")
    path = tmp_path / "途中.xlsx"
    path.write_bytes(data[: int(len(data) * share)])
    assert "壊れて" in refusal(path)


def test_a_workbook_with_a_broken_sheet(tmp_path: Path, shared_outputs: SharedOutputs) -> None:
    path = tmp_path / "壊れ.xlsx"
    damaged = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(shared_outputs.workbook("youshiki3"))) as source,
        zipfile.ZipFile(damaged, "w") as target,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            whole = entry.filename != "xl/worksheets/sheet2.xml"
            target.writestr(entry.filename, data if whole else data[: len(data) // 2])
    path.write_bytes(damaged.getvalue())
    assert "壊れて" in refusal(path)


def test_an_unrelated_workbook(tmp_path: Path) -> None:
    workbook = Workbook()
    for number in range(200):
        workbook.active.append([f"品目{number}", number, "備考"])
    path = tmp_path / "備品台帳.xlsx"
    workbook.save(path)
    assert "項目が見つかりません" in refusal(path)


def test_a_gigantic_workbook_is_refused_before_it_is_read(
    tmp_path: Path, shared_outputs: SharedOutputs
) -> None:
    path = tmp_path / "巨大.xlsx"
    row = b'<row r="1">' + b'<c r="A1"><v>1</v></c>' * 1_000 + b"</row>"
    with (
        zipfile.ZipFile(io.BytesIO(shared_outputs.workbook("youshiki3"))) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            target.writestr(entry, source.read(entry))
        target.writestr("xl/worksheets/sheet99.xml", row * (limits.BOOK_CELLS // 1_000 + 1))
    assert "大きすぎ" in refusal(path)


def test_entities_are_not_followed(tmp_path: Path, shared_outputs: SharedOutputs) -> None:
    path = tmp_path / "仕掛け.xlsx"
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with (
        zipfile.ZipFile(io.BytesIO(shared_outputs.workbook("youshiki3"))) as source,
        zipfile.ZipFile(path, "w") as target,
    ):
        for entry in source.infolist():
            own = entry.filename == "xl/styles.xml"
            target.writestr(entry.filename, bomb if own else source.read(entry))
    refusal(path)


def test_macros_are_left_out_and_said_so(tmp_path: Path, shared_outputs: SharedOutputs) -> None:
    path = tmp_path / "去年.xlsm"
    with (
        zipfile.ZipFile(io.BytesIO(shared_outputs.workbook("youshiki3"))) as source,
        zipfile.ZipFile(path, "w") as target,
    ):
        for entry in source.infolist():
            target.writestr(entry, source.read(entry))
        target.writestr("xl/vbaProject.bin", b"macro")
    imported = read_workbook(path)
    assert any("マクロ" in note for note in imported.notes)
    assert imported.assessment.title == sample("youshiki3").title
