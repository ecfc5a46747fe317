"""What the program writes holds answers as texts: no formula, link or script, whatever they say."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest

from pia_desktop.cli.main import main
from pia_desktop.forms import load_form_by_id

pytestmark = pytest.mark.slow

FORM = "youshiki3-2025-05"
HOSTILE = (
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://example.invalid/","見る")',
    "@SUM(1+1)*cmd",
    "+1+1",
    "-1",
    "\t=1+1",
    "http://example.invalid/a",
    "file://///example.invalid/share",
    "javascript:alert(1)",
    "<script>alert(1)</script>",
    "<a href='http://example.invalid/'>見る</a><img src=x onerror=alert(1)>",
    ") Tj ET /URI (http://example.invalid/) /S /JavaScript /JS (app.alert\\(1\\))",
    "]]><x/>&a;",
)
# What a PDF does with these is follow, run, open or send something.
ACTIVE = {"/URI", "/JS", "/JavaScript", "/Launch", "/AA", "/GoToR", "/SubmitForm", "/EmbeddedFile"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that is written of an assessment whose every text is hostile."""
    folder = tmp_path_factory.mktemp("出力")
    form = load_form_by_id(FORM)
    texts = iter(HOSTILE * 9)
    names = [{"name": text, "functions": next(texts)} for text in HOSTILE]
    answers: dict[str, Any] = {
        "form": form.form,
        "edition": form.edition,
        "cover": {"name": next(texts), "remarks": "\n".join(HOSTILE)},
        "business": {"name": next(texts), "content": "\n".join(HOSTILE)},
        "systems": names,
        "files": [{"name": text} for text in HOSTILE[:4]],
        "changes": [{"item": text, "before": text, "after": text} for text in HOSTILE],
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("PIA_DESKTOP_DATA", str(folder / "data"))
        Path("a.json").write_text(json.dumps(answers), "utf-8")
        for call in (
            "from-json a.json a.pia",
            "publish a.pia --date 令和7年4月1日 --note =1+1 --by @SUM(1)",
            "export a.pia --xlsx a.xlsx --pdf a.pdf",
            "diagram a.pia 図.svg --propose",
            "diagram a.pia 図.pdf --propose",
            "check a.pia --xlsx 点検.xlsx",
            "ledger . --xlsx 台帳.xlsx --pdf 台帳.pdf",
        ):
            assert main(call.split()) in (0, 1), call
        changed = {**answers, "systems": names[::-1], "changes": []}
        Path("a.json").write_text(json.dumps(changed), "utf-8")
        assert main(["fill", "a.pia", "a.json"]) == 0
        assert (
            main(["compare", "a.pia@1", "a.pia", "--xlsx", "比較.xlsx", "--pdf", "比較.pdf"]) == 0
        )
        template = "export a.pia --xlsx 記入.xlsx --template a.xlsx --partly"
        assert main(template.split()) == 0
    return folder


ACTIVE_XML = re.compile(rb"<(\w+:)?f[ >]|<(\w+:)?hyperlink|TargetMode=.External|ddeLink")
SHAPES = "svg title desc defs g rect ellipse circle path text tspan line polyline polygon marker"
DRAWN = set(SHAPES.split())
BOOKS = ("a.xlsx", "点検.xlsx", "台帳.xlsx", "比較.xlsx", "記入.xlsx")


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_has_no_formula_no_link_and_no_script(written: Path, name: str) -> None:
    with zipfile.ZipFile(written / name) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    assert not [part for part in parts if re.search(r"externalLink|vbaProject|activeX", part)]
    for part, data in parts.items():
        assert not ACTIVE_XML.search(data), part
    texts = b"".join(parts.values())
    assert b"example.invalid" in texts or b"cmd|" in texts


@pytest.mark.parametrize("name", ["a.pdf", "台帳.pdf", "比較.pdf", "図.pdf"])
def test_a_pdf_has_no_link_and_no_script(written: Path, name: str) -> None:
    with pikepdf.open(written / name) as pdf:
        keys = {key for obj in pdf.objects for key in _keys(obj)}
    assert "/Page" in keys
    assert not keys & ACTIVE


def test_a_drawing_has_no_link_and_no_script(written: Path) -> None:
    drawn = (written / "図.svg").read_text("utf-8")
    root = ElementTree.fromstring(drawn)  # noqa: S314 - our own
    for element in root.iter():
        assert element.tag.rpartition("}")[2] in DRAWN, element.tag
        assert not [name for name in element.attrib if "href" in name or name.startswith("on")]
    assert "script" in "".join(root.itertext())


def _keys(obj: Any) -> Iterator[str]:
    """The names in an object of a PDF; objects that it refers to have their own turn."""
    if isinstance(obj, pikepdf.Name):
        yield str(obj)
    elif isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
        for key, value in obj.items():
            yield str(key)
            yield from _inner(value)
    elif isinstance(obj, pikepdf.Array):
        for value in obj:
            yield from _inner(value)


def _inner(value: Any) -> Iterator[str]:
    if isinstance(value, pikepdf.Object) and not value.is_indirect:
        yield from _keys(value)
