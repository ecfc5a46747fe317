"""The setup that runs on the Windows PC, run here as far as it isn't Windows itself."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kit.contents import VERSION

PTH = "python313._pth"


@pytest.fixture
def own_kit(kit: Path, tmp_path: Path) -> Path:
    """A kit that a test may change, in a folder such as people make."""
    return Path(shutil.copytree(kit, tmp_path / "USB メモリ (1)" / "kit"))


def prepare(kit: Path, fresh: Path, installed: Path) -> subprocess.CompletedProcess[str]:
    """What install.cmd does once it has unpacked Python."""
    (fresh / "python").mkdir(parents=True)
    (fresh / "python" / PTH).write_text("python313.zip\n.\n#import site\n")
    command = [sys.executable, "-I", "-B", str(kit / "setup"), "prepare", str(fresh)]
    return subprocess.run([*command, str(installed)], capture_output=True, text=True)


@pytest.mark.slow
def test_prepares_a_whole_program(own_kit: Path, tmp_path: Path) -> None:
    fresh, installed = tmp_path / "program.new", tmp_path / "program"
    workbooks = installed / "templates" / "workbooks"
    workbooks.mkdir(parents=True)
    (workbooks / "町の様式4.XLSX").write_bytes(b"the municipality's own")
    (workbooks / "README.md").write_text("of an older version")
    (installed / "policy.toml").write_text("data = 'of the older version'")
    (installed / "templates" / "terms-own.yaml").write_text("words: of the municipality's own")
    (own_kit / "policy.toml").write_text(f"data = '{tmp_path / 'of the kit'}'")

    done = prepare(own_kit, fresh, installed)

    assert done.returncode == 0, done.stderr
    assert (fresh / "packages" / "small_part.py").is_file()
    assert (fresh / "pia_desktop" / "__main__.py").is_file()
    assert list((fresh / "ui").rglob("*.pyc")), "compiled once, not at every start"
    assert (fresh / "docs" / "manual" / "01-はじめに.md").is_file()
    kept = fresh / "templates" / "workbooks"
    assert (kept / "町の様式4.XLSX").read_bytes() == b"the municipality's own"
    assert "older" not in (kept / "README.md").read_text("utf-8")
    search_path = (fresh / "python" / PTH).read_bytes()
    assert search_path == b"python313.zip\r\n.\r\n..\\packages\r\n..\r\n"
    assert (fresh / "policy.toml").read_text().endswith("of the kit'")
    assert "own" in (fresh / "templates" / "terms-own.yaml").read_text()
    assert not (fresh / "setup" / "SHARED").exists()
    for name in (
        "uninstall.cmd",
        "register.cmd",
        "pia-desktop.cmd",
        "licences",
        "setup",
        "manual.pdf",
    ):
        assert (fresh / name).exists()
    assert not list((fresh / "setup").glob("*.whl")), "pip was needed once"
    assert (fresh / "setup" / "VERSION").read_text().strip() == VERSION


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_refuses_a_kit_that_was_harmed_on_its_way(own_kit: Path, tmp_path: Path, harm: str) -> None:
    manual = own_kit / "manual.pdf"
    if harm == "changed":
        manual.write_bytes(manual.read_bytes()[:-1] + b"x")
    else:
        manual.unlink()
    done = prepare(own_kit, tmp_path / "fresh", tmp_path / "installed")
    assert done.returncode == 1
    assert "manual.pdf" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "fresh" / "pia_desktop").exists()


def test_refuses_a_wheel_that_the_lock_does_not_know(own_kit: Path, tmp_path: Path) -> None:
    """Even where somebody has put its sum right."""
    wheel = next((own_kit / "wheels").glob("small_part*.whl"))
    before = hashlib.sha256(wheel.read_bytes()).hexdigest()
    wheel.write_bytes(wheel.read_bytes() + b"\0")
    sums = own_kit / "SHA256SUMS"
    after = hashlib.sha256(wheel.read_bytes()).hexdigest()
    sums.write_text(sums.read_text("utf-8").replace(before, after), "utf-8")
    done = prepare(own_kit, tmp_path / "fresh", tmp_path / "installed")
    assert done.returncode == 1
    assert "部品を入れられませんでした" in done.stderr
    assert "hash" in done.stderr.lower()
    assert not (tmp_path / "fresh" / "packages" / "small_part.py").exists()


class Recorded:
    """Stands for Windows: a registry and a Start menu of this test."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | int] = {}
        self.links: dict[Path, tuple[Path, str]] = {}
        self.refused = "nothing"

    def put(self, value: Any) -> None:
        if value.name == self.refused:
            raise PermissionError(5, "Access is denied", value.key)
        self.values[value.key, value.name] = value.data

    def read(self, value: Any) -> str | int | None:
        return self.values.get((value.key, value.name))

    def take(self, key: str) -> None:
        if self.refused == "take":
            raise PermissionError(5, "Access is denied", key)
        self.values = {
            place: data
            for place, data in self.values.items()
            if place[0] != key and not place[0].startswith(f"{key}\\")
        }

    def take_value(self, value: Any) -> None:
        if self.values.get((value.key, value.name)) == value.data:
            del self.values[value.key, value.name]

    def link(self, place: Path, target: Path, arguments: str, icon: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("a shortcut")
        self.links[place] = (target, arguments)

    def tell(self) -> None:
        """There is no desktop here."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An installed program."""
    folder = tmp_path / "Programs" / "pia-desktop"
    for name in ("python", "setup", "packages", "pia_desktop", "templates/workbooks", "resources"):
        (folder / name).mkdir(parents=True)
    (folder / "templates" / "workbooks" / "README.md").touch()
    (folder / "uninstall.cmd").touch()
    return folder


@pytest.mark.usefixtures("setup_modules")
def test_registers_the_file_type_for_this_user(home: Path, tmp_path: Path) -> None:
    from registration import register

    windows = Recorded()
    register(windows, home, tmp_path / "menu", "1.2.3")
    classes = r"Software\Classes"
    kind = windows.values[rf"{classes}\.pia", ""]
    window = home / "python" / "pythonw.exe"
    opening = windows.values[rf"{classes}\{kind}\shell\open\command", ""]
    assert opening == f'"{window}" -m pia_desktop "%1"'
    removal = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\pia-desktop"
    assert windows.values[removal, "DisplayVersion"] == "1.2.3"
    assert windows.values[removal, "UninstallString"] == f'cmd.exe /c ""{home / "uninstall.cmd"}""'
    menu = tmp_path / "menu" / "特定個人情報保護評価書.lnk"
    assert windows.links[menu] == (window, "-m pia_desktop")
    assert all(key.startswith("Software\\") for key, _ in windows.values)


@pytest.mark.usefixtures("setup_modules")
@pytest.mark.parametrize("books", [False, True], ids=["no workbook", "a workbook"])
def test_removes_all_but_what_is_the_users(home: Path, tmp_path: Path, books: bool) -> None:
    from registration import register, remove

    windows = Recorded()
    windows.values["Software\\Classes\\.txt", ""] = "somebody else's"
    before = dict(windows.values)
    register(windows, home, tmp_path / "menu", "1.2.3")
    book = home / "templates" / "workbooks" / "町の様式4.xlsx"
    if books:
        book.write_bytes(b"the municipality's own")
    assert remove(windows, home, tmp_path / "menu") == ([book] if books else [])
    assert windows.values == before
    assert not list((tmp_path / "menu").iterdir())
    left = {path.name for path in home.iterdir()}
    assert left == {"python", "setup", "uninstall.cmd", *(["templates"] if books else [])}
    assert book.exists() is books
    assert not (home / "templates" / "workbooks" / "README.md").exists()


@pytest.mark.usefixtures("setup_modules")
def test_leaves_a_file_type_that_another_program_has_taken(home: Path, tmp_path: Path) -> None:
    from registration import register, remove

    windows = Recorded()
    register(windows, home, tmp_path / "menu", "1.2.3")
    windows.values["Software\\Classes\\.pia", ""] = "another.program"
    remove(windows, home, tmp_path / "menu")
    assert windows.values["Software\\Classes\\.pia", ""] == "another.program"


@pytest.mark.usefixtures("setup_modules")
def test_removes_nothing_while_the_window_is_open(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from refusal import Refusal
    from registration import register, remove

    rename = Path.rename

    def in_use(path: Path, target: Path) -> Path:
        if path.name == "packages":
            raise PermissionError(13, "in use", str(path))
        return rename(path, target)

    windows = Recorded()
    register(windows, home, tmp_path / "menu", "1.2.3")
    before = dict(windows.values), sorted(home.rglob("*"))
    monkeypatch.setattr(Path, "rename", in_use)
    with pytest.raises(Refusal, match="画面が開いています"):
        remove(windows, home, tmp_path / "menu")
    assert (windows.values, sorted(home.rglob("*"))) == before


@pytest.mark.usefixtures("setup_modules")
def test_a_failed_registration_leaves_windows_as_it_was(home: Path, tmp_path: Path) -> None:
    from refusal import Refusal
    from registration import register

    windows = Recorded()
    register(windows, tmp_path / "earlier", tmp_path / "menu", "1.0.0")
    before, files = dict(windows.values), sorted(home.rglob("*"))
    windows.refused = "InstallLocation"
    with pytest.raises(Refusal, match=r"登録できませんでした.*register\.cmd"):
        register(windows, home, tmp_path / "menu", "1.2.3")
    assert windows.values == before
    assert sorted(home.rglob("*")) == files


@pytest.mark.usefixtures("setup_modules")
def test_a_failed_removal_leaves_the_program_whole(home: Path, tmp_path: Path) -> None:
    from refusal import Refusal
    from registration import register, remove

    windows = Recorded()
    register(windows, home, tmp_path / "menu", "1.2.3")
    files = sorted(home.rglob("*"))
    windows.refused = "take"
    with pytest.raises(Refusal, match="そのまま使えます"):
        remove(windows, home, tmp_path / "menu")
    assert sorted(home.rglob("*")) == files


@pytest.mark.usefixtures("setup_modules")
def test_of_a_shared_program_each_user_takes_back_his_own_alone(home: Path, tmp_path: Path) -> None:
    from registration import register, unregister

    (home / "setup" / "SHARED").touch()
    windows = Recorded()
    register(windows, home, tmp_path / "menu", "1.2.3")
    removal = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\pia-desktop"
    said = windows.values[removal, "UninstallString"]
    assert said == f'cmd.exe /c ""{home / "register.cmd"}" /remove"'
    files = sorted(home.rglob("*"))
    unregister(windows, home, tmp_path / "menu")
    assert windows.values == {}
    assert sorted(home.rglob("*")) == files


@pytest.mark.usefixtures("setup_modules")
def test_what_another_installation_has_told_windows_stays(home: Path, tmp_path: Path) -> None:
    from registration import register, remove

    windows = Recorded()
    register(windows, tmp_path / "another", tmp_path / "menu", "1.2.3")
    before = dict(windows.values)
    remove(windows, home, tmp_path / "menu")
    assert windows.values == before
    assert list((tmp_path / "menu").iterdir())
