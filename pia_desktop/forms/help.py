"""The help of each item: what belongs in the box, what to look out for, an example."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pia_desktop.errors import DefinitionError
from pia_desktop.forms.definition import Written, check_shape, read_source
from pia_desktop.paths import forms_dir


class Help(Written):
    """One item's help, in plain Japanese; the example is of a made-up town."""

    write: str
    care: str
    example: str


@lru_cache(maxsize=4)
def load_help(folder: Path | None = None) -> dict[str, Help]:
    """Every item's help by its id. Read when the first help is shown, not with the form."""
    out: dict[str, Help] = {}
    faults: list[str] = []
    where = folder or forms_dir() / "help"
    for path in sorted(where.glob("*.yaml")):
        source = read_source(path, path.read_bytes())
        for key in source.content or {}:
            helped = check_shape(source, Help, (key,))
            if key in out:
                source.fault((key,), f"項目「{key}」の説明が二度あります")
            if helped is not None:
                out[key] = helped
        faults += source.faults
    if faults:
        raise DefinitionError(faults, file=where)
    return out
