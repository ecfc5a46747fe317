"""What the command line refuses: exit status 2, one line that says what to do, nothing written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pia_desktop.assessment import new_assessment
from pia_desktop.assessment.pia_file import save
from tests.acceptance.conftest import Call
from tests.effort import LONGEST_CALL_S
from tests.locations import ROOT
from tests.shared_outputs import SharedOutputs

ANSWERS = {"form": "様式4", "edition": "令和7年5月", "cover": {"name": "名前"}}


@pytest.fixture
def folder(pia: Call, work: Path) -> Path:
    """A good file, one that is cut off, one that is none; answers, good and bad."""
    save(new_assessment("youshiki4-2025-05"), work / "good.pia")
    good = (work / "good.pia").read_bytes()
    (work / "cut.pia").write_bytes(good[: len(good) // 2])
    (work / "none.pia").write_text("これは評価書ではない", encoding="utf-8")
    (work / "empty.pia").write_bytes(b"")
    (work / "folder.pia").mkdir()
    (work / "good.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    (work / "cut.json").write_text(json.dumps(ANSWERS)[:-5], encoding="utf-8")
    (work / "form.json").write_text(json.dumps({**ANSWERS, "form": "様式9"}), encoding="utf-8")
    (work / "list.json").write_text("[1, 2]", encoding="utf-8")
    (work / "cp932.json").write_bytes('{"form": "様式4"}'.encode("cp932"))
    (work / "option.json").write_text(
        json.dumps({**ANSWERS, "systems": [{}, {"connections": {"電話": True}}]}), encoding="utf-8"
    )
    (work / "count.json").write_text(
        json.dumps({**ANSWERS, "files": [{"outsourcing": [{"name": 3}]}]}), encoding="utf-8"
    )
    (work / "figure.json").write_text(
        json.dumps({**ANSWERS, "process": {"figures": [{"file": "ない図.png", "caption": ""}]}}),
        encoding="utf-8",
    )
    (work / "surrogate.json").write_text(
        '{"form": "様式4", "edition": "令和7年5月", "cover": {"name": "\\ud800"}}', encoding="utf-8"
    )
    (work / "surrogate-key.json").write_text(
        '{"form": "様式4", "edition": "令和7年5月", "\\udc00": {"name": "x"}}', encoding="utf-8"
    )
    (work / "twice.json").write_text(
        '{"form": "様式4", "edition": "令和7年5月", "cover": {"name": "x", "name": "y"}}',
        encoding="utf-8",
    )
    return work


def state(folder: Path) -> dict[str, bytes]:
    """Everything that stands in the folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b"folder"
        for path in sorted(folder.rglob("*"))
    }


