"""What may stand behind each verb of the command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from pia_desktop.cli.commands import ARGUMENTS, HELP, VERBS
from pia_desktop.cli.exit_status import UsageError

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


def parse_arguments(given: Sequence[str]) -> argparse.Namespace:
    """A call's arguments, with its verb as `name`; UsageError for what can't be understood."""
    return _parser().parse_args(given)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="pia-desktop", description="特定個人情報保護評価書を作るプログラム")
    verbs = parser.add_subparsers(required=True, metavar="命令", parser_class=_Parser)
    made = {}
    for name in VERBS:
        made[name] = verbs.add_parser(name, help=HELP[name])
        made[name].set_defaults(name=name)
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
