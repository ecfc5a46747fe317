"""A date in 和暦, in free wording."""

from __future__ import annotations

from ui.editors.line import LineEditor


class DateEditor(LineEditor):
    """A line that helps with dates."""
