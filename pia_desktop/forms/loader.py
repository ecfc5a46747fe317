"""Finding and loading the forms' definitions."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

from pia_desktop.errors import DefinitionError, FileError, UnknownFormError
from pia_desktop.files import limits
from pia_desktop.files.json_reader import read_file
from pia_desktop.files.paths import forms_dir
from pia_desktop.forms import definition_cache
from pia_desktop.forms.model import Form

# The edition's name, in the head of its definition.
_EDITION = re.compile(rb"^edition:[ ]*([^\s#]+)", re.MULTILINE)

# A line that names another file: `extends: ID` or `shared: FILE`, perhaps with a remark behind it.
_REFERENCE = re.compile(rb"""^["']?(extends|shared)["']?\s*:\s*["']?([^"'#\s]+)""", re.MULTILINE)


def form_ids(folder: Path | None = None) -> list[str]:
    """The ids of all editions in the folder, in order; FileError where there is none: the program
    was not installed whole.
    """
    folder = folder or forms_dir()
    ids = sorted(path.stem for path in folder.glob("youshiki*.yaml"))
    if not ids:
        raise FileError(
            "様式の定義（youshiki….yaml）が1つもありません。",
            "プログラムを入れ直してください。",
            file=folder,
        )
    return ids


def newest_edition(form_id: str, folder: Path | None = None) -> str:
    """The id of the newest edition of the same form: ids end in the edition's year and month."""
    same = form_id.partition("-")[0] + "-"
    return max(known for known in form_ids(folder) if known.startswith(same))


def edition_name(form_id: str, folder: Path | None = None) -> str:
    """What an edition is called, such as 「令和7年5月」, without building the whole form."""
    path = (folder or forms_dir()) / f"{form_id}.yaml"
    named = _EDITION.search(read_file(path, limits.DEFINITION_BYTES))
    return named[1].decode("utf-8") if named else load_form(path).edition


def load_form_by_id(form_id: str, folder: Path | None = None) -> Form:
    """The edition with this id, or UnknownFormError with the ids that there are."""
    known = form_ids(folder)
    if form_id not in known:
        raise UnknownFormError(
            f"様式「{form_id[:60]}」はありません。", f"{'、'.join(known)} から選んでください。"
        )
    return load_form((folder or forms_dir()) / f"{form_id}.yaml")


def load_form(path: Path) -> Form:
    """The form that a definition file describes, or DefinitionError with all its faults.

    A form that was built before is taken from what was kept of it, as long as no byte of its files
    has changed: the start of the window would wait for the checking otherwise. In one process it is
    the same object then, so that what is worked out of a form once serves all assessments in it.
    """
    files = definition_files(path)
    loaded = _LOADED.get(path)
    if loaded is not None and loaded[0] == files:
        return loaded[1]
    form = definition_cache.cached_form(path.stem, files)
    if form is None:
        from pia_desktop.forms.builder import build_form

        form = build_form(path, files)
        definition_cache.keep_form(form, files)
    _LOADED[path] = (files, form)
    return form


# The forms that this process has loaded, with the bytes that they were made of.
_LOADED: dict[Path, tuple[definition_cache.Files, Form]] = {}


def definition_files(path: Path) -> dict[Path, bytes]:
    """The file and what it builds on, found without parsing; a file that can't be read is left out.

    Raises DefinitionError where the file itself can't be read. What it names and isn't here is
    reported by the builder, which knows the line.
    """
    try:
        files = {path: read_file(path, limits.DEFINITION_BYTES)}
    except FileError as error:
        raise DefinitionError([f"{path.name}:1: {error.message}"], file=path) from error
    waiting = [path]
    while waiting:
        current = waiting.pop()
        for key, name in _REFERENCE.findall(files[current]):
            file = name.decode("utf-8", "replace") + (".yaml" if key == b"extends" else "")
            named = current.parent / file
            if named not in files:
                with contextlib.suppress(FileError):
                    files[named] = read_file(named, limits.DEFINITION_BYTES)
                    waiting.append(named)
    return files
