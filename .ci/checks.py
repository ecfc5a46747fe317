"""Checks of the whole repository that a linter can't make. Prints every fault; fails if any.

Run from anywhere: ``python .ci/checks.py``.
"""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import package_graph

ROOT = Path(__file__).resolve().parent.parent

# What the program has no use for: modules that speak to a network, and those of the standard
# library that load them without need.
NETWORK = {
    "_socket",
    "asyncio",
    "ftplib",
    "http",
    "imaplib",
    "logging.handlers",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib.request",
    "urllib3",
    "webbrowser",
    "xml.sax.saxutils",
    "xmlrpc",
    "PySide6.QtBluetooth",
    "PySide6.QtHttpServer",
    "PySide6.QtNetwork",
    "PySide6.QtNetworkAuth",
    "PySide6.QtRemoteObjects",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebSockets",
}

# Where packages come from and where they lie is each machine's own business. Written so that the
# patterns don't find themselves.
PLACES = re.compile(
    r"pypi[.]org|pythonho[s]ted[.]org|deb[.]debian[.]org|registry[.]npmjs"
    r"|--(?:extra-)?index[-]url|--find[-]links"
    r"|file:[/]{3}(?:home|opt|root|tmp|usr|work)\b"
    r"|(?<![\w./-])/(?:home|root|work)/\w"
)
# A document by its name, perhaps with the way to it; and where a link of a document leads.
DOCUMENT = re.compile(r"[\w./-]*\w\.md\b")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
# Documents that are made for the kit, and written nowhere else.
MADE_DOCUMENTS = {"RELEASE-NOTES.md"}
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E|X[X]X)\b")
PICTURES = {".svg", ".png", ".ico"}
FONTS = {".ttf", ".otf", ".ttc", ".woff", ".woff2"}
LICENCES = ("LICENSE", "LICENCE", "OFL", "COPYING")


def tracked() -> list[Path]:
    """Return the paths that git knows and that still exist, relative to the root."""
    out = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    paths = (Path(name) for name in out.decode().split("\0") if name)
    return sorted(path for path in paths if (ROOT / path).is_file())


def text_of(path: Path) -> str | None:
    """Return a file's text, or None if it holds something else."""
    data = (ROOT / path).read_bytes()
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def imported(node: ast.AST) -> list[str]:
    """Return the modules that a statement or call imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [node.module or ""]
    if isinstance(node, ast.Call) and node.args:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        first = node.args[0]
        if name in {"import_module", "__import__"} and isinstance(first, ast.Constant):
            return [str(first.value)]
    return []


def check_network(path: Path, text: str) -> Iterator[str]:
    """The program imports nothing that speaks to a network."""
    if path.parts[0] not in {"pia_desktop", "ui"} or path.suffix != ".py":
        return
    try:
        tree = ast.parse(text)
    except SyntaxError:  # said by the linter
        return
    for node in ast.walk(tree):
        modules = imported(node)
        if isinstance(node, ast.ImportFrom):
            modules += [f"{node.module}.{alias.name}" for alias in node.names]
        for module in modules:
            if any(f"{module}.".startswith(f"{banned}.") for banned in NETWORK):
                line = getattr(node, "lineno", 0)
                yield f"{path}:{line}: imports {module}; the program sends nothing"


def check_words(path: Path, text: str) -> Iterator[str]:
    """No place of one machine or registry, and nothing left for later."""
    for number, line in enumerate(text.splitlines(), 1):
        if found := PLACES.search(line):
            yield f"{path}:{number}: names a machine's or a registry's place: {found.group()}"
        if found := UNFINISHED.search(line):
            yield f"{path}:{number}: {found.group()}: finish it or write an issue"


def check_documents(path: Path, text: str, names: set[str]) -> Iterator[str]:
    """Every document that is named is in the repository, and every link leads somewhere."""
    if path.suffix == ".md" and path.parts[:2] == ("docs", "manual"):
        return  # its chapters name what a clerk sees
    for number, line in enumerate(text.splitlines(), 1):
        for found in DOCUMENT.findall(line):
            way = found[found.index("docs/") :] if "docs/" in found else found
            if way.startswith("docs/") and not (ROOT / way).is_file():
                yield f"{path}:{number}: names {found}, which is not there"
            elif Path(found).name not in names | MADE_DOCUMENTS:
                yield f"{path}:{number}: names {found}, which is not in the repository"
        for target in LINK.findall(line) if path.suffix == ".md" else ():
            if not (ROOT / path.parent / target).exists():
                yield f"{path}:{number}: links to {target}, which is not there"


def check_graph() -> Iterator[str]:
    """The graph of the packages in docs/architecture.md is what the packages import."""
    drawn = package_graph.mermaid(package_graph.reduced(package_graph.graph()))
    if package_graph.document_with(drawn) != package_graph.DOCUMENT.read_text("utf-8"):
        yield "docs/architecture.md: its graph is not what the packages import: make graph"


def check_dependencies() -> Iterator[str]:
    """README says of each dependency why it is there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    owed = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    table = "\n".join(
        line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if "|" in line
    )
    for name in (re.split(r"[\[<>=!;~ ]", entry)[0] for entry in owed):
        if not re.search(rf"[|,] {re.escape(name)}\b", table):
            yield f"README.md: does not say why {name} is there"


def check_licences(paths: list[Path]) -> Iterator[str]:
    """Fonts anywhere and the icons in resources/ have their licence beside them."""
    for folder in sorted({path.parent for path in paths if path.parts[0] == "resources"}):
        names = [path.name for path in paths if path.parent == folder]
        kinds = {Path(name).suffix.lower() for name in names}
        owed = kinds & FONTS or ("icons" in folder.parts and kinds & PICTURES)
        if owed and not any(name.upper().startswith(LICENCES) for name in names):
            yield f"{folder}: fonts or icons without a licence beside them"


def check_names(paths: list[Path]) -> Iterator[str]:
    """packaging/ must stay a plain folder: as a package it would hide the library of that name."""
    if Path("packaging/__init__.py") in paths:
        yield "packaging/__init__.py: would hide the library packaging, which pytest needs"


def check_public_names(paths: list[Path]) -> Iterator[str]:
    """A public name of a module means one thing in the whole program."""
    places: dict[str, list[str]] = {}
    for path in paths:
        if path.parts[0] in {"pia_desktop", "ui"} and path.suffix == ".py":
            for node in ast.parse((ROOT / path).read_text("utf-8")).body:
                for name in defined_names(node):
                    places.setdefault(name, []).append(f"{path}:{node.lineno}")
    for name, known in places.items():
        if not name.startswith("_") and len(known) > 1:
            yield f"{known[-1]}: {name} is the name of another thing at {known[0]}"


def defined_names(node: ast.stmt) -> list[str]:
    """The names that a statement of a module defines."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return [node.target.id]
    return []


def faults() -> Iterator[str]:
    """Yield every fault of the repository."""
    paths = tracked()
    yield from check_licences(paths)
    yield from check_names(paths)
    yield from check_public_names(paths)
    yield from check_graph()
    yield from check_dependencies()
    names = {path.name for path in paths}
    for path in paths:
        text = text_of(path)
        if text is not None:
            yield from check_network(path, text)
            yield from check_words(path, text)
            yield from check_documents(path, text, names)


def main() -> int:
    """Print the faults; return 1 if there are any."""
    found = list(faults())
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
