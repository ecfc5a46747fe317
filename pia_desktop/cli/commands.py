"""What each verb of the command line does. A verb prints its result and gives the exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from pia_desktop.cli import publication
from pia_desktop.cli.exit_status import DONE, FOUND, check_output_path
from pia_desktop.cli.export import run_export
from pia_desktop.errors import UpgradeError

if TYPE_CHECKING:
    import argparse


def _forms(options: argparse.Namespace) -> int:
    """A line a form edition: its id, a tab, its name."""
    from pia_desktop.forms import form_ids, load_form_by_id

    for form_id in form_ids():
        print(f"{form_id}\t{load_form_by_id(form_id).display_name}")
    return DONE


def _items(options: argparse.Namespace) -> int:
    """The edition's items as TSV."""
    from pia_desktop.forms import load_form_by_id
    from pia_desktop.forms.catalogue import catalogue_rows

    for row in catalogue_rows(load_form_by_id(options.form)):
        print("\t".join(row))
    return DONE


def _new(options: argparse.Namespace) -> int:
    """An empty assessment."""
    from pia_desktop.assessment import new_assessment
    from pia_desktop.assessment.pia_file import save

    save(new_assessment(options.form), options.out)
    return DONE


def _fill(options: argparse.Namespace) -> int:
    """Sets the answers that the JSON holds, all or none."""
    from pia_desktop.assessment import fill, read_json
    from pia_desktop.assessment.pia_file import load, save

    assessment = load(options.file)
    fill(assessment, read_json(options.answers), options.answers)
    save(assessment, options.file)
    return DONE


def _from_json(options: argparse.Namespace) -> int:
    """New and fill in one; figures are looked up beside the JSON."""
    from pia_desktop.assessment import from_json
    from pia_desktop.assessment.pia_file import save

    check_output_path(options.out, options.answers)
    save(from_json(options.answers), options.out)
    return DONE


def _dump(options: argparse.Namespace) -> int:
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


def _check(options: argparse.Namespace) -> int:
    """What is missing or wrong, and for a person when the next review is due."""
    from pia_desktop.assessment.pia_file import load
    from pia_desktop.checks import Severity, check

    order = list(Severity)
    findings = check(load(options.file), date.today())
    findings.sort(key=lambda finding: order.index(finding.severity))
    if options.json:  # a day that lies ahead is neither missing nor wrong
        findings = [it for it in findings if it.severity is not Severity.NOTICE]
    rows = [
        {
            "code": found.code,
            "severity": found.severity.value,
            "item_id": found.address,
            "item_name": found.name,
            "message": found.message,
            "remedy": found.remedy,
        }
        for found in findings
    ]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print("\t".join(value for key, value in row.items() if key != "code"))
    return FOUND if any(found.severity is Severity.ERROR for found in findings) else DONE


def _import(options: argparse.Namespace) -> int:
    """An assessment out of a workbook in the official layout; says what it did not recognise."""
    from pia_desktop.assessment.pia_file import save
    from pia_desktop.excel.importer import read_workbook

    check_output_path(options.out, options.book)
    imported = read_workbook(options.book, options.form)
    save(imported.assessment, options.out)
    print(f"「{options.out}」に、{imported.assessment.form.display_name}として取り込みました。")
    print(f"取り込んだ記入：{imported.taken}件")
    for note in imported.notes:
        print(note)
    left = imported.assessment.leftovers
    print(f"どの項目か分からず、取込記録に残した記載：{len(left)}件")
    for leftover in left:
        near = f"（{leftover.near} の近く）" if leftover.near else ""
        print(f"・{leftover.place}{near}\n{leftover.text}")
    return DONE


def _upgrade(options: argparse.Namespace) -> int:
    """Carries an assessment to another edition or form; says what needs a person."""
    from pia_desktop.assessment.pia_file import load, save
    from pia_desktop.assessment.upgrade import upgrade

    check_output_path(options.out, options.file)
    try:
        done = upgrade(load(options.file), options.form)
    except UpgradeError as error:
        raise error.at(options.file) from None
    save(done.assessment, options.out)
    print(f"「{options.out}」に、{done.assessment.form.display_name}として書き出しました。")
    print(f"引き継いだ記入：{done.carried}件")
    left = done.assessment.leftovers
    print(f"新しい様式に欄がなく、取込記録に残した記入：{len(left)}件")
    for leftover in left:
        print(f"・{leftover.place}\n{leftover.text}")
    print(f"見直しが要る記入：{len(done.review)}件")
    for entry in done.review:
        print(f"{entry.place.address}\t{entry.place.name}\t{entry.reason}")
    print(f"新しく記入する項目：{len(done.new)}件")
    for place in done.new:
        print(f"{place.address}\t{' '.join(place.name.split())}")
    return DONE


VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "forms": _forms,
    "items": _items,
    "new": _new,
    "fill": _fill,
    "from-json": _from_json,
    "dump": _dump,
    "export": run_export,
    "check": _check,
    "import": _import,
    "upgrade": _upgrade,
    "publish": publication.run_publish,
    "versions": publication.run_versions,
    "review": publication.run_review,
    "changes": publication.run_changes,
    "compare": publication.run_compare,
}

# What --help says of each.
HELP: dict[str, str] = {
    "forms": "様式と版の一覧",
    "items": "様式の項目の一覧（TSV）",
    "new": "新しい評価書",
    "fill": "評価書に回答（JSON）を記入する",
    "from-json": "回答（JSON）から評価書を作る",
    "dump": "評価書の回答をJSONで表示する",
    "export": "評価書をExcelやPDFに出す",
    "check": "評価書の未記入と誤りを調べる",
    "import": "様式のExcelから評価書を作る",
    "upgrade": "評価書を別の様式や版に改める",
    "publish": "評価書を公表版として確定する",
    "versions": "公表版の一覧",
    "review": "変更のない見直しを記録する",
    "changes": "公表版からの変更箇所を作る",
    "compare": "二つの評価書の新旧対照表を作る",
}

# What stands behind each verb, in order.
ARGUMENTS: dict[str, tuple[str, ...]] = {
    "items": ("form",),
    "new": ("form", "out"),
    "fill": ("file", "answers"),
    "from-json": ("answers", "out"),
    "dump": ("file",),
    "export": ("file",),
    "check": ("file",),
    "import": ("book", "out"),
    "upgrade": ("file", "form", "out"),
    "publish": ("file",),
    "versions": ("file",),
    "review": ("file",),
    "changes": ("file",),
    "compare": ("old", "new"),
}
