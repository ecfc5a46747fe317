"""How points in time and sizes read in the dialogs."""

from __future__ import annotations

from datetime import datetime, timedelta

_WEEKDAYS = "月火水木金土日"


def moment_in_words(moment: datetime | None, now: datetime | None = None) -> str:
    """「今日 11:58」「昨日 17:05」「2025年5月1日（木）9:30」; 「不明」 where there is none."""
    if moment is None:
        return "不明"
    local = moment.astimezone()
    today = (now or datetime.now().astimezone()).date()
    if local.date() == today:
        day = "今日 "
    elif local.date() == today - timedelta(days=1):
        day = "昨日 "
    else:
        weekday = _WEEKDAYS[local.weekday()]
        day = f"{local.year}年{local.month}月{local.day}日（{weekday}）"
    return f"{day}{local.hour}:{local.minute:02}"


def size_in_words(size: int) -> str:
    """「198 KB」「12.3 MB」."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"
