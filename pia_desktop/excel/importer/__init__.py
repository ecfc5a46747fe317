"""Workbooks that come in: an official workbook that people have worked on → an assessment."""

from pia_desktop.excel.importer.form_detection import recognised_form
from pia_desktop.excel.importer.workbook_import import Imported, read_workbook

__all__ = ["Imported", "read_workbook", "recognised_form"]
