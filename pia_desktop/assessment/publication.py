"""Freezing a state of an assessment as a published one, and looking at it again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pia_desktop.assessment import pia_file
from pia_desktop.assessment.model import Assessment, name_at
from pia_desktop.assessment.notes import carried
from pia_desktop.assessment.published_state import StateReader, WholeState, share_states
from pia_desktop.assessment.versions import MAX_VERSIONS, Review, Version
from pia_desktop.errors import VersionError
from pia_desktop.forms.values import ValueFault, clean_text
from pia_desktop.forms.wareki import date_fault, format_date, read_day

# The 公表日 on the cover.
COVER_DATE = "cover.publication_date"


def publish(
    assessment: Assessment,
    date: str,
    note: str = "",
    by: str = "",
    *,
    repeated: bool = False,
    changes: int | None = None,
) -> Version:
    """Freeze the present state with its 公表日; it is given back and belongs to the assessment from
    now on.

    The rows of 変更箇所 that still waited to be accepted are published with it, and so accepted.
    `repeated`: the assessment was done again, which the first state always is. `changes`: how many
    items differ from the last state, so that nobody has to count them again. The date may be in
    any spelling that names a day and is kept as 令和8年4月1日; VersionError for anything else.
    """
    date, note, by = _checked(date, note, by)
    data = pia_file.to_bytes(Assessment(assessment.answers, assessment.figures))
    versions = assessment.versions
    if len(versions) >= MAX_VERSIONS:
        raise VersionError("公表版が多すぎます。", "新しいファイルに分けてください。")
    states = share_states([*(version.state for version in versions), WholeState(data)])
    older = [replace(v, state=state) for v, state in zip(versions, states, strict=False)]
    version = Version(
        len(versions) + 1, date, note, by, repeated or not versions, states[-1], changes
    )
    assessment.versions = [*older, version]
    assessment.generated = []
    return version


def record_review(assessment: Assessment, date: str, note: str = "", by: str = "") -> Review:
    """Note that the assessment was reviewed on this day and needed no change. The date is taken as
    `publish` takes it.
    """
    review = Review(*_checked(date, note, by))
    assessment.reviews = [*assessment.reviews, review]
    return review


def load_version(version: Version, reader: StateReader | None = None) -> Assessment:
    """A published state as an assessment of its own: change it as you like, the state stays.
    Whoever looks at one after the other has a `reader` for them.
    """
    return pia_file.from_state(version.state, Path(version.title), reader)


def draft_from_version(assessment: Assessment, version: Version) -> Assessment:
    """A published state to go on with, that has all published states and reviews as well, the notes
    and what was marked 確認済み.
    """
    draft = load_version(version)
    notes = carried(assessment.notes, draft.form, lambda address: name_at(assessment, address))
    return replace(
        draft,
        versions=list(assessment.versions),
        reviews=list(assessment.reviews),
        notes=notes,
        confirmations=list(assessment.confirmations),
    )


def find_version(assessment: Assessment, name: str) -> Version:
    """The published state with this number (「1」「第1版」) or 公表日, or VersionError."""
    number = name.strip().removeprefix("第").removesuffix("版")
    day = read_day(name)
    for version in reversed(assessment.versions):
        dated = name.strip() == version.date or (day is not None and day == read_day(version.date))
        if number == str(version.number) or dated:
            return version
    known = "、".join(version.title for version in assessment.versions)
    raise VersionError(
        f"公表版「{name}」はありません。",
        f"{known} から選んでください。" if known else "先に publish で公表版を確定してください。",
    )


def fault_of_date(text: str) -> str:
    """What keeps this from being the day of a publication or review, or nothing."""
    if not text.strip():
        return "日付がありません。"
    if read_day(text) is None:
        return date_fault(text) or f"「{text.strip()[:40]}」は、年月日として読めません。"
    return ""


def _checked(date: str, note: str, by: str) -> tuple[str, str, str]:
    try:
        date, note, by = (clean_text(text.strip()) for text in (date, note, by))
    except ValueFault as fault:
        raise VersionError(str(fault), fault.remedy) from None
    day = read_day(date)
    if day is None:
        raise VersionError(fault_of_date(date), "「令和8年4月1日」のように書いてください。")
    return format_date(day), note, by
