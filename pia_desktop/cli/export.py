"""The command that writes an assessment as a workbook and as a PDF: export."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pia_desktop.cli.exit_status import DONE, UsageError
from pia_desktop.cli.output_paths import check_output_ending, check_output_path
from pia_desktop.errors import VersionError

if TYPE_CHECKING:
    import argparse

    from pia_desktop.assessment import Assessment


def run_export(options: argparse.Namespace) -> int:
    """The official workbook, the PDF; says what is empty."""
    from pia_desktop.changes.state_reference import load_state, split_state
    from pia_desktop.checks import check
    from pia_desktop.checks.registry import REQUIRED
    from pia_desktop.files.atomic_write import write_together

    _refuse_what_does_not_go_together(options)
    check_output_ending(options.xlsx, options.template)
    file = split_state(str(options.file))[0]
    check_output_path(options.xlsx, file, options.pdf, options.template)
    check_output_path(options.pdf, file, options.template)
    assessment = load_state(options.file)
    files: list[tuple[Path, bytes]] = []
    if options.xlsx is not None:
        files.append((options.xlsx, _workbook(assessment, options)))
    if options.pdf is not None:
        files.append((options.pdf, _pdf(assessment, options)))
    write_together(files)
    for path, _data in files:
        print(f"「{path}」に出力しました。")
    empty = [finding for finding in check(assessment, date.today()) if finding.code == REQUIRED]
    if empty:
        print(f"未記入の項目が{len(empty)}件あります：")
        for finding in empty:
            print(f"{finding.address}\t{finding.name}")
    return DONE


# What only a PDF has, and what is said of it where none is written.
_IN_PDF = {
    "draft": "「案」の透かしはPDFに入ります",
    "titled-draft": "表題の「（案）」はPDFに入ります",
    "risk-list": "リスク対策一覧はPDFに付きます",
    "changes-index": "変更した項目の一覧はPDFに付きます",
    "compact": "節を詰めるのはPDFです",
    "named-foot": "ページの下の事務名と課名はPDFに入ります",
}


def _refuse_what_does_not_go_together(options: argparse.Namespace) -> None:
    no_xlsx, no_pdf = options.xlsx is None, options.pdf is None
    no_approval = options.approval is None
    faults = (
        (
            no_xlsx and no_pdf,
            "出力先がありません。",
            "--xlsx か --pdf で出力先のファイルを書いてください。",
        ),
        (
            not no_approval and no_pdf,
            "決裁欄はPDFに付きます。",
            "--approval を使うときは --pdf も書いてください。",
        ),
        (
            no_approval
            and (options.consulted is not None or options.proposal is not None or options.entry),
            "合議の欄、伺い文、起案用紙に書く事項は起案用紙に入ります。",
            "--consulted、--proposal、--entry を使うときは --approval も書いてください。",
        ),
        (
            options.bundle and no_approval,
            "決裁用の一式には決裁欄のページが要ります。",
            "--bundle を使うときは --approval も書いてください。",
        ),
        (
            options.since is not None and not options.bundle,
            "--since は --bundle と一緒に使います。",
            "--bundle を書き足すか、--since を外してください。",
        ),
        *(
            (
                getattr(options, option.replace("-", "_")) and no_pdf,
                f"{what}。",
                f"--{option} を使うときは --pdf も書いてください。",
            )
            for option, what in _IN_PDF.items()
        ),
        (
            options.template is not None and no_xlsx,
            "団体のブックはExcelの出力に使います。",
            "--template を使うときは --xlsx も書いてください。",
        ),
        (
            options.partly and options.template is None,
            "--partly は --template と一緒に使います。",
            "団体のブックを --template で書くか、--partly を外してください。",
        ),
    )
    for wrong, message, remedy in faults:
        if wrong:
            raise UsageError(message, remedy)


def _pdf(assessment: Assessment, options: argparse.Namespace) -> bytes:
    """The PDF, with the 決裁 page where titles are given, or all that goes round for the 決裁."""
    from pia_desktop.changes.comparison import since_published
    from pia_desktop.pdf import PrintOptions, write_bundle, write_pdf
    from pia_desktop.sheets.approval import titles_of

    titles = titles_of(options.approval) if options.approval is not None else ()
    chosen = PrintOptions(
        **{
            option.replace("-", "_"): getattr(options, option.replace("-", "_"))
            for option in _IN_PDF
        },
        consulted=titles_of(options.consulted) if options.consulted else (),
        proposal=(options.proposal or "").strip(),
        entries=_entries(options.entry or ()),
    )
    try:
        if not options.bundle:
            return write_pdf(assessment, titles, options=chosen)
        comparison = since_published(assessment, options.since)
    except VersionError as error:
        raise error.at(options.file) from None
    return write_bundle(comparison, titles, options=chosen)


def _entries(given: Sequence[str]) -> dict[str, str]:
    """What is typed into the boxes of the 起案用紙, from 「文書番号=第12号」."""
    from pia_desktop.sheets.approval import DRAFTING_ENTRIES

    named = {label: key for key, label in DRAFTING_ENTRIES.items()}
    entries = {}
    for each in given:
        label, equals, text = each.replace("＝", "=").partition("=")
        if label.strip() not in named or not equals or named[label.strip()] in entries:
            raise UsageError(
                f"起案用紙に書く事項「{each}」を読めません。",
                f"--entry 文書番号=第12号 のように、欄ごとに一度ずつ書いてください"
                f"（欄：{'、'.join(named)}）。",
            )
        entries[named[label.strip()]] = text.strip()
    return entries


def _workbook(assessment: Assessment, options: argparse.Namespace) -> bytes:
    """The workbook in our own layout, or the municipality's own filled in."""
    if options.template is None:
        from pia_desktop.excel import write_workbook

        return write_workbook(assessment)
    from pia_desktop.excel.template_filling import fill_template

    filled = fill_template(assessment, options.template)
    if filled.missing:
        print(f"ブック「{options.template}」に欄がない記入が{len(filled.missing)}件あります：")
        for missing in filled.missing:
            print(f"{missing.address}\t{missing.name}\t{' '.join(missing.text.split())}")
        if not options.partly:
            raise UsageError(
                f"欄がない記入が{len(filled.missing)}件あるので、何も書き出しません。",
                "ブックに欄を足すか、それらを除いて書き出してよければ --partly を付けてください。",
                file=options.template,
            )
    return filled.data
