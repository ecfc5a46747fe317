"""What was read from definitions, kept as plain JSON: the next start needn't check them again.

Each is found by the SHA-256 of every file that it came out of and of the program's own models,
so an edited definition is never answered by a stale one. A kept file that is missing, cut off or
foreign costs nothing but the time of reading the definitions.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from pia_desktop import __version__
from pia_desktop.files.json_writer import without_defaults
from pia_desktop.files.paths import user_cache_dir
from pia_desktop.forms import model
from pia_desktop.forms.model import Condition, Form, Heading, Item, Option, Section

Files = dict[Path, bytes]


def cached_form(form_id: str, files: Files) -> Form | None:
    """The form that was built from these very files, or None."""
    plain = cached_plain(form_id, files)
    if plain is None:
        return None
    sections = tuple(
        Section(
            **{
                **section,
                "headings": tuple(
                    Heading(title=heading["title"], items=tuple(map(_item, heading["items"])))
                    for heading in section["headings"]
                ),
            }
        )
        for section in plain["all_sections"]
    )
    return Form(**{**plain, "all_sections": sections})


def keep_form(form: Form, files: Files) -> None:
    """Keep a form that was built from these files."""
    plain = {field.name: _plain(getattr(form, field.name)) for field in fields(form)}
    keep_plain(form.id, files, plain)


def cached_plain(name: str, files: Files) -> Any:
    """What was kept under this name for these very files, or None."""
    try:
        text = _path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    key, _, body = text.partition("\n")
    digest, _, expected = key.partition(" ")
    if digest != _digest(files) or expected != _hash(body):
        return None
    return json.loads(body)


def keep_plain(name: str, files: Files, plain: Any) -> None:
    """Keep plain values; where that can't be done the next start reads the definitions again."""
    body = json.dumps(plain, ensure_ascii=False)
    path = _path(name)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        temporary.write_text(f"{_digest(files)} {_hash(body)}\n{body}", "utf-8", newline="\n")
        temporary.replace(path)


def _path(name: str) -> Path:
    return user_cache_dir() / "forms" / f"{name}.json"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _digest(files: Files) -> str:
    digest = hashlib.sha256(_program())
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(files[path]).digest())
    return digest.hexdigest()


# What turns definitions into forms: a fault that an older program passed over is one now.
_MAKERS = (
    "model",
    "kinds",
    "schema",
    "builder",
    "option_lists",
    "item_layers",
    "section_placement",
    "definition_checks",
    "definition_sources",
    "yaml_source",
    "terms",
)


@lru_cache(maxsize=1)
def _program() -> bytes:
    """Changes with the program: what an older one kept may lack what this one needs."""
    sources = [Path(model.__file__).with_name(f"{name}.py") for name in _MAKERS]
    return __version__.encode() + b"".join(s.read_bytes() for s in sources if s.is_file())


def _item(plain: dict[str, Any]) -> Item:
    options = tuple(Option(**option) for option in plain.pop("options", ()))
    needed = plain.pop("needed", None)
    return Item(**plain, options=options, needed=_condition(needed) if needed else None)


def _condition(plain: dict[str, Any]) -> Condition:
    """JSON's lists become tuples again; further conditions stand in `all` and `any`."""
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in plain.items()}
    for joined in ("all", "any"):
        if joined in values:
            values[joined] = tuple(map(_condition, values[joined]))
    return Condition(**values)


def _plain(value: Any) -> Any:
    """A model as plain values, without what is as by default."""
    if isinstance(value, Section | Heading | Item | Option | Condition):
        return {name: _plain(inner) for name, inner in without_defaults(value).items()}
    return [_plain(entry) for entry in value] if isinstance(value, tuple) else value
