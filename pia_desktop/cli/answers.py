"""The commands that take answers in and give them out: new, fill, from-json, dump."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pia_desktop.cli.exit_status import DONE
from pia_desktop.cli.output_paths import check_output_path

if TYPE_CHECKING:
    import argparse


def run_new(options: argparse.Namespace) -> int:
    """An empty assessment."""
    from pia_desktop.assessment import new_assessment
    from pia_desktop.assessment.document_access import save_new

    save_new(new_assessment(options.form), options.out)
    return DONE


def run_fill(options: argparse.Namespace) -> int:
    """Sets the answers that the JSON holds, all or none."""
    from pia_desktop.assessment import fill, read_json
    from pia_desktop.assessment.document_access import changing

    data = read_json(options.answers)
    with changing(options.file) as document:
        fill(document.assessment, data, options.answers)
    _say_what_was_left_out(data)
    return DONE


def run_from_json(options: argparse.Namespace) -> int:
    """New and fill in one; figures are looked up beside the JSON."""
    from pia_desktop.assessment import from_json, read_json
    from pia_desktop.assessment.document_access import save_new

    check_output_path(options.out, options.answers)
    save_new(from_json(options.answers), options.out)
    _say_what_was_left_out(read_json(options.answers))
    return DONE


def _say_what_was_left_out(data: Any) -> None:
    from pia_desktop.forms.values import count_hidden

    if number := count_hidden(data):
        print(f"見えない制御文字を{number:,}個取り除きました。ほかの文字はそのままです。")


def run_dump(options: argparse.Namespace) -> int:
    """The answers as JSON on stdout, the pictures into a folder."""
    from pia_desktop.changes.state_reference import load_state
    from pia_desktop.files.atomic_write import make_folder, write_together

    assessment = load_state(options.file)
    if options.figures is not None:
        make_folder(options.figures)
        names = dict.fromkeys(assessment.figure_names())
        write_together((options.figures / name, assessment.figures[name]) for name in names)
    print(json.dumps(assessment.answers.to_json(), ensure_ascii=False, indent=1))
    return DONE
