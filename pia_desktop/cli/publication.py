"""The commands about published states: publish, versions, review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pia_desktop.cli.exit_status import DONE
from pia_desktop.cli.rows import print_row
from pia_desktop.errors import VersionError

if TYPE_CHECKING:
    import argparse


def run_publish(options: argparse.Namespace) -> int:
    """Freezes the present state with its 公表日."""
    from pia_desktop.assessment.document_access import changing
    from pia_desktop.changes.history import publish_counted

    with changing(options.file) as document:
        try:
            version = publish_counted(
                document, options.date, options.note, options.by, repeated=options.repeated
            )
        except VersionError as error:
            raise error.at(options.file) from None
    print(f"{version.title}として確定しました。")
    return DONE


def run_versions(options: argparse.Namespace) -> int:
    """A line a published state: number, 公表日, edition, number of changes, note, by whom."""
    from pia_desktop.assessment.pia_file import load
    from pia_desktop.changes.history import version_history

    for entry in version_history(load(options.file)):
        changes = "" if entry.changes is None else f"{entry.changes}件"
        version = entry.version
        words = (str(version.number), version.date, entry.form, changes, version.note, version.by)
        print_row(*words)
    return DONE


def run_review(options: argparse.Namespace) -> int:
    """Notes that the assessment was reviewed and needed no change."""
    from pia_desktop.assessment.document_access import changing

    with changing(options.file) as document:
        try:
            done = document.record_review(options.date, options.note, options.by)
        except VersionError as error:
            raise error.at(options.file) from None
    print(f"{done.date}の見直しを記録しました。")
    return DONE
