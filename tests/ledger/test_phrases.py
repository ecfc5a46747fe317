"""文例: the library, where its passages stand, bringing them up to date, and suggestions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pia_desktop.assessment import Assessment, pia_file
from pia_desktop.errors import FileError
from pia_desktop.files.lock_file import LockedError, lock_path_of
from pia_desktop.ledger.change_entry import ChangeEntry
from pia_desktop.ledger.file_change import apply_plans
from pia_desktop.ledger.phrase_library import (
    Phrase,
    change_phrases,
    load_phrases,
    with_phrase,
    without_phrase,
)
from pia_desktop.ledger.phrase_uses import PhraseState, PhraseUpdate, phrase_uses
from pia_desktop.ledger.text_edits import FilePlan, plan_files
from pia_desktop.ledger.text_pool import read_pool
from tests.ledger.municipality import town_assessment

AT = "files[0].use_purpose"
ITEM = "files[].use_purpose"
TEXT = (
    "年に一度、内部監査を行う。監査の結果を情報セキュリティ委員会に報告する。\n"
    "指摘は翌年度までに改める。"
)
NEWER = TEXT.replace("年に一度", "年に二度")
ENTRY = ChangeEntry("令和8年12月1日")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "文例集.json"
    change_phrases(path, lambda phrases: with_phrase(phrases, Phrase("監査", (ITEM,), TEXT)))
    return path


def with_text(text: str, number: int = 1) -> Assessment:
    assessment = town_assessment(number, published="令和8年4月1日")
    assessment.answers.set(AT, text)
    return assessment


def states(text: str, phrase: Phrase) -> list[PhraseState]:
    return [use.state for use in phrase_uses(with_text(text).answers, [phrase])]


def test_a_library_is_read_as_it_was_written(library: Path) -> None:
    assert load_phrases(library) == [Phrase("監査", (ITEM,), TEXT)]
    change_phrases(library, lambda phrases: with_phrase(phrases, Phrase("監査", (ITEM,), NEWER)))
    assert load_phrases(library) == [Phrase("監査", (ITEM,), NEWER, (TEXT,))]
    back = change_phrases(library, lambda known: with_phrase(known, Phrase("監査", (ITEM,), TEXT)))
    assert back == [Phrase("監査", (ITEM,), TEXT, (NEWER,))]
    change_phrases(library, lambda phrases: without_phrase(phrases, "監査"))
    assert load_phrases(library) == []


@pytest.mark.parametrize(
    "body,said",
    [
        ("[]", "文例集ではありません"),
        ('{"format": 2, "phrases": []}', "新しい版"),
        ('{"format": 1}', "phrases"),
        ('{"format": 1, "phrases": [{"name": "監査"}]}', "1件目"),
        ('{"format": 1, "phrases": [{"name": "監査", "items": [3], "text": "x"}]}', "1件目"),
        ('{"format": 1, "phrases": [{"name": "監査", "items": [], "text": "短い"}]}', "短すぎ"),
    ],
)
def test_what_is_no_library_is_refused(tmp_path: Path, body: str, said: str) -> None:
    path = tmp_path / "文例集.json"
    path.write_text(body, "utf-8")
    with pytest.raises(FileError, match=said) as refused:
        load_phrases(path)
    assert str(path) in str(refused.value)


def test_an_item_that_no_form_has_and_a_name_twice_are_refused(library: Path) -> None:
    body = json.loads(library.read_text("utf-8"))
    body["phrases"] *= 2
    library.write_text(json.dumps(body), "utf-8")
    with pytest.raises(FileError, match="二つ"):
        load_phrases(library)
    body["phrases"] = [{**body["phrases"][0], "items": ["files[].nothing"]}]
    library.write_text(json.dumps(body), "utf-8")
    with pytest.raises(FileError, match="どの様式にもありません"):
        load_phrases(library)


def test_what_somebody_else_writes_meanwhile_is_kept(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = lock_path_of(library)
    lock.write_text(json.dumps({"user": "tanaka", "pc": "SOMU-PC-012", "process": 1}), "utf-8")

    def released(_seconds: float) -> None:
        body = json.loads(library.read_text("utf-8"))
        body["phrases"].append({**body["phrases"][0], "name": "ほかの人の文例"})
        library.write_text(json.dumps(body), "utf-8")
        lock.unlink()

    monkeypatch.setattr("time.sleep", released)
    own = Phrase("自分の文例", (ITEM,), "自分で書いた文例の文章である。")
    change_phrases(library, lambda phrases: with_phrase(phrases, own))
    names = [phrase.name for phrase in load_phrases(library)]
    assert names == ["監査", "ほかの人の文例", "自分の文例"]
    assert not lock.exists()


def test_a_library_that_stays_held_is_refused(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock_path_of(library).write_text(json.dumps({"pc": "SOMU-PC-012"}), "utf-8")
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    held = library.read_bytes()
    with pytest.raises(LockedError):
        change_phrases(library, lambda _phrases: [])
    assert library.read_bytes() == held


def test_a_passage_is_known_by_its_text_and_by_those_that_it_had() -> None:
    phrase = Phrase("監査", (ITEM,), NEWER, (TEXT,))
    assert states(f"はじめに。\n{NEWER}\nおわりに。", phrase) == [PhraseState.CURRENT]
    assert states(f"はじめに。\n{TEXT}\nおわりに。", phrase) == [PhraseState.OUTDATED]
    assert states(TEXT.replace("内部監査", "外部監査"), phrase) == [PhraseState.BY_HAND]
    assert states("監査は、別の要綱による。", phrase) == []


def test_a_passage_that_has_grown_is_not_taken_for_its_earlier_self() -> None:
    longer = Phrase("監査", (ITEM,), f"{TEXT}\n結果を公表する。", (TEXT,))
    assert states(longer.text, longer) == [PhraseState.CURRENT]
    shorter = Phrase("監査", (ITEM,), TEXT, (longer.text,))
    assert states(longer.text, shorter) == [PhraseState.OUTDATED]


def updates(paths: list[Path], phrase: Phrase) -> list[FilePlan]:
    return list(plan_files(paths, PhraseUpdate((phrase,))))


def test_what_is_outdated_is_brought_up_to_date_and_what_is_reworded_is_left(
    tmp_path: Path,
) -> None:
    phrase = Phrase("監査", (ITEM,), NEWER, (TEXT,))
    paths = [tmp_path / f"{number}.pia" for number in range(3)]
    reworded = TEXT.replace("委員会", "会議")
    for path, text in zip(paths, (f"前。\n{TEXT}\n後。", reworded, NEWER), strict=True):
        pia_file.save(with_text(text), path)
    plans = updates(paths, phrase)
    assert [plan.path for plan in plans] == paths[:2]
    (outdated,), (by_hand,) = (plan.edits for plan in plans)
    assert (outdated.by_hand, outdated.after) == (False, f"前。\n{NEWER}\n後。")
    assert (by_hand.by_hand, by_hand.before, by_hand.after) == (True, reworded, NEWER)
    wanted = [plan.only(edit for edit in plan.edits if not edit.by_hand) for plan in plans]
    record = apply_plans(wanted, "文例の反映", tmp_path, ENTRY)
    assert [Path(file.path) for file in record.files] == paths[:1]
    assert pia_file.load(paths[0]).answers.get(AT) == f"前。\n{NEWER}\n後。"
    assert pia_file.load(paths[1]).answers.get(AT) == reworded


def test_suggestions_are_grouped_by_equal_text(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.pia" for number in range(4)]
    for number, (path, text) in enumerate(zip(paths, ("甲", "乙", "乙", "丙"), strict=True)):
        pia_file.save(with_text(f"{text}の監査を行う。", number), path)
    paths[3].write_bytes(b"")
    pool = read_pool(paths)
    suggestions = pool.suggest(ITEM)
    assert [each.text for each in suggestions] == ["乙の監査を行う。", "甲の監査を行う。"]
    assert len(suggestions[0].titles) == 2
    assert [each.text for each in pool.suggest(ITEM, without=paths[0])] == ["乙の監査を行う。"]
    assert pool.suggest("cover.nothing") == []
