"""Every verb does what the command line promises: once as a process of its own at least
(`pia_process`), and wherever names and surroundings count.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.acceptance.conftest import Call
from tests.effort import LONGEST_CALL_S
from tests.locations import REFERENCE, ROOT, official_catalogue
from tests.strategies import FORM_IDS

STRANGE = ("表 の 名前.pia", "ｶﾅ（髙﨑）①.pia", "-n.pia", "長" * 60 + ".pia", "a'b&c;$(x).pia")
LOCALES = (
    {"PYTHONIOENCODING": "cp932"},
    {"PYTHONIOENCODING": "ascii:strict"},
    {"LC_ALL": "C"},
    # Here a name on the command line has no letters beyond ASCII for Python either.
    {"LC_ALL": "POSIX", "LANG": "", "PYTHONUTF8": "0"},
)


def notes_away(data: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in data.items() if not key.startswith("_")}


@pytest.fixture
def pia(pia_in_process: Call) -> Call:
    """Without processes, but where a test gives an environment."""
    return pia_in_process


# -- forms, items ---------------------------------------------------------------------------


def test_forms(pia_process: Call) -> None:
    done = pia_process("forms")
    assert (done.status, done.err) == (0, "")
    lines = [line.split("\t") for line in done.out.splitlines()]
    assert [line[0] for line in lines] == list(FORM_IDS)
    assert all(len(line) == 2 and line[1].startswith("様式") for line in lines)
    assert "令和7年5月" in lines[1][1]


@pytest.mark.parametrize("number", [3, 4])
def test_items(pia_process: Call, number: int) -> None:
    catalogue = REFERENCE / f"items-youshiki{number}.tsv"
    if not catalogue.is_file():
        pytest.skip(f"no catalogue in {REFERENCE}")
    done = pia_process("items", f"youshiki{number}-2025-05")
    assert done.out.splitlines() == ["\t".join(line[:7]) for line in official_catalogue(number)]
    assert (done.status, done.err) == (0, "")


# -- new, from-json, dump, fill -------------------------------------------------------------


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_new(pia: Call, work: Path, form_id: str) -> None:
    done = pia("new", form_id, "評価書.pia")
    assert (done.status, done.err) == (0, "")
    assert [path.name for path in work.iterdir()] == ["評価書.pia"]
    dumped = json.loads(pia("dump", "評価書.pia").out)
    assert set(dumped) == {"form", "edition"}
    assert dumped["form"] == f"様式{form_id[8]}"


def test_new_is_the_same_bytes_each_time(pia_process: Call, work: Path) -> None:
    pia_process("new", FORM_IDS[0], "一.pia")
    pia_process("new", FORM_IDS[0], "二.pia", LC_ALL="C", TZ="Asia/Tokyo", PYTHONHASHSEED="7")
    assert (work / "一.pia").read_bytes() == (work / "二.pia").read_bytes()


@pytest.mark.parametrize("name", ["youshiki3", "youshiki4"])
def test_from_json_and_dump_of_a_sample(
    pia_process: Call, work: Path, sample_dir: Path, name: str
) -> None:
    source = sample_dir / f"{name}.json"
    assert pia_process("from-json", source, "例.pia").status == 0
    done = pia_process("dump", "例.pia")
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out) == notes_away(json.loads(source.read_text(encoding="utf-8")))


def test_from_json_and_dump_of_a_real_assessment(pia: Call, work: Path, real_file: Path) -> None:
    assert pia("from-json", real_file, "a.pia").status == 0
    done = pia("dump", "a.pia", "--figures", "図")
    got = json.loads(done.out)
    assert got == notes_away(json.loads(real_file.read_text(encoding="utf-8")))
    for figure in got.get("process", {}).get("figures", []):
        written = work / "図" / figure["file"]
        assert written.read_bytes() == (real_file.parent / figure["file"]).read_bytes()
    # The dump with its pictures beside it gives an equal file.
    (work / "図").mkdir(exist_ok=True)
    (work / "図" / "回答.json").write_text(done.out, encoding="utf-8")
    assert pia("from-json", Path("図") / "回答.json", "b.pia").status == 0
    assert (work / "a.pia").read_bytes() == (work / "b.pia").read_bytes()


def test_fill_sets_what_it_holds_and_leaves_the_rest(pia_process: Call, work: Path) -> None:
    pia_process("new", "youshiki3-2025-05", "a.pia")
    (work / "1.json").write_text('{"cover": {"name": "一", "number": "1"}}', encoding="utf-8")
    (work / "2.json").write_text(
        '{"_note": "覚え", "cover": {"name": "二\\r\\n行"}, "systems": [{}]}', encoding="utf-8-sig"
    )
    for name in ("1.json", "2.json"):
        done = pia_process("fill", "a.pia", name)
        assert (done.status, done.err) == (0, "")
    got = json.loads(pia_process("dump", "a.pia").out)
    assert got["cover"] == {"number": "1", "name": "二\n行"}
    assert got["systems"] == [{}]


def test_fill_is_all_or_none(pia: Call, work: Path) -> None:
    pia("new", "youshiki4-2025-05", "a.pia")
    before = (work / "a.pia").read_bytes()
    good = {"cover": {"name": "名前"}, "systems": [{"name": "台帳"}]}
    for bad in (
        {"changes": [{}, {"timing": "いつか"}]},
        {"unknown": "x"},
        {"process": {"figures": [{"file": "ない.png", "caption": ""}]}},
    ):
        (work / "b.json").write_text(json.dumps({**good, **bad}), encoding="utf-8")
        done = pia("fill", "a.pia", "b.json")
        assert done.status == 2
        assert (work / "a.pia").read_bytes() == before
    assert sorted(path.name for path in work.iterdir()) == ["a.pia", "b.json"]


def test_an_out_that_is_there_is_replaced_and_kept_as_a_backup(
    pia: Call, work: Path, sample_dir: Path
) -> None:
    pia("from-json", sample_dir / "youshiki3.json", "a.pia")
    before = (work / "a.pia").read_bytes()
    assert pia("new", "youshiki3-2025-05", "a.pia").status == 0
    assert (work / "a.pia").read_bytes() != before
    kept = list(Path(os.environ["PIA_DESKTOP_DATA"]).rglob("*.pia"))
    assert [path.read_bytes() for path in kept] == [before]


# -- check ----------------------------------------------------------------------------------


def test_check_of_an_empty_assessment_is_1_and_lists_what_is_missing(
    pia_process: Call, work: Path
) -> None:
    pia_process("new", "youshiki4-2025-05", "a.pia")
    done = pia_process("check", "a.pia")
    assert (done.status, done.err) == (1, "")
    rows = [line.split("\t") for line in done.out.splitlines()]
    assert all(len(row) == 5 and all(row) for row in rows)
    named = {row[1]: row for row in rows}
    assert named["cover.name"][0] == "error"
    assert named["cover.name"][2] == "評価書名"


def test_check_json_says_the_same(pia: Call, work: Path) -> None:
    pia("new", "youshiki3-2025-05", "a.pia")
    plain = pia("check", "a.pia")
    done = pia("check", "a.pia", "--json")
    assert (done.status, done.err) == (1, "")
    rows = json.loads(done.out)
    keys = ("severity", "item_id", "item_name", "message", "remedy")
    assert all({*keys} <= set(row) for row in rows)
    assert [[row[key] for key in keys] for row in rows] == [
        line.split("\t") for line in plain.out.splitlines()
    ]


@pytest.mark.parametrize("name", ["youshiki3", "youshiki4"])
def test_check_of_a_sample_is_0(pia: Call, work: Path, sample_dir: Path, name: str) -> None:
    pia("from-json", sample_dir / f"{name}.json", "a.pia")
    done = pia("check", "a.pia")
    assert (done.status, done.err) == (0, "")
    striven_for = [line.partition("努める")[0].split("\t")[2:] for line in done.out.splitlines()]
    assert striven_for == [
        ["公表日", "評価書は、少なくとも1年に1回見直すよう"],
        ["公表日", "評価は、公表から5年を経過する前に再実施するよう"],
    ]
    done = pia("check", "a.pia", "--json")
    found = {row["code"] for row in json.loads(done.out)}
    assert (done.status, found <= {"review-due", "repeat-due"}) == (0, True)


# -- export ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_export_writes_the_same_bytes_each_time(
    pia_process: Call, work: Path, sample_dir: Path
) -> None:
    pia_process("from-json", sample_dir / "youshiki4.json", "a.pia")
    done = pia_process("export", "a.pia", "--xlsx", "様式 4.xlsx", "--pdf", "様式 4.pdf")
    assert (done.status, done.err) == (0, "")
    first = {name: (work / name).read_bytes() for name in ("様式 4.xlsx", "様式 4.pdf")}
    assert first["様式 4.xlsx"].startswith(b"PK\x03\x04")
    assert first["様式 4.pdf"].startswith(b"%PDF-")
    pia_process(
        "export", "a.pia", "--xlsx", "様式 4.xlsx", "--pdf", "様式 4.pdf",
        TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7",
    )  # fmt: skip
    assert {name: (work / name).read_bytes() for name in first} == first


def test_export_of_an_unfinished_assessment_says_what_is_empty(pia: Call, work: Path) -> None:
    pia("new", "youshiki3-2025-05", "a.pia")
    done = pia("export", "a.pia", "--pdf", "a.pdf", "--approval", "課長,係長,担当")
    assert (done.status, done.err) == (0, "")
    assert "cover.name\t評価書名" in done.out
    assert (work / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_what_is_typed_for_the_decision_is_printed_and_not_kept(pia: Call, work: Path) -> None:
    pia("new", "youshiki3-2025-05", "a.pia")
    before = (work / "a.pia").read_bytes()
    call = ("export", "a.pia", "--pdf", "a.pdf", "--approval", "課長")
    assert pia(*call, "--entry", "文書番号=青総第12号", "--entry", "氏名=青空花子").status == 0
    page = PdfReader(work / "a.pdf").pages[0].extract_text()
    assert "青総第12号" in page
    assert "青空花子" in page
    assert (work / "a.pia").read_bytes() == before
    assert pia(*call).status == 0
    assert "青空花子" not in PdfReader(work / "a.pdf").pages[0].extract_text()


# -- names, streams and surroundings --------------------------------------------------------


@pytest.mark.parametrize("name", STRANGE)
def test_paths_of_every_kind(pia: Call, pia_process: Call, work: Path, name: str) -> None:
    folder = work / "庁内 共有" / "評価書（案）"
    folder.mkdir(parents=True)
    path = folder / name
    assert pia_process("new", "youshiki3-2025-05", path).status == 0
    (folder / "回 答.json").write_text('{"cover": {"name": "名前"}}', encoding="utf-8")
    assert pia("fill", path, folder / "回 答.json").status == 0
    assert json.loads(pia_process("dump", path).out)["cover"]["name"] == "名前"
    assert {p.name for p in folder.iterdir()} == {name, "回 答.json"}


@pytest.mark.skipif(os.name == "nt", reason="Windows takes 259 characters: test_windows.py")
def test_a_path_of_many_folders(pia: Call, work: Path) -> None:
    folder = work.joinpath(*["深い フォルダー"] * 20)
    folder.mkdir(parents=True)
    assert pia("new", "youshiki3-2025-05", folder / "a.pia").status == 0
    assert pia("check", folder / "a.pia").status == 1


@pytest.mark.parametrize("environment", LOCALES, ids=lambda said: next(iter(said.items()))[1])
def test_output_is_utf8_whatever_the_locale(
    pia_process: Call, work: Path, environment: dict[str, str]
) -> None:
    text = "𠮷野家 ﾊﾝｶｸ —～‖ 👨‍👩‍👧 \u200b"
    (work / "a.json").write_text(
        json.dumps({"form": "様式3", "edition": "令和7年5月", "cover": {"name": text}}),
        encoding="utf-8",
    )
    assert pia_process("from-json", "a.json", "a.pia", **environment).status == 0
    done = pia_process("dump", "a.pia", **environment)
    assert done.status == 0
    assert json.loads(done.out)["cover"]["name"] == text
    assert "\r" not in done.out
    done = pia_process("items", "youshiki3-2025-05", **environment)
    assert "個人のプライバシー等の権利利益の保護の宣言" in done.out
    done = pia_process("check", "a.pia", **environment)
    assert done.status == 1
    assert "記入されていません" in done.out


@pytest.mark.parametrize("environment", LOCALES[:3], ids=lambda said: next(iter(said.items()))[1])
def test_a_refusal_is_utf8_whatever_the_locale(
    pia_process: Call, work: Path, environment: dict[str, str]
) -> None:
    done = pia_process("dump", "ありません.pia", **environment)
    assert done.status == 2
    assert "「ありません.pia」：ファイルを開けません（ファイルがありません）。" in done.err


def test_help_is_no_refusal(pia_process: Call) -> None:
    done = pia_process("--help")
    assert (done.status, done.err) == (0, "")
    for verb in ("forms", "items", "new", "fill", "from-json", "dump", "export", "check"):
        assert verb in done.out
    assert "様式のExcelから評価書を作る" in done.out


def test_a_missing_folder_is_named_in_japanese(pia: Call) -> None:
    done = pia("new", "youshiki3-2025-05", "ない/a.pia")
    assert done.status == 2
    assert "フォルダーがありません" in done.err
    assert "No such file" not in done.err


@pytest.mark.skipif(os.name == "nt", reason="needs a pipe that closes")
def test_a_reader_that_goes_away_gets_no_traceback(pia: Call, work: Path) -> None:
    program = f"{sys.executable} -m pia_desktop items youshiki4-2025-05 | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {program}"],
        capture_output=True,
        cwd=ROOT,
        timeout=LONGEST_CALL_S,
        check=False,
    )
    assert done.stdout.decode("utf-8").startswith("節\t見出し\tid")
    assert done.stderr == b""


def test_the_command_line_loads_neither_qt_nor_network(pia_process: Call, work: Path) -> None:
    """On an office PC without a screen session, and on one that is cut off, every verb works."""
    (work / "sitecustomize.py").write_text(
        "import sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, *rest):\n"
        "        if name.partition('.')[0] in ('PySide6', 'shiboken6', 'ui'):\n"
        "            raise ImportError(f'{name} is not for the command line')\n"
        "sys.meta_path.insert(0, Refuse())\n"
        "def no_network(event, arguments):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.bind'):\n"
        "        raise OSError(f'{event} is not for this program')\n"
        "sys.addaudithook(no_network)\n",
        encoding="utf-8",
    )
    root = ROOT
    path = os.pathsep.join((str(work), str(root)))
    for call in (
        ("new", "youshiki3-2025-05", "a.pia"),
        ("forms",),
        ("dump", "a.pia"),
        ("export", "a.pia", "--xlsx", "a.xlsx", "--pdf", "a.pdf"),
    ):
        assert pia_process(*call, PYTHONPATH=path).status == 0
    assert pia_process("check", "a.pia", PYTHONPATH=path).status == 1
