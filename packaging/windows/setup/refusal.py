"""What the setup can't do, worded for who runs it."""

from __future__ import annotations


class Refusal(Exception):
    """One line: what is wrong, and the remedy."""

    def __init__(self, message: str, remedy: str) -> None:
        """Both are Japanese sentences."""
        super().__init__(message + remedy)
