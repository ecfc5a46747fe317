"""新旧対照表 and the 決裁 bundle, from outside."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.acceptance.conftest import Call
from tests.office_printing import reopened

DATE = "令和7年12月15日"


@pytest.fixture
def pia(pia_in_process: Call) -> Call:
    """Without processes, but where the locale counts."""
    return pia_in_process


@pytest.fixture
def changed(pia: Call, work: Path, sample_dir: Path) -> Path:
    """The sample, published once and then changed in one item."""
    pia("from-json", sample_dir / "youshiki4.json", "a.pia")
    pia("publish", "a.pia", "--date", DATE)
    answers = {"form": "様式4", "edition": "令和7年5月", "department": {"name": "デジタル推進課"}}
    (work / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
    assert pia("fill", "a.pia", "answers.json").status == 0
    return work / "a.pia"


def test_compare_writes_the_table_as_workbook_and_as_pdf(
    pia: Call, work: Path, changed: Path
) -> None:
    call = ("compare", "a.pia@1", "a.pia", "--xlsx", "対照.xlsx", "--pdf", "対照.pdf")
    done = pia(*call)
    assert (done.status, done.err, len(done.out.splitlines())) == (0, "", 1)
    (sheet,) = reopened(work / "対照.xlsx").worksheets
    texts = [cell.value for row in sheet.iter_rows() for cell in row]
    assert f"旧　第1版（{DATE}公表）" in texts
    assert "デジタル推進課" in texts
    (page,) = PdfReader(work / "対照.pdf").pages
    assert "デジタル推進課" in page.extract_text()
    first = [(work / f"対照.{ending}").read_bytes() for ending in ("xlsx", "pdf")]
    pia(*call, LC_ALL="C", TZ="Asia/Tokyo", PYTHONHASHSEED="7")
    assert [(work / f"対照.{ending}").read_bytes() for ending in ("xlsx", "pdf")] == first


def test_the_bundle_holds_page_table_and_assessment(pia: Call, work: Path, changed: Path) -> None:
    call = ("export", "a.pia", "--pdf", "決裁.pdf", "--approval", "課長,係長,担当", "--bundle")
    assert pia(*call).status == 0
    plain = PdfReader(work / "決裁.pdf")
    titles = [entry["/Title"] for entry in plain.outline if not isinstance(entry, list)]
    assert titles == ["決裁", "新旧対照表", "評価書"]
    assert f"第1版（{DATE}公表）から 1件" in plain.pages[0].extract_text()
    assert pia(*call, "--since", "1", "--draft").status == 0
    draft = PdfReader(work / "決裁.pdf")
    assert len(draft.pages) == len(plain.pages)
    assert all("/ExtGState" in page["/Resources"] for page in draft.pages)


@pytest.mark.parametrize(
    "options,words",
    [
        (["--pdf", "b.pdf", "--bundle"], ["--bundle", "--approval"]),
        (["--pdf", "b.pdf", "--approval", "課長", "--since", "1"], ["--since", "--bundle"]),
        (["--xlsx", "b.xlsx", "--draft"], ["--draft", "--pdf"]),
        (["--pdf", "b.pdf", "--approval", "課長", "--bundle", "--since", "7"], ["a.pia", "第1版"]),
    ],
)
def test_what_does_not_go_together_is_refused(
    pia: Call, work: Path, changed: Path, options: list[str], words: list[str]
) -> None:
    done = pia("export", "a.pia", *options)
    assert done.status == 2
    assert len(done.err.splitlines()) == 1
    assert [word for word in words if word not in done.err] == []
    assert not list(work.glob("b.*"))


def test_a_bundle_of_what_was_never_published_says_what_to_do(pia: Call, work: Path) -> None:
    pia("new", "youshiki3-2025-05", "a.pia")
    done = pia("export", "a.pia", "--pdf", "b.pdf", "--approval", "課長", "--bundle")
    assert (done.status, (work / "b.pdf").exists()) == (2, False)
    assert "a.pia" in done.err
    assert "公表版として確定" in done.err
