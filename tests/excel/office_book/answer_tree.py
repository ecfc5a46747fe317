"""Answers by their addresses, also where a form has room for more than was written."""

from __future__ import annotations

from typing import Any

from pia_desktop.forms import Form
from pia_desktop.forms.addresses import parts_of


class AnswerTree:
    """The JSON of an assessment's answers. `blank` is how many empty occurrences are printed."""

    def __init__(self, form: Form, data: dict[str, Any], blank: int = 0) -> None:
        self.form = form
        self.data = data
        self._blank = blank

    def get(self, address: str) -> Any:
        """What stands at an address; None where nothing does."""
        node: Any = self.data
        for part in parts_of(address):
            try:
                node = node[part]
            except (KeyError, IndexError, TypeError):
                return None
        return node

    def printed_count(self, address: str) -> int:
        """How many occurrences the page shows of a repeat."""
        count = len(self.get(address) or [])
        return count if address == "files" else max(1, count + self._blank)
