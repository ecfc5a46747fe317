"""An assessment with as many systems and receivers as a diagram takes, and some more."""

from __future__ import annotations

import json
from typing import Any

from pia_desktop.assessment import Assessment
from pia_desktop.assessment.answers import Answers
from pia_desktop.forms import load_form_by_id
from tests.locations import SAMPLES

_BUSINESS = (
    *("個人住民税", "固定資産税", "軽自動車税", "収納管理", "滞納管理", "国民健康保険"),
    *("後期高齢者医療", "介護保険", "児童手当", "児童扶養手当", "障害福祉", "生活保護"),
    *("健康管理", "就学援助", "選挙人名簿", "印鑑登録"),
)
_USES = ("給付の審査", "税の賦課", "年金の裁定", "資格の確認")


def many_systems() -> Assessment:
    """20 systems, 23 receivers written of 80 that are counted."""
    data: dict[str, Any] = json.loads((SAMPLES / "youshiki4.json").read_text(encoding="utf-8"))
    ticks = {"庁内連携システム": True, "宛名システム等": True, "既存住民基本台帳システム": True}
    data["systems"] = [{"name": f"{name}システム", "connections": ticks} for name in _BUSINESS]
    data["systems"] += [
        {"name": "団体内統合宛名システム", "connections": {"その他": "中間サーバー"}},
        {"name": "中間サーバー", "connections": {"情報提供ネットワークシステム": True}},
        {"name": "住民記録システム", "connections": {"住民基本台帳ネットワークシステム": True}},
        {"name": "庁内データ連携基盤", "connections": {"宛名システム等": True}},
    ]
    file = data["files"][0]
    written = file["provisions"]
    file["provisions"] = [
        dict(
            written[number % len(written)],
            name=f"機関その{number + 1}（{_USES[number % len(_USES)]}に関する事務）",
        )
        for number in range(23)
    ]
    file["sharing_exists"] = {"提供を行っている": 80, "移転を行っている": 3}
    data["process"] = {}
    return Assessment(Answers.read(load_form_by_id("youshiki4-2025-05"), data))
