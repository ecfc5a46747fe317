"""docs/command-line.md has every command with its options, and no other ones."""

import re
from collections import defaultdict

from pia_desktop.cli.commands import COMMANDS
from tests.locations import ROOT

_CALL = re.compile(r"`pia-desktop ([a-z][a-z-]*)\b")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def options_by_command(page: str) -> dict[str, set[str]]:
    """The options that the page names for each command: in the row or line of its call, in a table
    of its own, or in a table whose second column says of which commands they are.
    """
    known: dict[str, set[str]] = defaultdict(set)
    owner = ""
    for line in page.splitlines():
        cells = line.split("|")
        if len(cells) > 1 and cells[1].strip().startswith("option"):
            owner = "".join(re.findall(r"`([a-z-]+)`", cells[1]))
        elif not line.startswith("|"):
            owner = ""
        for name in _CALL.findall(line):
            known[name] |= set(_OPTION.findall(line))
        if len(cells) > 1 and cells[1].strip().startswith("`--"):
            of = [owner] if owner else re.findall(r"`([a-z-]+)[^`]*`", cells[2])
            for name in of:
                known[name] |= set(_OPTION.findall(cells[1]))
    return known


def test_the_page_names_each_command_with_its_options() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    assert options_by_command(page) == {
        command.name: {
            argument.name for argument in command.arguments if argument.name.startswith("--")
        }
        for command in COMMANDS.values()
    }


def test_a_forgotten_and_an_invented_option_are_noticed() -> None:
    page = (
        "| `pia-desktop rules [--json]` | lists |\n\n"
        "| option of `rules` | does |\n|---|---|\n| `--all` | no |\n"
    )
    assert options_by_command(page) == {"rules": {"--json", "--all"}}
