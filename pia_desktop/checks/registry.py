"""Findings, and the registry of the rules that make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Any, NamedTuple

from pia_desktop.forms.model import Item


class Severity(Enum):
    """An error keeps `check` from passing; a warning asks a person to look; a notice is for their
    information.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def word(self) -> str:
        """What a clerk reads: 「誤り」「警告」「お知らせ」."""
        return {"error": "誤り", "warning": "警告", "notice": "お知らせ"}[self.value]


class Sureness(Enum):
    """How sure it is that a rule is one; docs/sources.md says what each word means."""

    SURE = "sure"
    LIKELY = "likely"
    WEAK = "weak"


class Scope(Enum):
    """What a finder is called with beside the subject, and so how little has to be looked at again
    after a change: nothing, the number of a file, the place of a box, or one text of a box.
    """

    WHOLE = "whole"
    FILE = "file"
    PLACE = "place"
    TEXT = "text"


class Edit(NamedTuple):
    """One answer to set."""

    address: str
    value: Any


class Fix(NamedTuple):
    """What puts a finding right: what it does in a clerk's words, and the answers to set."""

    label: str
    edits: tuple[Edit, ...]


class Finding(NamedTuple):
    """One thing that is missing or wrong: where, what, and the remedy.

    `compared` are the further addresses that were looked at; `fix` puts it right where the right
    value follows; `beside` is what was compared that is no answer (a date of publication, a word),
    so that 確認済み ends when it changes; `confirmed` is the note of whoever marked it 確認済み.
    """

    code: str
    severity: Severity
    address: str
    name: str
    message: str
    remedy: str
    compared: tuple[str, ...] = ()
    fix: Fix | None = None
    beside: tuple[str, ...] = ()
    confirmed: str | None = None

    @property
    def places(self) -> tuple[str, ...]:
        """Every address that was compared, the finding's own first."""
        return tuple(dict.fromkeys((self.address, *self.compared)))


FindingsOf = Callable[..., Iterable[Finding]]


class Finder(NamedTuple):
    """One function of a rule, and what it is called with.

    A finder of texts or boxes is asked only where `trigger` says that the text, or the box's value,
    may have something for it; one of boxes only for items that `concerns` takes. One that isn't for
    `in_changes` leaves the table of changes alone; one `of_figures` has nothing to say of a text
    without a figure.
    """

    scope: Scope
    find: FindingsOf
    trigger: Callable[[Any], object] | None = None
    concerns: Callable[[Item], object] | None = None
    in_changes: bool = True
    of_figures: bool = False


class Rule(NamedTuple):
    """One rule: the code of its findings, how severe they are at most, its title, what it looks at,
    why (a law, a 指針, a note of the form, experience), and how sure that is.
    """

    code: str
    severity: Severity
    title: str
    looks_at: str
    source: str
    sureness: Sureness
    finders: list[Finder]
    # The items whose help says what the rule looks at.
    items: tuple[str, ...] = ()


# Every rule by its code, once `every_rule` has loaded them.
RULES: dict[str, Rule] = {}
# The code of what finds a box empty that must not be.
REQUIRED = "required"


def rule(
    code: str,
    severity: Severity,
    source: str,
    *,
    title: str,
    looks_at: str,
    sureness: Sureness = Sureness.SURE,
    scope: Scope = Scope.WHOLE,
    trigger: Callable[[Any], object] | None = None,
    concerns: Callable[[Item], object] | None = None,
    in_changes: bool = True,
    of_figures: bool = False,
    items: tuple[str, ...] = (),
) -> Callable[[FindingsOf], FindingsOf]:
    """Register a function as the rule with this code. `looks_at` is a sentence for a clerk."""

    def register(find: FindingsOf) -> FindingsOf:
        if code in RULES:
            raise ValueError(f"two rules have the code {code}")
        finder = Finder(scope, find, trigger, concerns, in_changes, of_figures)
        RULES[code] = Rule(code, severity, title, looks_at, source, sureness, [finder], items)
        return find

    return register


def part_of(
    code: str,
    scope: Scope = Scope.WHOLE,
    concerns: Callable[[Item], object] | None = None,
    trigger: Callable[[Any], object] | None = None,
) -> Callable[[FindingsOf], FindingsOf]:
    """Register a further function of the rule with this code, which has another scope."""

    def register(find: FindingsOf) -> FindingsOf:
        RULES[code].finders.append(Finder(scope, find, trigger, concerns))
        return find

    return register
