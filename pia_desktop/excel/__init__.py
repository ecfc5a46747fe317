"""The printed page as a workbook: the official layout, the 新旧対照表, and the list of findings."""

from pia_desktop.excel.workbook_writer import (
    write_comparison_workbook,
    write_finding_list,
    write_workbook,
)

__all__ = ["write_comparison_workbook", "write_finding_list", "write_workbook"]
