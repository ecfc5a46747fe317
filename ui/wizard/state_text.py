"""How the state of a page reads: an icon and a word, so that colour is never the only sign."""

from __future__ import annotations

from pia_desktop.checks import Severity
from pia_desktop.checks.progress import Completion, CompletionState
from ui.widgets.severity import SEVERITY_ICONS, SEVERITY_WORDS

STATE_WORDS = {
    CompletionState.EMPTY: "未記入",
    CompletionState.BEGUN: "記入中",
    CompletionState.COMPLETE: "完了",
    CompletionState.WRONG: SEVERITY_WORDS[Severity.ERROR],
}
STATE_ICONS = {
    CompletionState.EMPTY: "status-empty",
    CompletionState.BEGUN: "status-begun",
    CompletionState.COMPLETE: "status-complete",
    CompletionState.WRONG: SEVERITY_ICONS[Severity.ERROR],
}


# Where nothing is needed and nothing is written: neither done nor to be done.
OPTIONAL = "任意"


def state_icon(progress: Completion) -> str:
    """The mark's icon."""
    if _warned(progress):
        return SEVERITY_ICONS[Severity.WARNING]
    return "status-empty" if _optional(progress) else STATE_ICONS[progress.state]


def state_word(progress: Completion) -> str:
    """「未記入」「記入中」「完了」「誤り」「警告」「任意」."""
    if _warned(progress):
        return SEVERITY_WORDS[Severity.WARNING]
    return OPTIONAL if _optional(progress) else STATE_WORDS[progress.state]


def _optional(progress: Completion) -> bool:
    return not (progress.needed or progress.filled or progress.errors)


def _warned(progress: Completion) -> bool:
    """Whether a person should look at it, though there is no error."""
    return bool(progress.warnings) and progress.state is not CompletionState.WRONG


def percent(progress: Completion) -> int:
    """The share done; 100 only when really everything is."""
    return int(progress.share * 100)


def short_state(progress: Completion) -> str:
    """What stands at the end of a navigator's row: 「60%」 while begun, else the word."""
    if progress.state is CompletionState.BEGUN and not _warned(progress):
        return f"{percent(progress)}%"
    return state_word(progress)


def spoken_state(progress: Completion) -> str:
    """The state in full, for screen readers and tool tips."""
    if not progress.needed:
        return state_word(progress)
    done = f"必要な{progress.needed}項目のうち{progress.answered}項目を記入"
    return f"{state_word(progress)}、{done}"


def counted_state(progress: Completion) -> str:
    """「記入中（2／3項目）」."""
    word = state_word(progress)
    return f"{word}（{progress.answered}／{progress.needed}項目）" if progress.needed else word
