"""How far a page is: empty, begun, complete or wrong, and what the rules say of it."""

from datetime import date

import pytest

from pia_desktop.assessment import Answers, Assessment, from_json, new_assessment
from pia_desktop.checks import Finding, Severity, check
from pia_desktop.checks.progress import Completion, CompletionState, completion_of
from pia_desktop.files.paths import resources_dir
from pia_desktop.forms.outline import page_of, wizard_pages

TODAY = date(2025, 11, 21)
SAMPLES = ("youshiki3", "youshiki4")


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> Answers:
    return from_json(resources_dir() / "sample" / f"{request.param}.json").answers


def state_of(answers: Answers, address: str) -> Completion:
    page = page_of(wizard_pages(answers), address)
    assert page is not None
    return completion_of(page, answers, check(Assessment(answers), TODAY))


def test_state_of_a_page_from_empty_to_complete_to_wrong() -> None:
    answers = new_assessment("youshiki3-2025-05").answers
    assert state_of(answers, "procedure.basic_date").state is CompletionState.EMPTY
    assert state_of(answers, "procedure.basic_date").share == 0
    answers.set("procedure.basic_date", "令和7年5月1日")
    half = state_of(answers, "procedure.basic_date")
    assert half.state is CompletionState.BEGUN
    assert half.share == 0.5
    answers.set("procedure.threshold", answers.form.by_id["procedure.threshold"].options[0].label)
    assert state_of(answers, "procedure.basic_date").state is CompletionState.COMPLETE
    answers.set("procedure.basic_date", "令和7年2月30日")
    assert state_of(answers, "procedure.basic_date").state is CompletionState.WRONG


def test_state_counts_what_is_not_needed_as_nothing_to_do() -> None:
    answers = new_assessment("youshiki3-2025-05").answers
    answers.set("linkage.exists", "実施しない")
    assert state_of(answers, "linkage.exists").state is CompletionState.COMPLETE
    answers.set("linkage.exists", "実施する")
    assert state_of(answers, "linkage.exists").state is CompletionState.BEGUN
    answers.set("linkage.legal_basis", "法令の名前")
    assert state_of(answers, "linkage.exists") == Completion(2, 2, 2)


def test_a_voluntary_page_is_done_while_it_is_empty() -> None:
    answers = new_assessment("youshiki3-2025-05").answers
    assert state_of(answers, "procedure.comment_method").state is CompletionState.COMPLETE
    assert state_of(answers, "procedure.comment_method").share == 1


def test_an_impossible_date_in_a_row_marks_the_page_of_the_table() -> None:
    answers = new_assessment("youshiki3-2025-05").answers
    answers.set("changes", [{"date": "令和7年2月30日"}])
    assert state_of(answers, "changes").state is CompletionState.WRONG


def test_every_page_of_a_sample_is_complete(sample: Answers) -> None:
    findings = check(Assessment(sample), TODAY)
    for page in wizard_pages(sample):
        if page.places:
            assert completion_of(page, sample, findings).state is CompletionState.COMPLETE, page.key


def test_progress_of_parts_adds_up() -> None:
    both = Completion.together([Completion(1, 2, 1), Completion(2, 2, 3, errors=1)])
    assert both == Completion(3, 4, 4, errors=1)
    assert both.share == 0.75
    assert both.state is CompletionState.WRONG


def test_a_warning_and_a_notice_are_no_error() -> None:
    answers = new_assessment("youshiki3-2025-05").answers
    page = page_of(wizard_pages(answers), "cover.publication_date")
    assert page is not None
    findings = [
        Finding("some-rule", severity, "cover.publication_date", "公表日", "message", "remedy")
        for severity in (Severity.WARNING, Severity.WARNING, Severity.NOTICE)
    ]
    before, after = completion_of(page, answers, []), completion_of(page, answers, findings)
    assert (after.errors, after.warnings) == (0, 2)
    assert after.state is before.state is CompletionState.EMPTY
    error = Finding(
        "some-rule", Severity.ERROR, "cover.publication_date", "公表日", "message", "remedy"
    )
    assert completion_of(page, answers, [*findings, error]).state is CompletionState.WRONG
    assert Completion.together([before, after, after]).warnings == 4


def test_an_empty_box_is_nothing_wrong() -> None:
    answers = new_assessment("youshiki3-2025-05").answers
    assert state_of(answers, "procedure.basic_date").errors == 0
