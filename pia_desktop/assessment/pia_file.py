"""The .pia file: a zip with the answers, the figures, the published states, and a hash of each.

Members in a fixed order with a fixed time stamp, so that the same content is the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pia_desktop import __version__
from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.backups import write_backup
from pia_desktop.assessment.confirmations import confirmation_list, read_confirmations
from pia_desktop.assessment.format_upgrade import FORMAT_VERSION, upgrade_answers
from pia_desktop.assessment.generated_rows import generated_list, read_generated
from pia_desktop.assessment.leftovers import read_leftovers, write_leftovers
from pia_desktop.assessment.member_names import (
    ANSWERS_MEMBER,
    CONFIRMATIONS_MEMBER,
    FIGURES_FOLDER,
    GENERATED_MEMBER,
    LEFTOVERS_MEMBER,
    MANIFEST_MEMBER,
    NOTES_MEMBER,
    REVIEWS_MEMBER,
    VERSIONS_MEMBER,
)
from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.notes import note_list, read_notes
from pia_desktop.assessment.pictures import check_head
from pia_desktop.assessment.published_state import KeptState, StateReader
from pia_desktop.assessment.versions import (
    is_state,
    read_reviews,
    read_versions,
    review_list,
    version_list,
    version_members,
)
from pia_desktop.errors import AnswersError, FileError, UnknownFormError
from pia_desktop.files import limits
from pia_desktop.files.atomic_write import clear_leftovers, write_atomic
from pia_desktop.files.json_reader import exceeds_limits, parse_json, read_file
from pia_desktop.files.json_writer import compact_json, json_member
from pia_desktop.files.zip_reader import ArchiveFault, canonical_name, unpack_zip
from pia_desktop.files.zip_writer import StoredMember, write_zip
from pia_desktop.forms import load_form_by_id
from pia_desktop.forms.values import ValueFault, is_file_name

_OWN = (
    MANIFEST_MEMBER,
    ANSWERS_MEMBER,
    VERSIONS_MEMBER,
    REVIEWS_MEMBER,
    GENERATED_MEMBER,
    LEFTOVERS_MEMBER,
    NOTES_MEMBER,
    CONFIRMATIONS_MEMBER,
)

_T = TypeVar("_T")


def to_bytes(assessment: Assessment) -> bytes:
    """The file's bytes; the same assessment gives the same bytes. FileError for a figure without
    its picture: a file with that could not be opened again.
    """
    members = {ANSWERS_MEMBER: StoredMember(assessment.answers.encoded(compact_json) + b"\n")}
    for name in sorted(set(assessment.picture_names())):
        if name not in assessment.figures:
            raise FileError(
                f"図「{name}」の画像がありません。", "図を選び直すか、消してください。", file=name
            )
        members[FIGURES_FOLDER + name] = StoredMember(assessment.figures[name])
    there = {member.sha256 for member in members.values()}
    members.update(version_members(assessment.versions, there))
    if assessment.versions:
        members[VERSIONS_MEMBER] = StoredMember(version_list(assessment.versions))
    for name, listed in (
        (REVIEWS_MEMBER, review_list(assessment.reviews)),
        (GENERATED_MEMBER, generated_list(assessment.generated)),
        (LEFTOVERS_MEMBER, write_leftovers(assessment.leftovers)),
        (NOTES_MEMBER, note_list(assessment.notes)),
        (CONFIRMATIONS_MEMBER, confirmation_list(assessment.confirmations)),
    ):
        if listed:
            members[name] = StoredMember(json_member(listed))
    _refuse_unreadable(members)
    manifest = {
        "format": FORMAT_VERSION,
        "form": assessment.form.id,
        "program": __version__,
        "sha256": {name: member.sha256 for name, member in members.items()},
    }
    return write_zip({MANIFEST_MEMBER: StoredMember(json_member(manifest)), **members})


def _refuse_unreadable(members: dict[str, StoredMember]) -> None:
    """Refuse to write what could not be opened again."""
    names: dict[str, str] = {}
    for name in members:
        if not name.startswith(FIGURES_FOLDER):
            continue  # ours, each of its own
        other = names.setdefault(canonical_name(name), name)
        if other != name:
            raise FileError(
                f"図「{name.removeprefix(FIGURES_FOLDER)}」と「{other.removeprefix(FIGURES_FOLDER)}」の名前が、"
                "大文字と小文字などの違いだけです。",
                "図のファイル名を変えて、追加し直してください。",
            )
    unpacked = sum(len(member.data) for member in members.values())
    around = 1_000_000  # the manifest and the zip's own directory
    texts = [member.data for name, member in members.items() if name.endswith(".json")]
    too_many = len(members) >= limits.MEMBERS
    if too_many or unpacked + around > limits.PIA_BYTES or any(map(exceeds_limits, texts)):
        raise FileError(
            f"評価書が大きすぎます（{unpacked // 1_000_000:,}MB）。",
            "図を小さくするか、減らしてください。",
        )


def save(assessment: Assessment, path: Path) -> None:
    """Write the file; what it held before becomes its newest backup."""
    if assessment.read_only:
        raise FileError(
            "新しい版のプログラムで作られたファイルなので、上書きできません。",
            "プログラムを新しくするか、別の名前で保存してください。",
            file=path,
        )
    data = to_bytes(assessment)
    if os.path.isfile(path):  # unlike Path.is_file, no error for a name that is too long
        write_backup(path, data)
    write_atomic(path, data)
    clear_leftovers(path.parent)


def load(path: Path) -> Assessment:
    """The assessment in a file, or FileError saying in one sentence why it can't be read."""
    return from_bytes(read(path), path)


