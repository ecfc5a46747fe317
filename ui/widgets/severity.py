"""How severe a finding is: an icon, a word and a colour, so that colour is never the only sign."""

from __future__ import annotations

from pia_desktop.checks import Severity

SEVERITY_WORDS = {severity: severity.word for severity in Severity}
# Of different shapes: an octagon, a triangle, a square.
SEVERITY_ICONS = {
    Severity.ERROR: "status-wrong",
    Severity.WARNING: "status-warning",
    Severity.NOTICE: "status-notice",
}
# What the style sheet knows a label's severity by.
SEVERITY_LOOKS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning-text",
    Severity.NOTICE: "notice-text",
}
