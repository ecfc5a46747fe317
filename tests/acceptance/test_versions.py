"""publish, versions, review, changes and compare, from outside."""

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import Call

DATE = "令和8年4月1日"


@pytest.fixture
def published(pia: Call, work: Path, sample_dir: Path) -> Path:
    """The sample, published once."""
    pia("from-json", sample_dir / "youshiki4.json", "a.pia")
    done = pia(
        "publish", "a.pia", "--date", "令和7年12月15日", "--note", "初めて", "--by", "総務課"
    )
    assert (done.status, done.err) == (0, "")
    return work / "a.pia"


def fill(pia: Call, work: Path, **answers: object) -> None:
    head = {"form": "様式4", "edition": "令和7年5月"}
    (work / "answers.json").write_text(json.dumps({**head, **answers}), encoding="utf-8")
    assert pia("fill", "a.pia", "answers.json").status == 0


def table(pia: Call) -> list[dict[str, str]]:
    return list(json.loads(pia("dump", "a.pia").out).get("changes", []))


def test_a_file_that_was_never_published_has_no_versions(pia: Call, work: Path) -> None:
    pia("new", "youshiki3-2025-05", "a.pia")
    assert (pia("versions", "a.pia").status, pia("versions", "a.pia").out) == (0, "")
    done = pia("changes", "a.pia")
    assert done.status == 2
    assert "a.pia" in done.err
    assert "公表版" in done.err
    assert len(done.err.splitlines()) == 1


def test_versions_lists_a_line_a_state(pia: Call, work: Path, published: Path) -> None:
    fill(pia, work, department={"name": "デジタル推進課"})
    pia("publish", "a.pia", "--date", DATE)
    rows = [line.split("\t") for line in pia("versions", "a.pia").out.splitlines()]
    form = "様式4 全項目評価書（令和7年5月）"
    assert rows == [
        ["1", "令和7年12月15日", form, "", "初めて", "総務課"],
        ["2", DATE, form, "1件", "", ""],
    ]


def test_publishing_changes_no_answer(pia: Call, work: Path, sample_dir: Path) -> None:
    pia("from-json", sample_dir / "youshiki4.json", "a.pia")
    before = pia("dump", "a.pia").out
    pia("publish", "a.pia", "--date", DATE)
    assert pia("dump", "a.pia").out == before


def test_unchanged_there_is_no_row(pia: Call, work: Path, published: Path) -> None:
    before = table(pia)
    done = pia("changes", "a.pia", "--apply")
    assert done.status == 0
    assert table(pia) == before
    assert json.loads(pia("changes", "a.pia", "--json").out) == []


def test_changes_are_shown_and_with_apply_written(pia: Call, work: Path, published: Path) -> None:
    before = table(pia)
    fill(pia, work, department={"name": "デジタル推進課"}, number_use={"legal_basis": "改めた根拠"})
    shown = json.loads(pia("changes", "a.pia", "--json", "--date", DATE).out)
    assert [(row["address"], row["after"], row["timing"]) for row in shown] == [
        ("number_use.legal_basis", "改めた根拠", "事前"),
        ("department.name", "デジタル推進課", "事後"),
    ]
    assert table(pia) == before
    done = pia("changes", "a.pia", "--apply", "--date", DATE)
    assert (done.status, done.err) == (0, "")
    assert "2行" in done.out
    added = [{key: text for key, text in row.items() if key != "address"} for row in shown]
    assert table(pia) == before + added
    pia("changes", "a.pia", "--apply", "--date", DATE)
    assert table(pia) == before + added


def test_since_an_earlier_state(pia: Call, work: Path, published: Path) -> None:
    fill(pia, work, department={"name": "デジタル推進課"})
    pia("publish", "a.pia", "--date", DATE)
    assert json.loads(pia("changes", "a.pia", "--json").out) == []
    for name in ("1", "令和7年12月15日"):
        rows = json.loads(pia("changes", "a.pia", "--json", "--since", name).out)
        assert [row["address"] for row in rows] == ["department.name"]
    done = pia("changes", "a.pia", "--since", "9")
    assert (done.status, "「9」" in done.err) == (2, True)


