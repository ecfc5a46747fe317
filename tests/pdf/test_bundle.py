"""What goes round for the 決裁 as one PDF, and the 「案」 across a draft."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from pia_desktop.assessment import Assessment, new_assessment
from pia_desktop.assessment.document import Document
from pia_desktop.changes.change_rows import change_rows
from pia_desktop.changes.comparison import Comparison
from pia_desktop.changes.summary import summarize
from pia_desktop.pdf import PrintOptions, write_bundle, write_comparison_pdf, write_pdf
from pia_desktop.pdf.fonts import new_measure
from pia_desktop.sheets.approval import fitted_approval_sheet
from tests.office_printing import sample, squeeze
from tests.pdf.page_texts import page_texts
from tests.workbook_comparison import OLD, changed_copy, compared, copy_of

TITLES = ("課長", "係長", "担当")
TEN = tuple(f"役職{n}" for n in range(10))


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    old = sample("youshiki4")
    return compared(old, changed_copy(old))


@pytest.fixture(scope="module")
def written(comparison: Comparison) -> bytes:
    return write_bundle(comparison, TITLES)


def reader(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def squeezed_pages(data: bytes) -> list[str]:
    return [squeeze(text) for text in page_texts(data)]


def outline(entries: list[Any], depth: int = 0) -> list[tuple[int, str]]:
    """Each entry with its depth."""
    found: list[tuple[int, str]] = []
    for entry in entries:
        if isinstance(entry, list):
            found += outline(entry, depth + 1)
        else:
            found.append((depth, entry["/Title"]))
    return found


def test_the_outline_leads_to_the_page_the_table_and_the_assessment(
    comparison: Comparison, written: bytes
) -> None:
    bundle, alone = reader(written), reader(write_pdf(comparison.new.assessment))
    entries = outline(bundle.outline)
    assert [title for depth, title in entries if depth == 0] == ["決裁", "新旧対照表", "評価書"]
    at = entries.index((0, "評価書"))
    assert entries[at + 1 :] == [(depth + 1, title) for depth, title in outline(alone.outline)]
    pages = [bundle.get_destination_page_number(it) for it in bundle.outline if "/Title" in it]
    table = len(reader(write_comparison_pdf(comparison)).pages)
    assert pages == [0, 1, 1 + table]


def test_the_three_parts_are_whole_and_numbered_through(
    comparison: Comparison, written: bytes
) -> None:
    texts = squeezed_pages(written)
    table, alone = write_comparison_pdf(comparison), write_pdf(comparison.new.assessment)
    parts = [*squeezed_pages(table), *squeezed_pages(alone)]
    assert len(texts) == 1 + len(parts)
    for number, (text, part) in enumerate(zip(texts[1:], parts, strict=True), 2):
        foot = f"{number}/{len(texts)}"
        assert text.endswith(foot)
        assert text.removesuffix(foot) == part[: part.rindex("/")].rstrip("0123456789")


def test_the_approval_page_says_what_changed(comparison: Comparison, written: bytes) -> None:
    first = squeezed_pages(written)[0]
    for wanted in (
        "変更の概要",
        f"変更した項目{OLD}から{len(comparison.changed)}件",
        f"{len(comparison.important)}件",
        f"・{comparison.important[0].name}",
        *TITLES,
    ):
        assert squeeze(wanted) in first, wanted


def test_subjects_threshold_and_rows_are_told_before_and_after() -> None:
    old = new_assessment("youshiki4-2025-05")
    answers = old.answers
    subjects = [option.label for option in old.form.by_id["business.subject_count"].options]
    results = [option.label for option in old.form.by_id["procedure.threshold"].options]
    row = {"date": "", "item": "甲", "before": "", "after": "", "timing": "", "reason": ""}
    answers.set("business.subject_count", subjects[1])
    answers.set("procedure.threshold", results[0])
    answers.set("changes", [row])
    new = copy_of(old)
    same = squeezed_pages(write_bundle(compared(old, new), TITLES))[0]
    assert squeeze(f"{subjects[1]}（変更なし）") in same
    assert "1件（うち今回の追加0件）" in same
    new.answers.set("business.subject_count", subjects[2])
    new.answers.set("procedure.threshold", results[-1])
    new.answers.set("changes", [row, {**row, "item": "乙"}, {**row, "item": "丙"}])
    changed = squeezed_pages(write_bundle(compared(old, new), TITLES))[0]
    assert squeeze(f"変更前：{subjects[1]}変更後：{subjects[2]}") in changed
    assert squeeze(f"変更前：{results[0]}変更後：{results[-1]}") in changed
    assert "3件（うち今回の追加2件）" in changed


def test_what_the_table_lacks_is_told_with_what_is_undecided() -> None:
    old = new_assessment("youshiki4-2025-05")
    new = copy_of(old)
    new.answers.set("department.name", "デジタル推進課")
    new.answers.set("number_use.legal_basis", "番号法第9条第1項")
    comparison = compared(old, new)
    first = squeezed_pages(write_bundle(comparison, TITLES))[0]
    told = "変更箇所にまだない変更が2件あります（うち提出時期が要判断1件）"
    assert squeeze(told) in first
    rows = [row.written("令和8年4月1日") for row in change_rows(comparison.changed)]
    new.answers.set("changes", rows)
    assert "変更箇所にまだない" not in squeezed_pages(write_bundle(compared(old, new), TITLES))[0]


def test_the_page_before_the_assessment_alone_tells_it_too() -> None:
    document = Document(new_assessment("youshiki4-2025-05"))
    document.publish("令和7年4月1日")
    for found in (False, True):
        first = squeezed_pages(write_pdf(document.assessment, TITLES))[0]
        assert (squeeze("変更箇所にまだない変更が1件あります") in first) == found
        document.set("department.name", "デジタル推進課")


def much_changed() -> Comparison:
    """Three files with long names, three hundred changes and more, many of them of ※ items."""
    old = new_assessment("youshiki4-2025-05")
    file = sample("youshiki4").answers.get("files[0]")
    files = [
        {**file, "name": f"({n}) とても長い名前の特定個人情報ファイル" + "の控え" * 8}
        for n in range(1, 4)
    ]
    old.answers.set("files", files)
    return compared(old, changed_copy(old, 1))


def test_the_approval_page_stays_one_page_however_much_changed() -> None:
    comparison = much_changed()
    assert len(comparison.changed) > 300
    data = write_bundle(comparison, TEN)
    first, second, *_ = squeezed_pages(data)
    assert "新旧対照表" in second
    for wanted in (*TEN, "変更箇所", f"{len(comparison.changed)}件", "ほか"):
        assert squeeze(wanted) in first, wanted


def test_as_many_names_are_listed_as_the_page_has_room_for() -> None:
    comparison = much_changed()
    summary = summarize(comparison)
    listed = []
    for titles in (("課長",), TEN):
        sheet = fitted_approval_sheet(comparison.new.assessment, titles, summary, new_measure())
        cells = [cell.text for block in sheet.blocks for row in block.rows for cell in row.cells]
        text = next(text for text in cells if "\n・" in text)
        listed.append(text.count("\n・"))
        assert f"\nほか{len(summary.important) - listed[-1]}件" in text
    assert listed[0] > listed[1] > 0


def test_no_name_is_listed_where_the_page_is_full_without() -> None:
    """What is put to the decision takes more than the page; its names would take still more."""
    comparison = much_changed()
    summary = summarize(comparison)
    sheet = fitted_approval_sheet(
        comparison.new.assessment, TITLES, summary, new_measure(), proposal="伺います。\n" * 80
    )
    cells = [cell.text for block in sheet.blocks for row in block.rows for cell in row.cells]
    assert f"{len(summary.important)}件" in cells
    assert not any("\n・" in text for text in cells)


def test_the_same_states_give_the_same_bytes(comparison: Comparison, written: bytes) -> None:
    again = compared(comparison.old.assessment, comparison.new.assessment)
    assert write_bundle(again, TITLES) == written


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return sample("youshiki3")


def test_a_draft_has_the_word_behind_the_text_of_every_page(assessment: Assessment) -> None:
    drafts, plain = (
        squeezed_pages(write_pdf(assessment, options=PrintOptions(draft=True))),
        squeezed_pages(write_pdf(assessment)),
    )
    assert [sorted(text) for text in drafts] == [sorted(f"{text}案") for text in plain]
    for page in reader(write_pdf(assessment, options=PrintOptions(draft=True))).pages:
        content = page.get_contents().get_data()
        word, text = [found.start() for found in re.finditer(rb"\bBT\b", content)][:2]
        assert b" gs" in content[:word], "the word covers what lies below it"
        assert re.search(rb"[.\d]+ [.\d]+ -[.\d]+ [.\d]+ \S+ \S+ cm\s*$", content[:word])
        assert content[word:text].count(b"Tj") == 1, "the word lies over the text"


def test_a_draft_is_pale_and_its_text_as_dark_as_ever(assessment: Assessment) -> None:
    images = []
    for draft in (False, True):
        with pypdfium2.PdfDocument(
            write_pdf(assessment, options=PrintOptions(draft=draft))
        ) as document:
            images.append(document[1].render(scale=1).to_pil().convert("L"))
    plain, draft = (list(image.tobytes()) for image in images)
    changed = [(a, b) for a, b in zip(plain, draft, strict=True) if a != b]
    assert len(changed) > len(plain) * 0.03, "the word is small, or not there"
    assert all(0 < a - b < 40 for a, b in changed), "the word is dark, or covers the text"
    assert min(draft) == min(plain)


def test_no_word_lies_across_what_is_no_draft(assessment: Assessment, written: bytes) -> None:
    assert b"/ca " not in write_pdf(assessment)
    assert b"/ca " not in written


def test_a_bundle_can_be_a_draft(comparison: Comparison) -> None:
    pages = reader(write_bundle(comparison, TITLES, options=PrintOptions(draft=True))).pages
    assert all("/ExtGState" in page["/Resources"] for page in pages)