REFUSED = [
    # Each call, and what the line must name.
    (["items", "youshiki5-2025-05"], ["youshiki5-2025-05", "youshiki4-2025-05"]),
    (["items", "../youshiki3-2025-05"], ["../youshiki3-2025-05"]),
    (["new", "youshiki5-2025-05", "out.pia"], ["youshiki5-2025-05"]),
    (["new", "youshiki5-2025-05", "good.pia"], ["youshiki5-2025-05"]),
    (["new", "youshiki4-2025-05", "none/out.pia"], ["none/out.pia"]),
    (["new", "youshiki4-2025-05", "folder.pia"], ["folder.pia"]),
    (["new", "youshiki4-2025-05", "長" * 256 + ".pia"], ["長長長"]),
    (["dump", "absent.pia"], ["absent.pia"]),
    (["dump", "cut.pia"], ["cut.pia"]),
    (["dump", "none.pia"], ["none.pia"]),
    (["dump", "empty.pia"], ["empty.pia"]),
    (["dump", "folder.pia"], ["folder.pia"]),
    (["dump", "good.json"], ["good.json"]),
    (["dump", "good.pia", "--figures", "good.json"], ["good.json"]),
    (["check", "cut.pia"], ["cut.pia"]),
    (["check", "absent.pia", "--json"], ["absent.pia"]),
    (["export", "cut.pia", "--xlsx", "out.xlsx"], ["cut.pia"]),
    (["export", "good.pia"], ["--xlsx", "--pdf"]),
    (["export", "good.pia", "--pdf", "none/out.pdf"], ["none/out.pdf"]),
    (["export", "good.pia", "--xlsx", "out.xlsx", "--pdf", "none/out.pdf"], ["none/out.pdf"]),
    (["export", "good.pia", "--xlsx", "out.xlsx", "--pdf", "folder.pia"], ["folder.pia"]),
    (["export", "good.pia", "--pdf", "good.pia"], ["good.pia"]),
    (["export", "good.pia", "--pdf", "out.pdf", "--approval", ""], []),
    (["export", "good.pia", "--xlsx", "out.xlsx", "--approval", "課長"], ["--pdf"]),
    (["export", "good.pia", "--pdf", "out.pdf", "--entry", "氏名=花子"], ["--approval"]),
    *(
        (
            ["export", "good.pia", "--pdf", "out.pdf", "--approval", "課長", *entries],
            ["--entry", "文書番号、保存期間"],
        )
        for entries in (
            ["--entry", "役職=主事"],
            ["--entry", "氏名"],
            ["--entry", "氏名=花子", "--entry", "氏名=太郎"],
        )
    ),
    (
        [
            "export",
            "good.pia",
            "--pdf",
            "out.pdf",
            "--approval",
            ",".join("一二三四五六七八九十百"),
        ],
        [],
    ),
    (["fill", "good.pia", "absent.json"], ["absent.json"]),
    (["fill", "absent.pia", "good.json"], ["absent.pia"]),
    (["fill", "cut.pia", "good.json"], ["cut.pia"]),
    (["fill", "good.pia", "cut.json"], ["cut.json"]),
    (["fill", "good.pia", "list.json"], ["list.json"]),
    (["fill", "good.pia", "folder.pia"], ["folder.pia"]),
    (["fill", "good.pia", "form.json"], ["form.json", "様式9"]),
    (["fill", "good.pia", "cp932.json"], ["cp932.json", "UTF-8"]),
    (
        ["fill", "good.pia", "option.json"],
        ["option.json", "systems[1].connections", "③他のシステムとの接続", "電話"],
    ),
    (
        ["fill", "good.pia", "count.json"],
        ["count.json", "files[0].outsourcing[0].name", "「委託事項1」"],
    ),
    (["fill", "good.pia", "figure.json"], ["ない図.png"]),
    (
        ["fill", "good.pia", "surrogate.json"],
        ["surrogate.json", "cover.name", "評価書名", "U+D800"],
    ),
    (["fill", "good.pia", "surrogate-key.json"], ["surrogate-key.json"]),
    (["fill", "good.pia", "twice.json"], ["twice.json", "name"]),
    (["from-json", "form.json", "out.pia"], ["form.json", "様式9"]),
    (["from-json", "option.json", "good.pia"], ["option.json", "systems[1].connections"]),
    (["from-json", "figure.json", "out.pia"], ["ない図.png"]),
    (["from-json", "good.json", "none/out.pia"], ["none/out.pia"]),
    (["from-json", "good.json", "good.json"], ["good.json"]),
    (["from-json", "list.json", "out.pia"], ["list.json"]),
    (["ledger", "absent"], ["absent", "フォルダーがありません"]),
    (["ledger", "good.pia"], ["good.pia", "フォルダーがありません"]),
    (["ledger", ".", "--xlsx", "good.pia"], ["good.pia"]),
    (["ledger", ".", "--pdf", "none/out.pdf"], ["none/out.pdf"]),
    (["replace", "absent", "名前", "別名", "--apply"], ["absent"]),
    (["replace", ".", "", "別名", "--apply"], ["FIND"]),
    (["replace", ".", "名前", "別名", "--item", "cover.nme", "--apply"], ["cover.nme"]),
    (["replace", ".", "名前", "別名", "--date", "4月", "--apply"], ["--date"]),
    (["replace", ".", "名前", "別名", "--timing", "いつか", "--apply"], ["いつか"]),
    (["replace", ".", "名前", "別名", "--reason", "改正", "--apply"], ["--timing"]),
    (["replace", ".", "名前", "別名", "--timing", "形式", "--reason", "改正"], ["--timing"]),
    (["batch", "."], ["--check", "--export"]),
    (["batch", ".", "--check", "out.xlsx", "--draft", "out"], ["どれか一つ"]),
    (["batch", ".", "--only", "99", "--draft", "out"], ["99"]),
    (["batch", ".", "--review", "きのう"], ["きのう"]),
    (["submission", "cut.pia", "out"], ["cut.pia"]),
    (["submission", "good.pia", "good.json"], ["good.json"]),
    (["schedule", "あした"], ["あした"]),
    (["schedule", "令和9年4月1日", "--form", "様式9"], ["様式9"]),
    (["schedule", "令和9年4月1日", "--comment", "20"], ["30日以上"]),
    (["schedule", "令和9年4月1日", "--drafting", "x"], ["--drafting"]),
    (["phrases", "good.json", "--list"], ["good.json", "文例集ではありません"]),
    (["phrases", "absent.json", "--used-in", "."], ["absent.json"]),
    (["undo-run", "20260101-000000-0000"], ["20260101-000000-0000"]),
    (["new"], []),
    (["new", "youshiki4-2025-05", "out.pia", "more"], ["more"]),
    (["export", "good.pia", "--docx", "out.docx"], ["--docx"]),
    (["upgrade", "good.pia", "youshiki5-2025-05", "out.pia"], ["youshiki5-2025-05"]),
    (["upgrade", "good.pia", "youshiki4-2025-05", "out.pia"], ["good.pia", "令和7年5月"]),
    (["upgrade", "good.pia", "youshiki3-2025-05", "good.pia"], ["good.pia"]),
    (["upgrade", "good.pia", "youshiki3-2025-05", "none/out.pia"], ["none/out.pia"]),
    (["upgrade", "good.pia", "youshiki3-2025-05", "folder.pia"], ["folder.pia"]),
    (["upgrade", "cut.pia", "youshiki3-2025-05", "out.pia"], ["cut.pia"]),
    (["upgrade", "absent.pia", "youshiki3-2025-05", "out.pia"], ["absent.pia"]),
    (["upgrade", "good.pia", "youshiki3-2025-05"], []),
    (["nonsense", "good.pia"], ["nonsense"]),
    (["nonsense"], ["nonsense"]),
    (["長" * 300], []),
    (["--nonsense"], []),
]


