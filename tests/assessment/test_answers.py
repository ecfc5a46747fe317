"""What is written down in an answers file comes back equal, and what the form can't take is
refused by name.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pia_desktop.assessment import (
    Answers,
    Assessment,
    fill,
    from_json,
    new_assessment,
    pia_file,
    read_json,
)
from pia_desktop.errors import AnswersError, FileError, PiaError, UnknownFormError
from pia_desktop.forms import load_form_by_id
from tests.effort import effort
from tests.strategies import FORM_IDS, ODD_TEXTS, PNG, answers

FORM = "youshiki4-2025-05"


def test_from_json_to_json_of_a_real_assessment(real_file: Path) -> None:
    data = json.loads(real_file.read_text(encoding="utf-8"))
    got = from_json(real_file).answers.to_json()
    assert got == {k: v for k, v in data.items() if not k.startswith("_")}


def test_a_real_assessment_survives_the_file(real_file: Path, tmp_path: Path) -> None:
    first = from_json(real_file)
    pia_file.save(first, tmp_path / "a.pia")
    again = pia_file.load(tmp_path / "a.pia")
    assert again.answers == first.answers
    assert again.answers.to_json() == first.answers.to_json()
    assert again.figures == first.figures
    assert pia_file.to_bytes(again) == (tmp_path / "a.pia").read_bytes()


@pytest.mark.parametrize("form_id", FORM_IDS)
@settings(max_examples=effort(15, 200))
@given(data=st.data())
def test_whatever_a_clerk_writes_survives_fill_save_load_and_dump(
    form_id: str, data: st.DataObject
) -> None:
    written = data.draw(answers(form_id))
    assessment = Assessment(Answers.read(load_form_by_id(form_id), written))
    assessment.figures = dict.fromkeys(assessment.figure_names(), PNG)
    saved = pia_file.to_bytes(assessment)
    again = pia_file.from_bytes(saved, Path("試験.pia"))
    assert again.answers.to_json() == written
    assert again.answers == assessment.answers
    assert again.figures == assessment.figures
    assert pia_file.to_bytes(again) == saved
    # An answers file whose keys stand in another order is the same assessment.
    turned = Answers.read(assessment.form, _turned(written))
    assert pia_file.to_bytes(Assessment(turned, assessment.figures)) == saved


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(value)}
    return [_turned(entry) for entry in value] if isinstance(value, list) else value


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: ascii(text[:8]))
def test_odd_text_is_kept_to_the_letter(text: str, tmp_path: Path) -> None:
    assessment = new_assessment(FORM)
    for address in ("cover.name", "cover.remarks", "cover.publication_date"):
        assessment.answers.set(address, text)
    assessment.answers.set("systems", [{"connections": {"その他": text}}])
    assessment.answers.set("changes", [{"before": text}])
    pia_file.save(assessment, tmp_path / "a.pia")
    again = pia_file.load(tmp_path / "a.pia").answers
    for address in ("cover.name", "cover.remarks", "cover.publication_date", "changes[0].before"):
        assert again.get(address) == text
    assert again.get("systems[0].connections") == {"その他": text}


def test_line_ends_of_windows_and_old_macs_become_line_feeds() -> None:
    answers = Answers.read(
        load_form_by_id(FORM), {"cover": {"remarks": "一\r\n二\r三\n四\r\n\r\n五"}}
    )
    assert answers.get("cover.remarks") == "一\n二\n三\n四\n\n五"


def test_not_answered_and_answered_empty_are_one_state() -> None:
    form = load_form_by_id(FORM)
    empty = {
        "cover": {"name": ""},
        "business": {"subject_count": ""},
        "systems": [],
        "process": {"figures": []},
    }
    assert Answers.read(form, empty) == Answers(form)
    assert Answers.read(form, empty).to_json() == {"form": "様式4", "edition": "令和7年5月"}


def test_an_empty_occurrence_keeps_its_place() -> None:
    form = load_form_by_id(FORM)
    written = {"systems": [{}, {"name": "台帳"}, {}]}
    assert Answers.read(form, written).to_json()["systems"] == written["systems"]


def test_zero_is_an_answer() -> None:
    answers = Answers.read(load_form_by_id(FORM), {"files": [{"outsourcing_count": 0}]})
    assert answers.get("files[0].outsourcing_count") == 0


def test_notes_are_ignored_wherever_they_stand() -> None:
    written = {
        "_note": "覚え",
        "cover": {"name": "名前", "_uncertain": ["cover.name"]},
        "systems": [{"_page": 3}],
    }
    answers = Answers.read(load_form_by_id(FORM), written)
    assert answers.to_json()["cover"] == {"name": "名前"}
    assert answers.to_json()["systems"] == [{}]


def test_fill_sets_what_it_holds_and_leaves_the_rest() -> None:
    assessment = new_assessment(FORM)
    path = Path("回答.json")
    fill(assessment, {"cover": {"name": "一", "number": "1"}, "systems": [{}, {}]}, path)
    fill(assessment, {"cover": {"name": "二"}, "systems": [{"name": "台帳"}]}, path)
    got = assessment.answers.to_json()
    assert got["cover"] == {"number": "1", "name": "二"}
    assert got["systems"] == [{"name": "台帳"}]
    fill(assessment, {"cover": {"name": ""}, "systems": []}, path)
    got = assessment.answers.to_json()
    assert got["cover"] == {"number": "1"}
    assert "systems" not in got


REFUSED = [
    pytest.param({"cover": {"nmae": "x"}}, "cover.nmae", "nmae", id="unknown-item"),
    pytest.param({"cvoer": {}}, "cvoer", "cvoer", id="unknown-section"),
    pytest.param({"files": [{"record_all": "x"}]}, "files[0].record_all", "", id="fixed"),
    pytest.param(
        {"files": [{}, {"risk": {"storage": {"wrong": "x"}}}]},
        "files[1].risk.storage.wrong",
        "wrong",
        id="unknown-deep",
    ),
    pytest.param({"cover": {"name": 7}}, "cover.name", "評価書名", id="line-number"),
    pytest.param({"cover": {"name": ["x"]}}, "cover.name", "評価書名", id="line-list"),
    pytest.param({"cover": {"name": {"x": "y"}}}, "cover.name", "評価書名", id="line-object"),
    pytest.param({"cover": {"name": None}}, "cover.name", "評価書名", id="line-null"),
    pytest.param({"cover": {"remarks": True}}, "cover.remarks", "特記事項", id="text-true"),
    pytest.param({"cover": {"remarks": 1.5}}, "cover.remarks", "特記事項", id="text-float"),
    pytest.param(
        {"cover": {"publication_date": 20250501}}, "cover.publication_date", "公表日", id="date"
    ),
    pytest.param(
        {"linkage": {"exists": "する"}}, "linkage.exists", "①実施の有無", id="choice-no-option"
    ),
    pytest.param(
        {"linkage": {"exists": "実施する "}}, "linkage.exists", "①実施の有無", id="choice-space"
    ),
    pytest.param({"linkage": {"exists": True}}, "linkage.exists", "①実施の有無", id="choice-true"),
    pytest.param(
        {"linkage": {"exists": ["実施する"]}}, "linkage.exists", "①実施の有無", id="choice-list"
    ),
    pytest.param(
        {"files": [{"risk": {"sharing": {"none": False}}}]},
        "files[0].risk.sharing.none",
        "提供・移転しない",
        id="check-false",
    ),
    pytest.param(
        {"files": [{"risk": {"sharing": {"none": "○"}}}]},
        "files[0].risk.sharing.none",
        "提供・移転しない",
        id="check-text",
    ),
    pytest.param(
        {"systems": [{}, {"connections": {"電話": True}}]},
        "systems[1].connections",
        "③他のシステムとの接続",
        id="checks-no-option",
    ),
    pytest.param(
        {"systems": [{"connections": ["その他"]}]},
        "systems[0].connections",
        "③他のシステムとの接続",
        id="checks-list",
    ),
    pytest.param(
        {"systems": [{"connections": {"その他": True}}]},
        "systems[0].connections",
        "③他のシステムとの接続",
        id="checks-true-for-bracket",
    ),
    pytest.param(
        {"systems": [{"connections": {"税務システム": "有"}}]},
        "systems[0].connections",
        "③他のシステムとの接続",
        id="checks-text-for-tick",
    ),
    pytest.param(
        {"systems": [{"connections": {"税務システム": False}}]},
        "systems[0].connections",
        "③他のシステムとの接続",
        id="checks-false",
    ),
    pytest.param(
        {"files": [{"sharing_exists": {"提供を行っている": "3"}}]},
        "files[0].sharing_exists",
        "提供・移転の有無",
        id="checks-text-for-count",
    ),
    pytest.param(
        {"files": [{"sharing_exists": {"提供を行っている": True}}]},
        "files[0].sharing_exists",
        "提供・移転の有無",
        id="checks-true-for-count",
    ),
    *(
        pytest.param(
            {"files": [{"outsourcing_count": value}]},
            "files[0].outsourcing_count",
            "委託の有無 ※ ( )件",
            id=f"count-{value}",
        )
        for value in (True, False, -1, 2.0, "2", [2], 10**12)
    ),
    pytest.param({"systems": {"name": "x"}}, "systems", "システム", id="repeat-object"),
    pytest.param({"systems": "x"}, "systems", "システム", id="repeat-text"),
    pytest.param({"systems": None}, "systems", "システム", id="repeat-null"),
    pytest.param({"systems": [{}, "x"]}, "systems[1]", "システム2", id="occurrence-text"),
    pytest.param(
        {"files": [{"outsourcing": [{}, {"name": 1}]}]},
        "files[0].outsourcing[1].name",
        "委託事項2",
        id="occurrence-name",
    ),
    pytest.param({"changes": {"date": "x"}}, "changes", "変更箇所", id="table-object"),
    pytest.param(
        {"changes": [{}, {"timing": "事中"}]}, "changes[1].timing", "提出時期", id="cell-no-option"
    ),
    pytest.param(
        {"changes": [{"before": 3}]}, "changes[0].before", "変更前の記載", id="cell-number"
    ),
    pytest.param({"changes": [{"who": "x"}]}, "changes[0].who", "who", id="cell-unknown"),
    pytest.param(
        {"process": {"figures": "図.png"}}, "process.figures", "事務の内容(図)", id="figures-text"
    ),
    pytest.param(
        {"process": {"figures": ["図.png"]}}, "process.figures", "事務の内容(図)", id="figure-text"
    ),
    pytest.param(
        {"process": {"figures": [{"file": "a.png", "size": 3}]}},
        "process.figures",
        "事務の内容(図)",
        id="figure-unknown-key",
    ),
    *(
        pytest.param(
            {"process": {"figures": [{"file": name, "caption": ""}]}},
            "process.figures",
            "事務の内容(図)",
            id=f"figure-name-{ascii(name)[:12]}",
        )
        for name in (
            "",
            "../a.png",
            "/a.png",
            "C:\\a.png",
            "a/b.png",
            ".a.png",
            "a\tb.png",
            "a\nb.png",
            "a.png ",
            "x" * 300,
            3,
        )
    ),
    *(
        pytest.param(
            {"cover": {"remarks": f"前{char}後"}},
            "cover.remarks",
            "特記事項",
            id=f"U+{ord(char):04X}",
        )
        for char in "\x00\x07\x0b\x0c\x1b\x1f\x7f\ud800\udfff\ufffe\uffff"
    ),
    pytest.param(
        {"systems": [{"connections": {"その他": "\x0b"}}]},
        "systems[0].connections",
        "③他のシステムとの接続",
        id="control-in-bracket",
    ),
    pytest.param({"cover": "x"}, "cover", "", id="section-text"),
    pytest.param(
        {"files": [{"risk": {"obtain": {"purpose": "x"}}}]},
        "files[0].risk.obtain.purpose",
        "",
        id="risk-text",
    ),
]


@pytest.mark.parametrize("data,address,name", REFUSED)
def test_refusal_names_file_item_and_printed_name_and_changes_nothing(
    data: dict[str, Any], address: str, name: str, tmp_path: Path
) -> None:
    assessment = new_assessment(FORM)
    fill(assessment, {"cover": {"name": "前からの名前"}, "systems": [{"name": "前から"}]}, tmp_path)
    before = pia_file.to_bytes(assessment)
    path = tmp_path / "回答 その1.json"
    with pytest.raises(AnswersError) as caught:
        fill(assessment, {"cover": {"number": "9"}, **data}, path)
    assert caught.value.item == address
    assert caught.value.item_name == name or not name
    assert caught.value.remedy
    line = str(caught.value)
    assert line.startswith(f"「{path}」 項目 {address}「")
    assert "\n" not in line
    assert "{n}" not in line
    assert pia_file.to_bytes(assessment) == before


@pytest.mark.parametrize("data", [[], "x", 3, None, True])
def test_answers_that_are_no_object(data: Any) -> None:
    with pytest.raises(PiaError):
        fill(new_assessment(FORM), data, Path("a.json"))


@pytest.mark.parametrize(
    "content,said",
    [
        pytest.param('{"cover": {"name": "一", "name": "二"}}', "「name」", id="key-twice"),
        pytest.param('{"cover": {"number": NaN}}', "NaN", id="nan"),
        pytest.param('{"files": [{"outsourcing_count": -Infinity}]}', "-Infinity", id="infinity"),
        pytest.param('{"cover": {"name": "一"', "JSON", id="cut-off"),
        pytest.param("", "JSON", id="empty"),
        pytest.param('{"cover": {"name": "一",}}', "JSON", id="comma"),
        pytest.param("[" * 100_000, "JSON", id="deep"),
        pytest.param('{"cover": {"number": ' + "9" * 5000 + "}}", "JSON", id="long-number"),
    ],
)
def test_json_that_is_none_or_would_be_read_two_ways(
    content: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "回答.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match=r"回答\.json") as caught:
        read_json(path)
    assert said in str(caught.value)


def test_json_in_cp932_is_refused_and_a_byte_order_mark_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "回答.json"
    text = '{"form": "様式4", "edition": "令和7年5月", "cover": {"name": "名前"}}'
    path.write_bytes(text.encode("cp932"))
    with pytest.raises(FileError, match="UTF-8"):
        read_json(path)
    path.write_bytes(text.encode("utf-8-sig"))
    assert from_json(path).title == "名前"


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"form": "様式2", "edition": "令和7年5月"},
        {"form": "様式4", "edition": "令和6年5月"},
        {"form": "様式4"},
        {"form": ["様式4"], "edition": "令和7年5月"},
    ],
)
def test_a_form_that_does_not_exist(head: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "回答.json"
    path.write_text(json.dumps(head), encoding="utf-8")
    with pytest.raises(UnknownFormError, match="様式"):
        from_json(path)


@pytest.mark.parametrize("head", [{"form": "様式3"}, {"edition": "平成30年5月"}])
def test_answers_of_another_form_or_edition_are_refused(head: dict[str, str]) -> None:
    assessment = new_assessment(FORM)
    with pytest.raises(AnswersError, match=next(iter(head.values()))):
        fill(assessment, {**head, "cover": {"name": "名前"}}, Path("a.json"))
    assert assessment.title == ""


def test_4情報_belongs_to_2018_and_5情報_to_2025() -> None:
    four = "4情報(氏名、性別、生年月日、住所)"
    five = "5情報(氏名、氏名の振り仮名、性別、生年月日、住所)"
    for form_id, taken, refused in (
        ("youshiki3-2018-05", four, five),
        ("youshiki3-2025-05", five, four),
    ):
        form = load_form_by_id(form_id)
        Answers.read(form, {"files": [{"record_main": {taken: True}}]})
        with pytest.raises(AnswersError, match="主な記録項目"):
            Answers.read(form, {"files": [{"record_main": {refused: True}}]})


def test_a_cell_that_is_emptied_leaves_the_row_as_the_file_writes_it() -> None:
    answers = new_assessment(FORM).answers
    answers.set("changes", [{"date": "令和7年5月1日"}])
    answers.set("changes[0].date", "")
    assert answers.get("changes") == Answers.read(answers.form, {"changes": [{}]}).get("changes")
