"""Two long texts with 「(略)」 for what stayed, cut at the ends of lines and sentences."""

from __future__ import annotations

from pia_desktop.changes.text_diff import changed_sentences
from pia_desktop.changes.text_headings import TextHeading, headings_above, text_headings

LEFT_OUT = "(略)"


def abridge(before: str, after: str, *, headings: bool = True) -> tuple[str, str]:
    """Only the changed passages of both texts, and the headings inside the texts that they stand
    under; without `headings` the passages alone. A stretch that stayed and is no longer than the
    mark for it stands as it is.
    """
    was, now = _Half(before, headings=headings), _Half(after, headings=headings)
    for passage in changed_sentences(before, after):
        if passage.same and len(before[slice(*passage.old)].strip()) > len(LEFT_OUT):
            was.leave_out(*passage.old)
            now.leave_out(*passage.new)
        else:
            was.keep(*passage.old)
            now.keep(*passage.new)
    return was.finished(), now.finished()


class _Half:
    """One of the two texts as it is abridged. What is left out waits until it is known what comes
    behind it, and under which headings that stands.
    """

    def __init__(self, whole: str, *, headings: bool) -> None:
        self._whole = whole
        self._headings = list(text_headings(whole)) if headings else []
        self._text = ""
        # Where the text begins that was left out and has no mark yet.
        self._skipped: int | None = None

    def keep(self, start: int, end: int) -> None:
        """Take a passage over, below its headings."""
        if start == end:
            return
        if self._skipped is not None:
            self._pass_over(self._skipped, start)
            self._skipped = None
        self._add(self._whole[start:end])

    def leave_out(self, start: int, end: int) -> None:
        """Pass over what stayed."""
        if start < end and self._skipped is None:
            self._skipped = start

    def finished(self) -> str:
        """The text with all its marks."""
        if self._skipped is not None:
            self._mark(self._skipped, len(self._whole))
            self._skipped = None
        return self._text

    def _pass_over(self, start: int, end: int) -> None:
        """What is left out before the passage at `end`, but for the headings that it stands under.
        Those before `start` stand in the text already.
        """
        for heading in headings_above(self._headings, end):
            if heading.start < start:
                continue
            self._mark(start, heading.start)
            start = min(heading.end, end)
            self._add_heading(heading, start)
        self._mark(start, end)

    def _add_heading(self, heading: TextHeading, end: int) -> None:
        """A short line whole; of a long one the sign, and the mark behind it."""
        behind = self._whole[heading.title_end : end]
        self._add(self._whole[heading.start : heading.title_end])
        self._text += LEFT_OUT if len(behind.strip()) > len(LEFT_OUT) else behind

    def _mark(self, start: int, end: int) -> None:
        """The mark on a line of its own, or what it would stand for where that is no longer; two
        neighbouring marks are one.
        """
        stretch = self._whole[start:end]
        if len(stretch.strip()) <= len(LEFT_OUT):
            self._add(stretch if stretch.strip() else "")
        elif not self._text.endswith(LEFT_OUT):
            if self._text and not self._text.endswith("\n"):
                self._text += "\n"
            self._text += LEFT_OUT

    def _add(self, text: str) -> None:
        if text and self._text.endswith(LEFT_OUT):
            self._text += "\n"
        self._text += text
