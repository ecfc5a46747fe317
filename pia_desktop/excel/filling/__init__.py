"""A municipality's own blank workbook, filled in."""

from pia_desktop.excel.filling.offered import Offered, Offering, workbooks
from pia_desktop.excel.filling.template import Filled, Missing, fill_template

__all__ = ["Filled", "Missing", "Offered", "Offering", "fill_template", "workbooks"]
