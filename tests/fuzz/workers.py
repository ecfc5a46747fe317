"""Cases side by side in processes that may use only so much memory and time."""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from pia_desktop.forms import loader
from tests.fuzz.cases import Case
from tests.fuzz.runner import BROKEN, Verdict, run

MEMORY_BYTES = 1 << 30
# Of the processor's time, so that a busy PC raises no alarm; by the clock, where the system has no
# such alarm and for what waits for ever.
SECONDS = 10.0
SECONDS_BY_CLOCK = 10.0 if sys.platform == "win32" else 90.0
WORKERS = 2


# Gives the case of a number, in whichever process it is called: it is handed to each.
CaseAt = Callable[[int], Case]


@dataclass
class _Worker:
    process: BaseProcess
    connection: Connection
    number: int = -1
    deadline: float = field(default=float("inf"))


def verdicts(case_at: CaseAt, numbers: range) -> Iterator[tuple[int, Verdict, float]]:
    """Each case's number, what became of it, and the most memory that its worker used, in MB."""
    waiting = iter(numbers)
    workers = [_started(case_at) for _ in range(WORKERS)]
    try:
        busy = [worker for worker in workers if _give(worker, waiting)]
        while busy:
            ready = wait([worker.connection for worker in busy], timeout=0.5)
            for at, worker in enumerate(busy):
                if worker.connection in ready:
                    verdict, peak = _answer(worker)
                elif time.monotonic() > worker.deadline:
                    verdict, peak = (
                        Verdict(BROKEN, f"still running after {SECONDS_BY_CLOCK:.0f} s"),
                        0.0,
                    )
                else:
                    continue
                yield worker.number, verdict, peak
                if verdict.kind == BROKEN and not peak:
                    _stop(worker)
                    busy[at] = worker = _started(case_at)
                    workers.append(worker)
                if not _give(worker, waiting):
                    worker.deadline = -1.0
            busy = [worker for worker in busy if worker.deadline >= 0]
    finally:
        for worker in workers:
            _stop(worker)


def _started(case_at: CaseAt) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, case_at), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _give(worker: _Worker, waiting: Iterator[int]) -> bool:
    number = next(waiting, None)
    if number is None:
        return False
    starting = 60.0 if worker.number < 0 else 0.0
    worker.number, worker.deadline = number, time.monotonic() + SECONDS_BY_CLOCK + starting
    worker.connection.send(number)
    return True


def _answer(worker: _Worker) -> tuple[Verdict, float]:
    try:
        verdict, peak = worker.connection.recv()
    except (EOFError, OSError):
        worker.process.join()
        return Verdict(BROKEN, f"the process died ({worker.process.exitcode})"), 0.0
    return verdict, peak


def _stop(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.join()


def _work(connection: Connection, case_at: CaseAt) -> None:
    _limit_memory()
    loader.load_form = cache(loader.load_form)  # definitions are nobody's mutated files
    while True:
        try:
            number = connection.recv()
        except (EOFError, OSError):  # the parent has gone, or has given this process up
            return
        case = case_at(number)
        with _alarm():
            verdict = run(case)
        connection.send((verdict, _peak()))


@contextmanager
def _alarm() -> Iterator[None]:
    """TimeoutError in the midst of what takes too long: its traceback says where."""
    if sys.platform == "win32":
        yield
        return
    import signal

    def ring(*_: object) -> None:
        raise TimeoutError(f"{SECONDS:.0f} s of the processor's time")

    signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def _peak() -> float:
    if sys.platform == "win32":
        return 1.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
