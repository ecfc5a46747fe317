"""The staircase: no argument or a file name opens the window, a verb works without it.

Exit status: 0 done, 1 `check` found an error, 2 refused: one line on stderr that names the file,
the item and the remedy, and nothing written.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from pia_desktop.errors import ExportError, PiaError
from pia_desktop.log import Event, note
from pia_desktop.usage import DONE, REFUSED, UsageError
from pia_desktop.verbs import ARGUMENTS, HELP, VERBS

# Set, it shows a programmer the whole traceback of an unexpected error.
DEBUG_ENV = "PIA_DESKTOP_DEBUG"


# What stands behind a verb and is no path, or more than one.
_NAMES = ("form", "old", "new")


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
        with warnings.catch_warnings(action="ignore"):  # a library's words are no refusal
            return _run(given)
    except ExportError as error:  # the export knows the item; the call knows the file
        file = next((word for word in given[1:] if word.lower().endswith(".pia")), "")
        return _refuse(str(error.at(file) if file else error))
    except PiaError as error:
        return _refuse(str(error))
    except BrokenPipeError:  # who read our output has gone
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the process ends
        return DONE
    except Exception as error:  # the last word before a traceback
        note(Event.UNEXPECTED, error=error)
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
    if not given or (given[0] not in VERBS and not given[0].startswith("-")):
        return _open_window(given)
    options = _parser().parse_args(given)
    verb: Callable[[argparse.Namespace], int] = options.verb
    return verb(options)


def _open_window(given: list[str]) -> int:
    if len(given) > 1:
        raise UsageError(
            f"「{given[0]}」という命令はありません。", f"{'、'.join(VERBS)} から選んでください。"
        )
    path = Path(given[0]) if given else None
    if path is not None and not os.path.isfile(path):  # Path.is_file fails for too long a name
        raise UsageError(
            "ファイルがなく、命令でもありません。",
            f"ファイルの場所を確かめるか、{'、'.join(VERBS)} から選んでください。",
            file=path,
        )
    from ui.app import run

    return run(path)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="pia-desktop", description="特定個人情報保護評価書を作るプログラム")
    verbs = parser.add_subparsers(required=True, metavar="命令", parser_class=_Parser)
    made = {}
    for name, function in VERBS.items():
        made[name] = verbs.add_parser(name, help=HELP[name])
        made[name].set_defaults(verb=function)
        for argument in ARGUMENTS.get(name, ()):
            made[name].add_argument(argument, type=str if argument in _NAMES else Path)
    made["dump"].add_argument("--figures", type=Path, metavar="DIR")
    made["export"].add_argument("--xlsx", type=Path, metavar="OUT")
    made["export"].add_argument("--pdf", type=Path, metavar="OUT")
    made["export"].add_argument("--approval", metavar="課長,係長,担当")
    made["export"].add_argument("--bundle", action="store_true")
    made["export"].add_argument("--since", metavar="VERSION")
    made["export"].add_argument("--draft", action="store_true")
    made["export"].add_argument("--template", type=Path, metavar="BOOK")
    made["export"].add_argument("--partly", action="store_true")
    made["import"].add_argument("--form", metavar="FORM")
    made["check"].add_argument("--json", action="store_true")
    for verb in ("publish", "review"):
        made[verb].add_argument("--date", required=True, metavar="令和8年4月1日")
        made[verb].add_argument("--note", default="", metavar="メモ")
        made[verb].add_argument("--by", default="", metavar="確定した人")
    made["publish"].add_argument("--repeated", action="store_true")
    made["changes"].add_argument("--since", metavar="VERSION")
    made["changes"].add_argument("--date", metavar="令和8年4月1日")
    made["changes"].add_argument("--abridged", action="store_true")
    made["changes"].add_argument("--occurrences", action="store_true")
    made["changes"].add_argument("--apply", action="store_true")
    made["changes"].add_argument("--json", action="store_true")
    made["compare"].add_argument("--xlsx", type=Path, metavar="OUT")
    made["compare"].add_argument("--pdf", type=Path, metavar="OUT")
    made["compare"].add_argument("--all", action="store_true")
    return parser
