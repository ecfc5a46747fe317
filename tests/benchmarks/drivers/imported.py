"""Import a workbook, and print the most memory in MB that the process has had; 0 if unknown."""

from __future__ import annotations

import sys
from pathlib import Path

from pia_desktop.excel.importer import read_workbook

read_workbook(Path(sys.argv[1]))
status = Path("/proc/self/status")
peak = 0.0
if status.exists():
    line = next(row for row in status.read_text().splitlines() if row.startswith("VmHWM"))
    peak = int(line.split()[1]) / 1024
print(peak)