@pytest.mark.parametrize("verb", ["publish", "review", "changes"])
def test_a_date_that_cannot_be_changes_nothing(
    pia: Call, work: Path, published: Path, verb: str
) -> None:
    before = published.read_bytes()
    done = pia(verb, "a.pia", "--date", "令和8年2月30日")
    assert done.status == 2
    assert "2月30日" in done.err
    assert published.read_bytes() == before


@pytest.mark.parametrize("verb", ["publish", "review"])
@pytest.mark.parametrize("date", ["来月ごろ", "令和8年4月", ""])
def test_what_names_no_day_is_refused_and_nothing_frozen(
    pia: Call, work: Path, published: Path, verb: str, date: str
) -> None:
    before = published.read_bytes()
    done = pia(verb, "a.pia", "--date", date)
    assert (done.status, done.out) == (2, "")
    assert "「令和8年4月1日」のように書いてください" in done.err
    assert published.read_bytes() == before


@pytest.mark.parametrize("date", ["R8.4.1", "2026/4/1", "20260401", "令和８年４月１日"])
def test_a_day_in_another_spelling_is_kept_in_和暦(
    pia: Call, work: Path, published: Path, date: str
) -> None:
    assert pia("publish", "a.pia", "--date", date).status == 0
    assert pia("versions", "a.pia").out.splitlines()[-1].split("\t")[1] == "令和8年4月1日"


def test_a_review_is_recorded_and_moves_the_date(pia: Call, work: Path, published: Path) -> None:
    assert "令和8年12月15日" in pia("check", "a.pia").out
    assert pia("review", "a.pia", "--date", "令和8年11月1日").status == 0
    assert "令和9年11月1日" in pia("check", "a.pia").out


def test_compare_two_states_of_a_file_and_two_files(pia: Call, work: Path, published: Path) -> None:
    fill(pia, work, department={"name": "デジタル推進課"})
    lines = pia("compare", "a.pia@1", "a.pia").out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["department.name"]
    assert lines[0].endswith("\tデジタル推進課")
    assert pia("compare", "a.pia@1", "a.pia@令和7年12月15日").out == ""
    (work / "b@1.pia").write_bytes(published.read_bytes())
    assert pia("compare", "a.pia", "b@1.pia").out == ""
    everything = pia("compare", "a.pia@1", "a.pia", "--all").out.splitlines()
    assert len(everything) > 100


@pytest.mark.parametrize(
    "arguments,words",
    [
        (("a.pia@7", "a.pia"), "第1版（令和7年12月15日公表）"),
        (("absent.pia@1", "a.pia"), "absent.pia"),
        (("a.pia@1", "a.pia", "--pdf", "a.pia"), "出力先"),
    ],
)
def test_compare_refuses(
    pia: Call, work: Path, published: Path, arguments: tuple[str, ...], words: str
) -> None:
    before = published.read_bytes()
    done = pia("compare", *arguments)
    assert done.status == 2
    assert words in done.err
    assert len(done.err.splitlines()) == 1
    assert published.read_bytes() == before


def test_a_published_state_is_dumped_and_exported_as_it_was(
    pia: Call, work: Path, published: Path, sample_dir: Path
) -> None:
    before = pia("dump", "a.pia").out
    pia("from-json", sample_dir / "youshiki4.json", "fresh.pia")
    fill(pia, work, department={"name": "デジタル推進課"})
    assert pia("dump", "a.pia").out != before
    assert pia("dump", "a.pia@1").out == before
    assert pia("export", "a.pia@1", "--xlsx", "then.xlsx", "--pdf", "then.pdf").status == 0
    assert pia("export", "fresh.pia", "--xlsx", "fresh.xlsx", "--pdf", "fresh.pdf").status == 0
    for ending in ("xlsx", "pdf"):
        assert (work / f"then.{ending}").read_bytes() == (work / f"fresh.{ending}").read_bytes()
    done = pia("export", "a.pia@3", "--pdf", "no.pdf")
    assert (done.status, (work / "no.pdf").exists()) == (2, False)