def read(path: Path) -> bytes:
    """A .pia file's bytes, or FileError."""
    return read_file(path, limits.PIA_BYTES)


def from_bytes(data: bytes, path: Path) -> Assessment:
    """The assessment in a file's bytes; `path` is for the wording of a refusal."""
    return from_members(_members(lambda: unpack_zip(data, limits.PIA_UNPACKED_BYTES), path), path)


def from_state(state: KeptState, path: Path, reader: StateReader | None = None) -> Assessment:
    """The assessment that a published state is; `path` names it in a refusal. With a `reader` that
    has read the state before it, less is read.
    """
    reader = reader or StateReader()
    return from_members(_members(lambda: reader.members(state), path), path)


def from_members(members: dict[str, bytes], path: Path) -> Assessment:
    """The assessment in the members of a file; FileError where they aren't one."""
    manifest = _manifest(members, path)
    if manifest["format"] <= FORMAT_VERSION:
        return _from_members(members, manifest, path)
    try:
        return _from_members(members, manifest, path)
    except FileError as error:  # whatever it is that isn't understood
        raise _too_new(path) from error


def _from_members(members: dict[str, bytes], manifest: dict[str, Any], path: Path) -> Assessment:
    _check_members(members, path)
    stored = {name: StoredMember(data) for name, data in members.items()}
    _check_hashes(stored, manifest, path)
    if not all(map(_is_known, members)):  # in the manifest too: some program wrote it so
        raise _too_new(path)
    try:
        form = load_form_by_id(str(manifest.get("form")))
        written = parse_json(members[ANSWERS_MEMBER], path)
        answers = Answers.read(form, upgrade_answers(written, manifest["format"]))
    except UnknownFormError as error:
        raise _unknown_form(path, manifest.get("form")) from error
    except AnswersError as error:
        if manifest["format"] > FORMAT_VERSION:
            raise _too_new(path) from error
        raise error.at(path) from None
    if (written.get("form"), written.get("edition")) != (form.form, form.edition):
        raise _broken(path, "回答と目録の様式が違います。")
    assessment = Assessment(
        answers,
        figures=_figures(members, path),
        versions=_listed(
            members, VERSIONS_MEMBER, path, lambda listed: read_versions(listed, stored)
        ),
        reviews=_listed(members, REVIEWS_MEMBER, path, read_reviews),
        generated=_listed(members, GENERATED_MEMBER, path, read_generated),
        leftovers=_listed(members, LEFTOVERS_MEMBER, path, read_leftovers),
        notes=_listed(members, NOTES_MEMBER, path, read_notes),
        confirmations=_listed(members, CONFIRMATIONS_MEMBER, path, read_confirmations),
        read_only=manifest["format"] > FORMAT_VERSION,
    )
    for name in assessment.picture_names():
        if name not in assessment.figures:
            raise _broken(path, f"図「{name}」がファイルの中にありません。")
    return assessment


