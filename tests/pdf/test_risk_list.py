"""リスク対策一覧 as a page: one page, by word and mark, alone or before the assessment."""

from __future__ import annotations

from pathlib import Path

import pytest

from pia_desktop.assessment import from_json
from pia_desktop.assessment.document import Document
from pia_desktop.changes.comparison import since_published
from pia_desktop.pdf import PrintOptions, write_bundle, write_pdf, write_risk_list_pdf
from tests.locations import SAMPLES
from tests.pdf.page_texts import page_texts


@pytest.mark.parametrize("name", ["youshiki3", "youshiki4"])
def test_it_is_one_page_with_words_and_marks(name: str) -> None:
    (page,) = page_texts(write_risk_list_pdf(from_json(SAMPLES / f"{name}.json")))
    assert "リスク対策一覧" in page
    assert "○十分である" in page
    assert "◎特に力を入れている" in page


def test_a_real_one_is_one_page(real_file: Path) -> None:
    assert len(page_texts(write_risk_list_pdf(from_json(real_file)))) == 1


def test_it_goes_behind_the_approval_page_where_it_is_wanted() -> None:
    document = Document(from_json(SAMPLES / "youshiki3.json"))
    document.publish("令和7年12月15日")
    assessment = document.assessment
    plain = page_texts(write_pdf(assessment, ("課長",)))
    more = page_texts(write_pdf(assessment, ("課長",), options=PrintOptions(risk_list=True)))
    assert len(more) == len(plain) + 1
    assert "決裁" in more[0]
    assert "リスク対策一覧" in more[1]
    bundle = page_texts(
        write_bundle(since_published(assessment), ("課長",), options=PrintOptions(risk_list=True))
    )
    assert "リスク対策一覧" in bundle[1]
