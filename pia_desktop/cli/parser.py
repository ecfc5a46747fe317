"""The command line's parser, built from the table of commands."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from pia_desktop import __version__
from pia_desktop.cli.command import Argument
from pia_desktop.cli.commands import COMMANDS
from pia_desktop.cli.exit_status import UsageError

_USAGE = "使い方: "

# How argparse names the option whose value is missing: 「argument --xlsx: expected …」.
_ABOUT_OPTION = re.compile(r"argument (\S+): (?:expected|ignored|invalid) ")


class _Formatter(argparse.HelpFormatter):
    """Says 使い方 in front of the usage."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _USAGE if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Speaks Japanese, and refuses in one line like everything else."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=_Formatter, add_help=False, **settings)
        self.values = self.add_argument_group("引数")
        self.switches = self.add_argument_group("オプション")
        self.switches.add_argument("-h", "--help", action="help", help="この説明を表示する")

    def add(self, argument: Argument) -> None:
        """Take an argument of the table."""
        if not argument.name.startswith("-"):
            self.values.add_argument(
                argument.name, metavar=argument.metavar, type=argument.convert, help=argument.help
            )
        elif not argument.metavar:
            self.switches.add_argument(argument.name, action="store_true", help=argument.help)
        elif argument.repeated:
            self.switches.add_argument(
                argument.name,
                metavar=argument.metavar,
                type=argument.convert,
                action="append",
                default=[],
                help=argument.help,
            )
        else:
            self.switches.add_argument(
                argument.name,
                metavar=argument.metavar,
                type=argument.convert,
                required=argument.required,
                default=argument.default,
                help=argument.help,
            )

    def error(self, message: str) -> NoReturn:
        wanted = self.format_usage().removeprefix(_USAGE).strip()
        option = _ABOUT_OPTION.match(message)
        about = option[1] if option else message.rpartition(": ")[2]  # the rest is English
        raise UsageError(
            f"コマンドの書き方が違います（{about}）。", f"「{wanted}」のように書いてください。"
        )


def parse_arguments(given: Sequence[str]) -> argparse.Namespace:
    """A call's arguments, with its command as `name`; UsageError for what can't be understood."""
    return _parser().parse_args(given)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="pia-desktop",
        description="特定個人情報保護評価書を作るプログラム",
        epilog="命令を書かないと、画面が開く（pia-desktop、pia-desktop 評価書.pia）。"
        "命令の説明：pia-desktop check --help",
    )
    parser.switches.add_argument(
        "--version",
        action="version",
        version=f"pia-desktop {__version__}",
        help="バージョンを表示する",
    )
    commands = parser.add_subparsers(
        required=True, title="命令", metavar="命令", parser_class=_Parser
    )
    for command in COMMANDS.values():
        subparser = commands.add_parser(
            command.name, help=command.help, description=command.help, epilog=command.note or None
        )
        subparser.set_defaults(name=command.name)
        for argument in command.arguments:
            subparser.add(argument)
    return parser
