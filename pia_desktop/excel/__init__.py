"""The printed page as a workbook: the official layout, and the 新旧対照表."""

from pia_desktop.excel.workbook_writer import write_comparison_workbook, write_workbook

__all__ = ["write_comparison_workbook", "write_workbook"]
