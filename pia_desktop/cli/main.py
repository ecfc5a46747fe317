"""The command-line entry point: no argument or a file name opens the window, a command works
without it.

Exit status: 0 done, 1 `check` found an error, 2 refused: one line on stderr that names the file,
the item and the remedy, and nothing written.
"""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from pia_desktop.cli.exit_status import DONE, REFUSED, UsageError
from pia_desktop.cli.message_box import show_message
from pia_desktop.cli.plain_output import plain_output
from pia_desktop.errors import ExportError, PiaError
from pia_desktop.event_log import Event, log_event
from pia_desktop.files.paths import DEBUG_ENV


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one call; the exit status is given back."""
    _speak_utf8()
    with plain_output():
        return _guarded(arguments)


def _guarded(arguments: Sequence[str] | None) -> int:
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
        log_event(Event.UNEXPECTED, error=error)
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
    if sys.stderr is None:
        show_message(line)
    else:
        print(line, file=sys.stderr)
    return REFUSED


def _run(given: list[str]) -> int:
    if not given or (len(given) == 1 and _is_no_command(given[0])):
        return _open_window(given)  # which needs none of the commands
    from pia_desktop.cli.commands import COMMANDS

    if given[0] not in COMMANDS and not given[0].startswith("-"):
        return _open_window(given)
    from pia_desktop.cli.parser import parse_arguments
    from pia_desktop.files.paths import user_data_dir

    user_data_dir()  # a policy that can't be followed is said before anything is done

    options = parse_arguments(given)
    return COMMANDS[options.name].run(options)


def _is_no_command(word: str) -> bool:
    """Whether it can only be a file: commands and options have neither endings nor folders."""
    return not word.startswith("-") and os.path.basename(word) != os.path.splitext(word)[0]


def _open_window(given: list[str]) -> int:
    if len(given) > 1:
        if all(map(os.path.isfile, given)):  # dropped together onto the program
            raise UsageError("一度に開けるファイルは1つです。", "1つずつ開いてください。")
        raise UsageError(
            f"「{given[0]}」という命令はありません。", f"{_command_names()} から選んでください。"
        )
    path = Path(given[0]) if given else None
    if path is not None and not os.path.isfile(path):  # Path.is_file fails for too long a name
        raise UsageError(
            "ファイルがなく、命令でもありません。",
            f"ファイルの場所を確かめるか、{_command_names()} から選んでください。",
            file=path,
        )
    from ui.app import run

    return run(Path(os.path.abspath(path)) if path is not None else None)


def _command_names() -> str:
    from pia_desktop.cli.commands import COMMANDS

    return "、".join(COMMANDS)
