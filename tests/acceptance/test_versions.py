"""publish, versions, review, changes and compare, from outside."""

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import Call

DATE = "令和8年4月1日"


@pytest.fixture
def pia(pia_in_process: Call) -> Call:
    """Without processes, but for the test of that."""
    return pia_in_process


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


def test_each_command_as_a_process(pia_process: Call, work: Path, published: Path) -> None:
    pia = pia_process
    fill(pia, work, department={"name": "デジタル推進課"})
    assert "1行" in pia("changes", "a.pia", "--apply", "--date", DATE).out
    assert pia("publish", "a.pia", "--date", DATE).status == 0
    assert len(pia("versions", "a.pia").out.splitlines()) == 2
    assert pia("review", "a.pia", "--date", "令和8年11月1日").status == 0
    assert "デジタル推進課" in pia("compare", "a.pia@1", "a.pia").out


def test_unchanged_there_is_no_row(pia: Call, work: Path, published: Path) -> None:
    before = table(pia)
    done = pia("changes", "a.pia", "--apply")
    assert done.status == 0
    assert table(pia) == before
    assert json.loads(pia("changes", "a.pia", "--json").out) == []


def test_changes_are_shown_and_with_apply_written(pia: Call, work: Path, published: Path) -> None:
    before = table(pia)
    fill(pia, work, department={"name": "デジタル推進課"}, number_use={"legal_basis": "改めた根拠"})
    decided = ("changes", "a.pia", "--date", DATE, "--timing", "number_use.legal_basis=重要")
    shown = json.loads(pia(*decided, "--json").out)
    assert [(row["address"], row["after"], row["timing"], row["status"]) for row in shown] == [
        ("number_use.legal_basis", "改めた根拠", "事前", "new"),
        ("department.name", "デジタル推進課", "事後", "new"),
    ]
    assert table(pia) == before
    done = pia(*decided, "--apply")
    assert (done.status, done.err) == (0, "")
    assert "2行" in done.out
    added = [
        {key: text for key, text in row.items() if key not in ("address", "status")}
        for row in shown
    ]
    assert table(pia) == before + added
    pia("changes", "a.pia", "--apply", "--date", DATE)
    assert table(pia) == before + added


def test_what_nobody_has_decided_is_listed_and_left_out(
    pia: Call, work: Path, published: Path
) -> None:
    before = table(pia)
    fill(pia, work, department={"name": "デジタル推進課"}, number_use={"legal_basis": "改めた根拠"})
    for how in ((), ("--apply",)):
        done = pia("changes", "a.pia", *how)
        assert (done.status, done.err) == (0, "")
        assert "次の1件は提出時期が要判断" in done.out
        said = next(line for line in done.out.splitlines() if line.startswith("\t"))
        assert said.split("\t")[1:3] == [
            "number_use.legal_basis",
            "Ⅰ 基本情報 5. 個人番号の利用 法令上の根拠",
        ]
        assert "--timing" in done.out
        assert "--all-important" in done.out
    assert [row["after"] for row in table(pia)[len(before) :]] == ["デジタル推進課"]
    shown = json.loads(pia("changes", "a.pia", "--json").out)
    assert [(row["address"], row["timing"], row["status"]) for row in shown] == [
        ("number_use.legal_basis", "", "undecided"),
        ("department.name", "事後", "waiting"),
    ]


