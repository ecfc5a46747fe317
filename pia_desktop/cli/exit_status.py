"""The exit statuses of a call, and the refusal of one that can't be understood."""

from __future__ import annotations

from pia_desktop.errors import PiaError

DONE, FOUND, REFUSED = 0, 1, 2


class UsageError(PiaError):
    """The command line itself can't be understood."""

    code = "usage"
