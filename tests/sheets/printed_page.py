"""The paper that is printed on, measured with a ruler and not with the module under test."""

from pia_desktop.sheets import Sheet

# A4 (ISO 216), and the margin on every side.
A4_SHORT_MM, A4_LONG_MM = 210.0, 297.0
MARGIN_MM = 15.0
POINTS_A_MM = 72 / 25.4

# By how much, as a share, a page of the PDF may be drawn smaller for a line or two more.
DRAWN_IN = 0.04

# For sums of fractions.
TOLERANCE = 0.01


def printable_height(sheet: Sheet) -> float:
    """How many points high a page's rows may be together."""
    paper = A4_SHORT_MM if sheet.landscape else A4_LONG_MM
    return (paper - 2 * MARGIN_MM) * POINTS_A_MM + TOLERANCE