@pytest.mark.parametrize(
    "decision,timing,reason",
    [
        ("重要", "事前", "重要な変更"),
        ("事前", "事前", "重要な変更"),
        ("前倒し", "事前", "変更する前に"),
        ("変動なし", "事後", "相当程度変動"),
        ("軽減", "事後", "明らかに軽減"),
        ("形式", "事後", "形式的"),
        ("誤字", "事後", "誤字"),
        ("事後：法改正", "事後", "改正"),
        ("事前:しきい値", "事前", "しきい値"),
        ("事後：再実施", "事後", "再び実施"),
        ("事後：庁議で決めた。a=bのため", "事後", "庁議で決めた。a=bのため"),
    ],
)
def test_every_decision_has_a_word(
    pia: Call, work: Path, published: Path, decision: str, timing: str, reason: str
) -> None:
    fill(pia, work, number_use={"legal_basis": "改めた根拠"})
    done = pia("changes", "a.pia", "--apply", "--timing", f"number_use.legal_basis={decision}")
    assert done.status == 0
    assert (table(pia)[-1]["timing"], reason in table(pia)[-1]["reason"]) == (timing, True)
    kept = table(pia)
    pia("changes", "a.pia", "--apply")  # a decision holds
    assert table(pia) == kept


def test_decisions_by_name_and_for_all_the_rest(pia: Call, work: Path, published: Path) -> None:
    before = len(table(pia))
    fill(pia, work, business={"content": "改めた内容"}, number_use={"legal_basis": "改めた根拠"})
    name = "Ⅰ 基本情報 5. 個人番号の利用 法令上の根拠"
    done = pia(
        *("changes", "a.pia", "--apply", "--timing", f"{name}=形式", "--all-important", "軽減")
    )
    assert (done.status, "要判断" in done.out) == (0, False)
    assert [("形式" in row["reason"], "軽減" in row["reason"]) for row in table(pia)[before:]] == [
        (False, True),
        (True, False),
    ]


@pytest.mark.parametrize(
    "arguments,words",
    [
        (("--timing", "number_use.legal_basis=そのうち"), "「そのうち」を読めません"),
        (("--timing", "number_use.legal_basis=事後"), "わけも書いてください"),
        (("--timing", "number_use.legal_basis=法改正"), "「事後：法改正」"),
        (("--timing", "number_use.legal_basis"), "番地=判断"),
        (("--timing", "cover.name=軽減"), "「cover.name」に変更はありません"),
        (("--all-important", "たぶん"), "「たぶん」を読めません"),
        (("--fields", "--occurrences"), "一緒に使えません"),
    ],
)
def test_a_decision_that_cannot_be_read_changes_nothing(
    pia: Call, work: Path, published: Path, arguments: tuple[str, ...], words: str
) -> None:
    fill(pia, work, number_use={"legal_basis": "改めた根拠"})
    before = published.read_bytes()
    done = pia("changes", "a.pia", "--apply", *arguments)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 1
    assert published.read_bytes() == before


def test_a_decision_for_a_row_of_ones_own_is_refused(
    pia: Call, work: Path, published: Path
) -> None:
    fill(pia, work, number_use={"legal_basis": "改めた根拠"})
    own = {
        **dict.fromkeys(("date", "before", "timing", "reason"), ""),
        "item": "Ⅰ 基本情報 5. 個人番号の利用 法令上の根拠",
        "after": "改めた根拠",
    }
    fill(pia, work, changes=[*table(pia), own])
    done = pia("changes", "a.pia", "--timing", "number_use.legal_basis=軽減")
    assert (done.status, "自分で書いた" in done.err) == (2, True)
    assert pia("changes", "a.pia", "--all-important", "軽減").status == 0


def test_a_new_occurrence_is_one_row_or_a_field_a_row(
    pia: Call, work: Path, published: Path
) -> None:
    systems = json.loads(pia("dump", "a.pia").out)["systems"]
    fill(pia, work, systems=[*systems, {"name": "窓口システム", "functions": "受け付ける。"}])
    at = len(systems)
    for how in ((), ("--occurrences",)):
        rows = json.loads(pia("changes", "a.pia", "--json", *how).out)
        assert [(row["address"], row["before"], row["after"]) for row in rows] == [
            (
                f"systems[{at}]",
                "",
                "新規\n①システムの名称：窓口システム\n②システムの機能：受け付ける。",
            )
        ]
    rows = json.loads(pia("changes", "a.pia", "--json", "--fields").out)
    assert [row["address"] for row in rows] == [f"systems[{at}].name", f"systems[{at}].functions"]


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
