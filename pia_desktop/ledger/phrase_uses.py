"""Where the passages of a library stand in an assessment, and bringing them up to date.

An assessment knows nothing of the library: a passage is found by its text, or by one of those that
it had before. What a person has reworded is found by the sentences that are left of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum

from pia_desktop.assessment.answers import Answers
from pia_desktop.forms.places import Place
from pia_desktop.ledger.item_choice import EVERY_ITEM
from pia_desktop.ledger.phrase_library import Phrase
from pia_desktop.ledger.text_edits import TextEdit, edit_at, texts_of

# A sentence is the same one reworded if so much of it is alike; and a passage is still there if so
# much of its text is found again.
_ALIKE = 0.7
_FOUND_AGAIN = 0.6
_SENTENCE = re.compile(r"[^。\n]+。?")


class PhraseState(Enum):
    """How a passage stands in a text."""

    CURRENT = "最新"
    OUTDATED = "以前の文例"
    BY_HAND = "手直しあり"


@dataclass(frozen=True)
class PhraseUse:
    """A passage in a text: `start` and `end` say where."""

    phrase: Phrase
    place: Place
    address: str
    key: str
    text: str
    start: int
    end: int
    state: PhraseState


def phrase_uses(answers: Answers, phrases: Sequence[Phrase]) -> Iterator[PhraseUse]:
    """Where passages stand in an assessment, in printed order. 変更箇所 is not looked at."""
    patterns = [(phrase, _pattern(phrase)) for phrase in phrases]
    for place, address, key, text in texts_of(answers, EVERY_ITEM):
        for phrase, pattern in patterns:
            is_used = False
            for match in pattern.finditer(text):
                is_used = True
                current = match[0] == phrase.text
                state = PhraseState.CURRENT if current else PhraseState.OUTDATED
                yield PhraseUse(phrase, place, address, key, text, *match.span(), state)
            if not is_used and place.item.id in phrase.items:
                span = _reworded(phrase, text)
                if span is not None:
                    by_hand = PhraseState.BY_HAND
                    yield PhraseUse(phrase, place, address, key, text, *span, by_hand)


def _pattern(phrase: Phrase) -> re.Pattern[str]:
    """Every wording of the passage; the longest first, for one may be a part of another."""
    texts = sorted({phrase.text, *phrase.earlier}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, texts)))


def _reworded(phrase: Phrase, text: str) -> tuple[int, int] | None:
    """Where a passage stands that a person has reworded; None where too little is left of it."""
    here = list(_SENTENCE.finditer(text))
    for known in (phrase.text, *phrase.earlier):
        sentences = _SENTENCE.findall(known)
        spans = [(len(each), _nearest(each, here)) for each in sentences]
        sized_spans = [(size, span) for size, span in spans if span is not None]
        if sum(size for size, _ in sized_spans) >= _FOUND_AGAIN * sum(map(len, sentences)):
            return min(span[0] for _, span in sized_spans), max(span[1] for _, span in sized_spans)
    return None


def _nearest(sentence: str, here: Sequence[re.Match[str]]) -> tuple[int, int] | None:
    """Where the sentence stands, or the one that is most like it."""
    best, span = _ALIKE, None
    matcher = SequenceMatcher(b=sentence, autojunk=False)
    for match in here:
        if match[0] == sentence:
            return match.span()
        matcher.set_seq1(match[0])
        if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best:
            ratio = matcher.ratio()
            if ratio >= best:
                best, span = ratio, match.span()
    return span


@dataclass(frozen=True)
class PhraseUpdate:
    """The library's passages in place of their earlier wordings."""

    phrases: tuple[Phrase, ...]

    def edits_in(self, answers: Answers) -> Iterator[TextEdit]:
        """The texts with an outdated passage; and, marked as such, those in which a person has
        reworded one: what would be in its place, with all outdated ones of the text.
        """
        by_text: dict[tuple[str, str], list[PhraseUse]] = {}
        for use in phrase_uses(answers, self.phrases):
            if use.state is not PhraseState.CURRENT:
                by_text.setdefault((use.address, use.key), []).append(use)
        for uses in by_text.values():
            outdated = [use for use in uses if use.state is PhraseState.OUTDATED]
            if outdated:
                yield _edit(answers, outdated)
            if len(outdated) < len(uses):
                yield replace(_edit(answers, uses), by_hand=True)


def _edit(answers: Answers, uses: Sequence[PhraseUse]) -> TextEdit:
    first = uses[0]
    after, free = first.text, len(first.text)
    count = 0
    for use in sorted(uses, key=lambda each: -each.start):
        if use.end <= free:  # two passages may be found in one and the same sentence
            after = after[: use.start] + use.phrase.text + after[use.end :]
            free = use.start
            count += 1
    edit = edit_at(answers, first.place, first.address, first.key, first.text, after)
    return replace(edit, count=count)
