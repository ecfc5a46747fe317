"""What is missing or wrong before an assessment leaves the house: one small rule each."""

from pia_desktop.checks import dates, required, review_calendar, threshold
from pia_desktop.checks.registry import RULES, Finding, Severity, check

# The rules run in the order in which their modules are named here.
__all__ = [
    "RULES",
    "Finding",
    "Severity",
    "check",
    "dates",
    "required",
    "review_calendar",
    "threshold",
]
