"""An assessment: one form, its answers, its figures, and the states that were published."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pia_desktop.assessment.answers import Answers
from pia_desktop.assessment.confirmations import Confirmation
from pia_desktop.assessment.generated_rows import GeneratedRow
from pia_desktop.assessment.leftovers import Leftover
from pia_desktop.assessment.notes import Note
from pia_desktop.assessment.pictures import read_figure
from pia_desktop.assessment.versions import Review, Version
from pia_desktop.errors import AnswersError, FileError, UnknownFormError
from pia_desktop.files.json_reader import read_json
from pia_desktop.forms import Form, form_ids, load_form_by_id
from pia_desktop.forms.addresses import indices
from pia_desktop.forms.places import item_addresses


@dataclass
class Assessment:
    """What one file holds. `versions` are the published states, the oldest first; `reviews` the
    reviews that changed nothing; `generated` the rows of 変更箇所 that the program wrote and no
    person has taken over; `leftovers` what an import or a change of form could not place; `notes`
    what people want to tell each other beside the answers; `confirmations` the findings that a
    person has marked 確認済み.
    """

    answers: Answers
    figures: dict[str, bytes] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    generated: list[GeneratedRow] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    confirmations: list[Confirmation] = field(default_factory=list)
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
            for item in self.form.figures
            for address in item_addresses(item, self.answers.count)
            for figure in self.answers.get(address) or ()
        ]

    def picture_names(self) -> list[str]:
        """The pictures that the file holds: those of the answers, then those left over."""
        return list(dict.fromkeys([*self.figure_names(), *self.left_pictures()]))

    def left_pictures(self) -> list[str]:
        """The pictures that an import or a change of form could not place."""
        return [figure["file"] for entry in self.leftovers for figure in entry.figures]


def name_at(assessment: Assessment, address: str) -> str:
    """The printed name of what stands at an address; of an occurrence with its number."""
    item = assessment.answers.item_at(address)
    return " ".join(item.name_at(indices(address)).split())


def new_assessment(form_id: str) -> Assessment:
    """An empty assessment in this edition."""
    return Assessment(Answers(load_form_by_id(form_id)))


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
                    f"回答は「{str(data[key])[:40]}」のもので、この評価書は「{own}」です。",
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


def _form_id_of(data: Any, path: Path) -> str:
    if not isinstance(data, dict):
        raise FileError(
            "回答の形ではありません。", "回答のJSONファイルを選んでください。", file=path
        )
    known = []
    for form_id in form_ids():
        form = load_form_by_id(form_id)
        if (form.form, form.edition) == (data.get("form"), data.get("edition")):
            return form_id
        known.append(f"「{form.form}」の「{form.edition}」")
    raise UnknownFormError(
        f"様式「{str(data.get('form', ''))[:40]}」の版「{str(data.get('edition', ''))[:40]}」は"
        "ありません。",
        f"form と edition は、{'、'.join(known)}のどれかにしてください。",
        file=path,
        item="form",
        item_name="様式",
    )
