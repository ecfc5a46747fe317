"""An assessment being worked on: each change can be undone, and nobody's save is lost."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pia_desktop.assessment import Answers, Assessment, new_assessment, pia_file
from pia_desktop.assessment.document import Change, Document
from pia_desktop.assessment.search import SearchQuery, find_hits, replace_hits
from pia_desktop.errors import AnswersError, FileError, PiaError
from tests.effort import effort
from tests.strategies import PNG, japanese, ticks, values

FORM = "youshiki4-2025-05"
LISTS = ("systems", "files", "files[0].outsourcing", "files[1].provisions", "changes")
BOXES = (
    "cover.name",
    "cover.remarks",
    "business.subject_count",
    "systems[0].name",
    "systems[0].connections",
    "files[0].outsourcing_count",
    "files[0].outsourcing[0].content",
    "files[1].risk.sharing.none",
    "changes[0].before",
    "changes[0].timing",
)
BEGUN = {
    "systems": [{"name": "台帳"}, {"name": "宛名", "connections": {"その他": "番号"}}, {}],
    "files": [{"outsourcing": [{"name": "入力"}, {}]}, {"provisions": [{"name": "県"}]}],
    "changes": [{"before": "番号", "timing": "事前"}, {}],
}
index = st.integers(0, 5)


def two_of_which_one_is_refused(document: Document) -> None:
    with document.step("二つの変更"):
        document.set("cover.number", "9")
        document.set("business.subject_count", "ない選択肢")


def compact(value: Any) -> bytes:
    """JSON without blanks, as a file holds it."""
    return json.dumps(value, separators=(",", ":")).encode()


class Editing(RuleBasedStateMachine):
    """Whatever is done in whatever order, undo gives the exact earlier answers, and redo the
    later ones.
    """

    begun = False

    def __init__(self) -> None:
        super().__init__()
        assessment = new_assessment(FORM)
        if self.begun:
            assessment.answers.fill(BEGUN)
        self.document = Document(assessment)
        self.states = [self.json()]
        self.undone: list[Any] = []

    def json(self) -> Any:
        return copy.deepcopy(self.document.answers.to_json())

    def note(self) -> None:
        """A step of undo was made, unless nothing changed."""
        if self.json() != self.states[-1]:
            self.states.append(self.json())
            self.undone.clear()

    def there(self, address: str) -> bool:
        """Whether the occurrences around an address are there."""
        outer = address.rpartition("[")[0]
        number = int(address[len(outer) + 1]) if outer else -1
        return not outer or (self.there(outer) and self.document.answers.count(outer) > number)

    @rule(data=st.data(), address=st.sampled_from(BOXES))
    def set(self, data: st.DataObject, address: str) -> None:
        if self.there(address):
            item = self.document.answers.item_at(address)
            kind = ticks(item) if item.kind == "checks" else values(item)
            self.document.set(address, data.draw(kind | st.none() | st.just("")))
            self.note()

    @rule(address=st.sampled_from(LISTS), at=index)
    def add(self, address: str, at: int) -> None:
        if self.there(address):
            count = self.document.answers.count(address)
            where = at if at < count else None
            made = self.document.add(address, where)
            assert made == (at if at < count else count)
            assert self.document.answers.count(address) == count + 1
            self.note()

    @rule(address=st.sampled_from(LISTS), at=index)
    def remove(self, address: str, at: int) -> None:
        if self.there(address) and at < self.document.answers.count(address):
            self.document.remove(address, at)
            self.note()

    @rule(address=st.sampled_from(LISTS), at=index, to=index)
    def move(self, address: str, at: int, to: int) -> None:
        count = self.document.answers.count(address) if self.there(address) else 0
        if max(at, to) < count:
            entry = copy.deepcopy(self.document.answers.get(f"{address}[{at}]"))
            self.document.move(address, at, to)
            assert self.document.answers.get(f"{address}[{to}]") == entry
            self.note()

    @rule(address=st.sampled_from(LISTS), at=index)
    def duplicate(self, address: str, at: int) -> None:
        if self.there(address) and at < self.document.answers.count(address):
            self.document.duplicate(address, at)
            answers = self.document.answers
            assert answers.get(f"{address}[{at}]") == answers.get(f"{address}[{at + 1}]")
            self.note()

    @rule(text=japanese.filter(bool), replacement=japanese)
    def replace(self, text: str, replacement: str) -> None:
        query = SearchQuery(text[:2])
        replace_hits(
            self.document, query, replacement, list(find_hits(self.document.answers, query))
        )
        self.note()

    @rule()
    def refused(self) -> None:
        before = self.json()
        with pytest.raises(AnswersError):
            self.document.set("cover.nothing", "x")
        with pytest.raises(AnswersError):
            two_of_which_one_is_refused(self.document)
        assert self.json() == before

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def undo(self) -> None:
        self.undone.append(self.states.pop())
        self.document.undo()

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.states.append(self.undone.pop())
        self.document.redo()

    @invariant()
    def answers_are_as_they_were(self) -> None:
        assert self.json() == self.states[-1]
        assert bool(self.document.undo_name) == (len(self.states) > 1)
        assert bool(self.document.redo_name) == bool(self.undone)

    @invariant()
    def answers_are_what_a_file_would_hold(self) -> None:
        read = Answers.read(self.document.answers.form, self.json())
        assert read == self.document.answers
        # the keys' order too: equal content is equal bytes
        assert self.document.answers.encoded(compact) == compact(read.to_json())

    def teardown(self) -> None:
        while len(self.states) > 1:
            self.undo()
            self.answers_are_as_they_were()
        while self.undone:
            self.redo()
            self.answers_are_as_they_were()


class EditingBegun(Editing):
    """The same with answers to begin with, so that nested lists are changed more often."""

    begun = True


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=effort(8, 200), stateful_step_count=25)
TestEditingBegun = EditingBegun.TestCase
TestEditingBegun.settings = TestEditing.settings


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.set("cover.name", "別の名前"),
        lambda d: d.set("cover.name", ""),
        lambda d: d.set("systems[0].connections", {}),
        lambda d: d.add("systems"),
        lambda d: d.add("systems", 0, {"name": "先頭"}),
        lambda d: d.add("files[0].provisions"),
        lambda d: d.remove("systems", 0),
        lambda d: d.remove("files", 0),
        lambda d: d.remove("changes", 0),
        lambda d: d.move("files[0].outsourcing", 0, 1),
        lambda d: d.duplicate("files", 0),
        lambda d: d.add_figure("process.figures", "別の図.png", PNG + b"x", "二つ目"),
        lambda d: d.set("process.figures", []),
    ],
)
def test_undo_and_redo_of_one_change(document: Document, change: Callable[[Document], Any]) -> None:
    before = copy.deepcopy(document.answers.to_json())
    change(document)
    after = copy.deepcopy(document.answers.to_json())
    assert after != before
    for _ in range(2):
        document.undo()
        assert document.answers.to_json() == before
        document.redo()
        assert document.answers.to_json() == after


def test_an_occurrence_moves_to_where_it_is_put(document: Document) -> None:
    document.set("systems", [{"name": name} for name in "一二三四"])
    for at, to, wanted in ((0, 2, "二三一四"), (3, 0, "四二三一"), (1, 3, "四三一二")):
        document.move("systems", at, to)
        assert "".join(entry["name"] for entry in document.answers.get("systems")) == wanted


def test_two_texts_of_one_box_replaced_in_one_step_are_both_put_back(document: Document) -> None:
    before = {"評価実施機関内の他部署": "税務課", "その他": "税務署"}
    document.set("files[0].source", before)
    query = SearchQuery("税務")
    assert replace_hits(document, query, "会計", list(find_hits(document.answers, query))) == 2
    document.undo()
    assert document.answers.get("files[0].source") == before
    document.redo()
    after = {"評価実施機関内の他部署": "会計課", "その他": "会計署"}
    assert document.answers.get("files[0].source") == after


def test_a_copy_of_an_occurrence_is_its_own(document: Document) -> None:
    document.duplicate("files", 0)
    document.set("files[1].outsourcing[0].name", "別の委託")
    assert document.answers.get("files[0].outsourcing[0].name") == "入力"


def test_a_removed_figure_comes_back_with_its_picture(document: Document, tmp_path: Path) -> None:
    document.set("process.figures", [])
    document.save_as(tmp_path / "a.pia")
    document.undo()
    document.save()
    assert pia_file.load(tmp_path / "a.pia").figures == {"図.png": PNG}


def test_figures_of_one_name_and_different_pictures_are_both_kept(document: Document) -> None:
    document.add_figure("process.figures", "図.png", PNG + b"x")
    document.add_figure("process.figures", "図.png", PNG)
    names = [figure["file"] for figure in document.answers.get("process.figures")]
    assert names == ["図.png", "図-2.png", "図.png"]
    assert document.assessment.figures["図-2.png"] == PNG + b"x"


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", b"%PDF"])
def test_what_is_no_picture_is_not_added(document: Document, data: bytes) -> None:
    with pytest.raises(FileError, match="PNGかJPEG"):
        document.add_figure("process.figures", "図2.png", data)
    assert document.undo_name == ""
    assert len(document.answers.get("process.figures")) == 1


def test_typing_into_one_box_is_one_step(document: Document) -> None:
    for text in ("あ", "あい", "あいう"):
        document.set("cover.remarks", text, merge=True)
    document.undo()
    assert document.answers.get("cover.remarks") is None
    document.redo()
    assert document.answers.get("cover.remarks") == "あいう"


def test_typing_elsewhere_or_after_a_pause_is_a_step_of_its_own(document: Document) -> None:
    document.set("cover.remarks", "あ", merge=True)
    document.set("cover.number", "8", merge=True)
    document.set("cover.remarks", "あい", merge=True)
    document.end_merge()
    document.set("cover.remarks", "あいう", merge=True)
    seen = []
    while document.undo_name:
        document.undo()
        seen.append((document.answers.get("cover.remarks"), document.answers.get("cover.number")))
    assert seen == [("あい", "8"), ("あ", "8"), ("あ", "7"), (None, "7")]


def test_typing_after_undo_does_not_change_what_was_before(document: Document) -> None:
    document.set("cover.remarks", "あ", merge=True)
    document.end_merge()
    document.set("cover.remarks", "い", merge=True)
    document.undo()
    document.set("cover.remarks", "う", merge=True)
    assert document.redo_name == ""
    document.undo()
    assert document.answers.get("cover.remarks") == "あ"


def test_undo_says_what_it_takes_back(document: Document) -> None:
    document.set("cover.name", "名前")
    assert "評価書名" in document.undo_name
    document.add("systems")
    assert "システムの追加" in document.undo_name
    document.duplicate("files", 0)
    assert "複製" in document.undo_name
    document.undo()
    assert "複製" in document.redo_name


def test_nothing_changed_is_no_step(document: Document) -> None:
    document.set("cover.name", "試験の評価書")
    document.set("cover.remarks", "")
    document.undo()
    document.redo()
    assert document.undo_name == document.redo_name == ""


def test_listeners_are_told_of_each_change_and_of_undo(document: Document) -> None:
    told: list[Change] = []
    document.listen(told.append)
    document.set("cover.name", "名前")
    document.add("systems")
    document.undo()
    assert told == [
        Change(("cover.name",)),
        Change(("systems",), structure=True),
        Change(("systems",), structure=True),
    ]


def test_a_refused_step_tells_nobody(document: Document) -> None:
    told: list[Change] = []
    document.listen(told.append)
    with pytest.raises(AnswersError):
        two_of_which_one_is_refused(document)
    assert told == []
    assert document.answers.get("cover.number") == "7"
    document.set("cover.name", "次は書ける")
    assert document.answers.get("cover.name") == "次は書ける"


# -- what is not saved yet ------------------------------------------------------------------


def test_unsaved_names_are_the_printed_names_of_what_changed(
    document: Document, tmp_path: Path
) -> None:
    document.save_as(tmp_path / "a.pia")
    assert not document.modified
    assert document.unsaved_names() == []
    document.set("cover.name", "別の名前")
    document.set("files[0].outsourcing[1].name", "二つ目の委託")
    document.set("changes[0].before", "前")
    assert document.unsaved_names() == ["評価書名", "委託事項2", "変更箇所"]
    for _ in range(3):
        document.undo()
    assert not document.modified
    document.redo()
    assert document.modified
    document.save()
    assert not document.modified
    document.undo()
    assert document.unsaved_names() == ["評価書名"]


def test_a_change_of_nothing_but_empty_occurrences_is_unsaved(
    document: Document, tmp_path: Path
) -> None:
    document.save_as(tmp_path / "a.pia")
    document.add("systems")
    assert document.modified
    assert document.unsaved_names()


def test_a_cell_written_and_emptied_again_is_saved_as_if_never_written(
    document: Document, tmp_path: Path
) -> None:
    document.save_as(tmp_path / "a.pia")
    before = (tmp_path / "a.pia").read_bytes()
    document.set("changes[0].reason", "理由")
    document.set("changes[0].reason", "")
    assert not document.modified
    document.save()
    assert (tmp_path / "a.pia").read_bytes() == before


# -- the file on disk -----------------------------------------------------------------------


def test_a_file_that_somebody_else_saved_is_not_written_over(
    document: Document, tmp_path: Path
) -> None:
    path = tmp_path / "共有.pia"
    document.save_as(path)
    other = Document.open(path)
    other.set("cover.name", "同僚の名前")
    other.save()
    theirs = path.read_bytes()
    document.set("cover.name", "自分の名前")
    assert document.changed_on_disk()
    with pytest.raises(FileError, match=r"共有\.pia"):
        document.save()
    assert path.read_bytes() == theirs
    assert document.modified
    document.save_as(tmp_path / "自分の.pia")
    assert pia_file.load(tmp_path / "自分の.pia").title == "自分の名前"
    document.set("cover.name", "さらに")
    document.save()
    assert path.read_bytes() == theirs


def test_a_file_that_was_touched_but_not_changed_is_saved(
    document: Document, tmp_path: Path
) -> None:
    path = tmp_path / "a.pia"
    document.save_as(path)
    path.write_bytes(path.read_bytes())
    assert not document.changed_on_disk()
    document.set("cover.name", "名前")
    document.save()
    assert pia_file.load(path).title == "名前"


def test_a_file_that_vanished_is_written_anew(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.pia"
    document.save_as(path)
    path.unlink()
    document.set("cover.name", "名前")
    document.save()
    assert pia_file.load(path).title == "名前"


def test_a_save_that_fails_leaves_everything_unsaved(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pia"
    document.save_as(path)
    document.set("cover.name", "名前")

    def full(*args: object) -> None:
        raise FileError("空きがありません。", "空けてください。", file=path)

    with monkeypatch.context() as patch:
        patch.setattr(pia_file, "write_atomic", full)
        with pytest.raises(FileError):
            document.save()
        with pytest.raises(FileError):
            document.save_as(tmp_path / "b.pia")
    assert document.modified
    assert document.path == path
    assert pia_file.load(path).title == "試験の評価書"
    document.save()
    assert not document.modified


def test_a_new_document_has_no_file_to_save_to(assessment: Assessment) -> None:
    with pytest.raises(PiaError, match="名前を付けて"):
        Document(assessment).save()