# The first of each command.
FIRST_OF_EACH = {call[0]: (call, named) for call, named in reversed(REFUSED)}


@pytest.mark.parametrize("call,named", REFUSED, ids=lambda words: " ".join(words)[:60] or "-")
def test_refused(pia_in_process: Call, folder: Path, call: list[str], named: list[str]) -> None:
    assert_refused(pia_in_process, folder, call, named)


@pytest.mark.parametrize("call,named", FIRST_OF_EACH.values(), ids=list(FIRST_OF_EACH))
def test_refused_as_a_process(pia: Call, folder: Path, call: list[str], named: list[str]) -> None:
    assert_refused(pia, folder, call, named)


def assert_refused(pia: Call, folder: Path, call: list[str], named: list[str]) -> None:
    """Exit status 2, one line in Japanese that names what is wrong, and every file as it was."""
    before = state(folder)
    done = pia(*call)
    assert done.status == 2, done
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert done.err.endswith("\n")
    assert "Traceback" not in done.err
    assert "思わぬ誤り" not in done.err
    assert any("ぁ" <= char <= "ん" for char in done.err)
    for word in named:
        assert word.replace("none/", f"none{os.sep}") in done.err
    assert state(folder) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to(pia: Call, folder: Path) -> None:
    folder.chmod(0o500)
    try:
        before = state(folder)
        assert pia("fill", "good.pia", "good.json").status == 2
        assert pia("new", "youshiki4-2025-05", "out.pia").status == 2
        assert state(folder) == before
    finally:
        folder.chmod(0o700)


@pytest.mark.skipif(os.name == "nt" or not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_stdout_is_no_traceback(pia: Call, folder: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pia_desktop", "items", "youshiki4-2025-05"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            timeout=LONGEST_CALL_S,
            check=False,
        )
    err = done.stderr.decode("utf-8")
    assert done.returncode == 2
    assert "Traceback" not in err
    assert err.count("\n") == 1


def test_backups_that_cannot_be_kept_stop_the_save(pia: Call, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "塞がれた").write_bytes(b"")
    before = state(folder)
    done = pia("fill", "good.pia", "good.json", PIA_DESKTOP_DATA=str(tmp_path / "塞がれた"))
    assert done.status == 2
    assert "思わぬ誤り" not in done.err
    assert "塞がれた" in done.err
    assert state(folder) == before


@pytest.mark.parametrize("verb", ["export", "compare", "upgrade", "from-json", "import"])
@pytest.mark.parametrize("out", ["keiner/out{}", "nul{}", "CON{}"])
def test_where_nothing_can_be_written_is_said_before_the_work(
    verb: str,
    out: str,
    pia: Call,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    shared_outputs: SharedOutputs,
) -> None:
    book = "good.xlsx"
    if verb == "import":
        (folder / book).write_bytes(shared_outputs.workbook("youshiki3-2025-05"))
    work = {
        "pia_desktop.excel.write_workbook": "export",
        "pia_desktop.excel.write_comparison_workbook": "compare",
        "pia_desktop.assessment.upgrade.upgrade": "upgrade",
        "pia_desktop.assessment.from_json": "from-json",
        "pia_desktop.excel.importer.read_workbook": "import",
    }
    for name in work:
        monkeypatch.setattr(name, lambda *_given, **_named: pytest.fail("worked first"))
    xlsx, file = out.format(".xlsx"), out.format(".pia")
    call = {
        "export": ("export", "good.pia", "--xlsx", xlsx),
        "compare": ("compare", "good.pia", "good.pia", "--xlsx", xlsx),
        "upgrade": ("upgrade", "good.pia", "youshiki3-2025-05", file),
        "from-json": ("from-json", "good.json", file),
        "import": ("import", book, file),
    }[verb]
    before = sorted(folder.iterdir())
    done = pia(*call)
    assert done.status == 2
    assert len(done.err.splitlines()) == 1
    assert "フォルダーがありません" in done.err or "機器の名前" in done.err
    assert sorted(folder.iterdir()) == before
