"""How a state reads: an icon and a word, so that colour is never the only sign."""

from __future__ import annotations

from pia_desktop.forms.flow import Progress, State

STATE_WORDS = {
    State.EMPTY: "未記入",
    State.BEGUN: "記入中",
    State.COMPLETE: "完了",
    State.WRONG: "要確認",
}
STATE_ICONS = {
    State.EMPTY: "status-empty",
    State.BEGUN: "status-begun",
    State.COMPLETE: "status-complete",
    State.WRONG: "status-wrong",
}


def percent(progress: Progress) -> int:
    """The share done; 100 only when really everything is."""
    return int(progress.share * 100)


def short_state(progress: Progress) -> str:
    """What stands at the end of a navigator's row: 「60%」 while begun, else the word."""
    if progress.state is State.BEGUN:
        return f"{percent(progress)}%"
    return STATE_WORDS[progress.state]


def spoken_state(progress: Progress) -> str:
    """The state in full, for screen readers and tool tips."""
    if not progress.needed:
        return STATE_WORDS[progress.state]
    done = f"必要な{progress.needed}項目のうち{progress.answered}項目を記入"
    return f"{STATE_WORDS[progress.state]}、{done}"


def counted_state(progress: Progress) -> str:
    """「記入中（2／3項目）」."""
    word = STATE_WORDS[progress.state]
    return f"{word}（{progress.answered}／{progress.needed}項目）" if progress.needed else word


def one_line(text: str) -> str:
    """A printed name without its line breaks."""
    return " ".join(text.split())
