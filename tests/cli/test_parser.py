"""The command line's table of commands: help in Japanese throughout, and the version."""

import re
import subprocess
import sys

import pytest

from pia_desktop import __version__
from pia_desktop.cli.commands import COMMANDS
from pia_desktop.cli.exit_status import UsageError
from pia_desktop.cli.main import main
from pia_desktop.cli.parser import parse_arguments
from tests.locations import ROOT

# Letters that are no name of a command, an option or a value: words of argparse itself.
_WORDS = re.compile(r"usage|positional|options|optional|arguments|show this|exit|version number")


def printed(call: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        main(call)
    assert ended.value.code == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    return shown.out


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(["--version"], capsys) == f"pia-desktop {__version__}\n"


@pytest.mark.parametrize("call", [[], *([name] for name in COMMANDS)], ids=" ".join)
def test_help_is_japanese_throughout(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    shown = printed([*call, "--help"], capsys)
    assert shown.startswith("使い方: pia-desktop")
    assert _WORDS.findall(shown) == []
    assert "この説明を表示する" in shown


def test_help_names_every_command_and_says_what_it_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = printed(["--help"], capsys)
    for command in COMMANDS.values():
        assert re.search(rf"^ +{command.name}\s+{re.escape(command.help)}$", shown, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_explains_each_argument(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = printed([name, "--help"], capsys)
    for argument in COMMANDS[name].arguments:
        assert argument.help in shown
        assert (argument.metavar or argument.name) in shown


@pytest.mark.parametrize(
    "call,about",
    [
        (["new"], "（FORM, OUT.pia）"),
        (["export", "a.pia", "--xlsx"], "（--xlsx）"),
        (["publish", "a.pia"], "（--date）"),
        (["new", "a", "b.pia", "c"], "（c）"),
    ],
)
def test_what_cannot_be_understood_is_named_with_the_right_usage(
    call: list[str], about: str
) -> None:
    with pytest.raises(UsageError) as refused:
        parse_arguments(call)
    assert about in str(refused.value)
    assert "「pia-desktop" in str(refused.value)
    assert "使い方" not in str(refused.value)


def test_the_start_of_the_window_loads_nothing_for_the_commands() -> None:
    code = (
        "import sys; import pia_desktop.cli.main;"
        "heavy = ('argparse', 'openpyxl', 'reportlab', 'pydantic', 'yaml', 'PIL');"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == "[]\n"
