"""A municipality's own blank workbook, filled in."""

from pia_desktop.excel.filling.template import Filled, Missing, fill_template

__all__ = ["Filled", "Missing", "fill_template"]
