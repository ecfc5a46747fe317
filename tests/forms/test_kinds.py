"""What the kinds can do, and the values that they take."""

from __future__ import annotations

import pytest

from pia_desktop.forms.kinds import KINDS, Kind, KindTable

CAN = {
    "answerable": "line text date choice check yes_no checks count figures grid diagram table",
    "has_value": "line text date choice check yes_no checks count figures grid diagram",
    "has_options": "choice checks",
    "many": "table repeat",
    "tabular": "table",
    "repeats": "repeat",
    "textual": "line text date",
    "multiline": "text",
    "searchable": "line text date checks figures grid diagram table",
    "pictorial": "figures",
    "gridded": "grid",
    "drawn": "diagram",
    "picked": "choice check yes_no",
    "single_tick": "check",
    "divides": "risk",
}


@pytest.mark.parametrize("feature", CAN)
def test_which_kinds_can_do_it(feature: str) -> None:
    kinds = [name for name, kind in KINDS.items() if getattr(kind, feature)]
    assert sorted(kinds) == sorted(CAN[feature].split())


def test_a_table_names_the_kinds_that_it_lacks_and_must_serve(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = KindTable("somewhere", lambda kind: kind.textual, {"line": 1, "text": 2, "date": 3})
    assert table.missing() == []
    monkeypatch.setitem(KINDS, "slider", Kind(name="slider"))
    assert table.missing() == []
    monkeypatch.setitem(KINDS, "verse", Kind(name="verse", textual=True))
    assert table.missing() == ["verse"]
    assert (table["text"], "verse" in table, len(table)) == (2, False, 3)
