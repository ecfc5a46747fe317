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

NOT_THE_FORM = "特定個人情報保護評価書の様式のExcelブックかどうか確かめてください。"
DAMAGED = f"ファイルが壊れているか、Excelブックではありません。{NOT_THE_FORM}"
NO_WORKBOOK = f"Excelブック（.xlsx、.xlsm）ではありません。{NOT_THE_FORM}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path) -> str:
    with pytest.raises(FileError) as refused:
        read_workbook(path)
    said = str(refused.value)
    assert said.startswith(f"「{path}」：")
    assert "\n" not in said
    return said.removeprefix(f"「{path}」：")


def test_an_old_xls_says_how_to_convert_it(tmp_path: Path) -> None:
    path = tmp_path / "去年.xls"
    path.write_bytes(OLE + bytes(600))
    assert refusal(path) == (
        "古い形式（.xls）のブックなので、読めません。"
        "Excelで開き、「名前を付けて保存」で「Excelブック（.xlsx）」にしてください。"
    )


def test_a_password_is_named(tmp_path: Path) -> None:
    path = tmp_path / "鍵付き.xlsx"
    path.write_bytes(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    assert refusal(path) == (
        "パスワードで保護されたブックなので、読めません。"
        "Excelで開き、パスワードを外して保存し直してください。"
    )


def test_a_text_file_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "メモ.xlsx"
    path.write_text("特定個人情報保護評価書", encoding="utf-8")
    assert refusal(path) == NO_WORKBOOK


def test_another_zip_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "資料.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("読んでください.txt", "資料")
    assert refusal(path) == NO_WORKBOOK


@pytest.mark.parametrize("share", [0.3, 0.9, 0.999])
def test_a_workbook_cut_off(tmp_path: Path, share: float, shared_outputs: SharedOutputs) -> None:
    data = shared_outputs.workbook("youshiki3")
    path = tmp_path / "途中.xlsx"
    path.write_bytes(data[: int(len(data) * share)])
    assert refusal(path) == DAMAGED


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
    assert refusal(path) == DAMAGED


def test_an_unrelated_workbook(tmp_path: Path) -> None:
    workbook = Workbook()
    for number in range(200):
        workbook.active.append([f"品目{number}", number, "備考"])
    path = tmp_path / "備品台帳.xlsx"
    workbook.save(path)
    assert refusal(path) == (
        "特定個人情報保護評価書（様式3・様式4）の項目が見つかりません。"
        "評価書のExcelブックかどうか確かめてください。"
    )


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
    assert refusal(path) == f"ブックが大きすぎます（セルが多すぎます）。{NOT_THE_FORM}"


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
    told = f"外部の内容を読み込ませる仕掛けが入っています。{NOT_THE_FORM}"
    assert refusal(path) == told


def test_a_zip_that_somebody_made_to_do_harm_is_refused_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "仕掛け.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("../外.xml", "<外/>")
    assert refusal(path) == f"フォルダーの外を指す名前が入っています。{NOT_THE_FORM}"


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
