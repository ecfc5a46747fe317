"""PySide is imported without what it does anew at every start and no window needs.

It puts another `import` in place of Python's, which asks at every statement, and by the source of
every module, whether Qt's names are wanted in another spelling (`__feature__`): a sixth of the
start. It carries modules of its own as source text and compiles them each time, a fifteenth; one
of them writes the stub files of PySide's own makers, and readies itself for that. So Python's
`import` is put back, the modules are kept compiled, and that one is left empty.

They are kept beside the bytecode of this very module and by the same rules: whoever may write there
keeps them, everybody who starts the same program reads them, and what was compiled from another
source is compiled again (docs/decisions/0054-pyside-start.md).

Upstream: PYSIDE-2029 brought the `import`, and there is no public switch; SBK_EMBED=0 unpacks the
modules into PySide's folder, for all its users. Where PySide does one of these things no more, a
test in tests/ui/background/test_pyside_start.py fails, and what is done about it can go.
"""

from __future__ import annotations

import builtins
import contextlib
import marshal
import os
import sys
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from types import CodeType
from typing import Any

# How PySide names its own modules to `compile`, and the one that nothing at run time asks for.
_OWN = "shibokensupport/"
_STUB_WRITER = "shibokensupport/signature/lib/pyi_generator.py"

# Each module's code by its name, with the hash of the source that it was compiled from.
_Compiled = dict[str, tuple[bytes, CodeType]]


def import_pyside() -> None:
    """Import PySide's core. Where another module has done so before, it stays as it is."""
    path = Path(cache_from_source(__file__)).with_suffix(".pyside")
    kept = _read(path)
    used = _import_core(kept)
    if used and used != kept and not sys.dont_write_bytecode and Path(__file__).is_file():
        _keep(path, used)
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _import_core(kept: _Compiled) -> _Compiled:
    """Import it with the modules that are kept; those that it asked for, as they are now."""
    used: _Compiled = {}
    plain: Any = builtins.compile

    def compile_own(source: Any, name: Any, *others: Any, **options: Any) -> Any:
        if not (isinstance(source, bytes) and isinstance(name, str) and name.startswith(_OWN)):
            return plain(source, name, *others, **options)
        if name == _STUB_WRITER:
            source = b""
        digest = source_hash(source)
        known = kept.get(name)
        if known is None or known[0] != digest:
            known = digest, plain(source, name, *others, **options)
        used[name] = known
        return known[1]

    builtins.compile = compile_own  # type: ignore[assignment]
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile = plain
    return used


def _read(path: Path) -> _Compiled:
    """What was kept by this Python; nothing where it is missing or not as it was written."""
    try:
        data = path.read_bytes()
    except OSError:
        return {}
    body = data[len(_head(b"")) :]
    if not data.startswith(_head(body)):
        return {}
    kept: _Compiled = marshal.loads(body)  # noqa: S302 - code of the program's own folder
    return kept


def _keep(path: Path, compiled: _Compiled) -> None:
    """Keep it for the next start; where that can't be done, that one compiles them again."""
    body = marshal.dumps(compiled)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        temporary.write_bytes(_head(body) + body)
        temporary.replace(path)


def _head(body: bytes) -> bytes:
    """Stands before it: of which Python it is, and that it is whole."""
    return MAGIC_NUMBER + source_hash(body)
