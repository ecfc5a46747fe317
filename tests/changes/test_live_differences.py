"""The differences that follow each edit are those that a fresh look at everything finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pia_desktop.assessment import Answers, Assessment, from_json
from pia_desktop.assessment.document import Document
from pia_desktop.changes.differences import changed_items
from pia_desktop.changes.live_differences import LiveDifferences
from pia_desktop.changes.restoration import EarlierState
from pia_desktop.changes.state_reference import AssessmentState, published_state
from pia_desktop.forms import load_form_by_id
from tests.effort import effort
from tests.strategies import PNG

OTHER_PNG = PNG.replace(b"IEND", b"IEND", 1) + b" "

PUBLISHED = {
    "cover": {"name": "試験の評価書", "publication_date": "令和7年4月1日"},
    "business": {"content": "台帳を管理する。", "subject_count": "1,000人以上1万人未満"},
    "systems": [
        {"name": "台帳", "functions": "台帳を持つ。", "connections": {"宛名システム等": True}},
        {"name": "宛名"},
    ],
    "process": {"figures": [{"file": "図.png", "caption": "流れの図"}]},
    "files": [
        {
            "name": "台帳ファイル",
            "use_method": "照会に使う。",
            "outsourcing": [{"name": "入力", "content": "入力の作業"}, {"name": "保守"}, {}],
        },
        {"name": "宛名ファイル", "use_method": "送付に使う。"},
    ],
    "changes": [{"date": "令和7年5月1日", "item": "Ⅰ", "timing": "事後"}],
}


def _known(tree: Any, form_id: str) -> Answers:
    return Answers.read(load_form_by_id(form_id), tree)


def opened(form_id: str = "youshiki4-2025-05") -> tuple[Document, LiveDifferences]:
    """A document with one published state, and what follows it."""
    document = Document(Assessment(_known(PUBLISHED, form_id), {"図.png": PNG}))
    since = LiveDifferences(published_state(document.publish("令和7年4月1日")), document)
    document.listen(since.note)
    return document, since


def fresh(document: Document, since: LiveDifferences) -> list[Any]:
    return changed_items(since.state.assessment, document.assessment)


def test_nothing_differs_when_it_has_just_been_published() -> None:
    _, since = opened()
    assert since.entries == []
    assert list(since.removed) == []
    assert since.at("cover.name") is None


def test_an_edit_differs_and_the_earlier_value_takes_it_back() -> None:
    document, since = opened()
    document.set("business.content", "台帳を作る。")
    found = since.at("business.content")
    assert found is not None
    assert (found.was, found.now) == ("台帳を管理する。", "台帳を作る。")
    assert since.count(["business.content", "cover.name", "no.such"]) == 1
    document.set("business.content", "台帳を管理する。")
    assert since.at("business.content") is None


def test_an_occurrence_that_moved_is_no_difference() -> None:
    document, since = opened()
    document.move("systems", 0, 1)
    assert since.entries == []
    document.set("systems[1].functions", "台帳を閉じる。")
    found = since.at("systems[1].functions")
    assert found is not None
    assert found.old == "systems[0].functions"


def test_a_removed_occurrence_stands_where_it_stood() -> None:
    document, since = opened()
    document.remove("files[0].outsourcing", 0)
    (gone,) = since.removed
    assert gone.title.endswith("入力")
    assert (gone.into, gone.index) == ("files[0].outsourcing", 0)
    assert (
        EarlierState(since.state.assessment, document).put_back(gone) == "files[0].outsourcing[0]"
    )
    assert since.entries == []
    assert list(since.removed) == []
    document.undo()
    assert len(since.removed) == 1


def test_an_empty_occurrence_is_not_missed() -> None:
    document, since = opened()
    document.remove("files[0].outsourcing", 2)
    assert list(since.removed) == []


def test_what_stood_in_a_removed_occurrence_is_told_once() -> None:
    document, since = opened()
    document.remove("files", 0)
    assert [(gone.into, gone.index) for gone in since.removed] == [("files", 0)]
    assert any(entry.old == "files[0].outsourcing[0].name" for entry in since.entries)


def test_a_new_file_name_is_in_the_names_of_its_items() -> None:
    document, since = opened()
    document.set("files[0].use_method", "名寄せに使う。")
    document.set("files[0].name", "新しい名のファイル")
    found = since.at("files[0].use_method")
    assert found is not None
    assert "新しい名のファイル" in found.name
    assert since.entries == fresh(document, since)


def test_a_table_is_not_compared() -> None:
    document, since = opened()
    assert since.entries == []
    document.set("changes[0].item", "Ⅱ")
    document.add("changes")
    assert since.entries == []
    assert since.at("changes[0].item") is None


def test_restoring_is_one_step_of_undo() -> None:
    document, since = opened()
    earlier = EarlierState(since.state.assessment, document)
    document.set("business.content", None)
    found = since.at("business.content")
    assert found is not None
    assert earlier.can_restore(found)
    earlier.restore(found)
    assert document.answers.get("business.content") == "台帳を管理する。"
    document.undo()
    assert document.answers.get("business.content") is None


def test_a_restored_picture_is_there_again(tmp_path: Any) -> None:
    document, since = opened()
    document.set("process.figures", None)
    document.assessment.figures = {"図.png": OTHER_PNG}  # another picture has its name meanwhile
    found = since.at("process.figures")
    assert found is not None
    EarlierState(since.state.assessment, document).restore(found)
    (figure,) = document.answers.get("process.figures")
    assert figure["file"] != "図.png"
    assert document.assessment.figures[figure["file"]] == PNG
    assert document.assessment.figures["図.png"] == OTHER_PNG
    assert since.entries == []
    document.save_as(tmp_path / "a.pia")
    assert len(Document.open(tmp_path / "a.pia").assessment.figures) == 1


def test_what_was_added_cannot_be_restored() -> None:
    document, since = opened()
    document.add("systems", occurrence={"name": "新しい"})
    found = since.at("systems[2].name")
    assert found is not None
    assert not EarlierState(since.state.assessment, document).can_restore(found)


def test_nothing_is_restored_into_a_document_that_is_only_read() -> None:
    document, since = opened()
    document.set("business.content", "別")
    document.assessment.read_only = True
    found = since.at("business.content")
    assert found is not None
    assert not EarlierState(since.state.assessment, document).can_restore(found)


def test_an_older_edition_gives_its_options_in_the_newer_words() -> None:
    old, _ = opened("youshiki4-2018-05")
    document, _ = opened()
    document.set("business.subject_count", None)
    document.set("business.content", None)
    since = LiveDifferences(AssessmentState(old.assessment, "平成30年の版"), document)
    document.listen(since.note)
    earlier = EarlierState(old.assessment, document)
    for entry in since.entries:
        if earlier.can_restore(entry):
            earlier.restore(entry)
    assert document.answers.get("business.subject_count") == "1,000人以上1万人未満"
    assert document.answers.get("business.content") == "台帳を管理する。"


def test_a_real_assessment_is_followed_like_a_small_one(real_file: Path) -> None:
    document = Document(from_json(real_file))
    since = LiveDifferences(published_state(document.publish("令和7年4月1日")), document)
    document.listen(since.note)
    assert since.entries == []
    texts = [it for it in document.answers.places() if it.item.kind in ("line", "text")]
    for place in texts[::7]:
        document.set(place.address, f"{document.answers.get(place.address) or ''}（改）")
    document.move("systems", 0, 1)
    assert since.entries == fresh(document, since)
    document.set("files[0].name", "名を変えたファイル")
    document.remove("files", 0)
    assert since.entries == fresh(document, since)
    assert [gone.into for gone in since.removed] == ["files"]
    while document.undo_name:
        document.undo()
    assert since.entries == []


# -- after any edits ---------------------------------------------------------------------------

LISTS = ("systems", "files", "files[0].outsourcing", "changes")
BOXES = (
    "cover.name", "business.content", "process.figures", "changes[0].item",
    "systems[{n}].name", "systems[{n}].functions", "files[{n}].name", "files[{n}].use_method",
    "files[0].outsourcing[{n}].name", "files[{n}].outsourcing[0].content",
)  # fmt: skip
TEXTS = st.sampled_from(
    ["", "台帳", "宛名", "入力", "保守", "台帳ファイル", "照会に使う。", "新しい"]
)
NUMBERS = st.integers(0, 2)

Edit = Callable[[Document], object]


def _set(box: str, number: int, text: str) -> Edit:
    def edit(document: Document) -> None:
        address = box.format(n=number)
        around = address[: address.rindex("[")] if "[" in address else ""
        if around and document.answers.get(address[: address.rindex("]") + 1]) is None:
            return
        value: Any = text or None
        if box == "process.figures":
            value = [{"file": "図.png", "caption": text}]
        document.set(address, value, merge=True)

    return edit


def _list_edit(of_list: str, what: str, number: int, to: int) -> Edit:
    def edit(document: Document) -> None:
        if of_list.startswith("files[0]") and not document.answers.count("files"):
            return
        count = document.answers.count(of_list)
        if what == "add":
            document.add(of_list, min(number, count))
        elif count and what == "remove":
            document.remove(of_list, number % count)
        elif count and what == "move":
            document.move(of_list, number % count, to % count)
        elif count and of_list != "changes":
            document.duplicate(of_list, number % count)

    return edit


def _put_back(document: Document, since: LiveDifferences) -> None:
    if since.removed:
        EarlierState(since.state.assessment, document).put_back(since.removed[0])


EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(_set, st.sampled_from(BOXES), NUMBERS, TEXTS),
    st.builds(
        _list_edit,
        st.sampled_from(LISTS),
        st.sampled_from(["add", "remove", "move", "duplicate"]),
        NUMBERS,
        NUMBERS,
    ),
    st.just(Document.undo),
    st.just(Document.redo),
)


@settings(max_examples=effort(25, 500))
@given(st.lists(st.tuples(EDITS, st.booleans()), max_size=10))
def test_after_any_edits_it_is_what_a_fresh_look_finds(edits: list[tuple[Edit, bool]]) -> None:
    document, since = opened()
    for edit, asked in edits:
        edit(document)
        if asked:
            assert since.entries == fresh(document, since)
    found = fresh(document, since)
    assert since.entries == found
    for entry in found:
        if entry.new is not None:
            assert since.at(entry.new) == entry
    while since.removed:
        left = len(since.removed)
        _put_back(document, since)
        assert len(since.removed) < left
