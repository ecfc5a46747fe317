"""A municipality's own blank workbook, filled in."""

from pia_desktop.excel.template_filling.template import FilledTemplate, TemplateGap, fill_template
from pia_desktop.excel.template_filling.template_list import (
    TemplateList,
    TemplateWorkbook,
    find_workbooks,
)

__all__ = [
    "FilledTemplate",
    "TemplateGap",
    "TemplateList",
    "TemplateWorkbook",
    "fill_template",
    "find_workbooks",
]
