"""`required`: what the form asks for and nobody has written, given the other answers."""

from datetime import date
from typing import Any

import pytest

from pia_desktop.assessment import Answers, Assessment, from_json, new_assessment
from pia_desktop.checks import Finding, Severity, check
from pia_desktop.files.paths import resources_dir
from pia_desktop.forms import load_form_by_id
from tests.strategies import FORM_IDS

TODAY = date(2025, 11, 21)


def check_answers(answers: Answers) -> list[Finding]:
    return check(Assessment(answers), TODAY)


def findings(data: dict[str, Any], form_id: str = "youshiki4-2025-05") -> dict[str, Finding]:
    return {f.address: f for f in check_answers(Answers.read(load_form_by_id(form_id), data))}


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_an_empty_assessment_misses_every_box_that_is_needed(form_id: str) -> None:
    answers = new_assessment(form_id).answers
    missing = {f.address for f in check_answers(answers)}
    plain = {i.id for i in answers.form.items if not i.repeats and i.answerable}
    assert {"cover.name", "business.content", "systems", "files", "inquiry.method"} <= missing
    # A voluntary box, a tick that is not set and the change table miss nothing.
    assert missing - plain == {"systems", "files"}
    assert missing & {"cover.remarks", "other_agencies", "changes"} == set()


@pytest.mark.parametrize("name", ["youshiki3", "youshiki4"])
def test_the_samples_are_complete(name: str) -> None:
    findings = check(from_json(resources_dir() / "sample" / f"{name}.json"), TODAY)
    assert [finding for finding in findings if finding.severity is not Severity.NOTICE] == []


def test_every_finding_says_where_what_and_the_remedy_in_japanese() -> None:
    found = findings({"systems": [{}], "files": [{"outsourcing_exists": "委託する"}]})
    assert len(found) > 100
    for finding in found.values():
        assert finding.code == "required"
        assert finding.severity is Severity.ERROR
        assert finding.name.strip()
        assert finding.message.endswith("。")
        assert finding.remedy.endswith("。")
        assert not set("{}\n") & set(finding.name + finding.message + finding.remedy)


def test_findings_stand_in_printed_order() -> None:
    answers = Answers.read(
        load_form_by_id("youshiki4-2025-05"),
        {
            "files": [
                {"outsourcing_exists": "委託する", "sharing_exists": {"移転を行っている": 1}},
                {"outsourcing_exists": "委託する", "outsourcing": [{}]},
            ]
        },
    )
    order = [finding.address for finding in check_answers(answers)]
    wanted = [
        "business.subject_count",
        "systems",
        "business.file_names",
        "files[0].name",
        "files[0].outsourcing_count",
        "files[0].outsourcing",
        "files[0].transfers",
        "files[0].storage_place",
        "files[1].name",
        "files[1].outsourcing[0].name",
        "files[0].records",
        "files[0].risk.file_name",
        "files[1].risk.file_name",
        "governance.self_check",
    ]
    assert sorted(wanted, key=order.index) == wanted


def test_not_once_when_it_is_written() -> None:
    assert "cover.name" in findings({})
    assert "cover.name" not in findings({"cover": {"name": "名前"}})
    assert "files[0].outsourcing_count" in findings({"files": [{"outsourcing_exists": "委託する"}]})
    zero = {"files": [{"outsourcing_exists": "委託する", "outsourcing_count": 0}]}
    assert "files[0].outsourcing_count" not in findings(zero)


def test_files_outsourcing_is_needed_only_where_委託する() -> None:
    found = findings(
        {"files": [{"outsourcing_exists": "委託しない"}, {"outsourcing_exists": "委託する"}, {}]}
    )
    assert "files[0].outsourcing" not in found
    assert "files[2].outsourcing" not in found
    assert "files[1].outsourcing" in found
    assert found["files[1].outsourcing"].name == "委託事項1"


def test_sub_approval_is_needed_only_where_再委託する() -> None:
    found = findings(
        {
            "files": [
                {
                    "outsourcing_exists": "委託する",
                    "outsourcing": [
                        {"sub_exists": "再委託する"},
                        {"sub_exists": "再委託しない"},
                        {},
                    ],
                }
            ]
        }
    )
    prefix = "files[0].outsourcing"
    assert f"{prefix}[0].sub_approval" in found
    assert f"{prefix}[1].sub_approval" not in found
    assert f"{prefix}[2].sub_approval" not in found
    assert f"{prefix}[2].sub_exists" in found
    assert found[f"{prefix}[1].name"].name == "委託事項2"


def test_risk_outsourcing_none_lifts_the_whole_risk() -> None:
    def inside(data: dict[str, Any]) -> set[str]:
        start = "files[0].risk.outsourcing."
        return {a for a in findings({"files": [data]}) if a.startswith(start)}

    assert inside({"risk": {"outsourcing": {"none": True}}}) == set()
    assert len(inside({})) > 5


def test_occurrences_that_are_not_needed_but_there_miss_nothing() -> None:
    found = findings(
        {"files": [{"outsourcing_exists": "委託しない", "outsourcing": [{}], "provisions": [{}]}]}
    )
    assert not any("outsourcing[" in a or "provisions[" in a for a in found)


def test_a_voluntary_様式3_consultation_is_not_asked_for_but_that_of_様式4_is() -> None:
    assert "procedure.comment_method" not in findings({}, "youshiki3-2025-05")
    assert "procedure.comment_method" in findings({}, "youshiki4-2025-05")


def test_blanks_are_no_answer() -> None:
    answers = new_assessment("youshiki3-2025-05").answers
    answers.set("department.name", " 　\n")
    assert "department.name" in {found.address for found in check_answers(answers)}
    answers.set("department.name", "市民課")
    assert "department.name" not in {found.address for found in check_answers(answers)}
