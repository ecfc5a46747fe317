"""A state of an assessment by its name: a .pia file, or 「FILE@version」 for a published one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pia_desktop.assessment.model import Assessment
from pia_desktop.assessment.pia_file import load
from pia_desktop.assessment.publication import find_version, load_version
from pia_desktop.assessment.versions import Version
from pia_desktop.errors import VersionError


@dataclass(frozen=True)
class AssessmentState:
    """An assessment and what to call it in a comparison: 「第1版（令和7年4月1日公表）」."""

    assessment: Assessment
    title: str


def split_state(name: str) -> tuple[Path, str]:
    """The file and the published state that a name says; no state for the file as it is. A file
    whose own name holds an @ is found first.
    """
    file, at, version = name.rpartition("@")
    if not at or not file or os.path.isfile(name):
        return Path(name), ""
    return Path(file), version


def resolve_state(name: str) -> AssessmentState:
    """The state with this name; FileError or VersionError where there is none."""
    path, version_name = split_state(name)
    assessment = load(path)
    if not version_name:
        return AssessmentState(assessment, path.stem)
    try:
        version = find_version(assessment, version_name)
    except VersionError as error:
        raise error.at(path) from None
    return published_state(version)


def current_state(assessment: Assessment) -> AssessmentState:
    """The assessment as it is now, not published yet, with its title."""
    return AssessmentState(assessment, "変更案")


def load_state(name: Path) -> Assessment:
    """The assessment in a .pia file, or with 「FILE@version」 a published state of it."""
    return resolve_state(str(name)).assessment


def published_state(version: Version) -> AssessmentState:
    """A published state with its title."""
    return AssessmentState(load_version(version), version.title)
