"""A municipality's own blank workbook, filled in."""

from pia_desktop.excel.template_filling.answer_check import FilledTemplate, TemplateGap
from pia_desktop.excel.template_filling.template import fill_template
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
