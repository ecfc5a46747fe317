"""Three 別紙 of a made-up town as large as real ones: 80 provisions, 69 transfers, a small one."""

from __future__ import annotations

from typing import Any

from pia_desktop.assessment import Assessment, new_assessment
from tests.strategies import PNG

PROVISIONS, TRANSFERS = 80, 69

_BODIES = (
    "厚生労働大臣", "都道府県知事", "市町村長", "全国健康保険協会", "都道府県知事等",
    "厚生労働大臣又は共済組合等", "日本私立学校振興・共済事業団", "国民年金基金連合会",
    "都道府県知事又は保健所を設置する市（特別区を含む。以下同じ。）の長",
)  # fmt: skip
_LAWS = (
    "健康保険法", "船員保険法", "労働者災害補償保険法", "児童福祉法", "予防接種法",
    "身体障害者福祉法", "生活保護法", "国民健康保険法", "高齢者の医療の確保に関する法律",
    "地方税法その他の地方税に関する法律及びこれらの法律に基づく条例",
    "介護保険法", "母子及び父子並びに寡婦福祉法",
)  # fmt: skip
_MATTERS = (
    "保険給付の支給に関する事務であって主務省令で定めるもの",
    "保険料の徴収に関する事務であって主務省令で定めるもの",
    "里親の認定、養育里親の登録又は障害児入所給付費、高額障害児入所給付費若しくは"
    "特定入所障害児食費等給付費の支給に関する事務であって主務省令で定めるもの",
    "費用の徴収に関する事務であって主務省令で定めるもの",
)
_DEPARTMENTS = (
    ("健康福祉部", "健康づくり課"), ("健康福祉部", "介護保険課"), ("こども部", "子育て支援課"),
    ("市民部", "保険年金課"), ("財務部", "市民税課"), ("教育委員会", "学務課"),
)  # fmt: skip


def provisions() -> dict[str, Any]:
    """The list of those to whom the town provides."""
    rows = [
        [
            str(number),
            _BODIES[number % len(_BODIES)],
            f"番号法別表の{number * 2 - number % 3}の項",
            f"{_LAWS[number % len(_LAWS)]}による{_MATTERS[number % len(_MATTERS)]}",
        ]
        for number in range(1, PROVISIONS + 1)
    ]
    return {"columns": ["提供先No.", "提供先", "法令上の根拠", "提供先における用途"], "rows": rows}


def transfers() -> dict[str, Any]:
    """The list of the departments to which the town transfers."""
    rows = []
    for number in range(1, TRANSFERS + 1):
        department, section = _DEPARTMENTS[number % len(_DEPARTMENTS)]
        rows.append(
            [
                str(number),
                department,
                section,
                f"別表の{number}の項",
                f"{_LAWS[number % len(_LAWS)]}による{_MATTERS[number % len(_MATTERS)]}",
                "住所、氏名、生年月日\n（世帯主との続柄を含む。）"
                if number % 7 == 0
                else "住所、氏名",
                "随時" if number % 2 else "年1回",
            ]
        )
    names = [
        "移転先No.", "移転先部局", "移転先課", "法令上の根拠", "移転先における用途",
        "移転する情報", "時期・頻度",
    ]  # fmt: skip
    return {"columns": names, "rows": rows}


ANNEXES: list[dict[str, Any]] = [
    {"title": "別紙1 特定個人情報の提供先一覧", "table": provisions()},
    {
        "title": "別紙2の2　特定個人情報の移転先一覧",
        "text": "条例に基づいて庁内で移転する相手です。\n番号は令和8年4月1日現在のものです。",
        "table": transfers(),
    },
    {
        "title": "連絡体制",
        "text": "事故があったときの連絡先です。",
        "table": {
            "columns": ["役割", "電話"],
            "rows": [["所属長", "内線100"], ["", ""], ["担当", ""]],
        },
        "figures": [{"file": "連絡.png", "caption": "図1　連絡の流れ"}],
    },
]


def with_annexes(form_id: str = "youshiki3-2025-05") -> Assessment:
    """A small assessment with the three of them."""
    assessment = new_assessment(form_id)
    assessment.answers.fill(
        {
            "cover": {"name": "住民基本台帳に関する事務 重点項目評価書", "agency": "みなと野町長"},
            "files": [{"name": "住民基本台帳ファイル"}],
            "annexes": ANNEXES,
        }
    )
    assessment.figures["連絡.png"] = PNG
    return assessment