def _figures(members: dict[str, bytes], path: Path) -> dict[str, bytes]:
    figures = {
        name.removeprefix(FIGURES_FOLDER): data
        for name, data in members.items()
        if name.startswith(FIGURES_FOLDER)
    }
    for name, picture in figures.items():
        try:
            check_head(picture, name)
        except FileError as error:
            raise _broken(path, f"図「{name}」：{error.message}") from None
    return figures


def _listed(
    members: dict[str, bytes], name: str, path: Path, read: Callable[[Any], list[_T]]
) -> list[_T]:
    """What a member lists; nothing where there is none."""
    try:
        return read(parse_json(members[name], path) if name in members else [])
    except ValueFault as fault:
        raise _broken(path, str(fault)) from fault


def _members(unpack: Callable[[], dict[str, bytes]], path: Path) -> dict[str, bytes]:
    try:
        members = unpack()
    except ArchiveFault as fault:
        message = "ファイルが途中で切れているか、.piaファイルではありません。"
        raise _broken(path, message if fault.damaged else fault.args[0]) from fault
    if MANIFEST_MEMBER not in members:
        raise _not_an_assessment(path)
    return members


def _check_members(members: dict[str, bytes], path: Path) -> None:
    if ANSWERS_MEMBER not in members:
        raise _not_an_assessment(path)
    for name in members:
        if name.startswith(FIGURES_FOLDER) and not is_file_name(name.removeprefix(FIGURES_FOLDER)):
            raise _broken(path, "図のファイル名が正しくありません。")


def _is_known(member: str) -> bool:
    return member in _OWN or member.startswith(FIGURES_FOLDER) or is_state(member)


def _manifest(members: dict[str, bytes], path: Path) -> dict[str, Any]:
    manifest = parse_json(members[MANIFEST_MEMBER], path)
    version = manifest.get("format") if isinstance(manifest, dict) else None
    if not isinstance(manifest, dict) or type(version) is not int or version < 1:
        raise _broken(path, "ファイルの目録が壊れています。")
    return manifest


def _check_hashes(members: dict[str, StoredMember], manifest: dict[str, Any], path: Path) -> None:
    expected = manifest.get("sha256")
    actual = {name: m.sha256 for name, m in members.items() if name != MANIFEST_MEMBER}
    if expected != actual:
        raise _broken(path, "ファイルの中身が保存したときと変わっています。")


def _not_an_assessment(path: Path) -> FileError:
    return _broken(path, "特定個人情報保護評価書のファイル（.pia）ではありません。")


def _broken(path: Path, message: str) -> FileError:
    return FileError(message, "控え（バックアップ）か、元のファイルを使ってください。", file=path)


def _too_new(path: Path) -> FileError:
    return FileError(
        "新しい版のプログラムで作られたファイルなので、この版では開けません。",
        "プログラムを新しくしてください。",
        file=path,
    )


def _unknown_form(path: Path, form_id: Any) -> FileError:
    """A form of which nothing is known here: a newer program has it, or somebody added it there."""
    return FileError(
        f"この版のプログラムにない様式「{str(form_id)[:80]}」の評価書なので、開けません"
        "（新しい版のプログラムで作られたか、様式を加えたプログラムで作られています）。",
        "プログラムを新しくするか、様式の定義を templates/forms に加えてください。",
        file=path,
    )
