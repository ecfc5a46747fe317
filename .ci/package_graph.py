"""The graph of the packages, as Mermaid, for docs/architecture.md.

``python .ci/package_graph.py`` prints it, with ``--write`` it is put into the document. An arrow
says what imports what; one that other arrows lead around to is left out. Fails if two packages
import each other, by whatever way around.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "architecture.md"
PACKAGES = ("ui", "pia_desktop")

# The command line opens the window when it is asked to; nothing else leads from one to the other.
UPWARD_IMPORT = ("pia_desktop.cli", "ui.app")

_BLOCK = re.compile(r"(<!-- package graph -->\n).*?(<!-- end of package graph -->)", re.DOTALL)

Graph = dict[str, set[str]]


def room_of(module: str) -> str:
    """The room that a module belongs to: 「ui.wizard」 of 「ui.wizard.navigator」."""
    return ".".join(module.split(".")[:2])


def imported(path: Path) -> Iterator[str]:
    """Every module of ours that a file imports, wherever in the file it does."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name for name in names if name.split(".")[0] in PACKAGES)


def graph() -> Graph:
    """What each room imports directly."""
    rooms: Graph = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            room = room_of(module.removesuffix(".__init__"))
            if room in PACKAGES:  # the package itself: it holds the version
                continue
            others = {room_of(name) for name in imported(path)}
            known = {other for other in others if (ROOT / other.replace(".", "/")).is_dir()}
            known |= {o for o in others if (ROOT / f"{o.replace('.', '/')}.py").is_file()}
            rooms.setdefault(room, set()).update(known - {room})
    return rooms


def below(rooms: Graph, room: str, path: tuple[str, ...] = ()) -> set[str]:
    """Everything that a room imports, by whatever way; ValueError where that is itself."""
    if room in path:
        raise ValueError(f"a circle: {' → '.join((*path[path.index(room) :], room))}")
    reached: set[str] = set()
    for other in rooms[room]:
        reached |= {other} | below(rooms, other, (*path, room))
    return reached


def reduced(rooms: Graph) -> Graph:
    """Without the arrows that others lead around to."""
    upper, lower = UPWARD_IMPORT
    rooms = {**rooms, upper: rooms[upper] - {lower}}
    everything = {room: below(rooms, room) for room in rooms}
    fewer = {
        room: {o for o in others if not any(o in everything[way] for way in others - {o})}
        for room, others in rooms.items()
    }
    return {**fewer, upper: fewer[upper] | {lower}}


def mermaid(rooms: Graph) -> str:
    """The graph as Mermaid draws it: from the top to what imports nothing."""
    names = {room: room.replace(".", "_").replace("__", "_") for room in rooms}
    lines = ["```mermaid", "flowchart TD"]
    for package in PACKAGES:
        lines.append(f"  subgraph {package}")
        own = sorted(room for room in rooms if room.startswith(f"{package}."))
        lines += [f"    {names[room]}[{room.split('.')[1]}]" for room in own]
        lines.append("  end")
    for room in sorted(rooms):
        lines += [f"  {names[room]} --> {names[other]}" for other in sorted(rooms[room])]
    return "\n".join([*lines, "```", ""])


def document_with(drawn: str) -> str:
    """The document with this graph in it."""
    return _BLOCK.sub(lambda block: block[1] + drawn + block[2], DOCUMENT.read_text("utf-8"))


def main() -> int:
    """Print the graph, or write it into the document."""
    rooms = graph()
    for room in rooms:
        below(rooms, room)
    drawn = mermaid(reduced(rooms))
    if "--write" in sys.argv[1:]:
        DOCUMENT.write_text(document_with(drawn), encoding="utf-8")
    else:
        print(drawn, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
