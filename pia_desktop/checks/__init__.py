"""What is missing or wrong before an assessment leaves the house: one small rule each."""

from typing import TYPE_CHECKING, Any

from pia_desktop.checks.registry import Edit, Finding, Fix, Severity

if TYPE_CHECKING:
    from pia_desktop.checks.every_rule import RULES
    from pia_desktop.checks.live_check import LiveCheck, check

__all__ = ["RULES", "Edit", "Finding", "Fix", "LiveCheck", "Severity", "check"]


def __getattr__(name: str) -> Any:
    """Load the rules for whoever asks for them: a window shows its file before it looks at it."""
    if name == "RULES":
        from pia_desktop.checks import every_rule

        return every_rule.RULES
    if name in ("LiveCheck", "check"):
        from pia_desktop.checks import live_check

        return getattr(live_check, name)
    raise AttributeError(name)
