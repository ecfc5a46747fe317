"""Workbooks that come in: an official workbook that people have worked on → an assessment."""

from pia_desktop.excel.importer.form_detection import detect_form
from pia_desktop.excel.importer.workbook_import import ImportedWorkbook, read_workbook

__all__ = ["ImportedWorkbook", "detect_form", "read_workbook"]
