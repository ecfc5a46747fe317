"""`import` and `export --template` from outside: through a real workbook, there and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.acceptance.conftest import Call
from tests.office_printing import reopened


@pytest.fixture
def pia(pia_in_process: Call) -> Call:
    """Without processes, but where the locale counts."""
    return pia_in_process


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, bytes]]:
    """By sample: the files that were made of it before."""
    return {}


@pytest.fixture(params=["youshiki3", "youshiki4"])
def exported(
    request: pytest.FixtureRequest,
    pia: Call,
    work: Path,
    sample_dir: Path,
    made: dict[str, dict[str, bytes]],
) -> Path:
    """A sample's workbook; the sample itself lies beside it as 元.pia. Made once, copied then."""
    if request.param not in made:
        assert pia("from-json", sample_dir / f"{request.param}.json", "元.pia").status == 0
        assert pia("export", "元.pia", "--xlsx", "去年の 評価書.xlsx").status == 0
        made[request.param] = {path.name: path.read_bytes() for path in work.iterdir()}
    for name, data in made[request.param].items():
        (work / name).write_bytes(data)
    return work / "去年の 評価書.xlsx"


def test_out_and_in_again(pia: Call, exported: Path) -> None:
    before = exported.read_bytes()
    done = pia("import", exported, "先.pia", LC_ALL="C")
    assert (done.status, done.err) == (0, "")
    assert "取込記録に残した記載：0件" in done.out
    assert json.loads(pia("dump", "先.pia").out) == json.loads(pia("dump", "元.pia").out)
    assert exported.read_bytes() == before


def test_what_is_not_recognised_is_said_whole(pia: Call, exported: Path) -> None:
    book = reopened(exported)
    book.create_sheet("覚え書き")["B2"] = "覚えの一行目\n覚えの二行目"
    book.save(exported)
    done = pia("import", exported, "先.pia")
    assert done.status == 0
    assert "取込記録に残した記載：1件" in done.out
    assert "覚え書き B2" in done.out
    assert "覚えの一行目\n覚えの二行目\n" in done.out


def test_read_as_the_edition_that_a_person_names(pia: Call, exported: Path) -> None:
    form = json.loads(pia("dump", "元.pia").out)["form"]
    done = pia("import", exported, "先.pia", "--form", f"youshiki{form[-1]}-2018-05")
    assert done.status == 0
    assert json.loads(pia("dump", "先.pia").out)["edition"] == "平成30年5月"


def test_a_further_workbook_is_added(pia: Call, exported: Path, work: Path) -> None:
    for name, first in (("前半.xlsx", True), ("後半.xlsx", False)):
        book = reopened(exported)
        for sheet in book.worksheets[:]:
            if sheet.title.startswith(("表紙", "Ⅰ", "Ⅱ")) != first:
                book.remove(sheet)
        book.save(work / name)
    assert pia("import", "前半.xlsx", "前半.pia").status == 0
    done = pia("import", "後半.xlsx", "先.pia", "--after", "前半.pia")
    assert (done.status, done.err) == (0, "")
    assert "別の記入があるため、取込記録に残した記入：0件" in done.out
    assert json.loads(pia("dump", "先.pia").out) == json.loads(pia("dump", "元.pia").out)
    refused = pia(
        "import", "後半.xlsx", "別.pia", "--after", "前半.pia", "--form", "youshiki3-2018-05"
    )
    assert refused.status != 0
    assert not (work / "別.pia").exists()


def test_an_import_never_writes_over_its_workbook(pia: Call, exported: Path) -> None:
    before = exported.read_bytes()
    done = pia("import", exported, exported)
    assert done.status == 2
    assert done.err.count("\n") == 1
    assert exported.read_bytes() == before


def test_what_is_no_workbook_leaves_nothing(pia: Call, work: Path) -> None:
    (work / "去年.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    done = pia("import", "去年.xls", "先.pia")
    assert done.status == 2
    assert "去年.xls" in done.err
    assert ".xlsx" in done.err
    assert done.err.count("\n") == 1
    assert not (work / "先.pia").exists()


def test_a_template_is_filled_and_stays(pia: Call, exported: Path, work: Path) -> None:
    form = json.loads(pia("dump", "元.pia").out)["form"]
    pia("new", f"youshiki{form[-1]}-2025-05", "空.pia")
    files = len(json.loads(pia("dump", "元.pia").out)["files"])
    (work / "空.json").write_text(json.dumps({"files": [{}] * files}), encoding="utf-8")
    pia("fill", "空.pia", "空.json")
    pia("export", "空.pia", "--xlsx", "ひな形.xlsx")
    before = (work / "ひな形.xlsx").read_bytes()
    done = pia("export", "元.pia", "--xlsx", "提出.xlsx", "--template", "ひな形.xlsx")
    assert (done.status, done.err) == (0, "")
    assert pia("import", "提出.xlsx", "先.pia").status == 0
    assert json.loads(pia("dump", "先.pia").out) == json.loads(pia("dump", "元.pia").out)
    assert (work / "ひな形.xlsx").read_bytes() == before


def test_a_template_without_a_box_writes_nothing_unless_one_agrees(
    pia: Call, work: Path, sample_dir: Path
) -> None:
    pia("from-json", sample_dir / "youshiki3.json", "元.pia")
    pia("new", "youshiki3-2025-05", "空.pia")
    pia("export", "空.pia", "--xlsx", "ひな形.xlsx")
    book = reopened(Path("ひな形.xlsx"))
    for row in book["Ⅰ基本情報"].iter_rows():
        for cell in row:
            if cell.value == "②所属長の役職名":
                cell.value = None
    book.save("ひな形.xlsx")
    call = ("export", "元.pia", "--xlsx", "提出.xlsx", "--template", "ひな形.xlsx")
    refused = pia(*call)
    assert refused.status == 2
    assert "department.head_title\t" in refused.out
    assert refused.err.count("\n") == 1
    assert "ひな形.xlsx" in refused.err
    assert not (work / "提出.xlsx").exists()
    assert pia(*call, "--partly").status == 0
    assert (work / "提出.xlsx").exists()


def test_a_template_that_is_no_assessment_is_refused(
    pia: Call, work: Path, sample_dir: Path
) -> None:
    pia("from-json", sample_dir / "youshiki3.json", "元.pia")
    book = Workbook()
    book.active["A1"] = "会議日程"
    book.save("日程.xlsx")
    call = ("export", "元.pia", "--xlsx", "提出.xlsx", "--template", "日程.xlsx", "--partly")
    done = pia(*call)
    assert (done.status, done.out) == (2, "")
    assert "項目が見つかりません" in done.err
    assert not (work / "提出.xlsx").exists()


def test_the_ending_must_be_the_templates(pia: Call, work: Path, sample_dir: Path) -> None:
    pia("from-json", sample_dir / "youshiki3.json", "元.pia")
    pia("export", "元.pia", "--xlsx", "ひな形.xlsm")
    done = pia("export", "元.pia", "--xlsx", "提出.xlsx", "--template", "ひな形.xlsm")
    assert done.status == 2
    assert ".xlsm" in done.err
    assert not (work / "提出.xlsx").exists()


def test_partly_without_a_template_is_refused(pia: Call, sample_dir: Path) -> None:
    pia("from-json", sample_dir / "youshiki3.json", "元.pia")
    done = pia("export", "元.pia", "--xlsx", "提出.xlsx", "--partly")
    assert done.status == 2
    assert "--template" in done.err
