"""The zip that is written from kept members is the one that zipfile writes."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from pia_desktop.files.zip_writer import StoredMember, write_zip

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=5))
def test_it_is_the_same_to_the_byte(members: dict[str, bytes]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, data)
    written = {zipfile.ZipInfo(name).filename: StoredMember(d) for name, d in members.items()}
    if len(written) == len(members):  # names that zipfile takes for the same
        assert write_zip(written) == buffer.getvalue()
