"""What tells the sheets of several 特定個人情報ファイル apart."""

from __future__ import annotations

import pytest

from pia_desktop.excel.importer.file_assignment import sheet_marks


@pytest.mark.parametrize(
    "names,marks",
    [
        (["Ⅱファイルの概要(1)", "Ⅱファイルの概要(2)"], ["1", "2"]),
        (["Ⅱ（２）", "Ⅱ（１０）"], ["2", "10"]),
        (["Ⅱファイルの概要", "Ⅱファイルの概要(2)"], ["1", "2"]),
        (["Ⅱ住民台帳の概要", "Ⅱ宛名の概要"], ["住民台帳", "宛名"]),
        (["Ⅱ住民台帳", "Ⅱ住民宛名"], ["台帳", "宛名"]),
    ],
)
def test_a_number_or_the_words_that_they_do_not_share(names: list[str], marks: list[str]) -> None:
    assert sheet_marks(names) == marks
