"""What is missing or wrong before an assessment leaves the house: one small rule each."""

from pia_desktop.checks import dates, required
from pia_desktop.checks.registry import Finding, Severity, check

__all__ = ["Finding", "Severity", "check", "dates", "required"]
