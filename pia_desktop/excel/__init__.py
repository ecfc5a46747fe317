"""The printed page as a workbook in the official layout."""

from pia_desktop.excel.writer import write_workbook

__all__ = ["write_workbook"]
