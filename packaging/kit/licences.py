"""The licence texts of everything that is handed over, one folder a component."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

from kit.bundled_parts import bundled_parts, source_of
from kit.contents import NAME, ROOT
from kit.lean_wheels import LeanWheel
from kit.wheels import Wheel

_NAMES = ("licen", "copying", "notice", "authors", "ofl")
# Qt's wheels hold the commercial licence's reference alone; used here is the LGPL, which builds on
# the GPL and asks for both texts.
_QT = ("pyside6-essentials", "shiboken6")
_QT_TEXTS = ("LGPL-3.0.txt", "GPL-3.0.txt", "qt-parts.txt")
_OURS = ("LICENSE", "resources/fonts", "resources/icons")

HEAD = f"""\
{NAME} と、一緒に入っている部品のライセンスです。フォルダーの名前が部品の名前です。

Qt と PySide6、shiboken6 は LGPL version 3 で使っています。プログラムは Qt のライブラリを
別のファイルのまま読み込むので、同じ版の Qt に差し替えられます。Qt に手は加えていません。
"""


@dataclass(frozen=True)
class Text:
    """A licence file: which component's, its name there, its bytes."""

    component: str
    name: str
    data: bytes


def of_the_program() -> Iterator[Text]:
    """The program's own licence, and those beside its fonts and icons."""
    for place in _OURS:
        path = ROOT / place
        for file in [path] if path.is_file() else sorted(path.iterdir()):
            if _is_licence(file.name):
                yield Text(NAME, file.relative_to(ROOT).as_posix(), file.read_bytes())


def of_wheels(wheels: Iterable[Wheel]) -> Iterator[Text]:
    """What stands in the wheels; a wheel without any text is a fault."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel.path) as archive:
            files = [name for name in archive.namelist() if not name.endswith("/")]
            names = [name for name in files if _is_licence(name)]
            yield from _of(wheel.name, {name: archive.read(name) for name in names})


def of_installed(names: Iterable[str]) -> Iterator[Text]:
    """What stands in packages that are installed here, for a bundle made of them."""
    for name in names:
        files = [file for file in distribution(name).files or () if _is_licence(str(file))]
        yield from _of(name, {str(file): file.read_binary() for file in files})


def notes(wheels: Iterable[LeanWheel]) -> str:
    """What came with the wheels, where the source of what is under the LGPL is, and what was left
    out of which wheel.
    """
    lean = list(wheels)
    lines = ["", "LGPL の部品のソースコード:"]
    lines += [
        f"  {each.wheel.name} {each.wheel.version}: {source_of(each.wheel)}"
        for each in lean
        if source_of(each.wheel)
    ]
    parts = bundled_parts(each.wheel for each in lean)
    lines += [f"  {part.name} {part.version}: {part.source}" for part in parts if part.source]
    lines += ["", "ほかの部品の中に入っているもの:"]
    for part in parts:
        name = " ".join(filter(None, (part.name, part.version)))
        lines.append(f"  {name}（{part.within} の中）: {part.licence}")
    lines += ["", "もとの部品（wheel）から除いたもの（プログラムは使いません）:"]
    lines += [
        f"  {each.wheel.name} {each.wheel.version}: {len(each.left_out)}個のファイル"
        f"（もとのSHA-256 {each.fetched_sha256}）"
        for each in lean
        if each.left_out
    ]
    return "\n".join(lines) + "\n"


def write(texts: Iterable[Text], folder: Path, more: str = "") -> None:
    """Each text below its component's folder, and a page that says what is what."""
    for text in texts:
        path = folder / text.component / text.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.data)
    (folder / "README.txt").write_text(HEAD + more, "utf-8-sig", newline="\r\n")


def _of(component: str, texts: dict[str, bytes]) -> Iterator[Text]:
    if component in _QT:
        folder = ROOT / "packaging" / "licences"
        texts = {**texts, **{name: (folder / name).read_bytes() for name in _QT_TEXTS}}
    if not texts:
        raise ValueError(f"{component} brings no licence text")
    for name, data in sorted(texts.items()):
        yield Text(component, _short(name), data)


def _short(name: str) -> str:
    """A wheel's path without the folder that only repeats the component's name."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    inner = parts[1:] if len(parts) > 1 and parts[0].endswith(".dist-info") else parts
    return "/".join(part for part in inner if part != "licenses")


def _is_licence(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.suffix in (".py", ".pyc", ".pyi", ".ttf", ".svg", ".png", ".ico"):
        return False
    inside = any(part.lower() in ("licenses", "licences") for part in path.parts[:-1])
    return inside or any(word in path.name.lower() for word in _NAMES)
