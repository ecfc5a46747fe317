"""The files that a form's definition is made of, read as far as one names the next."""

from __future__ import annotations

from pathlib import Path

from pia_desktop.errors import DefinitionError, FileError
from pia_desktop.files import limits
from pia_desktop.files.json_reader import read_file
from pia_desktop.forms.schema import FormSchema, check_shape, suggest
from pia_desktop.forms.yaml_source import Origin, Source, read_source

# A fault of one of these leaves too little to judge the rest by.
_GROUND = ("extends", "shared", "options", "items", "add", "sections")


class DefinitionSources:
    """The sources of one definition, and all faults that were noted in them."""

    def __init__(self, path: Path, files: dict[Path, bytes]) -> None:
        """Begin with the files that are read already; others are read when one names them."""
        self._path = path
        self._files = dict(files)
        self._sources: dict[Path, Source] = {}

    def chain(self) -> list[tuple[Source, FormSchema]]:
        """The file, the one that it extends, and so on; each is checked for its shape."""
        chain: list[tuple[Source, FormSchema]] = []
        visited: list[Path] = []
        path = self._path
        while True:
            source = self.read(path, None)
            written = check_shape(source, FormSchema) if source else None
            if source is None or written is None:
                self.stop_on_faults()
                raise AssertionError
            chain.append((source, written))
            visited.append(path)
            if not written.extends:
                return chain
            path = path.parent / f"{written.extends}.yaml"
            if path in visited:
                loop = visited[visited.index(path) :]
                names = " → ".join(file.stem for file in (*loop, path))
                self._sources[path].fault(("extends",), f"「extends」が輪になっています：{names}")
                self.stop_on_faults()
            if self.read(path, Origin(source, ("extends",))) is None:
                self.stop_on_faults()

    def read(self, path: Path, named_by: Origin | None) -> Source | None:
        """A file's source; where it can't be read that is a fault of the entry that names it."""
        if path not in self._sources:
            if path not in self._files:
                try:
                    self._files[path] = read_file(path, limits.DEFINITION_BYTES)
                except FileError as error:
                    if named_by is None:
                        raise DefinitionError(
                            [f"{path.name}:1: {error.message}"], file=path
                        ) from error
                    self._note_unread(path, named_by, error)
                    return None
            self._sources[path] = read_source(path, self._files[path])
        return self._sources[path]

    def _note_unread(self, path: Path, named_by: Origin, error: FileError) -> None:
        """Say of a file that another one names why it can't be read."""
        if path.exists():
            named_by.fault(f"「{path.name}」を読めません。{error.message}")
            return
        known = [other.name for other in sorted(path.parent.glob("*.yaml"))]
        named_by.fault(f"「{path.name}」というファイルはありません{suggest(path.name, known)}")

    def stop_on_faults(self, *, ground_only: bool = False) -> None:
        """Raise the faults so far; with `ground_only` only if the rest can't be judged for them."""
        sources = self._sources.values()
        if ground_only and not any(s.is_faulty((key,)) for s in sources for key in _GROUND):
            return
        faults = [fault for source in sources for fault in source.report()]
        if faults:
            raise DefinitionError(faults, file=self._path)
