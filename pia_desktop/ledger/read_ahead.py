"""Reading files one after the other while the one before is still being looked at."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from pia_desktop.assessment import pia_file
from pia_desktop.errors import FileError

# Files that are read at once: a file server answers several about as fast as one. So many of them
# are in memory, and one more.
_READERS = 3
# Seconds between two looks at whether the work was called off.
_PATIENCE = 0.1


@dataclass(frozen=True)
class ReadFile:
    """A file's bytes and their digest, or why they can't be read."""

    path: Path
    data: bytes = b""
    digest: str = ""
    fault: FileError | None = None


def read_ahead(paths: Sequence[Path], waiting: Callable[[], object]) -> Iterator[ReadFile]:
    """Each file in turn. `waiting` is called now and then while a file server takes its time, and
    may raise: the threads that still wait for it end with the process at the latest.
    """
    results: list[SimpleQueue[ReadFile | Exception]] = [SimpleQueue() for _ in paths]
    room = threading.Semaphore(_READERS + 1)
    numbers = iter(range(len(paths)))
    taking = threading.Lock()
    ended = threading.Event()

    def read() -> None:
        while True:
            room.acquire()
            with taking:
                number = next(numbers, None)
            if number is None or ended.is_set():
                room.release()
                return
            try:
                results[number].put(_read(paths[number]))
            except Exception as error:  # raised where somebody waits for the file
                results[number].put(error)

    for _ in range(min(_READERS, len(paths))):
        threading.Thread(target=read, name="ledger-reader", daemon=True).start()
    try:
        for result in results:
            yield _awaited(result, waiting)
            room.release()
    finally:
        ended.set()
        for _ in range(_READERS):
            room.release()


def _awaited(result: SimpleQueue[ReadFile | Exception], waiting: Callable[[], object]) -> ReadFile:
    while True:
        try:
            read = result.get(timeout=_PATIENCE)
        except Empty:
            waiting()
            continue
        if isinstance(read, Exception):
            raise read
        return read


def _read(path: Path) -> ReadFile:
    try:
        data = pia_file.read(path)
    except FileError as error:
        return ReadFile(path, fault=error)
    return ReadFile(path, data, hashlib.sha256(data).hexdigest())
