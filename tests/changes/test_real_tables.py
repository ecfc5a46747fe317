"""The change tables that cities typed by hand, written again from the texts before and after.

For the rows of the latest 変更日 the text before is put back where the row names a single item;
that state is frozen, the published text restored, and the table generated.
"""

import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from pia_desktop.assessment import Assessment, from_json
from pia_desktop.assessment.publication import publish
from pia_desktop.changes.change_table import rows_since
from tests.conftest import NO_REAL, REAL

# By the row's index: the item that a person reads out of what the city wrote as 項目. Rows that
# name an annex or several items at once are not among them.
TABLES = {
    "matsudo-juminkihon": {
        83: "linkage.legal_basis",
        84: "files[0].outsourcing[2].contractor",
        85: "files[0].outsourcing[3].contractor",
        86: "files[0].provisions[0].name",
        87: "files[0].provisions[0].legal_basis",
        88: "files[0].provisions[0].purpose",
        89: "files[0].provisions[0].information",
        90: "files[0].transfers[0].name",
        91: "files[0].transfers[0].legal_basis",
        92: "files[0].transfers[0].purpose",
    },
    "kumagaya-boshihoken": {
        10: "files[0].storage_place",
        11: "files[0].risk.network.other",
        13: "files[0].risk.storage.other",
    },
}


def published_and_changed(name: str) -> tuple[Assessment, dict[str, str]]:
    """The assessment with the state before frozen in it, and the city's names by address."""
    path = REAL / f"{name}.json"
    if not Path(path).is_file():
        pytest.skip(NO_REAL)
    assessment, before = from_json(path), from_json(path)
    rows = assessment.answers.get("changes")
    named = {}
    for index, address in TABLES[name].items():
        before.answers.set(address, rows[index]["before"])
        named[address] = rows[index]["item"]
    publish(before, "令和5年7月31日")
    assessment.versions = before.versions
    return assessment, named


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("name", TABLES)
def test_the_rows_name_the_items_that_the_city_named(name: str) -> None:
    assessment, named = published_and_changed(name)
    rows = rows_since(assessment, assessment.versions[0])
    generated = {row.place.address: row for row in rows}
    assert len(rows) == len(generated)
    assert set(generated) <= set(named)  # no row for an item that did not change
    assert len(set(generated) & set(named)) >= 0.9 * len(named)
    table = assessment.answers.get("changes")
    for index, address in TABLES[name].items():
        row = generated[address]
        assert row.before == table[index]["before"]
        assert row.after == assessment.answers.get(address)


@pytest.mark.parametrize("name", TABLES)
def test_the_names_read_as_the_city_wrote_them(name: str) -> None:
    assessment, named = published_and_changed(name)
    rows = rows_since(assessment, assessment.versions[0])
    alike = []
    for row in rows:
        # The city's name without its files' names, which it gives in some rows only.
        ours = folded(row.name).replace(folded(assessment.answers.get("files[0].name")), "")
        theirs = folded(named[row.place.address])
        alike.append(SequenceMatcher(None, ours, theirs, autojunk=False).ratio())
    assert sum(ratio > 0.75 for ratio in alike) >= 0.9 * len(named), alike
