"""The staircase: no argument or a file name opens the window, a verb works without it.

Exit status: 0 done, 1 `check` found an error, 2 refused: one line on stderr that names the file,
the item and the remedy, and nothing written.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from pia_desktop.errors import ExportError, PiaError, UpgradeError

DONE, FOUND, REFUSED = 0, 1, 2

# Set, it shows a programmer the whole traceback of an unexpected error.
DEBUG_ENV = "PIA_DESKTOP_DEBUG"


class UsageError(PiaError):
    """The command line itself can't be understood."""

    code = "usage"


class _Parser(argparse.ArgumentParser):
    """Refuses in one Japanese line like everything else."""

    def error(self, message: str) -> NoReturn:
        wanted = self.format_usage().removeprefix("usage: ").strip()
        about = message.rpartition(": ")[2]  # argparse's own words are English
        raise UsageError(
            f"コマンドの書き方が違います（{about}）。", f"「{wanted}」のように書いてください。"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call; the exit status is given back."""
    _speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(given)
    except ExportError as error:  # the export knows the item; the call knows the file
        file = next((word for word in given[1:] if word.endswith(".pia")), "")
        return _refuse(str(error.at(file) if file else error))
    except PiaError as error:
        return _refuse(str(error))
    except BrokenPipeError:  # who read our output has gone
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the process ends
        return DONE
    except Exception as error:  # the last word before a traceback
        if os.environ.get(DEBUG_ENV):
            raise
        return _refuse(
            f"思わぬ誤りで中止しました（{type(error).__name__}）。"
            "ファイルは変えていません。システム担当に知らせてください。"
        )


def _speak_utf8() -> None:
    """UTF-8 whatever the locale; what can't be encoded is written out rather than failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _refuse(line: str) -> int:
    print(line, file=sys.stderr)
    return REFUSED


def _run(given: list[str]) -> int:
    if not given or (given[0] not in _VERBS and not given[0].startswith("-")):
        return _open_window(given)
    options = _parser().parse_args(given)
    verb: Callable[[argparse.Namespace], int] = options.verb
    return verb(options)


def _open_window(given: list[str]) -> int:
    if len(given) > 1:
        raise UsageError(
            f"「{given[0]}」という命令はありません。", f"{'、'.join(_VERBS)} から選んでください。"
        )
    path = Path(given[0]) if given else None
    if path is not None and not os.path.isfile(path):  # Path.is_file fails for too long a name
        raise UsageError(
            "ファイルがなく、命令でもありません。",
            f"ファイルの場所を確かめるか、{'、'.join(_VERBS)} から選んでください。",
            file=path,
        )
    from ui.app import run

    return run(path)


def _not_over(out: Path | None, *others: Path | None) -> None:
    """Refuse to write over what the call reads, or twice to one place."""
    for other in others:
        if out is not None and other is not None and out.resolve() == other.resolve():
            raise UsageError(
                "出力先が、読み込むファイルかもう一つの出力先と同じです。",
                "別の名前にしてください。",
                file=out,
            )


def _forms(options: argparse.Namespace) -> int:
    """A line a form edition: its id, a tab, its name."""
    from pia_desktop.forms import form_ids, load_form_by_id

    for form_id in form_ids():
        print(f"{form_id}\t{load_form_by_id(form_id).display_name}")
    return DONE


def _items(options: argparse.Namespace) -> int:
    """The edition's items as TSV."""
    from pia_desktop.forms import load_form_by_id
    from pia_desktop.forms.catalogue import rows

    for row in rows(load_form_by_id(options.form)):
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

    _not_over(options.out, options.answers)
    save(from_json(options.answers), options.out)
    return DONE


def _dump(options: argparse.Namespace) -> int:
    """The answers as JSON on stdout, the pictures into a folder."""
    from pia_desktop.assessment.pia_file import load
    from pia_desktop.assessment.storage import make_folder, write_together

    assessment = load(options.file)
    if options.figures is not None:
        make_folder(options.figures)
        names = dict.fromkeys(assessment.figure_names())
        write_together((options.figures / name, assessment.figures[name]) for name in names)
    print(json.dumps(assessment.answers.to_json(), ensure_ascii=False, indent=1))
    return DONE


def _export(options: argparse.Namespace) -> int:
    """The official workbook, the PDF; says what is empty."""
    from pia_desktop.assessment.pia_file import load
    from pia_desktop.assessment.storage import write_together
    from pia_desktop.checks import check, required

    if options.xlsx is None and options.pdf is None:
        raise UsageError(
            "出力先がありません。", "--xlsx か --pdf で出力先のファイルを書いてください。"
        )
    if options.approval is not None and options.pdf is None:
        raise UsageError(
            "決裁欄はPDFに付きます。", "--approval を使うときは --pdf も書いてください。"
        )
    _not_over(options.xlsx, options.file, options.pdf)
    _not_over(options.pdf, options.file)
    assessment = load(options.file)
    made: list[tuple[Path, bytes]] = []
    if options.xlsx is not None:
        from pia_desktop.excel import write_workbook

        made.append((options.xlsx, write_workbook(assessment)))
    if options.pdf is not None:
        from pia_desktop.pdf import write_pdf
        from pia_desktop.sheets.approval import titles_of

        titles = titles_of(options.approval) if options.approval is not None else ()
        made.append((options.pdf, write_pdf(assessment, titles)))
    write_together(made)
    for path, _data in made:
        print(f"「{path}」に出力しました。")
    empty = [found for found in check(assessment.answers) if found.code == required.CODE]
    if empty:
        print(f"未記入の項目が{len(empty)}件あります：")
        for found in empty:
            print(f"{found.address}\t{found.name}")
    return DONE


def _check(options: argparse.Namespace) -> int:
    """What is missing or wrong."""
    from pia_desktop.assessment.pia_file import load
    from pia_desktop.checks import Severity, check

    findings = check(load(options.file).answers)
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


def _upgrade(options: argparse.Namespace) -> int:
    """Carries an assessment to another edition or form; says what needs a person."""
    from pia_desktop.assessment.pia_file import load, save
    from pia_desktop.assessment.upgrade import upgrade

    _not_over(options.out, options.file)
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


_VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "forms": _forms,
    "items": _items,
    "new": _new,
    "fill": _fill,
    "from-json": _from_json,
    "dump": _dump,
    "export": _export,
    "check": _check,
    "upgrade": _upgrade,
}

_ARGUMENTS: dict[str, tuple[str, ...]] = {
    "items": ("form",),
    "new": ("form", "out"),
    "fill": ("file", "answers"),
    "from-json": ("answers", "out"),
    "dump": ("file",),
    "export": ("file",),
    "check": ("file",),
    "upgrade": ("file", "form", "out"),
}


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="pia-desktop", description="特定個人情報保護評価書を作るプログラム")
    verbs = parser.add_subparsers(required=True, metavar="命令", parser_class=_Parser)
    made = {}
    for name, function in _VERBS.items():
        made[name] = verbs.add_parser(name, help=(function.__doc__ or "").strip())
        made[name].set_defaults(verb=function)
        for argument in _ARGUMENTS.get(name, ()):
            made[name].add_argument(argument, type=str if argument == "form" else Path)
    made["dump"].add_argument("--figures", type=Path, metavar="DIR")
    made["export"].add_argument("--xlsx", type=Path, metavar="OUT")
    made["export"].add_argument("--pdf", type=Path, metavar="OUT")
    made["export"].add_argument("--approval", metavar="課長,係長,担当")
    made["check"].add_argument("--json", action="store_true")
    return parser
