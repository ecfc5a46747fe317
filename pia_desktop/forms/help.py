"""The help of each item: what belongs in the box, what to look out for, an example."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pia_desktop.errors import DefinitionError
from pia_desktop.files.paths import forms_dir
from pia_desktop.forms import definition_cache
from pia_desktop.forms.loader import form_ids, load_form_by_id


@dataclass(frozen=True)
class ItemHelp:
    """One item's help, in plain Japanese; the example is of a made-up town."""

    write: str
    care: str
    example: str


@lru_cache(maxsize=4)
def load_help(folder: Path | None = None) -> dict[str, ItemHelp]:
    """Every item's help by its id. Read when the first help is shown, not with the form."""
    return _load(folder or forms_dir() / "help")


def _load(where: Path) -> dict[str, ItemHelp]:
    files = _files(where)
    plain = definition_cache.cached_plain("help", files)
    if plain is None:
        plain = _read(where, files)
        definition_cache.keep_plain("help", files, plain)
    return {item_id: ItemHelp(**texts) for item_id, texts in plain.items()}


def check_help(folder: Path | None = None) -> None:
    """DefinitionError where the help in a forms' folder has a fault, or is for an item that no
    edition in the folder has.
    """
    where = (folder or forms_dir()) / "help"
    forms = (load_form_by_id(name, folder) for name in form_ids(folder))
    known = [item.id for form in forms for item in form.all_items]
    unknown = _load(where).keys() - set(known)
    if unknown:
        raise DefinitionError(_unknown_items(where, unknown, known), file=where)


def _unknown_items(where: Path, unknown: Set[str], known: list[str]) -> list[str]:
    from pia_desktop.forms.schema import suggest
    from pia_desktop.forms.yaml_source import read_source

    faults: list[str] = []
    for path, data in _files(where).items():
        source = read_source(path, data)
        for item_id in source.content or {}:
            if item_id in unknown:
                hint = suggest(item_id, known)
                source.fault((item_id,), f"項目「{item_id}」はどの様式にもありません{hint}")
        faults += source.report()
    return faults


def _files(where: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(where.glob("*.yaml"))}


def _read(where: Path, files: dict[Path, bytes]) -> dict[str, dict[str, str]]:
    from pia_desktop.forms.schema import HelpSchema, check_shape
    from pia_desktop.forms.yaml_source import read_source

    out: dict[str, dict[str, str]] = {}
    faults: list[str] = []
    for path, data in files.items():
        source = read_source(path, data)
        for key in source.content or {}:
            helped = check_shape(source, HelpSchema, (key,))
            if key in out:
                source.fault((key,), f"項目「{key}」の説明が二度あります")
            if helped is not None:
                out[key] = helped.model_dump()
        faults += source.report()
    if faults:
        raise DefinitionError(faults, file=where)
    return out
