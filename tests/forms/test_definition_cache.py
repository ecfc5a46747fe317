"""What is kept of a definition: the same form, and never a stale one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pia_desktop.errors import DefinitionError
from pia_desktop.files.paths import DATA_ENV, forms_dir
from pia_desktop.forms import builder, form_ids, load_form
from pia_desktop.forms.catalogue import catalogue_rows
from pia_desktop.forms.model import Form


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The definitions in a folder of their own, and nothing kept yet."""
    monkeypatch.setenv(DATA_ENV, str(tmp_path / "data"))
    return Path(shutil.copytree(forms_dir(), tmp_path / "forms"))


def everything(form: Form) -> tuple[object, ...]:
    return form.id, form.display_name, form.title, form.sections


@pytest.mark.parametrize("form_id", form_ids())
def test_the_kept_form_is_the_built_one(
    folder: Path, form_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = load_form(folder / f"{form_id}.yaml")

    def not_again(path: Path, files: dict[Path, bytes]) -> Form:
        raise AssertionError("built a second time")

    monkeypatch.setattr(builder, "build_form", not_again)
    assert everything(load_form(folder / f"{form_id}.yaml")) == everything(built)


@pytest.mark.parametrize("name", ["shared", "youshiki3-2018-05", "youshiki3-2025-05"])
def test_an_edit_in_any_file_that_a_form_builds_on_is_seen_at_once(folder: Path, name: str) -> None:
    path = folder / "youshiki3-2025-05.yaml"
    load_form(path)
    edited = folder / f"{name}.yaml"
    text = edited.read_text("utf-8")
    replaced = text.replace("情報", "じょうほう")
    assert replaced != text
    edited.write_text(replaced, "utf-8")
    assert any("じょうほう" in "".join(row) for row in catalogue_rows(load_form(path)))


def test_a_fault_that_is_put_in_is_found_although_the_form_was_kept(folder: Path) -> None:
    path = folder / "youshiki3-2025-05.yaml"
    load_form(path)
    path.write_text(path.read_text("utf-8") + "\nunknown: 1\n", "utf-8")
    with pytest.raises(DefinitionError):
        load_form(path)


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"{}", b"0" * 64 + b" 1\n{}"])
def test_damage_to_what_was_kept_costs_nothing(folder: Path, tmp_path: Path, damage: bytes) -> None:
    path = folder / "youshiki4-2025-05.yaml"
    built = load_form(path)
    (kept,) = (tmp_path / "data").rglob("youshiki4-2025-05.json")
    kept.write_bytes(damage)
    assert everything(load_form(path)) == everything(built)
    kept.write_bytes(kept.read_bytes()[:-100])
    assert everything(load_form(path)) == everything(built)
