"""What lies in the kit: all of it, with its hash, its licence, and its place in the list."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader

from kit import licences, offline
from kit.contents import ROOT, VERSION, data_files, modules, program_files
from kit.licences import of_wheels
from kit.locks import locked
from kit.manual import manual, pdf
from kit.release_note import release_note
from kit.sbom import FONTS
from kit.wheels import WheelError, check, read_wheels
from kit.windows_python import windows_python
from tests.packaging.small_wheels import NAMES, Store, make_wheel, write_lock


def test_every_file_has_its_sum(kit: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=kit, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    files = {path.relative_to(kit).as_posix() for path in kit.rglob("*") if path.is_file()}
    summed = {line[66:] for line in (kit / "SHA256SUMS").read_text("utf-8").splitlines()}
    assert files - summed == {"SHA256SUMS", "python/README.txt", "python/SHA256.txt"}


def test_the_digest_of_the_sums_goes_another_way_than_the_kit(kit: Path) -> None:
    slip = kit.with_name(f"{kit.name}-digest.txt").read_text("utf-8-sig")
    digest = hashlib.sha256((kit / "SHA256SUMS").read_bytes()).hexdigest()
    assert digest in slip.replace(" ", "")
    assert "certutil -hashfile SHA256SUMS SHA256" in slip


def test_the_same_source_makes_the_same_kit(kit: Path, store: Store, tmp_path: Path) -> None:
    again = offline.build(tmp_path, store.parts())
    assert (again / "SHA256SUMS").read_text() == (kit / "SHA256SUMS").read_text()


def test_program_is_whole(kit: Path) -> None:
    archive = kit / "program" / f"pia-desktop-{VERSION}.zip"
    with zipfile.ZipFile(archive) as program:
        names = program.namelist()
    assert names == [path.as_posix() for path in program_files()]
    assert "pia_desktop/__main__.py" in names
    assert "templates/forms/youshiki4-2025-05.yaml" in names
    assert not [name for name in names if "tests" in name or "__pycache__" in name]


def test_list_of_components_follows_the_standard(kit: Path) -> None:
    # Taking a second to import, which no other test of this module waits for.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = (kit / "sbom.cdx.json").read_text("utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_5).validate_str(text) is None
    parts = {part["name"]: part for part in json.loads(text)["components"]}
    assert parts.keys() == {*NAMES, "pip", "python", *FONTS}
    for wheel in read_wheels(kit / "wheels"):
        part = parts[wheel.name]
        assert part["hashes"] == [{"alg": "SHA-256", "content": wheel.sha256}]
        assert part["purl"] == f"pkg:pypi/{wheel.name}@{wheel.version}"
        assert part["licenses"] == [{"license": {"id": "MIT"}}]
        assert part["scope"] == "required"
    assert parts["pip"]["scope"] == "excluded"
    assert parts["python"]["hashes"][0]["content"] == windows_python().sha256


def test_no_font_is_missing_from_the_list() -> None:
    fonts = {path.name for path in data_files() if path.suffix in (".ttf", ".otf", ".ttc")}
    assert fonts == FONTS.keys()


def test_everything_has_its_licence(kit: Path) -> None:
    folder = kit / "licences"
    assert {path.name for path in folder.iterdir()} == {"README.txt", "pia-desktop", "pip", *NAMES}
    for name in NAMES:
        assert (folder / name / "LICENSE").read_text() == "Anybody may use it.\n"
    ours = folder / "pia-desktop"
    assert (ours / "LICENSE").is_file()
    assert (ours / "resources" / "fonts" / "OFL.txt").is_file()


def test_qt_comes_with_the_texts_of_the_lgpl(tmp_path: Path) -> None:
    make_wheel(tmp_path, "shiboken6", "win_amd64", licence="")
    texts = {text.name: text.data for text in of_wheels(read_wheels(tmp_path))}
    assert b"GNU LESSER GENERAL PUBLIC LICENSE" in texts["LGPL-3.0.txt"]
    assert b"GNU GENERAL PUBLIC LICENSE" in texts["GPL-3.0.txt"]


def test_folders_among_a_wheels_licences_are_no_texts(tmp_path: Path) -> None:
    path = make_wheel(tmp_path, "small-part", "any")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("small_part-1.0.dist-info/licenses/", "")
    assert [text.name for text in of_wheels(read_wheels(tmp_path))] == ["LICENSE"]


def test_a_part_without_a_licence_is_noticed(tmp_path: Path) -> None:
    make_wheel(tmp_path, "secretive", "any", licence="")
    with pytest.raises(ValueError, match="secretive"):
        list(of_wheels(read_wheels(tmp_path)))


def test_every_locked_package_has_a_licence_here() -> None:
    texts = list(licences.of_installed(locked(offline.LOCK)))
    assert {text.component for text in texts} == locked(offline.LOCK).keys()


@pytest.mark.parametrize("spoiled", ["changed", "missing", "for another system"])
def test_only_the_locks_wheels_are_taken(tmp_path: Path, spoiled: str) -> None:
    wheel = make_wheel(tmp_path, "small-part", "win_amd64")
    lock = tmp_path / "a.lock"
    write_lock(lock, [wheel])
    check(read_wheels(tmp_path), lock)
    if spoiled == "changed":
        make_wheel(tmp_path, "small-part", "win_amd64", licence="Nobody may use it.\n")
    elif spoiled == "missing":
        wheel.unlink()
    else:
        wheel.rename(tmp_path / wheel.name.replace("win_amd64", "manylinux_2_28_x86_64"))
    with pytest.raises(WheelError, match=r"small-part|small_part"):
        check(read_wheels(tmp_path), lock)


def test_lock_has_wheels_for_the_windows_python() -> None:
    python = windows_python()
    assert python.file == f"python-{python.version}-embed-amd64.zip"
    assert len(python.sha256) == 64
    assert python.release in (ROOT / "pyproject.toml").read_text("utf-8")


def test_manual_has_every_chapter() -> None:
    book = manual()
    assert book.chapters
    read = PdfReader(io.BytesIO(pdf(book)))
    pages = [page.extract_text() for page in read.pages]
    titles = [path.read_text("utf-8").splitlines()[0].lstrip("# ") for path in book.chapters]
    outline = [str(entry["/Title"]) for entry in read.outline if not isinstance(entry, list)]
    assert outline == ["目次", *titles]
    begins = {page.splitlines()[3]: number for number, page in enumerate(pages[1:], 2)}
    contents = "\n".join(pages[1 : begins[titles[0]] - 1])
    for title in titles:
        number = begins[title]
        assert pages[number - 1].splitlines()[2] == str(number), "printed on the page itself"
        assert re.search(rf"\. {number}\n{re.escape(title)}$", contents, re.MULTILINE), title
    assert "次の章" not in "".join(pages)
    links = [link for page in read.pages[2:] for link in page.get("/Annots", [])]
    assert links, "links between chapters lead somewhere"


def test_guide_names_what_lies_in_the_kit(kit: Path) -> None:
    guide = (ROOT / "docs" / "packaging.md").read_text("utf-8")
    for path in kit.iterdir():
        assert path.name in guide, path.name
    assert PdfReader(kit / "install-guide.pdf").pages
    assert PdfReader(kit / "manual.pdf").pages


def test_release_note_is_the_versions_own(tmp_path: Path) -> None:
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## [2.0.0] - 2027-01-01\n\nNew.\n\n## [1.0.0]\n\nOld.\n")
    assert release_note("2.0.0", changelog) == "# pia-desktop 2.0.0\n\nNew.\n"
    assert release_note("1.0.0", changelog) == "# pia-desktop 1.0.0\n\nOld.\n"
    with pytest.raises(ValueError, match=r"3\.0\.0"):
        release_note("3.0.0", changelog)
    assert release_note().startswith(f"# pia-desktop {VERSION}\n")


def test_what_is_left_lying_about_does_not_belong_to_the_program(tmp_path: Path) -> None:
    for name in ("ui", "pia_desktop", "templates/workbooks", "resources", "docs/manual"):
        (tmp_path / name).mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", tmp_path / "LICENSE")
    for name in ("ui/a.py", "ui/a.pyc", "templates/workbooks/book.xlsx", "resources/.DS_Store"):
        (tmp_path / name).touch()
    (tmp_path / "templates" / "workbooks" / "~$book.xlsx").touch()
    found = [path.as_posix() for path in program_files(tmp_path)]
    assert found == ["ui/a.py", "templates/workbooks/book.xlsx", "LICENSE"]
    assert modules(tmp_path) == ["ui.a"]
