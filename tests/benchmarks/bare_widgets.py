"""The bare widgets' process, as the bench asks it."""

from __future__ import annotations

import json
import subprocess
import sys
from types import TracebackType
from typing import Any, Self

from tests.benchmarks.subject import ROOT


class BareWidgets:
    """Unstyled Qt widgets in a process of their own; each call gives the seconds it took there."""

    def __init__(self, width: int, height: int) -> None:
        driver = "tests.benchmarks.drivers.bare_widgets"
        self._process = subprocess.Popen(
            [sys.executable, "-m", driver, str(width), str(height)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def seconds(self, call: str, **arguments: Any) -> float:
        """Have `call` of the driver's window done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"call": call, **arguments}) + "\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())
