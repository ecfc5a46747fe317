"""An assessment: one form, its answers, its figures, and the states that were published."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.errors import AnswersError, FileError, UnknownFormError
from pia_desktop.forms import Form, form_ids, load_form_by_id

# A picture is refused above this size: it would make a file that no office PC opens.
MAX_FIGURE_BYTES = 30_000_000
# Twice the pixels of A4 at 600 dpi: more prints no better and fills an office PC's memory.
MAX_FIGURE_PIXELS = 70_000_000
MAX_JSON_BYTES = 50_000_000


@dataclass
class Assessment:
    """What one file holds. `versions` are the published states' members, carried along whole;
    `leftovers` what an import or a change of form could not place.
    """

    answers: Answers
    figures: dict[str, bytes] = field(default_factory=dict)
    versions: dict[str, bytes] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)
    read_only: bool = False

    @property
    def form(self) -> Form:
        """The form edition that it is written in."""
        return self.answers.form

    @property
    def title(self) -> str:
        """The assessment's name as its cover says it."""
        return self.answers.get("cover.name") or ""

    def figure_names(self) -> list[str]:
        """The pictures that the answers use, in order."""
        return [
            figure["file"]
            for item in self.form.items
            if item.kind == "figures"
            for figure in self.answers.get(item.id) or ()
        ]

    def picture_names(self) -> list[str]:
        """The pictures that the file holds: those of the answers, then those left over."""
        return list(dict.fromkeys([*self.figure_names(), *self.left_pictures()]))

    def left_pictures(self) -> list[str]:
        """The pictures that an import or a change of form could not place."""
        return [figure["file"] for entry in self.leftovers for figure in entry.figures]


def new_assessment(form_id: str) -> Assessment:
    """An empty assessment in this edition."""
    return Assessment(Answers(load_form_by_id(form_id)))


def read_json(path: Path) -> Any:
    """Parsed JSON, or FileError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError(
            "ファイルを読めません。",
            "ファイルがあるか、開く権限があるかを確かめてください。",
            file=path,
        ) from error
    if len(data) > MAX_JSON_BYTES:
        raise FileError(
            "回答のファイルが大きすぎます。", "正しいファイルかを確かめてください。", file=path
        )
    return parse_json(data, path)


def parse_json(data: bytes, path: Path) -> Any:
    """Parsed JSON without the numbers and repeated keys that would be read two ways, or
    FileError.
    """
    try:
        return json.loads(
            data.decode("utf-8-sig"), parse_constant=_no_constant, object_pairs_hook=_no_repeats
        )
    except _ReadTwoWaysError as error:
        raise FileError(
            str(error), "値を一つだけ、文字列か整数で書いてください。", file=path
        ) from None
    except (ValueError, RecursionError) as error:
        raise FileError(
            "JSONとして読めません。",
            "ファイルが壊れていないか、文字コードがUTF-8かを確かめてください。",
            file=path,
        ) from error


class _ReadTwoWaysError(ValueError):
    """JSON that another program would read differently."""


def _no_constant(name: str) -> Any:
    raise _ReadTwoWaysError(f"数ではない値 {name} が入っています。")


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in pairs:
        if key in out:
            raise _ReadTwoWaysError(f"同じキー「{key}」が二度書かれています。")
        out[key] = value
    return out


def from_json(path: Path) -> Assessment:
    """A new assessment out of an answers file; its figures are looked up beside it."""
    data = read_json(path)
    assessment = new_assessment(_form_id_of(data, path))
    fill(assessment, data, path)
    return assessment


def fill(assessment: Assessment, data: Any, path: Path) -> None:
    """Set the answers that parsed JSON from `path` holds; all or none."""
    form = assessment.form
    if isinstance(data, dict):
        for key, own in (("form", form.form), ("edition", form.edition)):
            if data.get(key) not in (None, "", own):
                raise AnswersError(
                    f"回答は「{data[key]}」のもので、この評価書は「{own}」です。",
                    "同じ様式・版の回答を選んでください。",
                    file=path,
                    item=key,
                    item_name="様式" if key == "form" else "版",
                )
    answers = assessment.answers.copy()
    try:
        answers.fill(data)
    except AnswersError as error:
        raise error.at(path) from None
    filled = Assessment(answers)
    figures = {name: assessment.figures.get(name) or b"" for name in filled.figure_names()}
    for name in figures:
        beside = path.parent / name
        if beside.is_file() or not figures[name]:
            figures[name] = read_figure(beside)
    kept = {name: assessment.figures[name] for name in assessment.left_pictures()}
    for name in kept.keys() & figures.keys():
        if kept[name] != figures[name]:
            raise FileError(
                f"図「{name}」と同じ名前の別の図が、取込記録にあります。",
                "図のファイル名を変えるか、取込記録の図を片付けてください。",
                file=path,
            )
    assessment.answers = answers
    assessment.figures = {**kept, **figures}


def read_figure(path: Path) -> bytes:
    """A picture's bytes, checked to be a PNG or JPEG picture of bearable size."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_FIGURE_BYTES else b""
    except OSError as error:
        raise FileError(
            "図のファイルを読めません。",
            "回答のファイルと同じフォルダーに置いてください。",
            file=path,
        ) from error
    if not data:
        raise FileError(
            "図のファイルが空か、大きすぎます。", "30MB以下の画像にしてください。", file=path
        )
    check_figure(data, path)
    return data


def check_figure(data: bytes, path: Path | str) -> None:
    """Refuse what is no whole picture that Excel, PDF and window can all show."""
    if not data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        raise FileError(
            "図として使えない形式です。", "PNGかJPEGの画像に変換してください。", file=path
        )
    from PIL import Image  # comes with reportlab; only needed where there are pictures

    try:
        with Image.open(io.BytesIO(data)) as picture:
            pixels = picture.width * picture.height
            if pixels <= MAX_FIGURE_PIXELS:
                picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FileError(
            "図の画像が壊れているか、大きすぎます。", "画像を作り直してください。", file=path
        ) from error
    if pixels > MAX_FIGURE_PIXELS:
        raise FileError("図の画素数が多すぎます。", "画像を縮小してください。", file=path)


def _form_id_of(data: Any, path: Path) -> str:
    if not isinstance(data, dict):
        raise FileError(
            "回答の形ではありません。", "回答のJSONファイルを選んでください。", file=path
        )
    for form_id in form_ids():
        form = load_form_by_id(form_id)
        if (form.form, form.edition) == (data.get("form"), data.get("edition")):
            return form_id
    raise UnknownFormError(
        f"様式「{data.get('form', '')}」の版「{data.get('edition', '')}」はありません。",
        "form は 様式3 か 様式4、edition は 平成30年5月 か 令和7年5月 と書いてください。",
        file=path,
        item="form",
        item_name="様式",
    )
