"""The commands that make an assessment of something else: import, upgrade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pia_desktop.cli.exit_status import DONE
from pia_desktop.cli.output_paths import check_output_path
from pia_desktop.errors import FileError, UpgradeError

if TYPE_CHECKING:
    import argparse

    from pia_desktop.excel.importer import ImportedWorkbook


def run_import(options: argparse.Namespace) -> int:
    """An assessment out of a workbook in the official layout; says what it did not recognise."""
    from pia_desktop.assessment.document_access import save_new
    from pia_desktop.excel.importer import read_workbook
    from pia_desktop.excel.importer.import_report import report_place

    check_output_path(options.out, options.book, options.after)
    if options.after is None:
        imported = read_workbook(options.book, options.form)
        save_new(imported.assessment, options.out)
        print(f"「{options.out}」に、{imported.assessment.form.display_name}として取り込みました。")
    else:
        imported = _import_after(options)
    mark = imported.edition_mark
    print(f"表紙の版：［{mark}］" if mark else "表紙の版：読み取れませんでした")
    if imported.edition_note:
        print(f"{imported.edition_note}別の版にするときは --form で指定してください。")
    print(f"取り込んだ記入：{imported.taken}件")
    for note in imported.notes:
        print(note)
    leftovers = imported.assessment.leftovers
    print(f"どの項目か分からず、取込記録に残した記載：{len(leftovers)}件")
    for leftover in leftovers:
        print(f"・{report_place(imported, leftover)}\n{leftover.text}")
    return DONE


def _import_after(options: argparse.Namespace) -> ImportedWorkbook:
    """Add the workbook to an assessment that is there; what goes beside it is said."""
    from pia_desktop.assessment.continuation import add_continuation
    from pia_desktop.assessment.document import Document
    from pia_desktop.assessment.document_access import save_new
    from pia_desktop.assessment.pia_file import load
    from pia_desktop.excel.importer import read_workbook

    document = Document.unsaved(load(options.after))
    form = document.assessment.form
    if options.form not in (None, form.id):
        raise FileError(
            f"この評価書は{form.display_name}です。",
            "続きのExcelは、同じ様式と版のものとして取り込みます。",
            file=options.after,
        )
    imported = read_workbook(options.book, form.id)
    done = add_continuation(document, imported.assessment, options.book.name)
    save_new(document.assessment, options.out)
    print(f"「{options.after}」に続きを加えて、「{options.out}」に書き出しました。")
    print(f"加えた記入：{done.taken}件")
    print(f"別の記入があるため、取込記録に残した記入：{len(done.kept)}件")
    for leftover in done.kept:
        print(f"・{leftover.place}\n{leftover.text}")
    return imported


def run_upgrade(options: argparse.Namespace) -> int:
    """Carries an assessment to another edition or form; says what needs a person."""
    from pia_desktop.assessment.document_access import save_new
    from pia_desktop.assessment.pia_file import load
    from pia_desktop.assessment.upgrade import upgrade

    check_output_path(options.out, options.file)
    try:
        done = upgrade(load(options.file), options.form)
    except UpgradeError as error:
        raise error.at(options.file) from None
    save_new(done.assessment, options.out)
    print(f"「{options.out}」に、{done.assessment.form.display_name}として書き出しました。")
    print(f"引き継いだ記入：{done.carried}件")
    leftovers = done.assessment.leftovers
    print(f"新しい様式に欄がなく、取込記録に残した記入：{len(leftovers)}件")
    for leftover in leftovers:
        print(f"・{leftover.place}\n{leftover.text}")
    print(f"見直しが要る記入：{len(done.review)}件")
    for entry in done.review:
        print(f"{entry.place.address}\t{entry.place.name}\t{entry.reason}")
    print(f"新しく記入する項目：{len(done.new)}件")
    for place in done.new:
        print(f"{place.address}\t{' '.join(place.name.split())}")
    return DONE
