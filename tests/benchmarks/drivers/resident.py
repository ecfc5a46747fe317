"""How much memory a process has resident."""

from __future__ import annotations

from pathlib import Path


def resident_megabytes(process: int | str = "self") -> float:
    """The resident memory in MB, 0 where the system has no /proc."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    for line in status.read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
