"""What a command of the command line is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse


@dataclass(frozen=True)
class Argument:
    """What may stand behind a command. `name`: `file`, or `--xlsx` for an option. `metavar` is how
    the help calls its value; an option without one is a switch. `convert` makes the value of what
    was typed. One that may be `repeated` gives a list.
    """

    name: str
    help: str
    metavar: str = ""
    convert: Callable[[str], Any] = str
    required: bool = False
    default: str | None = None
    repeated: bool = False


@dataclass(frozen=True)
class Subcommand:
    """One command: its name, what --help says of it, its arguments, and what runs it and gives the
    exit status. `note` stands at the end of its own help.
    """

    name: str
    help: str
    arguments: tuple[Argument, ...]
    run: Callable[[argparse.Namespace], int]
    note: str = ""
