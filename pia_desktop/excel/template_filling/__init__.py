"""A municipality's own blank workbook, filled in."""

from pia_desktop.excel.template_filling.template import Filled, Missing, fill_template
from pia_desktop.excel.template_filling.template_list import Offered, Offering, workbooks

__all__ = ["Filled", "Missing", "Offered", "Offering", "fill_template", "workbooks"]
