"""The scripts for Windows: how they are written down, and what they never do."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from kit.contents import ROOT
from kit.offline import SCRIPTS, WINDOWS

SETUP = sorted((WINDOWS / "setup").glob("*.py"))
NO_ADMINISTRATOR = re.compile(
    r"\b(runas|hklm|hkey_local_machine|hkcr|schtasks|icacls|takeown|setx|msiexec|regsvr32|elevate"
    r"|net\s+session|programfiles|allusersprofile|programdata|powershell|wscript|cscript)\b",
    re.IGNORECASE,
)
NO_NETWORK = re.compile(
    r"(https?:|ftp|curl|wget|bitsadmin|urlcache|webrequest|net\s+use|\bping\b|index-url)",
    re.IGNORECASE,
)
NETWORKED = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "xmlrpc", "asyncio"}


def commands(name: str) -> list[str]:
    """A script's lines without its remarks."""
    lines = (WINDOWS / name).read_text("ascii").splitlines()
    return [line for line in lines if not line.lower().startswith("rem ")]


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_is_ascii_with_windows_line_ends(kit: Path, name: str) -> None:
    data = (kit / name).read_bytes()
    assert data.isascii()
    assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r") > 3
    assert data.startswith(b"@echo off\r\n")


def test_messages_are_shown_right_in_every_code_page(kit: Path) -> None:
    for path in (kit / "messages").iterdir():
        data = path.read_bytes()
        assert data.startswith(b"\xff\xfe"), "TYPE takes it for UTF-16 by its mark"
        text = data.decode("utf-16")
        assert text == (WINDOWS / "messages" / path.name).read_text("utf-8").replace("\n", "\r\n")
        assert re.search(r"[ぁ-ん]", text)


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_needs_neither_administrator_nor_network(name: str) -> None:
    for line in commands(name):
        assert not NO_ADMINISTRATOR.search(line), line
        assert not NO_NETWORK.search(line), line


@pytest.mark.parametrize("path", SETUP, ids=lambda path: path.stem)
def test_setup_touches_neither_network_nor_machine(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "HKEY_LOCAL_MACHINE" not in text
    assert not NO_NETWORK.search(text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert NETWORKED.isdisjoint(name.partition(".")[0] for name in names)


def test_setup_fetches_nothing() -> None:
    text = (WINDOWS / "setup" / "preparation.py").read_text("utf-8")
    assert '"--no-index"' in text
    assert '"--require-hashes"' in text


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_jump_has_its_place(name: str) -> None:
    lines = commands(name)
    labels = {line[1:].strip() for line in lines if line.startswith(":")}
    jumps = {name for line in lines for name in re.findall(r"(?:goto|call :)\s*(\w+)", line)}
    assert jumps == labels - {"put"} | (jumps & {"put"})
    assert jumps <= labels


def test_every_message_is_there_and_used() -> None:
    said = set(re.findall(r"call :say (\w+)", "\n".join(commands("install.cmd"))))
    assert said == {path.stem for path in (WINDOWS / "messages").glob("*.txt")}


@pytest.mark.parametrize("name", SCRIPTS)
def test_places_may_hold_blanks(name: str) -> None:
    """Every place that a user's name can be part of stands in quotes."""
    places = re.compile(r"%(?:KIT|TARGET|FRESH|FORMER|PYTHON_ZIP|TEMP|~dp0|~f0)%?", re.IGNORECASE)
    for line in commands(name):
        for found in places.finditer(line):
            before = line[: found.start()]
            assert before.count('"') % 2 == 1 or before.startswith("if not exist"), line


def test_install_refuses_another_python_before_it_writes() -> None:
    text = "\n".join(commands("install.cmd"))
    refusals = [text.index(f"goto {label}") for label in ("no_python", "wrong_python", "not_x64")]
    assert max(refusals) < text.index("mkdir") < text.index('tar.exe" -xf')
    assert text.index("prepare") < text.index('move "%TARGET%"')


def test_installed_program_stays_until_the_new_one_is_ready() -> None:
    lines = commands("install.cmd")
    swap = lines.index('move "%TARGET%" "%FORMER%" >nul 2>nul')
    touching = [line for line in lines[:swap] if re.match(r"(rmdir|move|del)", line)]
    assert not any('"%TARGET%"' in line for line in touching)
    back = 'if exist "%FORMER%" move "%FORMER%" "%TARGET%" >nul 2>nul'
    assert back in lines[lines.index(":put_back") :]


def test_uninstall_removes_no_folder_that_holds_anything_else() -> None:
    lines = commands("uninstall.cmd")
    whole = [step.strip() for line in lines for step in line.split("&") if "rmdir /s" in step]
    assert whole == ['rmdir /s /q "%TARGET%\\setup"', 'rmdir /s /q "%TARGET%\\python"']


def test_nothing_is_left_in_the_temp_folder() -> None:
    for name in SCRIPTS:
        assert "%TEMP%" not in "\n".join(commands(name)).upper()


def test_uninstall_reads_nothing_more_of_itself_once_it_goes() -> None:
    lines = commands("uninstall.cmd")
    going = next(number for number, line in enumerate(lines) if "del /q" in line)
    assert lines[going].startswith("(goto) 2>nul & ")
    assert lines[going - 1] == 'cd /d "%SystemRoot%"', "a folder that is somebody's stays"


def test_scripts_of_the_repository_are_checked_out_for_windows() -> None:
    attributes = (ROOT / ".gitattributes").read_text("utf-8")
    assert "*.cmd text eol=crlf" in attributes
