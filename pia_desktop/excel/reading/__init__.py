"""Workbooks that come in: an official workbook that people have worked on → an assessment."""

from pia_desktop.excel.reading.importing import Imported, read_workbook
from pia_desktop.excel.reading.recognising import recognised_form

__all__ = ["Imported", "read_workbook", "recognised_form"]
