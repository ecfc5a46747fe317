"""The .pia file: a zip with the answers, the figures, the published states, and a hash of each.

Members in a fixed order with a fixed time stamp, so that the same content is the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

from pia_desktop import __version__
from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.backups import keep_state
from pia_desktop.assessment.leftovers import Leftover, read_leftovers, write_leftovers
from pia_desktop.assessment.model import Assessment, parse_json
from pia_desktop.assessment.storage import write_atomic
from pia_desktop.errors import AnswersError, FileError, UnknownFormError
from pia_desktop.forms import load_form_by_id
from pia_desktop.forms.kinds import ValueFault

FORMAT_VERSION = 1
MANIFEST = "manifest.json"
ANSWERS = "answers.json"
LEFTOVERS = "leftovers.json"
FIGURES = "figures/"
VERSIONS = "versions/"

# Zip knows no time before this; a fixed one keeps equal content equal bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)

# A file beyond these was not written by this program: the largest real one holds a few MB.
MAX_FILE_BYTES = 300_000_000
MAX_UNPACKED_BYTES = 600_000_000
MAX_MEMBERS = 5_000

_SAFE_NAME = re.compile(
    r"(figures|versions)/(?!\.)[^\\/:*?\"<>|\x00-\x1f]+(/(?!\.)[^\\/:*?\"<>|\x00-\x1f]+)?\Z"
)


def to_bytes(assessment: Assessment) -> bytes:
    """The file's bytes; the same assessment gives the same bytes. FileError for a figure without
    its picture: a file with that could not be opened again.
    """
    members = {ANSWERS: _json(assessment.answers.to_write())}
    for name in sorted(set(assessment.picture_names())):
        if name not in assessment.figures:
            raise FileError(
                f"図「{name}」の画像がありません。", "図を選び直すか、消してください。", file=name
            )
        members[FIGURES + name] = assessment.figures[name]
    members.update(sorted(assessment.versions.items()))
    if assessment.leftovers:
        members[LEFTOVERS] = _json(write_leftovers(assessment.leftovers))
    manifest = {
        "format": FORMAT_VERSION,
        "form": assessment.form.id,
        "program": __version__,
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in members.items()},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in {MANIFEST: _json(manifest), **members}.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_STORED  # saving is felt, a few hundred kB are not
            info.create_system = 0  # the same bytes on Windows and Linux
            info.external_attr = 0
            archive.writestr(info, data)
    return buffer.getvalue()


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
        keep_state(path, data)
    write_atomic(path, data)


def load(path: Path) -> Assessment:
    """The assessment in a file, or FileError saying in one sentence why it can't be read."""
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _broken(path, "ファイルが大きすぎます。")
        data = path.read_bytes()
    except OSError as error:
        raise FileError(
            "ファイルを開けません。",
            "ファイルの場所と、開く権限があるかを確かめてください。",
            file=path,
        ) from error
    return from_bytes(data, path)


def from_bytes(data: bytes, path: Path) -> Assessment:
    """The assessment in a file's bytes; `path` is for the wording of a refusal."""
    members = _members(data, path)
    manifest = _manifest(members, path)
    _check_hashes(members, manifest, path)
    newer = manifest["format"] > FORMAT_VERSION
    try:
        form = load_form_by_id(str(manifest.get("form")))
        written = parse_json(members[ANSWERS], path)
        answers = Answers.read(form, written)
    except (AnswersError, UnknownFormError) as error:
        if newer:
            raise _too_new(path) from error
        raise error.at(path) from None
    if (written.get("form"), written.get("edition")) != (form.form, form.edition):
        raise _broken(path, "回答と目録の様式が違います。")
    assessment = Assessment(
        answers,
        figures={n.removeprefix(FIGURES): d for n, d in members.items() if n.startswith(FIGURES)},
        versions={n: d for n, d in members.items() if n.startswith(VERSIONS)},
        leftovers=_leftovers(members, path),
        read_only=newer,
    )
    missing = [name for name in assessment.picture_names() if name not in assessment.figures]
    if missing:
        raise _broken(path, f"図「{missing[0]}」がファイルの中にありません。")
    return assessment


def _leftovers(members: dict[str, bytes], path: Path) -> list[Leftover]:
    if LEFTOVERS not in members:
        return []
    try:
        return read_leftovers(parse_json(members[LEFTOVERS], path))
    except ValueFault as fault:
        raise _broken(path, str(fault)) from fault


def _members(data: bytes, path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            total = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_MEMBERS or total > MAX_UNPACKED_BYTES:
                raise _broken(path, "中身が大きすぎます。")
            if len(set(names)) < len(names) or MANIFEST not in names or ANSWERS not in names:
                raise _broken(path, "特定個人情報保護評価書のファイル（.pia）ではありません。")
            for name in names:
                if name not in (MANIFEST, ANSWERS, LEFTOVERS) and not _SAFE_NAME.match(name):
                    raise _broken(path, "知らない中身が入っています。")
            return {entry.filename: _unpacked(archive, entry, path) for entry in entries}
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise _broken(path, "ファイルが途中で切れているか、.piaファイルではありません。") from error


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> bytes:
    """A member's bytes, never more of them than its head announces: a zip bomb lies there."""
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _broken(path, "読めない方法で圧縮されています。")
    with archive.open(entry) as stream:
        return stream.read(entry.file_size)


def _manifest(members: dict[str, bytes], path: Path) -> dict[str, Any]:
    manifest = parse_json(members[MANIFEST], path)
    version = manifest.get("format") if isinstance(manifest, dict) else None
    if not isinstance(manifest, dict) or type(version) is not int or version < 1:
        raise _broken(path, "ファイルの目録が壊れています。")
    return manifest


def _check_hashes(members: dict[str, bytes], manifest: dict[str, Any], path: Path) -> None:
    expected = manifest.get("sha256")
    actual = {n: hashlib.sha256(d).hexdigest() for n, d in members.items() if n != MANIFEST}
    if expected != actual:
        raise _broken(path, "ファイルの中身が保存したときと変わっています。")


def _broken(path: Path, message: str) -> FileError:
    return FileError(message, "控え（バックアップ）か、元のファイルを使ってください。", file=path)


def _too_new(path: Path) -> FileError:
    return FileError(
        "新しい版のプログラムで作られたファイルなので、この版では開けません。",
        "プログラムを新しくしてください。",
        file=path,
    )


def _json(data: Any) -> bytes:
    """Compact JSON. pydantic's writer takes a third of the standard library's time, which is felt
    in a save; it is loaded with the first one.
    """
    from pydantic_core import to_json

    return to_json(data) + b"\n"
