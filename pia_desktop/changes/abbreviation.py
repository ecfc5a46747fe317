"""Two long texts with 「(略)」 for what stayed, cut at the ends of lines and sentences."""

from __future__ import annotations

from pia_desktop.changes.text_diff import changed_sentences

LEFT_OUT = "(略)"


def abridge(before: str, after: str) -> tuple[str, str]:
    """Only the changed passages of both texts. A stretch that stayed and is no longer than the mark
    for it stands as it is.
    """
    was, now = _Half(), _Half()
    for passage in changed_sentences(before, after):
        old, new = before[slice(*passage.old)], after[slice(*passage.new)]
        if passage.same and len(old.strip()) > len(LEFT_OUT):
            was.leave_out(old)
            now.leave_out(new)
        else:
            was.add(old)
            now.add(new)
    return was.text, now.text


class _Half:
    """One of the two texts as it grows."""

    def __init__(self) -> None:
        self.text = ""

    def add(self, text: str) -> None:
        if text and self.text.endswith(LEFT_OUT):
            self.text += "\n"
        self.text += text

    def leave_out(self, text: str) -> None:
        """The mark on a line of its own; two neighbouring marks are one."""
        if self.text.endswith(LEFT_OUT):
            return
        if self.text and not self.text.endswith("\n"):
            self.text += "\n"
        self.text += LEFT_OUT
